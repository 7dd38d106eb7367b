"""The words and badges for sources, links and verdicts, the same in every view."""

from __future__ import annotations

from qa.export.answers import format_date
from qa.language.codes import language_name
from qa.markup import Html, el
from qa.types.answer import Answer, Verdict
from qa.types.source import Holding, Source, SourceKind

VERDICTS = {
    Verdict.QUOTE_ALTERED: "The document no longer has these words at this place.",
    Verdict.DOCUMENT_MISSING: "The document is not in the corpus, so the quote cannot be checked.",
    Verdict.FOOTNOTE_MISSING: "The quote stands in the document, but this footnote does not stand on it.",
}

_HOLDINGS = {
    Holding.HELD: ("held", "held", "The full text of this source is in the corpus."),
    Holding.REFERENCE_ONLY: (
        "unheld",
        "reference only",
        "The corpus holds the reference, not the text of this source.",
    ),
    Holding.UNPUBLISHED: (
        "private",
        "unpublished interview",
        "There is no published text of this interview to consult.",
    ),
}

FIELD_NAMES = {
    "kind": "kind", "authors": "authors", "title": "title", "publisher": "publisher", "container": "appeared in",
    "number": "number", "issued": "date", "language": "language", "interviewee": "interviewed", "place": "place",
    "medium": "medium", "url": "address", "doi": "DOI",
}  # fmt: skip
"""What the fields of a source are called."""

CLEAR, LIKELY = 0.75, 0.6
"""Confidence from which a sentence is called a clear answer, and a likely one: the words promise nine right answers in ten, and
three in four. Of 150 questions about the sample report, .95 of the answers from .75 on quote what answers, .86 of those from .6,
.64 of the rest; `qa.retrieval.weights` has the point below which there is no answer."""
SHORT_CLEAR, SHORT_LIKELY = 0.9, 0.7
"""The same for the few words shown large, whose confidence is their own; `qa.retrieval.reader_weights` has its curve."""
_NOT_SAID = "It says nothing on whether the report is right: for that, follow the footnotes."
_WORDS = ("Clear answer", "Likely answer", "Possible answer: judge by the evidence")


def kind_name(kind: SourceKind) -> str:
    """`press-release` → `press release`."""
    return kind.value.replace("-", " ")


def holding_badge(source: Source) -> Html:
    """Whether the source's text is held, in words."""
    cls, words, title = _HOLDINGS[source.holding]
    return el("span", words, cls=f"fq-badge fq-{cls}", title=title)


def source_heading(source: Source) -> str:
    """The title, or for an interview who was interviewed."""
    if source.interviewee:
        return f"Interview with {source.interviewee}"
    return source.title or source.reference


def source_facts(source: Source) -> Html:
    """Kind, makers, date and language, in one line."""
    makers: list[str | None] = [*source.authors, source.container, source.publisher]
    if source.interviewee:
        makers = [source.place, source.medium]
    date = format_date(source.issued) if source.issued else None
    language = None if source.interviewee else language_name(source.language)
    facts = [kind_name(source.kind), *dict.fromkeys(m for m in makers if m), date, language, corrected_words(source)]
    return el("span", " · ".join(fact for fact in facts if fact), cls="fq-facts")


def corrected_words(source: Source) -> str | None:
    """Which of its fields a person gave: `corrected by hand: title, date`."""
    names = (FIELD_NAMES[name] for name in source.corrected)
    return f"corrected by hand: {', '.join(names)}" if source.corrected else None


def confidence_html(answer: Answer, target: str) -> Html:
    """In words how sure the answer is, as a button that says what is meant; `target` is an identifier of its own.

    Under a short answer they are about it, else about the sentence.
    """
    if answer.short_confidence is not None:
        words = _word_for(answer.short_confidence, SHORT_CLEAR, SHORT_LIKELY)
        meaning = (
            f"How likely it is that the words shown large are the answer: {answer.short_confidence:.0%}, as estimated from "
            f"how well they fit the question. {_NOT_SAID}"
        )
    elif answer.confidence is not None:
        words = _word_for(answer.confidence, CLEAR, LIKELY)
        meaning = (
            f"How likely it is that the quoted words answer the question: {answer.confidence:.0%}, as estimated from the match "
            f"between question and text. {_NOT_SAID}"
        )
    else:
        words = "From the report’s own notes"
        meaning = "The report’s notes, or the credits of its pictures, were read; nothing had to be estimated."
    name = f"How sure: {words}"
    button = el("button", words, cls="fq-sure", type="button", popovertarget=target, title=meaning, aria_label=name)
    return el(
        "p", button, el("span", meaning, id=target, popover="auto", cls="fq-popover fq-meaning"), cls="fq-sure-line"
    )


def _word_for(confidence: float, clear: float, likely: float) -> str:
    return _WORDS[0] if confidence >= clear else _WORDS[1] if confidence >= likely else _WORDS[2]
