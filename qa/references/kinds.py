"""Which kind of work a reference names, from its fields and its words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.references.dates import is_to_the_day
from qa.references.lexicon import DATASET, NEWS_AGENCY, OFFICIAL, PRESS, PRESS_RELEASE, SOCIAL_SITE
from qa.references.names import is_outlet, is_serial, looks_like_body
from qa.regex import regex
from qa.types.source import Reference, SourceKind

_REPORT = regex(r"\b(?:papers?|reports?|briefs?|briefings?|notes?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """What a reference says besides its fields."""

    genre: str = ""
    """Words such as `press release` or `working paper`, joined."""
    social: bool = False
    in_book: bool = False
    personal: bool = False
    """The authors are people."""
    symbol: bool = False
    """The number is one of a body's own papers."""
    imprint: bool = False
    """A publisher or town stands in brackets with the year, after a title without quotation marks."""


def kind_of(note: str, found: Reference, clues: Clues) -> SourceKind:
    """The first kind whose signs are there; the most telling signs are asked first."""
    publisher, container = (span.of(note) if span else "" for span in (found.publisher, found.container))
    author = found.authors[0].of(note) if found.authors and not clues.personal else ""
    if clues.social or (found.url and SOCIAL_SITE.search(found.url.of(note))):
        return SourceKind.SOCIAL_POST
    title = found.title.of(note) if found.title else ""
    announced = PRESS_RELEASE.search(note, found.authors[0].end, found.title.start) if author and found.title else None
    if announced or PRESS_RELEASE.search(clues.genre) or PRESS_RELEASE.match(title):
        return SourceKind.PRESS_RELEASE
    if DATASET.search(clues.genre) or (DATASET.search(f"{title} {_address(note, found)}") and not clues.personal):
        return SourceKind.DATASET
    if is_outlet(container) or is_outlet(publisher) or NEWS_AGENCY.fullmatch(author):
        return SourceKind.NEWS_ARTICLE
    if _is_release(note, author, publisher, found):
        return SourceKind.PRESS_RELEASE
    if not clues.in_book and _REPORT.search(f"{clues.genre} {container}"):
        return SourceKind.REPORT
    return _by_shape(publisher, container, author, found, clues)


def _address(note: str, found: Reference) -> str:
    """The words of the link: `https://databank.example.org` holds data."""
    return re.sub(r"[\W_]+", " ", found.url.of(note)) if found.url else ""


def _is_release(note: str, author: str, publisher: str, found: Reference) -> bool:
    """An authority's own dated statement, told to the day, is a release; a year alone makes it a report."""
    paper = found.url is not None and found.url.of(note).lower().endswith(".pdf")
    return bool(
        is_to_the_day(found.issued_iso)
        and not paper
        and OFFICIAL.search(author)
        and (not publisher or publisher == author)
        and not found.container
        and not found.number
    )


def _by_shape(publisher: str, container: str, author: str, found: Reference, clues: Clues) -> SourceKind:
    if container and container == publisher:
        return SourceKind.NEWS_ARTICLE
    if clues.symbol and not is_serial(container):
        return SourceKind.REPORT
    if container and not clues.in_book and (is_serial(container) or found.number) and not looks_like_body(publisher):
        return SourceKind.JOURNAL_ARTICLE
    if found.url and not (found.issued or found.number or container or clues.personal or clues.genre):
        return SourceKind.WEB_PAGE
    own = bool(author) and author in publisher and looks_like_body(author)
    placed = clues.personal and ((publisher and found.place) or clues.imprint)
    if not own and (PRESS.search(publisher) or clues.in_book or placed):
        return SourceKind.BOOK
    return _by_maker(publisher, container, author, found, clues)


def _by_maker(publisher: str, container: str, author: str, found: Reference, clues: Clues) -> SourceKind:
    daily = is_to_the_day(found.issued_iso)
    if publisher and daily and not (author or container or found.place or looks_like_body(publisher)):
        return SourceKind.NEWS_ARTICLE
    # A name that is neither a person's nor a body's, with a day: `Kurier, Policja zatrzymała szefa gangu, 14 stycznia 2023`.
    if author and daily and publisher in ("", author) and not (looks_like_body(author) or found.place or found.number):
        return SourceKind.NEWS_ARTICLE
    if publisher and (looks_like_body(publisher) or container or found.issued):
        return SourceKind.REPORT
    if found.url and not (found.issued and author):
        return SourceKind.WEB_PAGE
    if container:
        return SourceKind.JOURNAL_ARTICLE
    if author and found.title:
        return SourceKind.REPORT
    if clues.personal and found.title and found.issued:
        return SourceKind.BOOK
    return SourceKind.OTHER
