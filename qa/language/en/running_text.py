"""Whether a stretch of running text is English, by the share of its commonest words."""

from __future__ import annotations

from qa.regex import regex

_WORD = regex(r"\w+")
_COMMON = frozenset("the and of that with from their has are were been by this it its which".split())
_LEAST_SHARE = 0.06
"""Share of these words in running English: about 0.2; in other languages that use our letters, under 0.02."""


def reads_english(text: str) -> bool:
    """True when enough of the words are English ones; of an empty text too."""
    words = _WORD.findall(text.casefold())
    return sum(word in _COMMON for word in words) >= _LEAST_SHARE * len(words)
