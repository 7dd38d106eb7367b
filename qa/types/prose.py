"""What a language model wrote for an answer, sentence by sentence, and what it took."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from qa.types.draft_failure import DraftFailure
from qa.types.json_form import JSON, AsJson


class WholeTask(StrEnum):
    """What a model may be asked to make of whole reports."""

    SUMMARY = "summary"
    FINDINGS = "findings"
    RECOMMENDATIONS = "recommendations"
    COMPARISON = "comparison"
    """What several reports say on the same subject."""
    TIMELINE = "timeline"
    """What happened when, in order of the dates."""
    FIGURES = "figures"
    """Every figure, with what it counts."""


class WriterProblem(StrEnum):
    """Why an answer is by quotation though a model was to write it."""

    NOT_NEEDED = "not_needed"
    """The question is about the notes, or asks nothing: what was found is the whole answer. The model was not asked."""
    NO_PASSAGES = "no_passages"
    """Nothing was found that could be given to it. It was not asked."""
    NO_ANSWER = "no_answer"
    """It says that the passages do not answer the question."""
    NOTHING_PASSED = "nothing_passed"
    """No sentence of it is borne out by the passages."""
    REFUSED = "refused"
    """It, or its provider, refused to write."""
    RUBBISH = "rubbish"
    """What came holds no sentence."""
    BROKE_OFF = "broke_off"
    """It ended in the middle."""
    TIMEOUT = "timeout"
    """It took too long."""
    UNREACHABLE = "unreachable"
    """Nobody answers at its address, or the connection broke before anything came."""
    KEY_REFUSED = "key_refused"
    """The key is missing there, wrong, or not allowed to use this model."""
    NO_SUCH_MODEL = "no_such_model"
    """Its provider does not have it."""
    RATE_LIMITED = "rate_limited"
    """Too many requests, or the account is used up."""
    TOO_LONG = "too_long"
    """The passages are longer than what it can read."""
    FAILED = "failed"
    """Its provider reports another failure."""


@dataclass(frozen=True, slots=True)
class WrittenSentence:
    """A sentence as the model wrote it."""

    text: str
    claim: int | None = field(default=None, metadata={JSON: AsJson(at_least=0)})
    """The claim of the answer that it is, from 0; None where it did not pass, or the draft was given up."""
    failures: tuple[DraftFailure, ...] = ()
    """What is wrong with it; places in `text`."""
    listed: str | None = None
    """Of a timeline or a table of figures: the date or the figures in it that it is listed by; empty where it has none."""


@dataclass(frozen=True, slots=True)
class Prose:
    """A draft, checked. Where `problem` is set the answer is the one by quotation."""

    writer: str
    """`provider:model`, as it was set."""
    sent_to: str | None
    """The host that question and passages went to; None where they stayed on this computer."""
    prompt: str
    """The version of the prompt."""
    sentences: tuple[WrittenSentence, ...] = ()
    problem: WriterProblem | None = None
    tokens_read: int | None = field(default=None, metadata={JSON: AsJson(at_least=0)})
    tokens_written: int | None = field(default=None, metadata={JSON: AsJson(at_least=0)})
    """As the provider counts; None where it does not say."""
    seconds: float = field(default=0.0, metadata={JSON: AsJson(digits=2, at_least=0)})
    cached: bool = False
    """Whether the draft was kept from before, and nothing was sent."""
    task: WholeTask | None = None
    """Where it is about whole reports, and these were read by the model part by part."""
    parts: int = field(default=0, metadata={JSON: AsJson(at_least=0)})
    """Into which the reports were divided for that."""
    unread: int = field(default=0, metadata={JSON: AsJson(at_least=0)})
    """Parts of which nothing came that could be used."""
