"""The answer: claims, citations and verdicts as values, as the JSON contract, and as Markdown with footnotes."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from qa.types.backing import Backing, Difference, Lack
from qa.types.document import Span
from qa.types.json_form import JSON, AsJson, Excerpt, json_of
from qa.types.mention_count import MentionCount
from qa.types.prose import Prose
from qa.types.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qa.export.csl import Item
    from qa.types.document_info import DocumentInfo


class Status(StrEnum):
    """Whether the corpus answers the question."""

    ANSWERED = "answered"
    ABSTAINED = "abstained"


class AnswerForm(StrEnum):
    """What kind of answer it is."""

    ANSWER = "answer"
    """To a question: the sentences that answer it."""
    MENTIONS = "mentions"
    """To words without a question in them: the first of the sentences with them; `mentions` counts them all."""
    OVERVIEW = "overview"
    """To a question about a report as a whole: the sentences that stand for it."""


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
    quote: str = field(metadata={JSON: AsJson(at_least=1)})
    """`document.text[start:end]`, as a citation's quote is."""
    verdict: Verdict = Verdict.QUOTE_FOUND


_SUPPORT = Excerpt("Support", bare=("support", "backing"))
"""What supports a quote has no support of its own."""
_PASSAGE = Excerpt(
    "SourcePassage", only=("document", "passage", "start", "end", "quote", "verdict", "title", "page", "ocr")
)
_NEAREST = Excerpt(
    "Nearest",
    only=("document", "start", "end", "quote", "voice", "speaker", "context", "speaker_role", "title", "page", "ocr"),
)


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a claim stands: `quote == document.text[start:end]`."""

    document: str
    passage: str = field(metadata={JSON: AsJson(needed=True, unsaid=lambda row: "")})
    span: Span
    quote: str = field(metadata={JSON: AsJson(at_least=1)})
    verdict: Verdict = field(default=Verdict.QUOTE_FOUND, metadata={JSON: AsJson(needed=True)})
    footnotes: tuple[FootnoteLink, ...] = field(default=(), metadata={JSON: AsJson(needed=True)})
    nearby_footnotes: tuple[FootnoteLink, ...] = ()
    support: tuple[Citation, ...] = field(default=(), metadata={JSON: AsJson(needed=True, excerpt=_SUPPORT)})
    """Passages of the sources' own texts that back the quote; empty when no text is held, or none in it backs the quote."""
    unbacked: tuple[str, ...] = ()
    """Sources whose text is held, and in which no passage was found that backs the quote."""
    source_of: tuple[str, ...] = ()
    """Sources whose full text the quote stands in: it is a source's own sentence, not the report's."""
    voice: Voice = Voice.OWN
    speaker: str | None = None
    """Who is quoted or reported: a name without article and office, or a description (“a compliance officer”) where the
    document gives no name; None when nobody is, or when it does not say who."""
    context: Context | None = None
    """What stands just before the quote and makes it clear; None when the quote does not lean on it."""
    speaker_role: str | None = None
    """The office or trade that the document gives with the speaker's name."""
    title: str | None = None
    """Of the document; set in answers."""
    page: str | None = None
    """Label of the page on which the quote begins, where the file has pages."""
    backing: tuple[SourceBacking, ...] = ()
    """For each source whose footnote stands on the quote: whether its text says the same."""
    ocr: float | None = field(default=None, metadata={JSON: AsJson(digits=3, at_least=0, at_most=1)})
    """How sure the reading of that page is, from 0 to 1, where it was read by OCR; None where the file gives its text."""


@dataclass(frozen=True, slots=True)
class SourceBacking:
    """What a source's text says of a quote that cites it."""

    source: str
    """`Source.source_id`."""
    verdict: Backing
    passage: Citation | None = field(default=None, metadata={JSON: AsJson(excerpt=_PASSAGE)})
    """The sentence of its text that was compared, the best of several; None where nothing was found, or no text is held."""
    differences: tuple[Difference, ...] = ()
    """What the two say otherwise; places in the report and in the source's text."""
    lacks: tuple[Lack, ...] = ()
    """What the quote says and the passage does not."""


@dataclass(frozen=True, slots=True)
class ShortSpan:
    """Where the short answer stands: inside the quote of one of the answer's citations."""

    document: str
    span: Span


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer."""

    text: str
    citations: tuple[Citation, ...] = field(metadata={JSON: AsJson(at_least=1)})


@dataclass(frozen=True, slots=True)
class Answer:
    """What the corpus says to a question, or why it does not say."""

    question: str
    status: Status
    short_answer: str | None
    reason: str | None
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]
    nearest: tuple[Citation, ...] = field(metadata={JSON: AsJson(excerpt=_NEAREST, at_most=3)})
    confidence: float | None = field(default=None, metadata={JSON: AsJson(digits=4, at_least=0, at_most=1)})
    """The probability that the corpus answers the question, as the model of refusal has it; None where it was not needed:
    for an answer from the notes, and for a question that cannot be asked."""
    short_span: ShortSpan | None = None
    """Where `short_answer` was taken from; None for one that is not a quotation (a count, a footnote's number)."""
    changed: tuple[str, ...] = ()
    """Documents quoted here whose files have changed since they were indexed: the quotes are of what was indexed."""
    scope: tuple[str, ...] = ()
    """The documents that the question was put to; empty for all."""
    chosen_by: str | None = None
    """Words of the question that chose the document (“the memo”); None where it was given, or none was chosen."""
    elsewhere: tuple[str, ...] = ()
    """For a refusal inside a scope: the other documents that do answer, as far as was looked."""
    short_confidence: float | None = field(default=None, metadata={JSON: AsJson(digits=4, at_least=0, at_most=1)})
    """The probability that `short_answer` is right; None where there is none, and for one that was read off the notes."""
    difference: str | None = None
    """What the question asks of and the first sentence does not name, such as another year, in a sentence; None for nothing."""
    form: AnswerForm = AnswerForm.ANSWER
    remark: str | None = None
    """What has to be said with the answer: that a report has no findings, so that the sentences stand for the whole."""
    read_as: str | None = None
    """The question that was answered, where a word was taken for a misspelling that only one word of the corpus fits."""
    did_you_mean: tuple[str, ...] = ()
    """The question with words of the corpus that are spelt almost as its own, which the corpus does not have."""
    mentions: tuple[MentionCount, ...] = ()
    """How many sentences have the names or rare words of the question; `Corpus.find` lists them."""
    altered: tuple[str, ...] = ()
    """Documents quoted here of which `Corpus.compare` found something else in the index than their files say; the verdicts
    are then by the files."""
    prose: Prose | None = None
    """What a language model wrote, where one was to: then each claim is a sentence of its own, which the quotes below it bear
    out; None for an answer by quotation."""

    def documents(self) -> tuple[str, ...]:
        """The documents that it quotes, each once."""
        own = [citation for claim in self.claims for citation in claim.citations]
        quoted = [*own, *self.nearest, *(s for c in own for s in (*c.support, *(b.passage for b in c.backing)) if s)]
        return tuple(dict.fromkeys(citation.document for citation in quoted))

    def to_dict(self) -> dict[str, Any]:
        """The public contract, as plain JSON values; its schema is `qa/answer.schema.json`."""
        row: dict[str, Any] = json_of(self)
        return row

    def to_csl(self) -> list[Item]:
        """The works that the answer's footnotes name, as CSL-JSON items; other formats: `qa.export.export`."""
        from qa.export.csl import to_csl
        from qa.export.formats import works

        return [to_csl(work) for work in works(self.sources)]

    def to_markdown(self, documents: Iterable[DocumentInfo] = (), *, style: str | None = None) -> str:
        """The answer as Markdown with footnotes; text from documents is escaped.

        With `documents` (`Corpus.documents()`), notes give their publishers and addresses; with a `style` (`chicago`, `apa`,
        `oscola`), they cite them so.
        """
        if not documents and style is None:
            from qa.export.answers import answer_to_markdown

            return answer_to_markdown(self)
        from qa.export.answer_files import export_answers

        return export_answers([self], "md", documents, style).decode()

    def to_html(self, documents: Iterable[DocumentInfo] = (), *, style: str | None = None) -> str:
        """The answer as one HTML page, without script and with nothing that is fetched; otherwise as `to_markdown`."""
        from qa.export.answer_files import export_answers

        return export_answers([self], "html", documents, style).decode()

    def to_docx(self, documents: Iterable[DocumentInfo] = (), *, style: str | None = None) -> bytes:
        """The answer as a Word file with real footnotes; otherwise as `to_markdown`."""
        from qa.export.answer_files import export_answers

        return export_answers([self], "docx", documents, style)
