"""What people say of answers and of quotes in them: right, wrong, a note."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qa.types.answer import Answer, Citation
from qa.types.audit import Opinion
from qa.types.document import Span


@dataclass(frozen=True, slots=True)
class JudgedQuote:
    """A quote as it was judged."""

    document: str
    span: Span
    quote: str
    footnotes: tuple[str, ...] = ()
    """Labels of the footnotes on it."""


@dataclass(frozen=True, slots=True)
class AnswerOpinion:
    """What somebody says of an answer as a whole, or of one quote in it."""

    question: str
    scope: tuple[str, ...]
    """The documents that a person chose for it; empty for all."""
    quotes: tuple[JudgedQuote, ...]
    """What the answer cites; none for a refusal; the one that is judged, where it is one."""
    is_whole: bool
    """Whether the answer as a whole is judged."""
    opinion: Opinion | None
    """None for a note alone."""
    note: str = ""
    short_answer: str | None = None
    at: str = ""
    """UTC, ISO 8601."""

    def to_dict(self) -> dict[str, Any]:
        """As plain values: a line of JSON Lines."""
        quotes = [
            {
                "document": q.document,
                "start": q.span.start,
                "end": q.span.end,
                "quote": q.quote,
                "footnotes": [*q.footnotes],
            }
            for q in self.quotes
        ]
        return {
            "question": self.question, "scope": [*self.scope], "of": "answer" if self.is_whole else "quote",
            "opinion": self.opinion and self.opinion.value, "note": self.note, "short_answer": self.short_answer,
            "quotes": quotes, "at": self.at,
        }  # fmt: skip

    @property
    def key(self) -> tuple[object, ...]:
        """What is judged: of several opinions about it the last counts."""
        place = None if self.is_whole else (self.quotes[0].document, self.quotes[0].span)
        return self.question, self.scope, place


def opinion_of(answer: Answer, opinion: Opinion | None, note: str, quote: Citation | None) -> AnswerOpinion:
    """What is said of an answer, or of one of its quotes."""
    cited = [quote] if quote else [citation for claim in answer.claims for citation in claim.citations]
    short = answer.short_answer if quote is None else None
    is_whole = quote is None
    return AnswerOpinion(
        answer.question,
        () if answer.chosen_by else answer.scope,
        tuple(map(judged_quote, cited)),
        is_whole,
        opinion,
        note,
        short,
    )


def judged_quote(citation: Citation) -> JudgedQuote:
    """A citation as it is judged."""
    labels = tuple(link.label for link in citation.footnotes)
    return JudgedQuote(citation.document, citation.span, citation.quote, labels)
