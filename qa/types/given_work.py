"""A work whose fields the document's file gives one by one, so that none need be told from its words."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from qa.types.document import Span
from qa.types.source import SourceKind


@dataclass(frozen=True, slots=True)
class WorkFields:
    """What a bibliography says of a work; texts as they are given."""

    kind: SourceKind
    authors: tuple[str, ...] = ()
    title: str | None = None
    publisher: str | None = None
    container: str | None = None
    number: str | None = None
    """Volume and issue, or the number of a report."""
    issued: str | None = None
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as exact as given."""
    language: str | None = None
    place: str | None = None
    url: str | None = None
    doi: str | None = None


@dataclass(frozen=True, slots=True)
class GivenWork:
    """Such a work, and where a note names it."""

    span: Span
    """In `Document.text`."""
    fields: WorkFields


def given_to_row(work: GivenWork) -> list[Any]:
    """As JSON holds it."""
    return [work.span.start, work.span.end, asdict(work.fields)]


def row_to_given(row: list[Any]) -> GivenWork:
    """The work that `given_to_row` gave."""
    start, end, fields = row
    kind, authors = SourceKind(fields.pop("kind")), tuple(fields.pop("authors"))
    return GivenWork(Span(start, end), WorkFields(kind, authors, **fields))
