"""Dates in the words of several languages, as exact as they are given."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.language.months import find_months
from qa.regex import regex
from qa.types.document import Span

# Before the patterns are tried, each letter of a month's name becomes a character that no text holds: U+FDD0 and the month's number,
# U+FDE0 and the number for names that are ordinary words elsewhere. So patterns stay small beside thousands of names, and offsets hold.
_CERTAIN, _WEAK = 0xFDD0, 0xFDE0
# Possessive: half a month's name is none.
_M = r"[\uFDD0-\uFDDC]++\.?+"
_ANY = r"[\uFDD0-\uFDDC\uFDE0-\uFDEC]++\.?+"
_BEFORE_MONTH = r"(?:de\s+|of\s+|di\s+|da\s+|d['’])?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|º)?"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_YEAR_AFTER = r"(?:\d{1,2},?\s+)?(?:1[5-9]|20)\d\d(?!\d)"
_FORMS = (
    rf"{_YEAR}-(?P<mm>\d\d)(?:-(?P<dd>\d\d))?(?![\w-])",
    rf"(?:(?P<dd>\d{{1,2}})\.\s?(?P<mm>\d{{1,2}})\.\s?{_YEAR})(?!\d)",
    rf"(?P<s1>\d{{1,2}})/(?P<s2>\d{{1,2}})/{_YEAR}(?!\d)",
    rf"{_YEAR}\s?[年년]\s?(?P<mm>\d{{1,2}})\s?[月월](?:\s?(?P<dd>\d{{1,2}})\s?[日일])?",
    rf"(?:{_DAY}\s+)?tháng\s+(?P<mm>\d{{1,2}}),?\s+(?:năm\s+)?{_YEAR}(?!\d)",
    rf"{_DAY}\s+{_BEFORE_MONTH}(?P<month>{_ANY}),?\s+(?:de\s+|del\s+)?{_YEAR}(?!\d)",
    rf"(?P<month>{_M})\s+{_DAY},?\s+{_YEAR}(?!\d)",
    rf"{_YEAR}(?:[,;]?|\s?m\.)\s+(?P<month>{_M})(?!\s+{_YEAR_AFTER})(?:\s+{_DAY}(?![\d(:]))?",
    rf"{_YEAR}\.\s+(?P<month>{_M})\s+(?P<day>\d{{1,2}})(?=\.)",
    rf"{_YEAR}(?:,|\.\s?gada)\s+{_DAY}\s+(?P<month>{_ANY})",
    rf"(?P<month>{_M})(?:\s?[-/–]\s?{_ANY})?,?\s+(?:de\s+|del\s+)?{_YEAR}(?!\d)",
    rf"(?:spring|summer|autumn|fall|winter),?\s+(?:of\s+)?{_YEAR}(?!\d)",
    # The number of an issue, or a month: the year is sure.
    rf"(?:0?[1-9]|[1-4]\d|5[0-3])/{_YEAR}(?![\d/])",
    rf"{_YEAR}(?:[a-z]\b)?(?!\d)",
)
_PATTERNS = tuple(regex(rf"(?<![\w\uFDD0-\uFDEF/.-]){form}", re.IGNORECASE) for form in _FORMS)
_WITHOUT_MONTHS = tuple(
    pattern for pattern, form in zip(_PATTERNS, _FORMS, strict=True) if _M not in form and _ANY not in form
)
_ANY_YEAR = regex(r"(?:1[5-9]|20)\d\d")
"""Without one there is no date."""
_RANGE = regex(r"\d\s?[-–—]\s?\Z|[-–/:]\Z")
_RANGE_AFTER = regex(r"\s?[-–—]\s?\d|/\d")


@dataclass(frozen=True, slots=True)
class Date:
    """A date's place in the note and its ISO 8601 form, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""

    span: Span
    iso: str


def is_to_the_day(iso: str | None) -> bool:
    """True for a date as exact as `2024-02-16`."""
    return iso is not None and len(iso) == len("2024-02-16")


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[Date]:
    """Every date between `start` and `end`, the longest reading at each place, in order."""
    end = len(text) if end is None else end
    if not _ANY_YEAR.search(text, start, end):
        return []
    marked = _mark_months(text, start, end)
    found: list[Date] = []
    for pattern in _PATTERNS if marked is not text else _WITHOUT_MONTHS:
        for date in _matches(pattern, marked, start, end):
            if all(date.span.end <= other.span.start or other.span.end <= date.span.start for other in found):
                found.append(date)
    return sorted(found, key=lambda date: date.span)


def _mark_months(text: str, start: int, end: int) -> str:
    """The text with a mark for each letter of a month's name; the very same where it has none."""
    pieces, copied = [], 0
    for name in find_months(text, start, end):
        mark = chr((_CERTAIN if name.certain else _WEAK) + name.month)
        pieces += [text[copied : name.span.start], mark * (name.span.end - name.span.start)]
        copied = name.span.end
    return "".join([*pieces, text[copied:]]) if pieces else text


def _matches(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[Date]:
    for match in pattern.finditer(text, start, end):
        bare_year = match.end() - match.start() <= 5
        if bare_year and (
            _RANGE.search(text, max(start, match.start() - 3), match.start()) or _RANGE_AFTER.match(text, match.end())
        ):
            continue
        yield Date(Span(match.start(), match.end() - match.group().endswith(".")), _iso(match.groupdict()))


def _iso(parts: dict[str, str | None]) -> str:
    """As exact as the parts allow; a day or month that no calendar has is left out."""
    year = int(parts["year"] or 0)
    month, day = int(parts.get("mm") or 0), int(parts.get("dd") or parts.get("day") or 0)
    if name := parts.get("month"):
        month = ord(name[0]) & 0xF
    if parts.get("s1"):
        first, second = int(parts["s1"] or 0), int(parts["s2"] or 0)
        # 3/4/2020 is March to some and April to others: only an impossible month settles it.
        if first > 12 >= second or first == second:
            day, month = first, second
        elif second > 12 >= first:
            day, month = second, first
    if not 1 <= month <= 12:
        return f"{year:04d}"
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return f"{year:04d}-{month:02d}"
