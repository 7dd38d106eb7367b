"""A line as read and its ink → characters with places, those of raised numbers told from the rest by their ink."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from qa.parse.ocr.engine import ReadText, read_strip
from qa.parse.ocr.ink import Blot, Ink, cut_out, find_raised

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))
_MISREAD = "?\"'*°^~`´’‘“”|!lIiOoSsZzB”º"
"""What a raised digit is taken for."""
_AROUND = 0.8
"""Of a capital: how far from its ink a character's middle may be told."""
_LONGEST = 4
"""Digits of a note's number."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A character of a line, in the strip's pixels; a space has no width."""

    char: str
    x0: float
    x1: float
    top: float = 0.0
    bottom: float = 0.0
    raised: bool = False


def find_signs(read: ReadText, ink: Ink) -> list[Sign]:
    """The characters from left to right."""
    groups = find_raised(ink)
    raised = {id(blot) for group in groups for blot in group}
    low = [blot for blot in ink.blots if id(blot) not in raised]
    signs = _plain(read, ink, low)
    for group in groups:
        near = [i for i in range(len(signs)) if _is_of(signs, i, group, low, _AROUND * ink.capital)]
        digits = _digits_of(signs, near, group, ink)
        if digits:
            _put_in(signs, near, group, digits)
    return _joined(_lifted(signs, ink))


def _is_of(signs: Sequence[Sign], i: int, group: tuple[Blot, ...], low: Sequence[Blot], around: float) -> bool:
    """True where a character may be what raised ink was read as."""
    sign = signs[i]
    if sign.char == " " or sign.raised:
        return False
    middle = (sign.x0 + sign.x1) / 2
    if not group[0].x0 - around < middle < group[-1].x1 + around:
        return False
    # As many digits after a word or its comma are the number itself; of a year with a number behind it, the nearer ink tells.
    if sign.char in _SUPERSCRIPTS or (sign.char.isdigit() and _ends_word(signs, i, len(group))):
        return True
    return min(_apart(middle, blot) for blot in group) < min((_apart(middle, blot) for blot in low), default=around)


def _ends_word(signs: Sequence[Sign], i: int, length: int) -> bool:
    """True for a digit of a number that has so many and that stands right behind something else, or begins the line."""
    first = last = i
    while first > 0 and signs[first - 1].char.isdigit():
        first -= 1
    while last + 1 < len(signs) and signs[last + 1].char.isdigit():
        last += 1
    return last - first + 1 == length and (first == 0 or signs[first - 1].char != " ")


def _apart(x: float, blot: Blot) -> float:
    return abs(x - (blot.x0 + blot.x1) / 2)


def _lifted(signs: Sequence[Sign], ink: Ink) -> list[Sign]:
    """Numbers that were read as raised in part, and whose ink does not tell, as raised."""
    found = list(signs)
    for is_number, run in groupby(range(len(signs)), key=lambda i: signs[i].char.isdigit() and not signs[i].raised):
        places = list(run)
        if is_number and len(places) <= _LONGEST and any(signs[i].char in _SUPERSCRIPTS for i in places):
            for i in places:
                sign, top = signs[i], ink.base - ink.capital
                char = _SUPERSCRIPTS.get(sign.char, sign.char)
                found[i] = Sign(char, sign.x0, sign.x1, top, top + 0.6 * ink.capital, True)
    return found


def _plain(read: ReadText, ink: Ink, low: Sequence[Blot]) -> list[Sign]:
    """All characters as if they stood on the line; each reaches halfway to its neighbours in its word."""
    half = 0.35 * ink.capital
    signs: list[Sign] = []
    centres = iter(read.centres)
    places = [None if char == " " else next(centres) for char in read.text]
    for i, (char, centre) in enumerate(zip(read.text, places, strict=True)):
        if centre is None:
            signs.append(Sign(" ", 0.0, 0.0))
            continue
        before = places[i - 1] if i else None
        after = places[i + 1] if i + 1 < len(places) else None
        x0 = centre - half if before is None else (before + centre) / 2
        x1 = centre + half if after is None else (centre + after) / 2
        signs.append(Sign(char, x0, x1))
    # The line's ends are where the ink ends that stands on it.
    if signs and low:
        left, right = min(blot.x0 for blot in low), max(blot.x1 for blot in low)
        first, last = signs[0], signs[-1]
        signs[0] = Sign(first.char, min(float(left), first.x1 - 1), first.x1)
        last = signs[-1]
        signs[-1] = Sign(last.char, last.x0, max(float(right), last.x0 + 1))
    return signs


def _digits_of(signs: Sequence[Sign], near: Sequence[int], group: tuple[Blot, ...], ink: Ink) -> str:
    """The number that raised ink shows; empty where it is something else, such as a quotation mark."""
    said = "".join(_SUPERSCRIPTS.get(signs[i].char, signs[i].char) for i in near)
    said = said.strip(".,;:)]”\"'»")
    if said.isdecimal() and len(said) == len(group) <= _LONGEST:
        return said
    read = read_strip(cut_out(ink, group))
    alone = "".join(_SUPERSCRIPTS.get(char, char) for char in read.text.replace(" ", "")) if read else ""
    return alone if alone.isdecimal() and len(alone) <= _LONGEST else ""


def _put_in(signs: list[Sign], near: Sequence[int], group: tuple[Blot, ...], digits: str) -> None:
    """Put raised digits in the place of what was read there."""
    taken = [i for i in near if signs[i].char.isdigit() or signs[i].char in _MISREAD]
    # Of digits that stand on the line beside it, as in a year, only the nearest are these.
    middle = (group[0].x0 + group[-1].x1) / 2
    taken = sorted(sorted(taken, key=lambda i: abs((signs[i].x0 + signs[i].x1) / 2 - middle))[: len(digits)])
    wide = (group[-1].x1 - group[0].x0) / len(digits)
    top, bottom = min(b.top for b in group), max(b.bottom for b in group)
    raised = [
        Sign(digit, group[0].x0 + i * wide, group[0].x0 + (i + 1) * wide, top, bottom, True)
        for i, digit in enumerate(digits)
    ]
    at = taken[0] if taken else next((i for i, s in enumerate(signs) if s.char != " " and s.x0 > middle), len(signs))
    for i in reversed(taken):
        del signs[i]
    # A space that was read before the number stands after it.
    while not taken and at > 0 and signs[at - 1].char == " ":
        at -= 1
    signs[at:at] = raised


def _joined(signs: Sequence[Sign]) -> list[Sign]:
    """Without spaces at the ends, or two in a row."""
    found: list[Sign] = []
    for sign in signs:
        if sign.char != " " or (found and found[-1].char != " "):
            found.append(sign)
    while found and found[-1].char == " ":
        found.pop()
    return found
