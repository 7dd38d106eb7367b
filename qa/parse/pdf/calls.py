"""Raised runs in the text that may call notes, and how much each looks like an exponent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from qa.parse.pdf.labels import BRACKETED, called_labels
from qa.parse.pdf.shapes import SYMBOLS, Line, LinePiece
from qa.regex import regex

_UNIT = regex(
    r"(?:(?<!\d)10|[-−+±×^/]|(?:^|[\s(\d/·×*=])(?:[A-Za-zα-ωΔ𝐀-𝟿µ]|km|cm|mm|dm|nm|µm|mi|ft|in|yd|kg|mol|sec|min|hr|Hz))$"
)


class Exponent(IntEnum):
    """How much a raised number looks like an exponent."""

    NO = 0
    MAYBE = 1
    """After a digit: `1999²` is rather a year with a note, `5²` rather a square."""
    LIKELY = 2
    """After a unit, a 10, a letter by itself."""


@dataclass(frozen=True, slots=True)
class RaisedCall:
    """A raised run that may call notes, and where it stands."""

    piece: LinePiece
    labels: tuple[str, ...]
    page: int
    order: int
    """Index of its line in the body; -1 in a note."""
    exponent: Exponent


def find_calls(lines: Iterable[tuple[int, Line]], *, at_start: bool = False) -> list[RaisedCall]:
    """Every raised run that reads as numbers, a symbol or a letter; lines come with their index in the body.

    `at_start` takes also the numbers that begin a line of the body, where most such are labels.
    """
    calls = []
    for order, line in lines:
        before = ""
        for i, piece in enumerate(line.pieces):
            labels = called_labels(piece.text) if piece.raised else ()
            after = line.pieces[i + 1].text if i + 1 < len(line.pieces) else ""
            apart = bool(labels) and not piece.target and _stands_apart(before, labels[0])
            if apart and at_start and order >= 0 and labels[0].isdecimal():
                calls.append(RaisedCall(piece, labels, line.page, order, Exponent.LIKELY))
            elif labels and not apart and not after.startswith(("⁄", "/", "°")):
                exponent = _exponent(before, after, piece, labels)
                calls.append(RaisedCall(piece, labels, line.page, order, exponent))
            before = (before + piece.text)[-40:]
    return calls


def _stands_apart(before: str, label: str) -> bool:
    """True at the start of a line, where a label stands, and for a symbol after a space: a bullet or a page mark."""
    return not before.strip() or (label[0] in SYMBOLS and before[-1].isspace())


def _exponent(before: str, after: str, piece: LinePiece, labels: Sequence[str]) -> Exponent:
    if len(labels) > 1 or BRACKETED.fullmatch(piece.text) or piece.text.startswith("("):
        return Exponent.NO
    if _UNIT.search(before) or after.startswith(("+", "−")):
        return Exponent.LIKELY
    return Exponent.MAYBE if before[-1:].isdigit() else Exponent.NO
