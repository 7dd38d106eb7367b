"""Text cut into digits, words and signs, for what reads amounts in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from qa.language.en.measures import CURRENCY_SIGNS
from qa.regex import regex
from qa.types.document import Span

_SIGN = "|".join(re.escape(sign) for sign in sorted(CURRENCY_SIGNS, key=len, reverse=True))
_TOKEN = regex(
    r"(?P<digits>(?<!\w)\d{1,3}(?:[,.'’\u00a0\u202f\u2009 ]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
    rf"|(?P<sign>{_SIGN})|(?P<percent>%)|(?P<word>[^\W\d_]+[²³]?(?:[’'][^\W\d_]+)*)|(?P<dash>[-–‑])|(?P<other>\S)"
)


class TokenKind(StrEnum):
    """What a token is."""

    DIGITS = "digits"
    SIGN = "sign"
    """Of a currency."""
    PERCENT = "percent"
    WORD = "word"
    DASH = "dash"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text: digits, a word, a sign."""

    kind: TokenKind
    text: str
    start: int
    end: int


class Tokens:
    """The tokens of a text, asked by number; there is nothing before the first and after the last."""

    def __init__(self, text: str) -> None:
        """Snippet the text up."""
        found = _TOKEN.finditer(text)
        self._tokens: Sequence[Token] = [Token(TokenKind(m.lastgroup or ""), m.group(), *m.span()) for m in found]

    def __len__(self) -> int:
        return len(self._tokens)

    def __getitem__(self, at: int) -> Token:
        return self._tokens[at]

    def is_kind(self, at: int, kind: TokenKind) -> bool:
        """Whether there is a token of this kind."""
        return 0 <= at < len(self._tokens) and self._tokens[at].kind is kind

    def word(self, at: int) -> str:
        """A word as words are looked up; empty for what is no word."""
        word = self._tokens[at].text.casefold() if self.is_kind(at, TokenKind.WORD) else ""
        # “Season three’s end” has a number; “one’s own” has none.
        return word[:-2] if word.endswith(("'s", "’s")) and word[:-2] != "one" else word

    def touches(self, at: int) -> bool:
        """True when nothing stands between a token and the one before it."""
        return 0 < at < len(self._tokens) and self._tokens[at].start == self._tokens[at - 1].end

    def after_hyphen(self, at: int) -> int:
        """The token after a hyphen that touches what stands before it: `48-million`, `5-year`; else the same."""
        return at + 1 if self.is_kind(at, TokenKind.DASH) and self.touches(at) else at

    def span(self, start: int, stop: int) -> Span:
        """Where the tokens `[start, stop)` stand."""
        return Span(self._tokens[start].start, self._tokens[stop - 1].end)
