"""The answer: claims, citations and verdicts as values, as the JSON contract, and as Markdown with footnotes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from qa.types.document import Span
from qa.types.source import Source

if TYPE_CHECKING:
    from qa.export.csl import Item


class Status(StrEnum):
    """Whether the corpus answers the question."""

    ANSWERED = "answered"
    ABSTAINED = "abstained"


class Verdict(StrEnum):
    """What verification found for a citation."""

    QUOTE_FOUND = "quote_found"
    QUOTE_ALTERED = "quote_altered"
    """The document no longer has these words at this place."""
    DOCUMENT_MISSING = "document_missing"
    FOOTNOTE_MISSING = "footnote_missing"
    """The quote stands, but a footnote it is said to carry does not stand on it."""


class LinkKind(StrEnum):
    """How a footnote belongs to a quote."""

    MARKER = "marker"
    """Its marker stands on the quoted sentence."""
    NOTE = "note"
    """The quote is the note's own text."""
    PARAGRAPH = "paragraph"
    """A marker later in the paragraph may cover the sentence: inferred."""


class Voice(StrEnum):
    """Whose words a quoted passage is, as far as its document says."""

    OWN = "own"
    """The document's own statement, without a footnote."""
    CITED = "cited"
    """The document's own words, with a footnote on them."""
    QUOTED = "quoted"
    """Somebody's words, between quotation marks or set as a quotation."""
    REPORTED = "reported"
    """What somebody says, in the document's words."""


@dataclass(frozen=True, slots=True)
class FootnoteLink:
    """A footnote of a citation, and the source that it names."""

    label: str
    link: LinkKind
    source: str
    """`Source.source_id`."""


@dataclass(frozen=True, slots=True)
class Context:
    """The document's text just before a quote that leans on it (“This move …”): shown with the quote, no part of it."""

    span: Span
    quote: str
    """`document.text[start:end]`, as a citation's quote is."""
    verdict: Verdict = Verdict.QUOTE_FOUND


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a claim stands: `quote == document.text[start:end]`."""

    document: str
    passage: str
    span: Span
    quote: str
    verdict: Verdict = Verdict.QUOTE_FOUND
    footnotes: tuple[FootnoteLink, ...] = ()
    nearby_footnotes: tuple[FootnoteLink, ...] = ()
    support: tuple[Citation, ...] = ()
    """Passages of the sources' own texts that back the quote; empty when no text is held, or none in it backs the quote."""
    unbacked: tuple[str, ...] = ()
    """Sources whose text is held, and in which no passage was found that backs the quote."""
    source_of: tuple[str, ...] = ()
    """Sources whose full text the quote stands in: it is a source's own sentence, not the report's."""
    voice: Voice = Voice.OWN
    speaker: str | None = None
    """Who is quoted or reported; None when nobody is, or when the document does not name them."""
    context: Context | None = None
    """What stands just before the quote and makes it clear; None when the quote does not lean on it."""


@dataclass(frozen=True, slots=True)
class ShortSpan:
    """Where the short answer stands: inside the quote of one of the answer's citations."""

    document: str
    span: Span


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the corpus says to a question, or why it does not say."""

    question: str
    status: Status
    short_answer: str | None
    reason: str | None
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]
    nearest: tuple[Citation, ...]
    confidence: float | None = None
    """The probability that the corpus answers the question, as the model of refusal has it; None where it was not needed:
    for an answer from the notes, and for a question that cannot be asked."""
    short_span: ShortSpan | None = None
    """Where `short_answer` was taken from; None for one that is not a quotation (a count, a footnote's number)."""

    def to_dict(self) -> dict[str, Any]:
        """The public contract, as plain JSON values; its schema is `qa/answer.schema.json`."""
        return {
            "question": self.question,
            "status": self.status.value,
            "short_answer": self.short_answer,
            "reason": self.reason,
            "claims": [{"text": c.text, "citations": [citation_to_dict(x) for x in c.citations]} for c in self.claims],
            "sources": [source_to_dict(s) for s in self.sources],
            "nearest": [
                {
                    "document": c.document,
                    "start": c.span.start,
                    "end": c.span.end,
                    "quote": c.quote,
                    "context": context_to_dict(c.context),
                }
                for c in self.nearest
            ],
            "confidence": None if self.confidence is None else round(self.confidence, 4),
            "short_span": None if self.short_span is None else short_span_to_dict(self.short_span),
        }

    def to_csl(self) -> list[Item]:
        """The works that the answer's footnotes name, as CSL-JSON items; other formats: `qa.export.export`."""
        from qa.export.csl import to_csl
        from qa.export.formats import works

        return [to_csl(work) for work in works(self.sources)]

    def to_markdown(self) -> str:
        """The answer as Markdown with footnotes; text from documents is escaped."""
        from qa.export.answers import answer_to_markdown

        return answer_to_markdown(self)


def short_span_to_dict(short: ShortSpan) -> dict[str, Any]:
    """The place of the short answer, as the contract has it."""
    return {"document": short.document, "start": short.span.start, "end": short.span.end}


def citation_to_dict(citation: Citation) -> dict[str, Any]:
    """One citation of the contract."""
    return {
        "document": citation.document,
        "passage": citation.passage,
        "start": citation.span.start,
        "end": citation.span.end,
        "quote": citation.quote,
        "verdict": citation.verdict.value,
        "footnotes": [link_to_dict(link) for link in citation.footnotes],
        "nearby_footnotes": [link_to_dict(link) for link in citation.nearby_footnotes],
        "support": [citation_to_dict(support) for support in citation.support],
        "unbacked": list(citation.unbacked),
        "source_of": list(citation.source_of),
        "voice": citation.voice.value,
        "speaker": citation.speaker,
        "context": context_to_dict(citation.context),
    }


def context_to_dict(context: Context | None) -> dict[str, Any] | None:
    """What stands before a quote, as the contract has it; None where the quote needs none."""
    if context is None:
        return None
    return {
        "start": context.span.start,
        "end": context.span.end,
        "quote": context.quote,
        "verdict": context.verdict.value,
    }


def source_to_dict(source: Source) -> dict[str, Any]:
    """One source of the contract."""
    return {
        "id": source.source_id,
        "label": source.label,
        "kind": source.kind.value,
        "authors": list(source.authors),
        "title": source.title,
        "publisher": source.publisher,
        "container": source.container,
        "number": source.number,
        "issued": source.issued,
        "language": source.language,
        "interviewee": source.interviewee,
        "place": source.place,
        "medium": source.medium,
        "url": source.url,
        "doi": source.doi,
        "reference": source.reference,
        "document": source.document,
        "holding": source.holding.value,
        "same_as": source.same_as,
        "comment": source.is_comment,
    }


def link_to_dict(link: FootnoteLink) -> dict[str, str]:
    """One footnote of a citation, as the contract has it."""
    return {"label": link.label, "link": link.link.value, "source": link.source}
