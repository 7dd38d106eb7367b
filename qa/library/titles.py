"""Two titles → how alike they are, whatever their case, punctuation and subtitles."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from qa.language.folding import fold_text
from qa.language.stems import content_words
from qa.regex import regex

_THRESHOLD = 0.85
SAME, NEARLY = 1.0, 0.95
_MARKUP = regex(r"</?(?:i|b|em|sup|sub|sc|span)(?:\s[^<>]{0,80})?>|[{}]")
_BREAK = regex(r"\s*[:.?!–—|]\s+|\s+[-/]\s+|\s*[(\[]")
_NUMBER = regex(r"\d+")
_LEAST_BEGINNING = 4
"""Words of a title that another one may begin with, cut short."""
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class TitleWords:
    """The words of a title that carry meaning, and those before its subtitle."""

    words: tuple[str, ...]
    main: tuple[str, ...]
    numbers: frozenset[str]

    @classmethod
    def of(cls, title: str | None) -> TitleWords:
        """Read a title; None has no words."""
        plain = _MARKUP.sub("", (title or "")[:_LONGEST])
        # A mark that the title begins or ends with parts nothing.
        main = next((part for part in _BREAK.split(plain) if any(c.isalnum() for c in part)), "")
        words = _words(plain)
        return cls(words, _words(main), frozenset(_NUMBER.findall(" ".join(words))))

    @property
    def has_subtitle(self) -> bool:
        """True when something follows the main title."""
        return len(self.words) > len(self.main)

    def likeness(self, other: TitleWords) -> float:
        """From `_THRESHOLD` to 1, or 0: two editions that differ by a number are two works."""
        if not self.words or not other.words:
            return 0.0
        if "".join(self.words) == "".join(other.words):
            return SAME
        if self.numbers and other.numbers and self.numbers != other.numbers:
            return 0.0
        if self.main and self.main == other.main and not (self.has_subtitle and other.has_subtitle):
            return NEARLY
        short, long = sorted((self.words, other.words), key=len)
        if len(short) >= _LEAST_BEGINNING and long[: len(short)] == short:
            return NEARLY
        common = (Counter(self.words) & Counter(other.words)).total()
        likeness = 2 * common / (len(self.words) + len(other.words))
        return likeness * NEARLY if likeness >= _THRESHOLD and min(len(short), common) > 2 else 0.0


def _words(text: str) -> tuple[str, ...]:
    return tuple(content_words(fold_text(text).text))
