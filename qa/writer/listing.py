"""A sentence of a timeline or a table of figures → by what it is listed; and a page in that order."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from qa.citation.agreement.dates import find_days
from qa.citation.agreement.pieces import find_values
from qa.citation.agreement.values import Value
from qa.language.en.figure_labels import PART_LABEL
from qa.types.backing import ValueKind
from qa.types.prose import WholeTask
from qa.writer.page import Listed, WrittenPage

_NO_YEAR = 9999
"""Where a date without a year stands: last, in the text's order."""


def listed_by(task: WholeTask | None) -> Listed:
    """What a sentence is listed by, for a task; nothing for most tasks."""
    return {WholeTask.TIMELINE: _date, WholeTask.FIGURES: _figures}.get(task or WholeTask.SUMMARY, lambda text: None)


def put_in_order(page: WrittenPage, task: WholeTask) -> None:
    """A timeline in order of its dates; a sentence that was written twice stands once."""
    if task is not WholeTask.TIMELINE:
        return
    first = {sentence.text: number for number, sentence in reversed(list(enumerate(page.sentences)))}
    order = sorted(first.values(), key=lambda number: (_when(page.sentences[number].text), number))
    sentences = [page.sentences[number] for number in order]
    numbers = count()
    page.claims = [page.claims[s.claim] for s in sentences if s.claim is not None]
    page.sentences = [s if s.claim is None else replace(s, claim=next(numbers)) for s in sentences]


def _date(text: str) -> str:
    day = _first_day(text)
    return day.span.of(text) if day else ""


def _figures(text: str) -> str:
    amounts = sorted(
        (
            v
            for v in find_values(text)
            if v.readings and v.kind is not ValueKind.DATE and not v.weak and not _is_label(text, v)
        ),
        key=lambda value: value.span.start,
    )
    return "; ".join(dict.fromkeys(value.span.of(text) for value in amounts))


def _is_label(text: str, value: Value) -> bool:
    """Whether a number names a part of the report, as in “Figure 1”."""
    return any(match.end() > value.span.start >= match.start() for match in PART_LABEL.finditer(text))


def _first_day(text: str) -> Value | None:
    """The first date with a year, else the first date."""
    days = sorted((v for v in find_days(text) if v.days), key=lambda value: value.span.start)
    return next((v for v in days if v.days[0].year), days[0] if days else None)


def _when(text: str) -> tuple[int, int, int]:
    day = _first_day(text)
    if day is None or day.days[0].year is None:
        return _NO_YEAR, 0, 0
    first = day.days[0]
    return first.year or _NO_YEAR, first.month or 0, first.day or 0
