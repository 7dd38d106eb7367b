"""An audit: every footnoted statement of a document, with what the source that its footnote names says of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from qa.types.answer import Citation
from qa.types.backing import Difference, Lack, Wording
from qa.types.document import Span
from qa.types.json_form import JSON, AsJson, Excerpt, json_of
from qa.types.second_opinion import ModelAsked, ModelVerdict

_CONFIDENCE = {JSON: AsJson(digits=2, at_least=0, at_most=1)}
_STATEMENT = Excerpt(
    "AuditedQuote",
    only=("document", "passage", "start", "end", "quote", "footnotes", "voice", "speaker", "title", "page"),
)
_PASSAGE = Excerpt("AuditedPassage", only=("document", "passage", "start", "end", "quote", "title", "page"))


class AuditVerdict(StrEnum):
    """What a source's text is worth for a statement whose footnote names it, the weightiest for a reader first."""

    DIFFERS = "differs"
    """It says so with another value, or says that it is not so."""
    NOT_FOUND = "not_found"
    """Its text does not say this; the nearest passage is given."""
    PARTLY = "partly"
    """It says a part of it."""
    SUPPORTS = "supports"
    """It says so."""
    MENTIONS = "mentions"
    """Its text is in another language, and a passage of it comes near; whether that says so, a person must read."""
    UNCHECKED = "cannot_be_checked"
    """There is no text to compare, or none that can be compared: an interview, another language, a note that names no work."""
    NOT_HELD = "not_held"
    """The corpus does not hold its text."""


CHECKED = (AuditVerdict.SUPPORTS, AuditVerdict.PARTLY, AuditVerdict.DIFFERS, AuditVerdict.NOT_FOUND)
"""The verdicts for which a text was read."""


class Opinion(StrEnum):
    """What a person says of a verdict, after reading both sides."""

    RIGHT = "right"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person says of an audited statement; `opinion` is None for a remark alone."""

    opinion: Opinion | None
    remark: str
    at: str
    """UTC, ISO 8601."""
    verdict: AuditVerdict
    """What the audit said then."""


@dataclass(frozen=True, slots=True)
class AuditedSource:
    """What one source says of a statement."""

    source: str
    """`Source.source_id`."""
    label: str
    """Of the footnote."""
    name: str
    """The work in short."""
    verdict: AuditVerdict
    confidence: float | None = field(default=None, metadata=_CONFIDENCE)
    """The probability that the verdict is right, as fitted on public sets; None where a rule or no text gave it."""
    passage: Citation | None = field(default=None, metadata={JSON: AsJson(excerpt=_PASSAGE)})
    """The sentence of its text that tells most, or comes nearest."""
    also: Citation | None = field(default=None, metadata={JSON: AsJson(excerpt=_PASSAGE)})
    """A second one, where that has much of the statement which the first leaves out."""
    differences: tuple[Difference, ...] = ()
    lacks: tuple[Lack, ...] = ()
    """What the statement says and the passage does not."""
    missing: tuple[Wording, ...] = ()
    """Items of a list in the statement of which what was read has no word."""
    reason: str | None = None
    """Why it could not be checked."""
    same_text_as: str | None = None
    """Another source on this statement whose text is nearly the same: the two count as one."""
    model: ModelVerdict | None = None
    """What a language model says of a source that leaves the statement open, if one was asked; no verdict rests on it."""


@dataclass(frozen=True, slots=True)
class StatementPart:
    """A clause of a statement of several, and the best that any of its sources says of it."""

    span: Span
    quote: str
    verdict: AuditVerdict
    source: str | None
    """Which source gave the verdict."""


@dataclass(frozen=True, slots=True)
class AuditedStatement:
    """A statement on which a footnote stands, and what its sources say of it, together and each."""

    key: str
    """Of the statement's words in its document; the same in every index."""
    citation: Citation = field(metadata={JSON: AsJson(excerpt=_STATEMENT)})
    verdict: AuditVerdict
    confidence: float | None = field(default=None, metadata=_CONFIDENCE)
    sources: tuple[AuditedSource, ...] = ()
    parts: tuple[StatementPart, ...] = ()
    """Its clauses, where it has several and no source supports it whole."""
    judgement: Judgement | None = None

    @property
    def deciding(self) -> AuditedSource | None:
        """The first of its sources that gave its verdict."""
        return next((s for s in self.sources if s.verdict is self.verdict), self.sources[0] if self.sources else None)


@dataclass(frozen=True, slots=True)
class Audit:
    """All footnoted statements of one document, in its order."""

    document: str
    title: str
    statements: tuple[AuditedStatement, ...]
    same_texts: tuple[tuple[str, ...], ...] = ()
    """Documents held as sources whose texts are nearly the same, in groups."""
    unread: str | None = None
    """What was not used, and why: that the trained comparison is not at hand."""
    asked: ModelAsked | None = None
    """The language model that was asked about what was left open, if one was."""

    def counts(self) -> dict[AuditVerdict, int]:
        """How many statements have each verdict; every verdict is a key."""
        found = Counter(statement.verdict for statement in self.statements)
        return {verdict: found[verdict] for verdict in AuditVerdict}

    @property
    def checked(self) -> int:
        """Statements for which a source's text was read."""
        return sum(statement.verdict in CHECKED for statement in self.statements)

    def judged(self, judgements: Mapping[str, Judgement]) -> Audit:
        """The same with what people said of its statements, by their keys, in place of what they had said."""
        return replace(self, statements=tuple(replace(s, judgement=judgements.get(s.key)) for s in self.statements))

    def to_dict(self) -> dict[str, Any]:
        """What `qa audit --json` prints."""
        counts = {verdict.value: count for verdict, count in self.counts().items()}
        row: dict[str, Any] = {**json_of(self), "checked": self.checked, "counts": counts}
        return row
