"""Which language a sentence or two are in, by the words that hold them together: names look foreign to what reads letters alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from qa.language.stop_words import LISTED, stop_words_of
from qa.regex import regex

_SCRIPTS = (("el", regex("[\u0370-\u03ff]")), ("ar", regex("[\u0600-\u06ff]")), ("zh", regex("[\u4e00-\u9fff]")))
"""Languages without a list of stop words, by their letters."""
_LETTERS = regex(r"[^\W\d_]+")
_MOST_CACHED = 512


@lru_cache(maxsize=_MOST_CACHED)
def language_of_words(text: str) -> str:
    """ISO 639-1 code: that of its script, or of most of its stop words, two at least; English where nothing tells."""
    scripts = {language: 0 if text.isascii() else len(letters.findall(text)) for language, letters in _SCRIPTS}
    most = max(scripts, key=lambda language: scripts[language])
    if 2 * scripts[most] > sum(map(str.isalpha, text)):
        return most
    counts = count_stop_words(_LETTERS.findall(text.casefold()))
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] > max(counts["en"], 1) else "en"


def count_stop_words(words: Sequence[str]) -> dict[str, int]:
    """How many of the words, in lower case, are on the list of each language."""
    return {language: sum(word in stop_words_of(language) for word in words) for language in LISTED}
