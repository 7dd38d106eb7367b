"""What a language model says of a statement and the text of its source: beside the verdict of the audit, never in place of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from qa.types.answer import Citation
from qa.types.document import Span
from qa.types.json_form import JSON, AsJson, Excerpt
from qa.types.prose import WriterProblem

_QUOTED = Excerpt("ModelQuote", only=("document", "passage", "start", "end", "quote", "title", "page"))


class ModelSays(StrEnum):
    """What a model makes of a statement and its source's passages."""

    SUPPORTS = "supports"
    PARTLY = "partly"
    DIFFERS = "differs"
    NOT_SAID = "does_not_say"


class ModelFault(StrEnum):
    """Why what a model said does not count."""

    NO_REPLY = "no_reply"
    """It refused, broke off, or wrote something else than a verdict."""
    NO_QUOTE = "no_quote"
    """It quotes nothing, or next to nothing, for what it says."""
    QUOTE_NOT_FOUND = "quote_not_found"
    """What it quotes stands in none of the passages."""
    ORDERED = "ordered"
    """What it quotes is a sentence that tells a model what to say."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A reply, checked; `says` is None where it does not count."""

    says: ModelSays | None
    fault: ModelFault | None = None
    passage: int | None = None
    """Which of the passages that it was shown it quotes, from 0; None where it quotes none."""
    span: Span | None = None
    """Where in that."""


@dataclass(frozen=True, slots=True)
class ModelVerdict:
    """What a model says of one source."""

    says: ModelSays | None
    """None where what it said does not count."""
    fault: ModelFault | None = None
    quote: Citation | None = field(default=None, metadata={JSON: AsJson(excerpt=_QUOTED)})
    """The sentence of the source that it quotes for it."""


@dataclass(frozen=True, slots=True)
class ModelAsked:
    """Who was asked for a second opinion, and what it took."""

    writer: str
    """`provider:model`, as it was set."""
    sent_to: str | None
    """The host that statements and passages went to; None where they stayed on this computer."""
    prompt: str
    """The version of the prompt."""
    asked: int = field(default=0, metadata={JSON: AsJson(at_least=0)})
    """Times that it was asked."""
    kept: int = field(default=0, metadata={JSON: AsJson(at_least=0)})
    """Replies that were kept from before."""
    problem: WriterProblem | None = None
    """Why it was not asked further."""
