"""Works cited in a fixed form: `85 Harv. L. Rev. 1201 (2009)`, `(1996) 106 Economic Journal 1386`, `(London: Hurst, 2016)`."""

from __future__ import annotations

import re

from qa.language.detection import guess_language
from qa.references.dates import find_dates
from qa.references.lexicon import PRESS, PRESS_RELEASE
from qa.references.marks import find_marks
from qa.references.names import author_list, is_place, looks_like_body
from qa.references.pieces import find_quoted
from qa.references.spans import trim_span
from qa.regex import regex
from qa.types.document import Span
from qa.types.source import Reference, SourceKind

_JOURNAL = r"(?P<journal>[A-Z][\w.&’'-]*(?:\s(?:[A-Z&(][\w.&’')-]*|of|and|the|for|in)){0,9})"
_AMERICAN = regex(
    rf",[\"”’]?\s(?P<volume>\d{{1,4}})\s{_JOURNAL},?\s\d{{1,5}}(?:,\s?[\d–-]+)*\s\((?:\w+\.?\s)?(?P<year>(?:1[89]|20)\d\d)\)"
)
_BRITISH = regex(
    rf"[’”'\",]\s[(\[](?P<year>(?:1[89]|20)\d\d)[)\]]\s(?P<volume>\d{{1,4}}(?:\(\d{{1,3}}\))?\s)?{_JOURNAL}\s\d{{1,5}}"
)
_IMPRINT = regex(
    r"[,\s]\(?(?P<place>[A-ZÀ-Þ][^():,;.]{1,30}(?:,\s[A-Z]{2})?):\s(?P<publisher>[A-ZÀ-Þ][^():;]{1,70}?),\s(?P<year>(?:1[5-9]|20)\d\d)\b"
)
_NOT_A_BOOK = regex(r"[“”«»„\"]|[.?!]\s|,\s‘|,\sin\b|\(eds?\b|\beds?\.|\bvol\b", re.IGNORECASE)
_EPISODE = regex(
    r"(?P<show>[^\W_][^“”‘\"(),;]{1,80})\s\((?:(?:audio|video)\s)?(?:podcast|radio|television|TV|video|film)(?:\s(?:series|programme|show|broadcast))?\)[,:]\s"
    r"[“‘\"](?P<title>[^“”\"]{3,200}?)[,.]?[”’\"](?=[\s,.;(]|\Z)"
)
_RELEASE = regex(r"(?P<author>[^\W_][^,;:“”]{1,100}),\s(?P<word>[^,;:“”]{4,40}):\s(?P<title>[^;]{3,300})")


def parse_form(note: str, body: Span) -> Reference | None:
    """What `body` cites in a fixed form: an article or book by a named person, an episode; None for anything else."""
    return (
        _parse_review(note, body) or _parse_book(note, body) or _parse_episode(note, body) or _parse_release(note, body)
    )


def _parse_release(note: str, body: Span) -> Reference | None:
    """`Policija, Saopštenje za javnost: Zaplijenjeno oružje, 14. jula 2021`: who announces, the word for it, and its title."""
    match = _RELEASE.match(note, body.start, body.end)
    word = PRESS_RELEASE.match(note, *match.span("word")) if match else None
    if match is None or word is None or word.end() != match.end("word"):
        return None
    marks = find_marks(note, body, find_quoted(note, body))
    dates = find_dates(note, match.start("title"), body.end)
    ends = [span.start for span in (dates[-1].span if dates else None, marks.url) if span]
    title = trim_span(note, match.start("title"), min([*ends, match.end("title")]))
    if title is None:
        return None
    return Reference(
        kind=SourceKind.PRESS_RELEASE,
        language=guess_language(title.of(note)),
        authors=(Span(*match.span("author")),),
        title=title,
        issued=dates[-1].span if dates else None,
        issued_iso=dates[-1].iso if dates else None,
        url=marks.url,
    )


def _parse_episode(note: str, body: Span) -> Reference | None:
    """`Deep Water (podcast), “The long haul,” 4 May 2021`: the show is the larger work."""
    match = _EPISODE.match(note, body.start, body.end)
    if match is None:
        return None
    dates = find_dates(note, match.end(), body.end)
    return Reference(
        kind=SourceKind.OTHER,
        language=guess_language(match["title"]),
        title=Span(*match.span("title")),
        container=Span(*match.span("show")),
        issued=dates[0].span if dates else None,
        issued_iso=dates[0].iso if dates else None,
        url=find_marks(note, body, find_quoted(note, body)).url,
    )


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
