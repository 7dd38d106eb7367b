"""The typed answer to a question about sources: the field of a card that is asked for, or which notes they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from qa.language.en import source_part_questions as words
from qa.language.en.note_questions import WHICH_NOTES
from qa.language.en.source_descriptions import LANGUAGE_NAMES
from qa.references.dates import find_dates
from qa.types.source import Source

_MOST_LABELS = 12
"""More are a list to read and no short answer."""
_LONGEST = 200
"""Characters of a title that make a short answer."""


def short_from_sources(question: str, sources: Sequence[Source]) -> str | None:
    """The labels of the notes where these are asked for, else what is asked of the source that comes first."""
    if not WHICH_NOTES.search(question):
        return _from_source(question, sources[0])
    labels = list(dict.fromkeys(source.label for source in sources))
    if len(labels) > _MOST_LABELS:
        return None
    return f"note {labels[0]}" if len(labels) == 1 else f"notes {', '.join(labels[:-1])} and {labels[-1]}"


def _from_source(question: str, source: Source) -> str | None:
    """The part of the note that the question asks for: author, date, issue or title, else who published it."""
    if source.is_comment:
        return None
    asked = question.casefold()
    matching = [value for pattern, value in _ASKED if pattern.search(asked)]
    if found := next((found for value in matching if (found := value(source))), None):
        return found
    # What is asked for and not known is not answered by something else.
    if any(pattern.search(asked) for pattern in _NOTHING_ELSE):
        return None
    # Who asks what somebody published knows the name already.
    if source.title and any(name.casefold() in asked for name in (*source.authors, source.publisher) if name):
        return source.title
    title = source.title if source.title and len(source.title) <= _LONGEST else None
    return source.interviewee or source.publisher or (source.authors[0] if source.authors else title)


def _date(source: Source) -> str | None:
    """The date in the note's own words where they give it, else as it is known."""
    dates = find_dates(source.reference)
    return next((date.span.of(source.reference) for date in dates if date.iso == source.issued), source.issued)


def _outlet(source: Source) -> str | None:
    """Who published it, or the larger work in which it stands."""
    return source.publisher or source.container


_ASKED: tuple[tuple[re.Pattern[str], Callable[[Source], str | None]], ...] = (
    (words.ASKS_SOURCE_KIND, lambda s: s.kind.value.replace("-", " ")),
    (words.ASKS_SOURCE_LANGUAGE, lambda s: LANGUAGE_NAMES.get(s.language or "", s.language or "").title() or None),
    (words.ASKS_SOURCE_DATE, _date),
    (words.ASKS_ISSUE, lambda s: s.number),
    (words.ASKS_MEDIUM, lambda s: s.medium or s.place),
    (words.ASKS_WORK, lambda s: s.title),
    (words.ASKS_PUBLISHER, _outlet),
    (words.ASKS_AUTHORS, lambda s: ", ".join(s.authors)),
    (words.ASKS_TITLE, lambda s: s.title),
    (words.ASKS_ADDRESS, lambda s: s.url or s.doi),
    (words.ASKS_SOURCE_PLACE, lambda s: s.place),
)
_NOTHING_ELSE = (words.ASKS_SOURCE_DATE, words.ASKS_ISSUE, words.ASKS_ADDRESS, words.ASKS_OUTLET)
