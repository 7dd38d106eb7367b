"""Books, reports, newspapers and journals as lawyers cite them: Bluebook, OSCOLA, and the German manner."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.language.detection import guess_language
from qa.references.dates import find_dates
from qa.references.lexicon import NEWS_AGENCY, OUTLET
from qa.references.names import is_outlet, looks_like_body
from qa.references.spans import trim_span
from qa.regex import regex
from qa.types.document import Span
from qa.types.source import Reference, SourceKind

_UPPER = r"[A-ZÀ-ÖØ-ÞĀ-Ž]"
_PERSON = rf"{_UPPER}[\w.’'-]*(?:\s(?:{_UPPER}[\w.’'-]*|de|von|van|der|la|y)){{1,4}}"
_PEOPLE = rf"{_PERSON}(?:(?:,\s|,?\s(?:&|and|und)\s){_PERSON}){{0,3}}"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_PIN = r"(?:\s(?:at\s)?\d{1,4}(?:\s?[-–]\s?\d{1,4})?(?:\sn\.\d+)?)?"
_EDITION = r"(?:(?:\d{1,2}(?:st|nd|rd|th|d)|rev\.)\sed\.\s)"
_BOOK = regex(
    rf"(?P<author>{_PEOPLE}),\s(?P<title>{_UPPER}[^“”\"()]{{5,150}}?){_PIN}\s\((?P<edition>{_EDITION})?{_YEAR}\)"
)
_NUMBERED = regex(
    rf"(?P<author>{_UPPER}[^,;:“”()]{{2,60}}(?:,\s{_UPPER}[^,;:“”()]{{2,60}}\.)?),\s(?P<number>[A-Z]{{1,6}}(?:-[A-Z]{{1,5}})*[- ]?\d[\w.-]*),\s"
    rf"(?P<title>{_UPPER}[^“”\"()]{{5,200}}?){_PIN}\s\((?P<date>[^()]{{0,20}}{_YEAR})\)"
)
_PAPER = regex(
    rf"(?P<author>{_UPPER}[^,;:“”]{{2,80}}),\s(?P<title>[^\W\d_][^“”\"()]{{3,200}}?)\s\((?P<number>(?:Law\sCom(?:\sCP)?\sNo|Cmn?d|CM|Cm|Cd|HC|HL|CP|SP)\s\d[\w-]*),\s"
    rf"{_YEAR}(?:[-–/]\d\d(?:\d\d)?)?\)"
)
_NEWS = regex(
    rf"(?P<author>{_PEOPLE}),\s(?P<title>{_UPPER}[^“”\"()]{{5,160}}?),\s(?P<paper>{_UPPER}[^,;:()]{{1,40}}),\s"
    rf"(?P<date>[A-Z][a-z]{{2,8}}\.?\s\d{{1,2}},\s{_YEAR})(?:,\sat\s[A-Z]?\d+)?"
)
_PRINTED_DAY = regex(r",\sat\s[A-Z]?\d")
_CAPITALS = regex(r"[A-Z][A-Z.&'’ -]+")
_JOURNAL = regex(
    rf"(?P<author>{_UPPER}[\w’'-]+(?:\s?/\s?{_UPPER}[\w’'-]+){{0,3}}),\s(?P<journal>{_UPPER}[\w-]*(?:\s(?:{_UPPER}[\w-]*|f\.|für)){{0,3}})\s"
    rf"(?:{_YEAR},\s\d+|(?P<volume>\d{{1,3}})\s\((?P<later>(?:1[89]|20)\d\d)\),\s\d+)"
)
_INITIALS = regex(r"[A-ZÄÖÜ][A-Za-zäöü]*[A-ZÄÖÜ]")
_GERMAN_BOOK = regex(
    rf"(?P<author>{_PERSON}(?:\s?/\s?{_PERSON}){{0,3}}),\s(?P<title>{_UPPER}[^“”„«»()\"]{{5,200}}?),\s(?:\d{{1,2}}\.\s(?:Aufl(?:age|\.)?|Bd\.),?\s)?"
    rf"(?P<place>{_UPPER}[\w.-]+(?:\s(?:a\.|am|an|der|d\.|{_UPPER}[\w.]+)){{0,3}}(?:\s?/\s?{_UPPER}[\w.-]+){{0,2}})\s{_YEAR},\s(?:S\.|Rn\.|Bd\.|Kap\.)\s?\d"
)
_GERMAN_COLON = regex(
    rf"(?P<author>{_PERSON}(?:\s?/\s?{_PERSON}){{0,3}}):\s(?P<title>{_UPPER}[^:“”„«»()\"]{{5,200}}?)\.\s(?P<place>{_UPPER}[^:,;().]{{2,40}}):\s"
    rf"(?P<publisher>{_UPPER}[^,:;()]{{2,60}}?),?\s{_YEAR}(?=[,.;]|\s*\Z)"
)
_DEBATES = regex(r"(?P<title>(?:Hansard\s)?H[CL]\sDeb\s(?P<date>[^,()]{8,30}))(?:,?\svol\s(?P<number>\d+))?")


def parse_legal_form(note: str, body: Span) -> Reference | None:
    """What `body` cites in a form that lawyers use for works that are no law; None for anything else."""
    return (
        _paper(note, body)
        or _numbered(note, body)
        or _newspaper(note, body)
        or _book(note, body)
        or _journal(note, body)
        or _german_book(note, body)
        or _debates(note, body)
    )


def _made(note: str, kind: SourceKind, match: re.Match[str], *, language: str | None = None) -> Reference:
    """The reference with what the pattern names; a group `date` is read as a date."""
    groups = match.groupdict()
    dates = find_dates(note, *match.span("date")) if groups.get("date") else []
    issued = dates[-1].span if dates else _span(match, "year") or _span(match, "later")
    title = trim_span(note, *match.span("title")) if groups.get("title") else None
    author = _span(match, "author")
    return Reference(
        kind=kind,
        language=language or (guess_language(title.of(note)) if title else None),
        authors=_people(note, author) if author else (),
        title=title,
        publisher=_span(match, "paper") or _span(match, "publisher"),
        container=_span(match, "paper") or _span(match, "journal"),
        number=_span(match, "number") or _span(match, "volume"),
        issued=issued,
        issued_iso=dates[-1].iso if dates else issued.of(note) if issued else None,
        place=_span(match, "place"),
    )


def _span(match: re.Match[str], name: str) -> Span | None:
    return Span(*match.span(name)) if match.groupdict().get(name) else None


def _people(note: str, author: Span) -> tuple[Span, ...]:
    """Each author; a body's name, which may have commas and `and`, is one."""
    words = author.of(note)
    if looks_like_body(words):
        return (author,)
    found, start = [], author.start
    for between in [*re.finditer(r",\s|,?\s(?:&|and|und)\s|\s?/\s?", words), None]:
        end = author.start + between.start() if between else author.end
        found.append(Span(start, end))
        start = author.start + between.end() if between else end
    return tuple(found)


def _paper(note: str, body: Span) -> Reference | None:
    """`Law Commission, Reforming Bribery (Law Com No 313, 2008)`: a paper of a commission or a parliament."""
    match = _PAPER.match(note, body.start, body.end)
    return _made(note, SourceKind.REPORT, match) if match else None


def _numbered(note: str, body: Span) -> Reference | None:
    """`U.S. Gov’t Accountability Off., GAO-19-347, Ferry Safety 12 (2019)`: a body, its number, its title."""
    match = _NUMBERED.match(note, body.start, body.end)
    if match is None:
        return None
    return replace(_made(note, SourceKind.REPORT, match), authors=(Span(*match.span("author")),))


def _newspaper(note: str, body: Span) -> Reference | None:
    """`Adam Liptak, Justices Limit Searches, N.Y. TIMES, May 3, 2010, at A1`."""
    match = _NEWS.match(note, body.start, body.end)
    if match is None:
        return None
    paper = match["paper"]
    known = is_outlet(paper) or OUTLET.search(paper) or NEWS_AGENCY.search(paper) or _CAPITALS.fullmatch(paper)
    return _made(note, SourceKind.NEWS_ARTICLE, match) if known or _PRINTED_DAY.search(match.group()) else None


def _book(note: str, body: Span) -> Reference | None:
    """`Richard A. Posner, Economic Analysis of Law 25 (9th ed. 2014)`; without an edition only in capitals."""
    match = _BOOK.match(note, body.start, body.end)
    if match is None or not (match["edition"] or (_CAPITALS.fullmatch(match["author"]) and match["title"].isupper())):
        return None
    return _made(note, SourceKind.BOOK, match)


def _journal(note: str, body: Span) -> Reference | None:
    """`Müller, NJW 2015, 123`, `Canaris, AcP 200 (2000), 273`: the article has no title there."""
    match = _JOURNAL.match(note, body.start, body.end)
    if match is None or looks_like_body(match["author"]) or not _INITIALS.search(match["journal"]):
        return None
    return _made(note, SourceKind.JOURNAL_ARTICLE, match, language="de")


def _german_book(note: str, body: Span) -> Reference | None:
    """`Katharina Vogt, Das Schweigen der Archive, München 2011, S. 87`, `Jens Albrecht: Die Elbe. Göttingen: Wallstein 2006`."""
    match = _GERMAN_BOOK.match(note, body.start, body.end) or _GERMAN_COLON.match(note, body.start, body.end)
    if match is None or re.search(r",\sin:?\s", match["title"]) or looks_like_body(match["author"]):
        return None
    return _made(note, SourceKind.BOOK, match)


def _debates(note: str, body: Span) -> Reference | None:
    """`HC Deb 3 February 1977, vol 389, cols 973–76`: what a parliament said that day."""
    match = _DEBATES.match(note, body.start, body.end)
    return (
        _made(note, SourceKind.OTHER, match, language="en") if match and find_dates(note, *match.span("date")) else None
    )
