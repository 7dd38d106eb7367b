"""Labels of notes as numbers, and what is wrong in their numbering."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.types.document import Problem, ProblemKind

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SUPERSCRIPT_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")

_ROMAN = re.compile(r"(?:x{0,3}|xl|l?x{0,3}|xc)(?:ix|iv|v?i{0,3})", re.IGNORECASE)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def value_of(label: str) -> int | None:
    """The number that a label in Arabic or Roman digits stands for; None for symbols and names."""
    if label.isascii() and label.isdigit():
        return int(label)
    if not _ROMAN.fullmatch(label):
        return None
    digits = [_ROMAN_VALUES[letter] for letter in label.lower()]
    return sum(-x if x < y else x for x, y in zip(digits, [*digits[1:], 0], strict=True)) or None


def number_problems(labels: Sequence[str]) -> list[Problem]:
    """Gaps and repeats in the numbering of a document's notes; a numbering that starts again at 1 is neither."""
    problems = []
    seen: set[int] = set()
    before = 0
    for number in (int(label) for label in labels if label.isascii() and label.isdigit()):
        if number == 1:
            seen, before = {1}, 1
        elif number in seen:
            problems.append(Problem(ProblemKind.REPEAT, str(number), f"two notes are numbered {number}"))
        else:
            if before and number > before + 1:
                problems.append(Problem(ProblemKind.GAP, str(number), f"note {number} follows note {before}"))
            seen.add(number)
            before = number
    return problems
