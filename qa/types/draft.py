"""A text that was written elsewhere, checked against sources: each sentence with what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from qa.types.answer import Citation
from qa.types.document import Span
from qa.types.draft_failure import DraftFailure
from qa.types.json_form import JSON, AsJson, Excerpt, json_of

_PASSAGE = Excerpt("DraftPassage", only=("document", "passage", "start", "end", "quote", "title", "page"))


class DraftVerdict(StrEnum):
    """What a sentence is worth."""

    PASSES = "passes"
    FAILS = "fails"
    NO_CLAIM = "no_claim"
    """A heading, a question, a few words without a footnote: nothing to prove."""


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
