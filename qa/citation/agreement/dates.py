"""Text → the dates in it, as exact as they are given: days, months, years, decades. Relative ones (“last week”) claim nothing."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from qa.citation.agreement.values import Day, Reading, Value
from qa.language.en.months import ENGLISH_MONTHS
from qa.language.en.weekdays import WEEKDAYS
from qa.language.months import MonthName, find_months
from qa.regex import regex
from qa.types.backing import ValueKind
from qa.types.document import Span

_YEAR = r"(?:1[0-9]|20)\d\d"
_DAY_BEFORE = regex(r"(?<![\d.,/–-])(\d{1,2})(?:st|nd|rd|th|\.|º|er)?\s+(?:of\s+|de\s+|day\s+of\s+)?\Z")
_LAST_DAY = regex(r"\b(?:the\s+)?last\s+day\s+of\s+\Z", re.IGNORECASE)
_DAY_AFTER = regex(r"\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?![\w%]|[.,:]\d)(?=\W|\Z)(?!\s*(?:million|per\b|%))")
_YEAR_AFTER = regex(rf"\.?,?\s+(?:of\s+|de\s+|del\s+)?({_YEAR})(?![\d,]*\d|\w)")
_NUMERIC = regex(rf"(?<![\d/.-])(?:({_YEAR})-(\d\d)-(\d\d)|(\d{{1,2}})[./](\d{{1,2}})[./]({_YEAR}))(?![\d/])")
_LONE_YEAR = regex(rf"(?<![\w,.$€£¥/])(?:mid-?|early-?|late-?)?({_YEAR})(?P<decade>s|[’']s)?(?![\w]|[,.]\d|%|/\d)")
_COUNTED = regex(
    r"\s+(?:[a-z]+\s+)?(?:of\s+the|people|men|women|students|troops|soldiers|copies|units|homes|houses|per|cases|votes|pages)\b"
)
_TIME_BEFORE = regex(
    r"\b(?:in|since|from|until|till|by|of|to|between|and|the|during|before|after|year|early|late|mid|for|through|circa|around|"
    r"spring|summer|autumn|fall|winter|and)\s+\Z|[(–-]\s?\Z",
    re.IGNORECASE,
)
_MONTH_BEFORE = regex(
    r"\b(?:in|of|since|from|until|till|by|to|between|during|before|after|and|late|early|mid|last|this|next)[\s-]+\Z",
    re.IGNORECASE,
)
_ALSO_NAMES = frozenset({"March", "April", "May", "June", "August"})
_WEEKDAY = regex(rf"\b(?:{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})s?\b")
_BEFORE = 40
"""Characters before a name or year that are looked at: its preposition, with room for spaces."""
DECADE = "decade"
"""The unit of “the 1990s”."""


def find_days(text: str) -> Iterator[Value]:
    """Every date in a text; they do not overlap, and stand in no order."""
    # Characters that a date has: to look through all dates for each further one would take the square of their number.
    taken: set[int] = set()
    for match in _NUMERIC.finditer(text):
        if days := _numeric(match):
            taken.update(range(*match.span()))
            yield Value(ValueKind.DATE, Span(*match.span()), days=days)
    for month in find_months(text, 0, len(text)):
        found = _around(text, month)
        if found and taken.isdisjoint(range(found.span.start, found.span.end)):
            taken.update(range(found.span.start, found.span.end))
            yield found
    for match in _WEEKDAY.finditer(text):
        name = match.group().rstrip("s") if match.group() not in WEEKDAYS else match.group()
        taken.update(range(*match.span()))
        yield Value(ValueKind.DATE, Span(*match.span()), days=(Day(weekday=WEEKDAYS[name]),), weak=len(name) < 5)
    for match in _LONE_YEAR.finditer(text):
        span = Span(*match.span())
        if taken.isdisjoint(range(*match.span())):
            yield _year(text, match, span)


def _numeric(match: re.Match[str]) -> tuple[Day, ...]:
    year, month, day, first, second, last = match.groups()
    if year:
        return tuple(_days((int(year), int(month), int(day))))
    one, two = int(first), int(second)
    # 03/05/2024 is in May or in March; both are kept.
    return tuple(dict.fromkeys(_days((int(last), two, one), (int(last), one, two))))


def _days(*candidates: tuple[int, int, int]) -> Iterator[Day]:
    for year, month, day in candidates:
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield Day(year, month, day)


def _around(text: str, month: MonthName) -> Value | None:
    """The date around the name of a month."""
    start, end, day, year = month.span.start, month.span.end, None, None
    if before := _DAY_BEFORE.search(text, max(0, start - 16), start):
        day, start = int(before[1]), before.start(1)
    elif after := _DAY_AFTER.match(text, end):
        day, end = int(after[1]), after.end()
    if following := _YEAR_AFTER.match(text, end):
        year, end = int(following[1]), following.end()
    if year and month.month and (last := _LAST_DAY.search(text, max(0, start - _BEFORE), start)):
        day, start = monthrange(year, month.month)[1], last.start()
    if day is not None and not 1 <= day <= 31:
        return None
    alone = day is None and year is None
    if (alone and not _is_sure(text, month)) or not (month.certain or (day and year)) or not month.month:
        return None
    return Value(ValueKind.DATE, Span(start, end), days=(Day(year, month.month, day),))


def _is_sure(text: str, month: MonthName) -> bool:
    """Whether a month's name without day and year is a month: `May` and `April` need a preposition, `Augustus` is none."""
    name = month.span.of(text)
    if name in _ALSO_NAMES:
        return _MONTH_BEFORE.search(text, max(0, month.span.start - _BEFORE), month.span.start) is not None
    return name in ENGLISH_MONTHS


def _year(text: str, match: re.Match[str], span: Span) -> Value:
    """A year or a decade; `1500 homes` is a number, and `1500` alone may be either."""
    number = int(match[1])
    if match["decade"]:
        return Value(ValueKind.DATE, span, readings=(Reading(number, DECADE),))
    amount = (Reading(number),)
    if _COUNTED.match(text, span.end):
        return Value(ValueKind.NUMBER, span, amount)
    sure = number >= 1900 or _TIME_BEFORE.search(text, max(0, span.start - _BEFORE), span.start) is not None
    return Value(ValueKind.DATE if sure else ValueKind.NUMBER, span, amount, (Day(number),))
