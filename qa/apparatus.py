"""Questions about the footnotes and sources themselves, recognised and answered from the notes.

“What does footnote 6 cite?”, “Which claims rest on interviews?”, “Which sources are in Spanish?”, “What is the source for the
homicide rate?”: what is asked for is a selection of notes, and for some questions the statements that carry them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa.types import Source, SourceKind

_ABOUT_NOTES = re.compile(
    r"\b(?:foot-?notes?|endnotes?|notes?\s+\d+|cit(?:e[ds]?|ing|ations?)|references?|bibliograph\w+|rests?\s+on|resting\s+on|"
    r"(?:claims?|statements?|reports?|paper|authors?|article)\s+(?:\w+\s+){0,3}rel(?:y|ies|ied)\s+on|interview(?:s|ed|ees?)?|tweets?|press\s+releases?|(?:which|what)\s+(?:\w+\s+){0,2}sources?\b(?!\s+of)|"
    r"sources?\s+(?:for|behind|that|are|is|does|do|did|used|in|from|backs?|supports?|dated|published|by)\b|"
    r"(?:backs?|backed|backing|supports?|supported)\s+(?:up\s+)?(?:by|the\s+(?:claim|statement|figure|number))|"
    r"(?:claims?|statements?)\s+(?:that\s+)?(?:are|is|were)\s+(?:based|backed|supported))\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:foot-?|end)?notes?\s+(?:number\s+|no\.\s*)?(\d{1,3})(?:(?:\s*,\s*|\s+and\s+|\s*,?\s*and\s+)(\d{1,3}))*",
    re.IGNORECASE,
)
_WANTS_STATEMENTS = re.compile(
    r"\b(?:claims?|statements?|assertions?|sentences?|facts?|parts?|findings?|rests?\s+on|says?)\b", re.IGNORECASE
)
_KINDS = (
    (re.compile(r"\binterview(?:s|ed|ees?)?\b", re.IGNORECASE), {SourceKind.INTERVIEW}),
    (
        re.compile(r"\b(?:tweets?|twitter|social[\s-]+media|(?:social\s+media\s+)?posts?)\b", re.IGNORECASE),
        {SourceKind.SOCIAL_POST},
    ),
    (re.compile(r"\b(?:press|news)\s+releases?\b", re.IGNORECASE), {SourceKind.PRESS_RELEASE}),
    (
        re.compile(r"\b(?:newspapers?|news(?!\s+release)|press(?!\s+release)|media(?<!social media))\b", re.IGNORECASE),
        {SourceKind.NEWS_ARTICLE},
    ),
    (re.compile(r"\b(?:court\s+cases?|case\s+law|judg[e]?ments?)\b", re.IGNORECASE), {SourceKind.COURT_CASE}),
    (re.compile(r"\b(?:statutes?|legislation)\b", re.IGNORECASE), {SourceKind.STATUTE}),
    (re.compile(r"\bbooks?\b", re.IGNORECASE), {SourceKind.BOOK}),
    (re.compile(r"\b(?:journals?|academic\s+articles?)\b", re.IGNORECASE), {SourceKind.JOURNAL_ARTICLE}),
    (re.compile(r"\bdata\s?sets?\b", re.IGNORECASE), {SourceKind.DATASET}),
)
_LANGUAGES = {
    "english": "en", "spanish": "es", "french": "fr", "german": "de", "italian": "it", "portuguese": "pt", "dutch": "nl",
    "albanian": "sq", "croatian": "hr",
}  # fmt: skip
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_VOCABULARY = frozenset(
    """a an the this that these those and or of in on at by to for from with about as it its is are was were be been do
    does did done has have had which what who whom whose where when why how many much there any all every each only
    other also please list show name tell me give number report document paper article articles author authors text
    footnote footnotes endnote endnotes note notes source sources cite cites cited citing citation citations reference
    references referenced bibliography claim claims statement statements sentence sentences fact facts finding
    findings rest rests resting rely relies relied based base basis back backs backed backing support supports
    supported up come comes came taken used use uses made make makes say says said written write wrote writes
    published publish publication publications work works language languages dated date dates kind kinds type types
    title titles part parts into behind refer refers point points here not english-language conducted conduct held
    person people figure information evidence sourced given material materials
    """.split()
)
_WORD = re.compile(r"[\w’'-]+")


@dataclass(frozen=True, slots=True)
class Request:
    """What a question about the apparatus asks for."""

    sources: tuple[Source, ...]
    """The sources that fit what the question says of them: all of them when it says nothing."""
    filtered: bool
    """True when the question named a label, kind, language, name or date that narrows the sources."""
    topic: str
    """What is left of the question once the words about notes are taken out; empty when nothing is."""
    wants_statements: bool
    """True when it asks for the statements that carry the notes rather than for the notes."""
    missing: str | None = None
    """What the question asks for that no note is: `footnote 99`."""


def understand(question: str, sources: Sequence[Source], body_text: str) -> Request | None:
    """What the question asks of the notes, or None when it is not about them.

    Args:
        question: as the person put it.
        sources: every source of the corpus's reports.
        body_text: the documents' own text, by which a publisher that only the notes name is told from one in the story.
    """
    named = [s for s in sources if any(name in question and name not in body_text for name in _names(s))]
    if not sources or not (_ABOUT_NOTES.search(question) or named):
        return None
    wants = bool(_WANTS_STATEMENTS.search(question))
    if match := _LABEL.search(question):
        labels = re.findall(r"\d+", match.group())
        found = tuple(s for s in sources if s.label in labels)
        missing = None if found else f"footnote {' or '.join(labels)}"
        return Request(found, True, "", wants, missing)
    selected, filtered, used = _filter(question, sources)
    topic = " ".join(w for w in _WORD.findall(question) if w.casefold() not in _VOCABULARY and w.casefold() not in used)
    if filtered and not selected:
        return Request((), True, topic, wants, "a source of that description")
    return Request(tuple(selected), filtered, topic, wants)


def _filter(question: str, sources: Sequence[Source]) -> tuple[list[Source], bool, set[str]]:
    """The sources that fit every description in the question, whether there was one, and the words that gave it."""
    selected, filtered, used = list(sources), False, set[str]()
    for pattern, kinds in _KINDS:
        if match := pattern.search(question):
            selected, filtered = [s for s in selected if s.kind in kinds], True
            used.update(w.casefold() for w in _WORD.findall(match.group()))
    words = [w.casefold() for w in _WORD.findall(question)]
    for word in words:
        if word in _LANGUAGES:
            selected, filtered = [s for s in selected if s.language == _LANGUAGES[word]], True
            used.add(word)
    by_name = [(s, name) for s in selected for name in _names(s) if _mentions(question, name)]
    if by_name:
        chosen = {s.source_id for s, _ in by_name}
        selected, filtered = [s for s in selected if s.source_id in chosen], True
        used.update(w.casefold() for _, name in by_name for w in _WORD.findall(name))
    # A year beside a topic belongs to the topic: “the source for the homicide rate in 2023”.
    date_words = {w for w in words if w in _MONTHS or re.fullmatch(r"(?:19|20)\d\d", w)}
    alone = not any(w not in _VOCABULARY and w not in used and w not in date_words for w in words)
    by_date = [s for s in selected if s.issued and any(s.issued.startswith(d) for d in _dates(words))] if alone else []
    if by_date:
        selected, filtered = by_date, True
        used.update(date_words)
    return selected, filtered, used


def _names(source: Source) -> Iterable[str]:
    """What a question may call a source's makers: names in full, and the short form in brackets."""
    for name in (*source.authors, source.publisher, source.container, source.place, source.interviewee):
        if name and len(name) > 2:
            short = re.search(r"\(([^()]{2,12})\)", name)
            yield re.sub(r"\s*\([^()]*\)", "", name).split(", ")[0]
            if short:
                yield short.group(1)


def _mentions(question: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", question, 0 if name.isupper() else re.IGNORECASE) is not None


def _dates(words: Sequence[str]) -> Iterable[str]:
    years = [w for w in words if re.fullmatch(r"(?:19|20)\d\d", w)]
    months = [f"{_MONTHS.index(w) + 1:02}" for w in words if w in _MONTHS]
    for year in years:
        if months:
            yield from (f"{year}-{month}" for month in months)
        else:
            yield year
