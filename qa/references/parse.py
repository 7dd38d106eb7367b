"""A note's text → the work that it names; every field is a span of the note."""

from __future__ import annotations

import re

from qa.references.dates import find_dates
from qa.references.interviews import parse_interview
from qa.references.law import parse_case, parse_statute
from qa.references.pieces import find_quoted
from qa.references.spans import overlaps
from qa.references.work import parse_work
from qa.types import Reference, SourceKind, Span

_MAX_NOTE = 4000
_NUMBERING = re.compile(r"\s*(?:[\[(]\d{1,3}[\])]|\d{1,3}\.)\s+(?=\S)")
_LEAD = re.compile(
    r"\s*(?:(?:but\s)?(?:see(?:,? (?:also|generally|for example|e\.g\.))?|cf\.|e\.g\.|accord|quoted in|cited in"
    r"|for example|as reported (?:in|by)|according to|source|for more(?: information)?,? see)[,:]?\s+)+",
    re.IGNORECASE,
)
_BACK_REFERENCE = re.compile(
    r"\s*(?:ibid|ibidem|idem|id|op\.? ?cit|loc\.? ?cit|supra|infra|above|below"
    r"|(?:section|note|footnote|appendix|annex|chapter|figure|table)s? (?:\d+|[A-Z]\b))\b",
    re.IGNORECASE,
)
_NEXT = re.compile(r";\s+(?=[^\W\d_]|[“‘\"«])|\.\s+(?=See (?:also )?[A-Z‘“])")


def parse_reference(note: str) -> Reference:
    """Read one note by rule. Never raises; a comment that names no work gives `other` and no title.

    Of several works the first is read, and of a very long note the first 4,000 characters.
    """
    body = _first_work(note)
    if not body or _BACK_REFERENCE.match(note, body.start, body.end):
        return Reference(SourceKind.OTHER)
    quoted = find_quoted(note, body)
    return (
        parse_interview(note, body)
        or parse_case(note, body, quoted)
        or parse_statute(note, body, quoted)
        or parse_work(note, body)
    )


def _first_work(note: str) -> Span:
    """The stretch of the first work that is cited, without numbering and `See also`."""
    start, end = 0, min(len(note), _MAX_NOTE)
    for pattern in (_NUMBERING, _LEAD):
        if match := pattern.match(note, start, end):
            start = match.end()
    while start < end and note[start].isspace():
        start += 1
    return _cut_second(note, Span(start, end))


def _cut_second(note: str, body: Span) -> Span:
    """End where a second dated work begins; a semicolon between authors or before a page divides nothing."""
    quoted = find_quoted(note, body)
    dates = [date.span for date in find_dates(note, body.start, body.end)]
    for match in _NEXT.finditer(note, body.start, body.end):
        before = any(date.end <= match.start() for date in dates)
        after = any(date.start >= match.end() for date in dates)
        if before and after and not overlaps(Span(*match.span()), quoted):
            return Span(body.start, match.start() + (note[match.start()] == "."))
    return body
