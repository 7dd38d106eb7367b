"""The words and badges for sources, links and verdicts, the same in every view."""

from __future__ import annotations

from qa.export.answers import name_maker
from qa.language.codes import language_name
from qa.language.en.statements import states_something
from qa.markup import Html, el
from qa.types.answer import Answer, Verdict
from qa.types.source import Holding, Source, SourceKind
from qa.wording.say import in_percent, noted, say, say_date

VERDICTS = {
    Verdict.QUOTE_ALTERED: noted("The document no longer has these words at this place."),
    Verdict.DOCUMENT_MISSING: noted("The document is not in the corpus, so the quote cannot be checked."),
    Verdict.FOOTNOTE_MISSING: noted("The quote stands in the document, but this footnote does not stand on it."),
}

_HOLDINGS = {
    Holding.HELD: ("held", noted("held"), noted("The full text of this source is in the corpus.")),
    Holding.REFERENCE_ONLY: (
        "unheld",
        noted("reference only"),
        noted("The corpus holds the reference, not the text of this source."),
    ),
    Holding.UNPUBLISHED: (
        "private",
        noted("unpublished interview"),
        noted("There is no published text of this interview to consult."),
    ),
}

FIELD_NAMES = {
    "kind": noted("kind"), "authors": noted("authors"), "title": noted("title"), "publisher": noted("publisher"),
    "container": noted("appeared in"), "number": noted("number"), "issued": noted("date"), "language": noted("language"),
    "interviewee": noted("interviewed"), "place": noted("place"), "medium": noted("medium"), "url": noted("address"),
    "doi": noted("DOI"),
}  # fmt: skip
"""What the fields of a source are called."""
KIND_NAMES = {
    SourceKind.NEWS_ARTICLE: noted("news article"), SourceKind.REPORT: noted("report"), SourceKind.BOOK: noted("book"),
    SourceKind.JOURNAL_ARTICLE: noted("journal article"), SourceKind.PRESS_RELEASE: noted("press release"),
    SourceKind.INTERVIEW: noted("interview"), SourceKind.SOCIAL_POST: noted("social post"), SourceKind.WEB_PAGE: noted("web page"),
    SourceKind.COURT_CASE: noted("court case"), SourceKind.STATUTE: noted("statute"), SourceKind.DATASET: noted("dataset"),
    SourceKind.OTHER: noted("other"),
}  # fmt: skip
"""What the kinds of a source are called."""

CLEAR, LIKELY = 0.9, 0.8
"""Confidence from which a sentence is called a clear answer, and a likely one: the words promise nine right answers in ten, and
three in four. `docs/FIGURES.md` has how often they keep it; `qa.retrieval.weights` the point below which there is no answer."""
SHORT_CLEAR, SHORT_LIKELY = 0.9, 0.7
"""The same for the few words shown large, whose confidence is their own, and which promise nineteen in twenty."""
_WORDS = (noted("Clear answer"), noted("Likely answer"), noted("Possible answer: judge by the evidence"))


def kind_name(kind: SourceKind) -> str:
    """`press-release` → `press release`."""
    return say(KIND_NAMES[kind])


def language_words(code: str | None) -> str:
    """`es` → `Spanish`; an unknown code as it is, and empty for none."""
    return say(language_name(code) or "", "language") if code else ""


def source_name(source: Source) -> str:
    """A source in a few words, who or what and when: as the shell names it, in the language of the page."""
    maker = _interview(source.interviewee) if source.interviewee else name_maker(source)
    return f"{maker}, {say_date(source.issued)}" if source.issued else maker


def _interview(person: str) -> str:
    return say("Interview with {person}", person=person)


def holding_badge(source: Source) -> Html:
    """Whether the source's text is held, in words."""
    cls, words, title = _HOLDINGS[source.holding]
    return el("span", say(words), cls=f"fq-badge fq-{cls}", title=say(title))


def source_heading(source: Source) -> str:
    """The title, or for an interview who was interviewed."""
    if source.interviewee:
        return _interview(source.interviewee)
    return source.title or source.reference


def source_facts(source: Source) -> Html:
    """Kind, makers, date and language, in one line."""
    makers: list[str | None] = [*source.authors, source.container, source.publisher]
    if source.interviewee:
        makers = [source.place, source.medium]
    date = say_date(source.issued) if source.issued else None
    language = None if source.interviewee else language_words(source.language)
    facts = [kind_name(source.kind), *dict.fromkeys(m for m in makers if m), date, language, corrected_words(source)]
    return el("span", " · ".join(fact for fact in facts if fact), cls="fq-facts")


def corrected_words(source: Source) -> str | None:
    """Which of its fields a person gave: `corrected by hand: title, date`."""
    names = (say(FIELD_NAMES[name]) for name in source.corrected)
    return say("corrected by hand: {fields}", fields=", ".join(names)) if source.corrected else None


def confidence_html(answer: Answer, target: str) -> Html:
    """In words how sure the answer is, as a button that says what is meant; `target` is an identifier of its own.

    Under a short answer they are about it, else about the sentence.
    """
    if answer.short_confidence is not None:
        words = _word_for(answer.short_confidence, SHORT_CLEAR, SHORT_LIKELY)
        meaning = say(
            "How likely it is that the words shown large are the answer: {share}, as estimated from how well they fit the "
            "question. It says nothing on whether the report is right: for that, follow the footnotes.",
            share=in_percent(round(100 * answer.short_confidence)),
        )
    elif answer.confidence is not None:
        words = _word_for(answer.confidence, CLEAR, LIKELY)
        meaning = say(
            "How likely it is that the quoted words answer the question: {share}, as estimated from the match between question and "
            "text. It says nothing on whether the report is right: for that, follow the footnotes.",
            share=in_percent(round(100 * answer.confidence)),
        )
    elif states_something(answer.question):
        words = say("Compared with what you wrote")
        meaning = say(
            "A sentence that says what you wrote, says it otherwise, or comes nearest. Whether it bears it out is for you to "
            "judge."
        )
    else:
        words = say("From the report’s own notes")
        meaning = say("The report’s notes, or the credits of its pictures, were read; nothing had to be estimated.")
    name = say("How sure: {words}", words=words)
    button = el("button", words, cls="fq-sure", type="button", popovertarget=target, title=meaning, aria_label=name)
    return el(
        "p", button, el("span", meaning, id=target, popover="auto", cls="fq-popover fq-meaning"), cls="fq-sure-line"
    )


def _word_for(confidence: float, clear: float, likely: float) -> str:
    return say(_WORDS[0] if confidence >= clear else _WORDS[1] if confidence >= likely else _WORDS[2])
