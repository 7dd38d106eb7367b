"""Whether the text of a source backs a quoted sentence, and in what the two differ."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from qa.types.document import Span
from qa.types.json_form import JSON, AsJson


class Backing(StrEnum):
    """What the text of a source is worth for a statement that cites it."""

    BACKS = "backs"
    """It says so, with the same numbers, dates and names."""
    DIFFERS = "differs"
    """It says so with another value, or says that it is not so."""
    MENTIONS = "mentions"
    """It is about it, and lacks something that the statement says."""
    NOT_FOUND = "not_found"
    """Nothing in it is near."""
    NOT_HELD = "not_held"
    """The corpus does not hold its text."""


class ValueKind(StrEnum):
    """What kind of thing a statement and a source say differently."""

    NUMBER = "number"
    MONEY = "money"
    PERCENTAGE = "percentage"
    MEASURE = "measure"
    DURATION = "duration"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"
    QUANTIFIER = "quantifier"
    HEDGE = "hedge"
    DIRECTION = "direction"
    """One says the opposite of the other: “rose”, “fell”."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of a document, with their place in it."""

    span: Span
    quote: str = field(metadata={JSON: AsJson(at_least=1)})


@dataclass(frozen=True, slots=True)
class Difference:
    """What the report says and the source says otherwise; None on the side that does not have the word (`not`, `allegedly`)."""

    kind: ValueKind
    report: Wording | None
    source: Wording | None


@dataclass(frozen=True, slots=True)
class Lack:
    """What the report says, and the passage does not."""

    kind: ValueKind
    report: Wording
    instead: Wording | None = None
    """The only number or date of its kind that the passage has and the report has not: it may be of something else."""
