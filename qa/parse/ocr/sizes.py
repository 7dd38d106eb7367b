"""The few sizes in which a page is set: what one line's ink leaves open, such as a line without capitals, the others tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from qa.parse.ocr.ink import Ink

_LONG = 25
"""Letters of a line that tells the size of its type by itself …"""
_STEMS = 1.25
"""… where its highest letters are so much higher than its small ones."""
_ALIKE = 0.09
"""Lines that differ by less are of one size."""
_NEAR = 0.13
"""By how much a short line may differ from the size that it is taken for."""
_USUAL = 1.45
"""Capitals are so much higher than small letters, where a page does not tell."""


def in_few_sizes(inks: Sequence[Ink]) -> list[Ink]:
    """The lines with the height of capitals that their type has."""
    long = sorted((ink for ink in inks if _tells(ink)), key=lambda ink: -ink.letters)
    ratio = median(ink.capital / ink.small for ink in long) if long else _USUAL
    sizes: list[float] = []
    for ink in long:
        if all(abs(ink.capital / size - 1) >= _ALIKE for size in sizes):
            sizes.append(ink.capital)
    return [replace(ink, capital=_capital(ink, sizes, ratio)) for ink in inks]


def _tells(ink: Ink) -> bool:
    return ink.letters >= _LONG and ink.capital > _STEMS * ink.small


def _capital(ink: Ink, sizes: Sequence[float], ratio: float) -> float:
    """The size that comes nearest, by capitals or, where it leaves that open, by small letters; its own where none does."""
    found = [(abs(ink.capital / size - 1), size) for size in sizes]
    # Capitals alone are as high as each other; small letters alone are lower than what they are taken for.
    found += [(abs(ink.small * ratio / size - 1), size) for size in sizes if not _tells(ink)]
    off, size = min(found, default=(1.0, ink.capital))
    return size if off < _NEAR else ink.capital
