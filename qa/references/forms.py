"""Works cited in a fixed form: `85 Harv. L. Rev. 1201 (2009)`, `(1996) 106 Economic Journal 1386`, `(London: Hurst, 2016)`."""

from __future__ import annotations

import re

from qa.language.detection import guess_language
from qa.references.lexicon import PRESS
from qa.references.names import author_list, is_place, looks_like_body
from qa.references.spans import trim_span
from qa.types.document import Span
from qa.types.source import Reference, SourceKind

_JOURNAL = r"(?P<journal>[A-Z][\w.&’'-]*(?:\s(?:[A-Z&(][\w.&’')-]*|of|and|the|for|in)){0,9})"
_AMERICAN = re.compile(
    rf",[\"”’]?\s(?P<volume>\d{{1,4}})\s{_JOURNAL},?\s\d{{1,5}}(?:,\s?[\d–-]+)*\s\((?:\w+\.?\s)?(?P<year>(?:1[89]|20)\d\d)\)"
)
_BRITISH = re.compile(
    rf"[’”'\",]\s[(\[](?P<year>(?:1[89]|20)\d\d)[)\]]\s(?P<volume>\d{{1,4}}(?:\(\d{{1,3}}\))?\s)?{_JOURNAL}\s\d{{1,5}}"
)
_IMPRINT = re.compile(
    r"[,\s]\(?(?P<place>[A-ZÀ-Þ][^():,;.]{1,30}(?:,\s[A-Z]{2})?):\s(?P<publisher>[A-ZÀ-Þ][^():;]{1,70}?),\s(?P<year>(?:1[5-9]|20)\d\d)\b"
)
_NOT_A_BOOK = re.compile(r"[“”«»„\"]|[.?!]\s|,\s‘|,\sin\b|\(eds?\b|\beds?\.|\bvol\b", re.IGNORECASE)


def parse_form(note: str, body: Span) -> Reference | None:
    """The article or book by a named person that `body` cites in a fixed form; None for anything else."""
    return _parse_review(note, body) or _parse_book(note, body)


def _parse_book(note: str, body: Span) -> Reference | None:
    """`Peter Tinti, Migrant, Refugee, Smuggler, Saviour (London: Hurst, 2016)`: all between author and imprint is title."""
    match = _IMPRINT.search(note, body.start, body.end)
    if match is None or not (note[match.start("place") - 1] == "(" or is_place(match["place"])):
        return None
    people, at = author_list(note, body.start, match.start())
    title = trim_span(note, at, match.start())
    if not people or title is None or _NOT_A_BOOK.search(note, at, match.start()):
        return None
    return Reference(
        kind=SourceKind.REPORT if _reports(match["publisher"]) else SourceKind.BOOK,
        language=guess_language(title.of(note)),
        authors=tuple(people),
        title=title,
        publisher=Span(*match.span("publisher")),
        place=Span(*match.span("place")),
        issued=Span(*match.span("year")),
        issued_iso=match["year"],
    )


def _reports(publisher: str) -> bool:
    """A body that is not a press publishes reports."""
    return looks_like_body(publisher) and not PRESS.search(publisher)


def _parse_review(note: str, body: Span) -> Reference | None:
    """A journal article by volume, journal and page."""
    match = _AMERICAN.search(note, body.start, body.end) or _BRITISH.search(note, body.start, body.end)
    if match is None:
        return None
    people, at = author_list(note, body.start, match.start())
    title = trim_span(note, at, match.start() + 1)
    if not people or title is None:
        return None
    volume = Span(*match.span("volume")) if match["volume"] else None
    return Reference(
        kind=SourceKind.JOURNAL_ARTICLE,
        language=guess_language(title.of(note)),
        authors=tuple(people),
        title=title,
        container=trim_span(note, *match.span("journal")),
        number=Span(volume.start, volume.end - volume.of(note).endswith(" ")) if volume else None,
        issued=Span(*match.span("year")),
        issued_iso=match["year"],
    )
