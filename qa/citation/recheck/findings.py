"""What a check finds, as values, and as plain ones for JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from qa.types.document import Span


class CheckOutcome(StrEnum):
    """What has become of something that a saved answer says; from good to bad."""

    HOLDS = "holds"
    """It is in the corpus as the answer says."""
    MOVED = "moved"
    """It stands elsewhere in the same document."""
    BROKEN = "broken"
    """The corpus does not bear it out."""


def badness(outcome: CheckOutcome) -> int:
    """0 for what holds, more for what is worse."""
    return list(CheckOutcome).index(outcome)


def worst(outcomes: Iterable[CheckOutcome]) -> CheckOutcome:
    """The worst of several; `holds` for none."""
    return max(outcomes, key=badness, default=CheckOutcome.HOLDS)


@dataclass(frozen=True, slots=True)
class PartCheck:
    """One thing that belongs to a citation or to the answer: a footnote, the context, a source, the short answer."""

    name: str
    outcome: CheckOutcome
    words: str
    """What became of it; empty where there is nothing to say but that it holds."""

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return {"what": self.name, "outcome": self.outcome.value, "words": self.words}


@dataclass(frozen=True, slots=True)
class CitationCheck:
    """A citation, and what became of it."""

    at: str
    """Where it stands in the answer's JSON: `claims[0].citations[1]`."""
    document: str
    span: Span
    """Where the answer says that the quote stands."""
    quote: str
    quote_outcome: CheckOutcome
    """Of the quote alone."""
    words: str
    """What became of the quote; empty where it holds."""
    now: Span | None
    """Where it stands now; None when it is nowhere in the document."""
    places: int
    """How often it stands in the document; 1 for one that holds."""
    parts: tuple[PartCheck, ...] = ()
    """Its footnotes, its context, the source whose text it is."""

    @property
    def outcome(self) -> CheckOutcome:
        """Of the quote with all that belongs to it."""
        return worst([self.quote_outcome, *(part.outcome for part in self.parts)])

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "at": self.at,
            "document": self.document,
            "start": self.span.start,
            "end": self.span.end,
            "quote": self.quote,
            "outcome": self.outcome.value,
            "quote_outcome": self.quote_outcome.value,
            "words": self.words,
            "now": None if self.now is None else {"start": self.now.start, "end": self.now.end},
            "places": self.places,
            "parts": [part.to_dict() for part in self.parts],
        }


@dataclass(frozen=True, slots=True)
class AnswerCheck:
    """What became of one saved answer."""

    question: str
    citations: tuple[CitationCheck, ...]
    """Those of the claims, each followed by its support, then those nearest to a question that was refused."""
    short_answer: PartCheck | None
    """None when the answer has none."""
    sources: tuple[PartCheck, ...]

    @property
    def outcome(self) -> CheckOutcome:
        """The worst of all."""
        rest = (*self.sources, *([self.short_answer] if self.short_answer else []))
        return worst([*(c.outcome for c in self.citations), *(part.outcome for part in rest)])

    def counts(self) -> dict[str, int]:
        """How many citations hold, have moved, are broken."""
        counted = Counter(citation.outcome for citation in self.citations)
        return {outcome.value: counted[outcome] for outcome in CheckOutcome}

    def to_dict(self) -> dict[str, Any]:
        """As plain values; what `qa check --json` prints."""
        return {
            "question": self.question,
            "outcome": self.outcome.value,
            "counts": self.counts(),
            "citations": [citation.to_dict() for citation in self.citations],
            "short_answer": self.short_answer.to_dict() if self.short_answer else None,
            "sources": [source.to_dict() for source in self.sources],
        }
