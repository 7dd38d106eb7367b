"""Which language a question or a few sentences are in, by the words that hold them together: names often look foreign."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from qa.language.detection import guess_language, probabilities
from qa.language.stop_words import LISTED, stop_words_of
from qa.regex import regex

_SCRIPTS = (("el", regex("[\u0370-\u03ff]")), ("ar", regex("[\u0600-\u06ff]")), ("zh", regex("[\u4e00-\u9fff]")))
"""Languages without a list of stop words, by their letters."""
_LETTERS = regex(r"[^\W\d_]+")
_NAME = regex(r"(?<=\s)[^\W\d_a-z][\w’'-]*")
_SEVERAL, _LEAST = 2, 0.5
"""So many words that hold a sentence together tell its language; fewer only where its letters agree, with this probability."""
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


@lru_cache(maxsize=_MOST_CACHED)
def language_of_question(question: str) -> str:
    """ISO 639-1 code: English unless the question is clearly in another language.

    Names and titles look foreign in English questions, so that words tell which only hold a sentence together. Of a language
    without a list of them the letters tell, where they are not Latin.
    """
    words = [word.casefold() for word in _LETTERS.findall(question)]
    if not any(map(str.isascii, words)):
        return guess_language(question) or "en"
    counts = count_stop_words(words)
    most = max(counts.values())
    if most <= counts["en"]:
        return "en"
    # Of the words of names only the first can be told from a name that is none: `Quién mató a Villavicencio`.
    bare = _NAME.sub("", question)
    told = {language: p for language, p in probabilities(bare).items() if counts.get(language) == most}
    best = max(told, key=lambda language: told[language])
    return best if most >= _SEVERAL or told[best] >= _LEAST else "en"


def count_stop_words(words: Sequence[str]) -> dict[str, int]:
    """How many of the words, in lower case, are on the list of each language."""
    return {language: sum(word in stop_words_of(language) for word in words) for language in LISTED}
