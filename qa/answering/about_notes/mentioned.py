"""Notes that name a maker in their text, where no work of its own was read from them: “GAO, Prices, and Ana Ruiz, ‘Rice,’ Hill Post”."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from qa.answering.about_notes.cards import SourceCard
from qa.language.en import note_counting, note_questions
from qa.language.en.months import ENGLISH_MONTHS
from qa.regex import regex
from qa.types.document import Span
from qa.types.source import SourceKind

_ADDRESS = regex(r"https?://\S+")
_BEFORE_TOPIC = regex(
    r"\b(?:about|on|concerning|regarding|mention\w*|discuss\w*|of|that|in|from\s+inside)\s+(?:the\s+)?\Z", re.IGNORECASE
)
"""Before a name that is spoken of, rather than one that made a work."""


def named_phrases(question: str, known: Collection[Span]) -> list[Span]:
    """The names in a question that may have made a source: those that are known to have, and others of several capitalised words."""
    runs = (Span(*match.span()) for match in note_counting.PHRASE.finditer(question))
    others = [run for run in runs if not _BEFORE_TOPIC.search(question[: run.start]) and not _is_date(run.of(question))]
    return [*known, *(run for run in others if not any(run.start < k.end and k.start < run.end for k in known))]


def _is_date(phrase: str) -> bool:
    return all(word.isdigit() or word in ENGLISH_MONTHS for word in phrase.split())


def cards_naming(question: str, phrases: Sequence[Span], cards: Sequence[SourceCard]) -> Iterator[tuple[str, Span]]:
    """The identifiers of the sources whose notes name one of the phrases as a reference names a maker; with the phrase.

    Where it is asked which notes mention it, wherever it stands in them.
    """
    names = _mentions if note_counting.MENTIONING.search(question) else names_maker
    spoken = note_questions.SPOKEN_WITH.search(question)
    for span in phrases:
        name = span.of(question).strip()
        if name[:1].isupper() or any(c.isupper() for c in name):
            yield from (
                (card.source.source_id, span)
                for card in cards
                if names(card, name) or (spoken and _is_of_interviewee(card, name))
            )


def _is_of_interviewee(card: SourceCard, name: str) -> bool:
    """True when somebody was spoken with who is of a body: “with A. Ruiz, head of an office, GAO”."""
    return bool(re.search(rf", (?:.*\W)?{re.escape(name)}(?!\w)", card.source.interviewee or ""))


def _mentions(card: SourceCard, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", card.source.reference) is not None


def names_maker(card: SourceCard, name: str) -> bool:
    """True when a note names somebody as the maker of a work in it."""
    reference = card.source.reference
    # With whom somebody works who was spoken with made nothing.
    if name not in reference or card.source.kind is SourceKind.INTERVIEW:
        return False
    title = card.source.title or ""
    # Two works read as one title: “Obstructed View, p. 36, and GAO”.
    if re.search(rf"\d[,;]\s*(?:and\s+)?{re.escape(name)}\Z", title):
        return True
    # What a title speaks of made nothing; an address names its host only.
    plain = reference.replace(title, "“”") if len(title) > len(name) else reference
    return _as_maker(name).search(_ADDRESS.sub(" ", plain)) is not None


@lru_cache(maxsize=2_000)
def _as_maker(name: str) -> re.Pattern[str]:
    """A name between the marks of a reference: at its beginning, or after a comma, a closing quotation mark, `see`, `and`."""
    return re.compile(
        rf"(?:\A|[,.;:(“”\"»’]|\b(?:and|see|in|by|also))\s*{re.escape(name)}(?:['’]s)?\s*"
        rf"(?=\Z|[,.;:()\[“\"«]|and\b|at\b)"
    )


def may_be_of(card: SourceCard, name: str) -> bool:
    """True when it is not sure that a note is of nobody so named: a longer name has this one in it, or its title, as it was read."""
    source = card.source
    longer = (*source.authors, source.publisher or "", (source.interviewee or "").partition(", ")[0])
    if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", other) for other in longer):
        return True
    if source.kind is SourceKind.INTERVIEW:
        return False
    return name in source.reference and _as_maker(name).search(_ADDRESS.sub(" ", source.reference)) is not None
