"""Numbers written in words: `two hundred and five`, `twenty-first`, `a dozen`, `half a million`, `two thirds`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qa.citation.agreement.tokens import Tokens
from qa.language.en.number_words import CARDINALS, ORDINAL_WORDS, PARTS, PLURAL_SCALES, SCALES


class Form(StrEnum):
    """How a number is written."""

    DIGITS = "digits"
    WORDS = "words"
    ORDINAL = "ordinal"
    PART = "part"
    """A part of a whole."""
    ONE = "one"
    """The word `one`, which mostly counts nothing."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number, and the token after it."""

    readings: tuple[float, ...]
    after: int
    form: Form


def read_words(tokens: Tokens, at: int) -> Number | None:
    """The number in words that begins at a token."""
    first = tokens.word(at)
    if first in ORDINAL_WORDS and not (first == "second" and tokens.word(at - 1) in ("a", "per")):
        return Number((float(ORDINAL_WORDS[first]),), at + 1, Form.ORDINAL)
    if first == "half":
        return _half(tokens, at)
    if first in ("a", "an"):
        after = tokens.word(at + 1)
        if after in PARTS and after != "half":
            return Number((PARTS[after],), at + 2, Form.PART)
        return _count(tokens, at, 1.0) if after in SCALES else None
    return _count(tokens, at, float(CARDINALS[first])) if first in CARDINALS else None


def _half(tokens: Tokens, at: int) -> Number:
    after = at + 2 if tokens.word(at + 1) in ("a", "of") else at + 1
    scale = tokens.word(after)
    if scale in SCALES and scale not in PLURAL_SCALES:
        return Number((SCALES[scale] / 2,), after + 1, Form.WORDS)
    return Number((0.5,), at + 1, Form.PART)


@dataclass(slots=True)
class _Sum:
    """A number as its words come: `total` is closed by thousand or million, `part` is not yet."""

    part: float
    total: float = 0.0

    def scale(self, word: str) -> bool:
        """Multiply by a scale; False where the word is none, or only stands for many."""
        if word not in SCALES or (word in PLURAL_SCALES and self.part <= 1):
            return False
        if SCALES[word] >= 1000:
            self.total, self.part = self.total + (self.part or 1) * SCALES[word], 0.0
        else:
            self.part = (self.part or 1) * SCALES[word]
        return True

    def add(self, word: str) -> bool:
        """Add what goes on a number: `twenty-one`, `two hundred five`, `two thousand ten`."""
        number = CARDINALS.get(word)
        tens = 20 <= self.part % 100 < 100 and self.part % 10 == 0
        if number is None or not (
            (self.part >= 100 and self.part % 100 == 0) or (tens and 0 < number < 10) or (self.total and not self.part)
        ):
            return False
        self.part += number
        return True


def _count(tokens: Tokens, at: int, first: float) -> Number:
    found, start = _Sum(first), at
    at += 1
    while at < len(tokens):
        step = tokens.after_hyphen(at)
        word = tokens.word(step)
        if at == start + 1 and word in PARTS and word != "half" and first:
            return Number((first * PARTS[word],), step + 1, Form.PART)
        if step > at and word in ORDINAL_WORDS and found.part % 100 >= 20 and ORDINAL_WORDS[word] < 10:
            return Number((found.total + found.part + ORDINAL_WORDS[word],), step + 1, Form.ORDINAL)
        if word == "and" and (found.part >= 100 or found.total) and found.add(tokens.word(step + 1)):
            step += 1
        elif not found.scale(word) and not found.add(word):
            break
        at = step + 1
    form = Form.ONE if tokens.word(start) == "one" and at == start + 1 else Form.WORDS
    return Number((found.total + found.part,), at, form)
