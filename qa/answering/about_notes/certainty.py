"""How surely a question is about notes and sources, and where it asks for the source of a statement."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import IntEnum

from qa.answering.about_notes.cards import SourceCard
from qa.answering.about_notes.names import Naming, find_makers
from qa.answering.about_notes.titles import titles_in
from qa.language.en import note_counting
from qa.language.en import note_questions as words


class Certainty(IntEnum):
    """How surely a question is about the notes; what is not certain is asked of the text when the notes do not answer."""

    NONE = 0
    POSSIBLE = 1
    CERTAIN = 2


def find_backing(question: str) -> tuple[re.Match[str], Certainty] | None:
    """Where a question asks for the source of a statement, and how surely."""
    for pattern, certainty in zip(words.ASKS_BACKING, (Certainty.CERTAIN, Certainty.POSSIBLE), strict=True):
        if match := pattern.search(question):
            return match, certainty
    return None


def certainty_of(question: str, works: Sequence[SourceCard], in_body: Callable[[str], bool]) -> Certainty:
    """How surely a question is about notes and sources."""
    if _is_certain(question):
        return Certainty.CERTAIN
    # A maker whom the text itself names may be asked about as a person: then the question is not about the notes.
    named = find_makers(question, ((card.source, card.names) for card in works))
    publishing = bool(words.PUBLISHING.search(question))
    if named and publishing and not any(in_body(one.span.of(question)) for one in named):
        return Certainty.CERTAIN
    if note_counting.COUNT.search(question) and any(words.OF_A_MAKER.match(question, one.span.end) for one in named):
        return Certainty.CERTAIN
    titled = words.ABOUT_A_WORK.search(question) and titles_in(question, [card.source for card in works])
    unknown = any(one.naming is not Naming.SITE and not in_body(one.span.of(question)) for one in named)
    return (
        Certainty.POSSIBLE
        if titled or unknown or publishing or words.WORK_OF_A_KIND.search(question)
        else Certainty.NONE
    )


def speaks_of_notes(question: str) -> bool:
    """Whether a question may be about notes and sources whatever these are: by its words alone."""
    possible = (words.PUBLISHING, words.WORK_OF_A_KIND)
    return _is_certain(question) or bool(find_backing(question)) or any(p.search(question) for p in possible)


def _is_certain(question: str) -> bool:
    certain = (words.NOTES, words.CITATIONS, words.SPOKEN_WITH, words.POSTS, words.RESTING)
    if any(pattern.search(question) for pattern in certain) or _speaks_of_sources(question):
        return True
    return bool(words.UNSOURCED.search(question) and words.STATEMENTS.search(question))


def _speaks_of_sources(question: str) -> bool:
    plain = words.NO_SOURCE.sub(" ", question)
    return bool(words.SOURCES.search(plain))


def asks_of_a_source(question: str, works: Sequence[SourceCard]) -> bool:
    """True when a maker is asked about as one who cites: its sources are not known."""
    named = find_makers(question, ((card.source, card.names) for card in works))
    return any(
        words.AUXILIARY_BEFORE.search(question[: one.span.start]) and words.CITES_ITSELF.match(question[one.span.end :])
        for one in named
    )
