"""A note's text is read as a reference whose fields are spans of the note."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.references import parse_reference
from qa.types import Reference, Span


@dataclass(frozen=True)
class Case:
    """One note and every field that it must give; what is not named must be empty."""

    title: str
    note: str
    kind: str
    expected: dict[str, str | tuple[str, ...]] = field(default_factory=dict)


def _case(name: str, note: str, kind: str, **expected: str | tuple[str, ...]) -> Case:
    return Case(name, note, kind, expected)


REPORT_NOTES = [
    _case("1 news article", "Joe Daniels, Ecuador’s president declares war with drug gangs as prison guards held hostage, Financial Times, 10 January 2024.\N{NO-BREAK SPACE}", "news-article", language="en", authors=("Joe Daniels",), title="Ecuador’s president declares war with drug gangs as prison guards held hostage", publisher="Financial Times", container="Financial Times", issued="10 January 2024", issued_iso="2024-01-10"),
]
