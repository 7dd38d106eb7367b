"""The names of the months in every language that Unicode's CLDR has them for, and where they stand in a text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qa.regex import regex
from qa.types.document import Span

_TABLE = Path(__file__).with_name("months.json")
# Whatever is neither white space nor punctuation: `\w` leaves out the vowel signs of Indian scripts.
_WORD = regex(r"[^\s\0-/:-@\[-^`{-\xa9\xab-\xb9\xbb-\xbf\u2000-\u206f\u3000-\u303f]+")
_MOST_WORDS = 3
_DAY_BEFORE = regex(r"\d(\.?)\s+\Z")


@dataclass(frozen=True, slots=True)
class MonthName:
    """A month's name in a text."""

    span: Span
    month: int
    """1 to 12; 0 where languages call different months by that name (`listopad` is October or November)."""
    certain: bool
    """False for what is an ordinary word elsewhere, such as `set`: only a day and a year beside it make it a month."""


@dataclass(frozen=True, slots=True)
class _Table:
    """Names in their folded form, and the number of the month."""

    certain: dict[str, int]
    weak: dict[str, int]
    stopped: dict[str, int]
    """Certain with the full stop of the abbreviation, weak without it."""
    ambiguous: dict[str, tuple[int, int]]
    """The month meant after `15.` and the one meant after `15`."""
    openings: frozenset[str]
    """The first words of names of several words."""


def is_month(word: str) -> bool:
    """True for a month's name or abbreviation in any language, unless it is an ordinary word elsewhere."""
    return fold(word) in _table().certain


def find_months(text: str, start: int, end: int) -> Iterator[MonthName]:
    """Every month's name in `[start, end)`, in order."""
    table = _table()
    at = start
    for match in _WORD.finditer(text, start, end):
        if match.start() < at:
            continue
        word = fold(match.group())
        stop = _end_of_name(text, match, end) if word in table.openings else match.end()
        if found := _named(text, Span(match.start(), stop)):
            yield found
            at = stop


def _end_of_name(text: str, first: re.Match[str], end: int) -> int:
    """Where the longest name ends that begins with the word `first`; the word's own end where none does."""
    table = _table()
    stops = [
        match.end() for match, _ in zip(_WORD.finditer(text, first.start(), end), range(_MOST_WORDS), strict=False)
    ]
    for stop in reversed(stops[1:]):
        name = fold(" ".join(text[first.start() : stop].split()))
        if name in table.certain or name in table.weak:
            return stop
    return first.end()


def _named(text: str, span: Span) -> MonthName | None:
    table, name = _table(), fold(" ".join(span.of(text).split()))
    if name in table.certain:
        return MonthName(span, table.certain[name], True)
    if name in table.weak:
        return MonthName(span, table.weak[name], False)
    if name in table.stopped:
        return MonthName(span, table.stopped[name], text[span.end : span.end + 1] == ".")
    if name in table.ambiguous:
        return MonthName(span, _told_by_day(text, span, table.ambiguous[name]), True)
    return None


def _told_by_day(text: str, span: Span, months: tuple[int, int]) -> int:
    """Croatian writes `15. listopada` and means October, Polish `15 listopada` and means November."""
    day = _DAY_BEFORE.search(text, max(0, span.start - 5), span.start)
    return months[not day[1]] if day else 0


def fold(name: str) -> str:
    """A name as it is compared: without case, also without that of the Turkish I."""
    return name.casefold().replace("i\u0307", "i").replace("ı", "i")


@cache
def _table() -> _Table:
    content = json.loads(_TABLE.read_text(encoding="utf-8"))
    certain, weak, stopped = (
        {name: month for month, names in enumerate(content[kind], 1) for name in names.split("|") if name}
        for kind in ("names", "weak", "stopped")
    )
    openings = frozenset(name.split()[0] for name in (*certain, *weak) if " " in name)
    return _Table(certain, weak, stopped, {k: (a, b) for k, (a, b) in content["ambiguous"].items()}, openings)
