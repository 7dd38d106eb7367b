"""A note's text → the work that it names: kind, authors, title, publisher, date and the rest, each a span of the note."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from qa.references.dates import Date, find_dates
from qa.references.language import guess_language
from qa.references.lexicon import DATASET, OFFICIAL, PRESS, PRESS_RELEASE, SOCIAL_SITE
from qa.references.names import is_acronym, is_outlet, is_person, is_platform, is_serial, looks_like_body
from qa.types import Reference, SourceKind, Span

_URL = re.compile(r"\bhttps?://[^\s<>\"“”]{4,500}", re.IGNORECASE)
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s<>\"”,;]{2,200}")
_ACCESSED = re.compile(r",?\s*[(\[]?\b(?:last )?(?:accessed|visited|viewed|retrieved)\b(?: on)?:?\s*", re.IGNORECASE)
_LEAD = re.compile(
    r"\s*(?:(?:see(?: also)?|cf\.|e\.g\.|quoted in|cited in|for example|according to)[,:]?\s+)*", re.IGNORECASE
)
_BACK_REFERENCE = re.compile(r"\s*(?:ibid|idem|id|op\. ?cit|loc\. ?cit|supra|infra)\b", re.IGNORECASE)
_INTERVIEW = re.compile(
    r"\s*(?:(?:the\s+)?authors?['’]s?\s+|authors?\s+|gi-toc\s+|personal\s+|in-person\s+|confidential\s+)?"
    r"(?:(?P<how>telephone|phone|online|video|zoom|email)\s+)?(?:interviews?|correspondence|conversations?|communication)\s+"
    r"(?:(?P<by>by\s+\w+)\s+)?(?:with|of)\s+",
    re.IGNORECASE,
)
_MEDIUM = re.compile(
    r"(?:online|by (?:tele)?phone|by e-?mail|by video(?: call)?|via \w+|in person|remotely|(?:tele)?phone|video call)",
    re.IGNORECASE,
)
_CASE = re.compile(
    r"\s*(?P<title>[A-Z][^,;]{1,120}?\s+vs?\.?\s+[^,;(]{2,120}?)\s*,\s*(?P<number>\d{1,4}\s+[A-Z][\w.\s]{0,24}?\d?[a-z]{0,2}\s?\d+)"
)
_STATUTE = re.compile(
    r"\b(?:\d+\s+)?(?:[A-Z][\w.]*\s+){1,5}(?:§+|[Ss]ection|[Ss]ec\.|[Aa]rt(?:icle|\.))\s*\d[\w.():-]*"
)
_NUMBER = re.compile(
    r"(?:issue|no\.?|number|vol(?:ume)?\.?|nr\.?)\s*\d+(?:[:(/]\d+\)?)?(?:,\s*(?:no\.?|issue)\s*\d+)?", re.IGNORECASE
)
_PAGES = re.compile(r"(?:pp?\.?|pages?)\s*\d+(?:\s?[-–]\s?\d+)?|\d+\s?[-–]\s?\d+", re.IGNORECASE)
_QUOTED = re.compile(r"“([^“”]{4,400})”|‘([^‘]{4,400}?)’(?=[\s,.;:)]|$)|\"([^\"]{4,400})\"|«([^«»]{4,400})»")
_BREAK = re.compile(r",\s+|;\s+|\.\s+(?=[A-Z“‘\"])")
_AND = re.compile(r"\s+(?:and|&)\s+")
_EDGES = " \t\n\xa0.,;:()[]"
_MAX_NOTE = 4000


@dataclass(slots=True)
class _Parts:
    """The note cut into pieces, and what was taken out of it."""

    note: str
    pieces: list[Span] = field(default_factory=list)
    url: Span | None = None
    doi: Span | None = None
    number: Span | None = None
    date: Date | None = None


def parse_reference(note: str) -> Reference:
    """Read one note by rule. Never raises; a comment that names no work gives `other` and no title."""
    text = note[:_MAX_NOTE]
    if match := _INTERVIEW.match(text):
        return _interview(text, match)
    if _BACK_REFERENCE.match(text):
        return Reference(SourceKind.OTHER)
    if reference := _legal(text):
        return reference
    parts = _cut(text)
    return _work(parts)


def _interview(text: str, match: re.Match[str]) -> Reference:
    date = _last_date(text, match.end())
    pieces = _pieces(text, match.end(), len(text))
    medium = Span(*match.span("how")) if match.group("how") else None
    rest = []
    for piece in pieces:
        if _MEDIUM.fullmatch(piece.of(text)):
            medium = medium or piece
        elif not (date and piece.start <= date.span.start and date.span.end <= piece.end):
            rest.append(piece)
        elif before := _trim(text, piece.start, date.span.start):
            rest.append(before)
    place = rest.pop() if len(rest) > 1 and _is_place(rest[-1].of(text)) else None
    who = _trim(text, rest[0].start, rest[-1].end) if rest else None
    return Reference(
        SourceKind.INTERVIEW,
        interviewee=who,
        place=place,
        medium=medium,
        issued=date.span if date else None,
        issued_iso=date.iso if date else None,
    )


def _is_place(text: str) -> bool:
    words = text.split()
    return len(words) <= 3 and all(w[0].isupper() for w in words) and not is_acronym(text) and not looks_like_body(text)


def _legal(text: str) -> Reference | None:
    date = _last_date(text, 0)
    if match := _CASE.match(text):
        return Reference(
            SourceKind.COURT_CASE,
            title=Span(*match.span("title")),
            number=Span(*match.span("number")),
            issued=date.span if date else None,
            issued_iso=date.iso if date else None,
        )
    if (match := _STATUTE.search(text)) and match.start() < 40 and not _QUOTED.search(text, 0, match.start()):
        return Reference(SourceKind.STATUTE, title=Span(*match.span()))
    return None


def _cut(text: str) -> _Parts:
    """Take out what its form gives away (links, date, number, pages); cut the rest at commas and full stops."""
    parts = _Parts(text)
    end = len(text)
    if match := _ACCESSED.search(text):
        end = match.start()
    taken: list[Span] = []
    for pattern, name in ((_URL, "url"), (_DOI, "doi")):
        if match := pattern.search(text):
            span = _trim(text, match.start(), match.end())
            setattr(parts, name, span)
            taken.append(Span(*match.span()))
    start = _LEAD.match(text).end()  # type: ignore[union-attr]
    if taken:
        end = (
            min(end, *(span.start for span in taken if span.start > start), len(text))
            if any(s.start > start for s in taken)
            else end
        )
    parts.date = _last_date(text, start, end)
    quoted = next(iter(_QUOTED.finditer(text, start, end)), None)
    pieces = _pieces(text, start, end, quoted)
    for piece in pieces:
        content = piece.of(text)
        if parts.date and parts.date.span.start < piece.end and piece.start < parts.date.span.end:
            if before := _trim(text, piece.start, max(parts.date.span.start, piece.start)):
                parts.pieces.append(before)
        elif _NUMBER.fullmatch(content):
            parts.number = Span(parts.number.start, piece.end) if parts.number else piece
        elif not _PAGES.fullmatch(content):
            parts.pieces.append(piece)
    return parts


def _pieces(text: str, start: int, end: int, quoted: re.Match[str] | None = None) -> list[Span]:
    found: list[Span] = []
    edges = [start, *(x for m in _BREAK.finditer(text, start, end) for x in m.span()), end]
    for a, b in zip(edges[::2], edges[1::2], strict=True):
        if quoted and a < quoted.end() and quoted.start() < b:
            continue
        if span := _trim(text, a, b):
            found.append(span)
    if quoted:
        group = quoted.lastindex or 1
        if span := _trim(text, *quoted.span(group)):
            found.append(span)
        if before := _trim(text, max((e for e in edges if e <= quoted.start()), default=start), quoted.start()):
            found.append(before)
    return sorted(found)


def _work(parts: _Parts) -> Reference:
    text, pieces = parts.note, list(parts.pieces)
    quoted = next((p for p in pieces if p.start > 0 and text[p.start - 1] in '“‘"«'), None)
    authors = _take_authors(text, pieces, quoted)
    publisher = _take_publisher(text, pieces, quoted, bool(authors))
    container = next(
        (p for p in pieces[1:] if p is not quoted and is_serial(p.of(text)) and len(p.of(text).split()) <= 8), None
    )
    if container:
        pieces.remove(container)
    title = quoted or (_trim(text, pieces[0].start, pieces[-1].end) if pieces else None)
    if title is not None and not _names_a_work(parts, title, authors, publisher, quoted is not None):
        return Reference(SourceKind.OTHER, url=parts.url, doi=parts.doi)
    kind = _kind(parts, authors, publisher, container)
    if publisher is None and authors and looks_like_body(authors[0].of(text)):
        publisher = authors[0]
    dated = parts.date
    return Reference(
        kind=kind,
        language=guess_language(title.of(text)) if title else None,
        authors=tuple(authors),
        title=title,
        publisher=publisher,
        container=container,
        number=parts.number,
        issued=dated.span if dated else None,
        issued_iso=dated.iso if dated else None,
        url=parts.url,
        doi=parts.doi,
    )


def _take_authors(text: str, pieces: list[Span], quoted: Span | None) -> list[Span]:
    """Leading pieces that are persons, or one organisation; never the only piece, which is the title."""
    authors: list[Span] = []
    while len(pieces) > 1 and pieces[0] is not quoted:
        content = pieces[0].of(text)
        names = [n for n in _AND.split(content) if n]
        if all(is_person(name) or name.lower() == "et al" for name in names):
            at = pieces[0].start
            for name in names:
                at = text.index(name, at)
                authors.append(Span(at, at + len(name)))
        elif not authors and looks_like_body(re.sub(r"\s*\([^()]*\)?$", "", content)) and not is_platform(content):
            authors.append(_with_bracket(text, pieces[0]))
            pieces.pop(0)
            break
        else:
            break
        pieces.pop(0)
    return authors


def _with_bracket(text: str, span: Span) -> Span:
    return Span(span.start, span.end + 1) if "(" in span.of(text) and text[span.end : span.end + 1] == ")" else span


def _take_publisher(text: str, pieces: list[Span], quoted: Span | None, has_authors: bool) -> Span | None:
    """The last piece, when it names an outlet, platform, press or organisation and something else is left for the title."""
    if len(pieces) < 2 or pieces[-1] is quoted:
        return None
    content = pieces[-1].of(text)
    named = (
        is_outlet(content)
        or is_platform(content)
        or is_acronym(content)
        or looks_like_body(content)
        or PRESS.search(content)
    )
    short_name = len(content.split()) <= 4 and content[:1].isupper() and (has_authors or quoted is not None)
    if (named and len(content.split()) <= 12) or short_name:
        return pieces.pop()
    return None


def _names_a_work(parts: _Parts, title: Span, authors: list[Span], publisher: Span | None, quoted: bool) -> bool:
    """A comment has no author, publisher, date or link that would make it a reference."""
    marks = sum(
        (
            bool(authors),
            publisher is not None,
            parts.date is not None,
            parts.url is not None or parts.doi is not None,
            quoted,
        )
    )
    return (
        marks >= 2
        or parts.doi is not None
        or (marks == 1 and len(title) < 120 and "." not in title.of(parts.note)[:-1])
    )


def _kind(parts: _Parts, authors: list[Span], publisher: Span | None, container: Span | None) -> SourceKind:
    text = parts.note
    published = publisher.of(text) if publisher else ""
    maker = authors[0].of(text) if authors else ""
    official = bool(authors) and OFFICIAL.search(authors[0].of(text)) is not None
    checks = (
        (is_platform(published) or bool(parts.url and SOCIAL_SITE.search(parts.url.of(text))), SourceKind.SOCIAL_POST),
        (PRESS_RELEASE.search(text) is not None or (official and publisher is None), SourceKind.PRESS_RELEASE),
        (DATASET.search(text) is not None, SourceKind.DATASET),
        (is_outlet(published) or (not published and is_outlet(maker)), SourceKind.NEWS_ARTICLE),
        (parts.doi is not None or (container is not None and publisher is None), SourceKind.JOURNAL_ARTICLE),
        (bool(published) and PRESS.search(published) is not None, SourceKind.BOOK),
        (bool(published) or bool(authors and looks_like_body(authors[0].of(text))), SourceKind.REPORT),
        (parts.url is not None, SourceKind.WEB_PAGE),
    )
    return next((kind for holds, kind in checks if holds), SourceKind.OTHER)


def _last_date(text: str, start: int, end: int | None = None) -> Date | None:
    dates = find_dates(text, start, end)
    return dates[-1] if dates else None


def _trim(text: str, start: int, end: int) -> Span | None:
    """The stretch without spaces, commas and full stops at its edges; None when nothing is left."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return Span(start, end) if start < end else None
