"""The short answer to a question about sources: how many, who, when, which title, kind or language."""

from __future__ import annotations

import re
from collections.abc import Callable

from qa.answering.about_notes.words import LANGUAGES
from qa.references import parse_reference
from qa.types.source import Source

_LANGUAGES = {code: name.title() for name, code in LANGUAGES.items()}
_LONGEST = 200
"""Characters of a title that make a short answer."""


def short_from_source(question: str, source: Source) -> str | None:
    """The part of the note that the question asks for: author, date or title, else who published it."""
    if source.is_comment:
        return None
    asked = question.casefold()
    for pattern, value in _ASKED:
        if pattern.search(asked) and (found := value(source)):
            return found
    # Who asks what somebody published knows the name already.
    if source.title and any(name.casefold() in asked for name in (*source.authors, source.publisher) if name):
        return source.title
    title = source.title if source.title and len(source.title) <= _LONGEST else None
    return source.interviewee or source.publisher or (source.authors[0] if source.authors else title)


def _date(source: Source) -> str | None:
    """The date in the note's own words."""
    issued = parse_reference(source.reference).issued
    return issued.of(source.reference) if issued else source.issued


_ASKED: tuple[tuple[re.Pattern[str], Callable[[Source], str | None]], ...] = (
    (re.compile(r"\b(?:what|which) (?:kind|type|sort)\b"), lambda s: s.kind.value.replace("-", " ")),
    (re.compile(r"\b(?:what|which) languages?\b"), lambda s: _LANGUAGES.get(s.language or "", s.language)),
    (re.compile(r"\bwhen\b|\bdates?\b|\b(?:what|which) (?:day|month|year)\b|\bhow old\b"), _date),
    (re.compile(r"\bwho\b.{0,60}\bpublish|\bpublisher\b|\bpublished by\b"), lambda s: s.publisher),
    (
        re.compile(r"\bwho (?:is|are|was|were) the authors?\b|\bauthor|\bwritten by\b|\bwrote\b"),
        lambda s: ", ".join(s.authors),
    ),
    (re.compile(r"\btitles?\b|\bcalled\b"), lambda s: s.title),
    (re.compile(r"\b(?:urls?|links?|web address|online at)\b"), lambda s: s.url or s.doi),
    (re.compile(r"\bwhere\b"), lambda s: s.place),
)
