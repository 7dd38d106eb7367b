"""Labels of notes as numbers, and what is wrong in their numbering."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from qa.regex import regex
from qa.types.document import Problem, ProblemKind

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SUPERSCRIPT_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")

CIRCLED = "①-⑳㉑-㉟㊱-㊿❶-❿⓫-⓴⓵-⓾"
"""Circled numbers, as a range of a regular expression."""
_CIRCLED = regex(f"[{CIRCLED}]")

_YEARS, _YEAR_JUMP = range(1500, 2100), 500

_ROMAN = regex(r"(?:x{0,3}|xl|l?x{0,3}|xc)(?:ix|iv|v?i{0,3})", re.IGNORECASE)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def value_of(label: str) -> int | None:
    """The number that a label in digits of any script, circled or Roman stands for; None for symbols and names."""
    if label.isdecimal():
        return int(label)
    if _CIRCLED.fullmatch(label):
        return int(unicodedata.numeric(label))
    if not _ROMAN.fullmatch(label):
        return None
    digits = [_ROMAN_VALUES[letter] for letter in label.lower()]
    return sum(-x if x < y else x for x, y in zip(digits, [*digits[1:], 0], strict=True)) or None


def is_roman(letters: str) -> bool:
    """True for a Roman number in capitals of two letters or more: a word of its own, as in `Part II`."""
    return len(letters) > 1 and letters.isupper() and bool(_ROMAN.fullmatch(letters))


def number_problems(labels: Sequence[str]) -> list[Problem]:
    """Gaps and repeats in the numbering of a document's notes; a numbering that starts again at 1 is neither.

    A number that comes later is not missing: works may be listed by name, and numbered as they are called.
    """
    problems = []
    numbers = [int(label) for label in labels if label.isdecimal()]
    everywhere = set(numbers)
    seen: set[int] = set()
    before = 0
    for number in numbers:
        if number in _YEARS and number - before > _YEAR_JUMP:
            # A work called by its year alone.
            continue
        if number == 1:
            seen, before = {1}, 1
        elif number in seen:
            problems.append(Problem(ProblemKind.REPEAT, str(number), f"two notes are numbered {number}"))
        else:
            if before and number > before + 1 and number - 1 not in everywhere:
                problems.append(Problem(ProblemKind.GAP, str(number), f"note {number} follows note {before}"))
            seen.add(number)
            before = number
    return problems
