"""Works cited by surname and title, in the manner of the humanities: `Moss, The Intent to Live, p. 44`, `Holm 2007, p. 398`."""

from __future__ import annotations

import re

from qa.language.detection import guess_language
from qa.references.author_dates import match_author_date
from qa.references.dates import find_dates
from qa.references.law import parse_short_case
from qa.references.lexicon import ORGANISATION, ROLE
from qa.references.names import is_acronym, is_outlet, is_place, is_platform, is_serial
from qa.references.pinpoints import PIN
from qa.references.pointers import Pointer, Way
from qa.references.spans import trim_span
from qa.regex import regex
from qa.types.document import Span
from qa.types.source import Reference, SourceKind

_UPPER = r"[A-ZÀ-ÖØ-ÞĀ-žȘ-țЀ-Я]"
_SURNAME = rf"(?:(?:von|van|de|der|den|della|di|da|du|la|le)\s){{0,2}}(?:[dDlLO]['’])?{_UPPER}[\w’'-]++"
# Possessive: `A-A-A-A` is one name, and not to be divided in a million ways.
_GIVEN = rf"{_UPPER}[\w’'-]*+\.?(?:[\s-]{_UPPER}[\w’'-]*+\.?){{0,3}}"
_INVERTED_NAME = regex(rf"{_SURNAME},\s{_GIVEN}")
_BY_SURNAME = regex(
    rf"(?P<author>{_SURNAME}(?:(?:,\s|\s(?:and|und|et|y|e|&)\s){_SURNAME}){{0,2}}),\s(?P<title>{_UPPER}[^,;:.“”‘«»()\n]{{5,120}}?)"
    rf"(?:\s\((?P<year>(?:1[5-9]|20)\d\d)\))?,\s(?P<pin>{PIN})\W*\Z"
)
_GERMAN = regex(
    rf"(?P<author>{_SURNAME},\s{_GIVEN}(?:\s?[/;]\s?{_SURNAME},\s{_GIVEN}){{0,3}})(?:\s\((?:Hg|Hrsg|Ed|ed|eds)\.\))?:\s"
    rf"(?P<title>{_UPPER}[^:“”„»«\n]{{3,180}}?)(?<!\b[A-Z])\.\s(?P<rest>.+)"
)
_IN = regex(r"In:\s(?P<container>[^,.:(]{3,120})")
_IMPRINT = regex(
    r"(?P<place>[A-ZÄÖÜÉ][\w./ -]{2,40})(?::\s(?P<publisher>[A-ZÄÖÜÉ][^,:;()]{2,60}?))?,?\s(?P<year>(?:1[5-9]|20)\d\d)(?=\W|\Z)"
)
_ISSUE = regex(r"\b(?:Jg|Jahrg|H|Heft|vol|no|Nr)\.\s?\d|\b\d{1,3}\s?[/(,]\s?(?:\d{1,2}\s)?\(?(?:1[89]|20)\d\d\)?")
_YEAR_ONLY = regex(r"(?P<year>(?:1[5-9]|20)\d\d)")
_NUMBERED = regex(
    r"(?P<maker>[A-Z][A-Z-]{1,8}|[A-Z][a-z]+)\s(?P<number>(?:(?:[A-Z][a-z]+\s){0,2}(?:Report|Paper|Brief|Note|Focus|Insight|Sidebar|Bulletin|Memorandum)\s)"
    r"(?:No\.?\s)?[A-Z]{0,4}-?\d[\w./-]*),\s(?P<title>[“\"]?[A-ZÀ-Þ][^;“”]{5,200}?)(?:,?[”\"])?"
    r"(?=\s*,\s(?:updated\s|revised\s)?(?:[A-Z][a-z]+\.?\s)?(?:\d{1,2},\s)?(?:19|20)\d\d|\s*,\spp?\.|\.?\s*\Z)"
)
_DIGIT = regex(r"\d")
"""A year or a page: without one a note is no short form."""
_LEAD = regex(r"\s*(?:(?:see(?: also)?|cf\.|vgl\.|siehe|voir|véase|compare)\s+)?", re.IGNORECASE)
_SHORT_TITLE = regex(
    rf"(?P<author>{_UPPER}[\w.’'&-]*(?:\s[\w.’'&-]+){{0,5}}),\s[“‘«\"]?(?P<title>{_UPPER}[^,;:.“”‘«»()\n]{{5,120}}?),?[”’»\"]?,?\s(?P<pin>{PIN})\W*"
)


def parse_short_form(note: str, body: Span) -> Reference | None:
    """The work that all of `body` cites by surname, with title and page or with the year; None for any other form."""
    return _by_year(note, body) or _by_surname(note, body) or _german(note, body) or _numbered(note, body)


def find_short(note: str) -> Pointer | None:
    """The pointer that a note is if another gives the whole work: by surname and year, or by maker, title and page."""
    if not _DIGIT.search(note):
        return None
    start = lead.end() if (lead := _LEAD.match(note)) else 0
    body = note.rstrip()
    if case := parse_short_case(body, Span(start, len(body))):
        return Pointer(Way.SHORT, case.title or Span(start, start), False, (), case.title)
    if (dated := match_author_date(body, start)) and dated.capital:
        named = Span(dated.author.start, dated.year.end)
    elif match := _SHORT_TITLE.fullmatch(body, start):
        named = Span(match.start("author"), match.end("title"))
    else:
        return None
    return Pointer(Way.SHORT, named, False, (), named)


def _by_year(note: str, body: Span) -> Reference | None:
    named = match_author_date(note, body.start, body.end)
    if named is None or not named.capital or not _is_person(named.author.of(note)):
        return None
    return Reference(SourceKind.OTHER, authors=(named.author,), issued=named.year, issued_iso=named.year.of(note))


def _by_surname(note: str, body: Span) -> Reference | None:
    match = _BY_SURNAME.fullmatch(note, body.start, body.end)
    if match is None or not _is_person(match["author"]) or is_serial(match["title"]) or len(match["title"].split()) < 2:
        return None
    return Reference(
        SourceKind.BOOK,
        language=guess_language(match["title"]),
        authors=(Span(*match.span("author")),),
        title=Span(*match.span("title")),
        issued=Span(*match.span("year")) if match["year"] else None,
        issued_iso=match["year"],
    )


def _german(note: str, body: Span) -> Reference | None:
    """`Polgar, Alfred: Boulevards. In: Kleine Schriften. Reinbek: Rowohlt 1983, S. 112`."""
    match = _GERMAN.match(note, body.start, body.end)
    if match is None:
        return None
    rest = Span(*match.span("rest"))
    container = _IN.search(note, rest.start, rest.end)
    imprint = _IMPRINT.search(note, rest.start, rest.end)
    issue = _ISSUE.search(note, rest.start, rest.end)
    year = imprint or _YEAR_ONLY.search(note, rest.start, rest.end)
    if year is None and container is None:
        return None
    return Reference(
        SourceKind.JOURNAL_ARTICLE
        if issue and container and not (imprint and imprint["publisher"])
        else SourceKind.BOOK,
        language=guess_language(match["title"]),
        authors=tuple(_people(match)),
        title=Span(*match.span("title")),
        container=trim_span(note, *container.span("container")) if container else None,
        publisher=trim_span(note, *imprint.span("publisher")) if imprint and imprint["publisher"] else None,
        place=trim_span(note, *imprint.span("place")) if imprint and imprint["publisher"] else None,
        issued=Span(*year.span("year")) if year else None,
        issued_iso=year["year"] if year else None,
    )


def _numbered(note: str, body: Span) -> Reference | None:
    """`CRS Report R42335, Iran’s Threat to the Strait of Hormuz`; its by-line is read apart."""
    match = _NUMBERED.match(note, body.start, body.end)
    if match is None:
        return None
    dates = find_dates(note, match.end("title"), body.end)
    return Reference(
        SourceKind.REPORT,
        language=guess_language(match["title"]),
        title=trim_span(note, *match.span("title")),
        publisher=Span(*match.span("maker")),
        number=Span(*match.span("number")),
        issued=dates[-1].span if dates else None,
        issued_iso=dates[-1].iso if dates else None,
    )


def _people(match: re.Match[str]) -> list[Span]:
    start = match.start("author")
    return [Span(start + name.start(), start + name.end()) for name in _INVERTED_NAME.finditer(match["author"])]


def _is_person(name: str) -> bool:
    """Not an outlet, a body, a place, nor a role: those have other forms."""
    of_another = is_outlet(name) or is_acronym(name) or is_place(name) or is_platform(name)
    return not (of_another or ORGANISATION.search(name) or ROLE.search(name))
