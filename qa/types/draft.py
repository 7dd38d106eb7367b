"""A text that was written elsewhere, checked against sources: each sentence with what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from qa.types.answer import Citation
from qa.types.backing import Wording
from qa.types.document import Span
from qa.types.json_form import JSON, AsJson, Excerpt, json_of

_PASSAGE = Excerpt("DraftPassage", only=("document", "passage", "start", "end", "quote", "title", "page"))


class DraftFault(StrEnum):
    """What is wrong with a sentence."""

    QUOTE_NOT_FOUND = "quote_not_found"
    """Words in quotation marks stand in no source."""
    MISATTRIBUTED = "misattributed"
    """They stand in another source than the one that is named."""
    STITCHED = "stitched"
    """They are put together from places that do not follow one another."""
    VALUE_DIFFERS = "value_differs"
    """A number, date, unit, name or the like is another in the source."""
    VALUE_NOT_FOUND = "value_not_found"
    """A number, date, unit, name or the like stands in no passage."""
    TURNED = "turned"
    """A negation, a hedge (“allegedly”) or a quantity (“all”) is on one side alone."""
    NOT_SUPPORTED = "not_supported"
    """No passage says so, as far as can be told."""


class DraftVerdict(StrEnum):
    """What a sentence is worth."""

    PASSES = "passes"
    FAILS = "fails"
    NO_CLAIM = "no_claim"
    """A heading, a question, a few words without a footnote: nothing to prove."""


@dataclass(frozen=True, slots=True)
class DraftFailure:
    """One thing that is wrong, in words, and where."""

    fault: DraftFault
    said: Wording | None
    """The words of the draft that are wrong; None for the whole sentence."""
    source: str | None
    """What the source has instead, or where the words stand."""


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence of a draft."""

    span: Span
    """In the draft's text."""
    text: str
    verdict: DraftVerdict
    failures: tuple[DraftFailure, ...] = ()
    passage: Citation | None = field(default=None, metadata={JSON: AsJson(excerpt=_PASSAGE)})
    """The sentence of a source that is nearest to it."""
    named: tuple[str, ...] = ()
    """The documents that its notes name."""


@dataclass(frozen=True, slots=True)
class DraftCheck:
    """A whole draft."""

    title: str
    sentences: tuple[CheckedSentence, ...]
    unread: str | None = field(default=None, metadata={JSON: AsJson(then={"passes": "passes"})})
    """What was not used: that the trained comparison is not at hand."""

    @property
    def passes(self) -> bool:
        """True when no sentence fails."""
        return all(sentence.verdict is not DraftVerdict.FAILS for sentence in self.sentences)

    def to_dict(self) -> dict[str, Any]:
        """What `qa verify --json` prints."""
        row: dict[str, Any] = {"passes": self.passes, **json_of(self)}
        return row
