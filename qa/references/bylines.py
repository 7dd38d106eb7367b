"""Who made a work, where that is told after its title: `Rivers of Debt, by Samuel Okoro, 2011`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.references.lexicon import BY_LINE, LAW
from qa.references.names import author_list, looks_like_body
from qa.references.prose import is_prose
from qa.references.spans import MOST_READ, trim_span
from qa.regex import regex
from qa.types.document import Span
from qa.types.source import Reference, SourceKind

_OPENING = regex(rf"(?:,|(?<=[”’»\"]))\s++{BY_LINE}\s++", re.IGNORECASE)
_BODY = regex(r"(?:the\s)?(?P<body>[^\W\d_][^,;:.()“”\"]{2,90}?)(?=,|;|\.?\s*\Z|\.\s|\s\()")
_ENDS = regex(r"\s*(?:[,;:(\[]|\.(?=\s|\Z)|\Z)")
_INTERVIEW = regex(r"interview|entrev|entretien", re.IGNORECASE)
_FURTHEST = 300
"""Characters of a title that a by-line may follow, and of a by-line."""
_MADE = frozenset(SourceKind) - {SourceKind.COURT_CASE, SourceKind.STATUTE, SourceKind.INTERVIEW}


@dataclass(frozen=True, slots=True)
class ByLine:
    """A stretch of a note that tells the authors of what stands before it."""

    span: Span
    """With the comma before it."""
    authors: tuple[Span, ...]


def find_by_lines(note: str) -> tuple[ByLine, ...]:
    """Every by-line of the note, in order; none where a sentence goes on, as in `stopped, by all accounts, in May`."""
    found: list[ByLine] = []
    for match in _OPENING.finditer(note, 0, MOST_READ):
        before = note[max(found[-1].span.end if found else 0, match.start() - _FURTHEST) : match.start()]
        if len(before.split()) < 2 or is_prose(before) or _INTERVIEW.search(before):
            continue
        people, end = _makers(note, match.end())
        if people and _ENDS.match(note, end) and not LAW.search(note, match.end(), end):
            found.append(ByLine(Span(match.start(), end), tuple(people)))
    return tuple(found)


def _makers(note: str, start: int) -> tuple[list[Span], int]:
    """The persons, or the one body, named from `start` on, and where they end."""
    people, end = author_list(note, start, min(start + _FURTHEST, len(note)))
    if people:
        return people, end
    named = _BODY.match(note, start)
    body = trim_span(note, *named.span("body")) if named else None
    return ([body], body.end) if body and looks_like_body(body.of(note)) else ([], start)


def without_by_lines(note: str, by_lines: Sequence[ByLine]) -> str:
    """The note, as long as it was, with spaces where its by-lines stand."""
    kept, at = [], 0
    for line in by_lines:
        kept += [note[at : line.span.start], " " * len(line.span)]
        at = line.span.end
    return "".join([*kept, note[at:]])


def with_by_line(note: str, found: Reference, line: ByLine) -> Reference:
    """The work with the authors that its by-line tells; the body that was taken for one has published it.

    A name before the by-line is the title where none was found there; persons named first stay the authors.
    """
    at = line.span.start
    if found.kind not in _MADE or found.title is None:
        return found
    if found.title.start > at:
        named = [author for author in found.authors if author.end <= at]
        return replace(found, authors=line.authors, title=named[0]) if len(named) == 1 else found
    title = trim_span(note, found.title.start, at) if found.title.end > at else found.title
    bodies = [author for author in found.authors if looks_like_body(author.of(note))]
    if len(bodies) < len(found.authors):
        return replace(found, title=title)
    publisher = found.publisher or (bodies[0] if len(bodies) == 1 else None)
    return replace(found, title=title, authors=line.authors, publisher=publisher)
