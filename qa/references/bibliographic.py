"""A reference in the form of a bibliography, whose fields a fitted model tells apart better than rules do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.language.detection import guess_language
from qa.references.dates import Date, find_dates, is_to_the_day
from qa.references.imprints import is_imprint, is_town
from qa.references.kinds import Clues, kind_of
from qa.references.lexicon import GENRE, PLACE_NAME
from qa.references.marks import Marks, close_bracket, join_numbers
from qa.references.names import author_list, is_outlet, looks_like_body
from qa.references.prose import is_prose, is_sentence
from qa.references.spans import trim_span
from qa.references.tagger import tagger
from qa.regex import regex
from qa.types.document import Span
from qa.types.source import Reference, SourceKind

_INITIALS = regex(
    r"\W*(?:\d+\W+)?(?:[A-ZÀ-ÞА-Я][\w'’-]+,?\s(?:[A-ZÀ-ÞА-Я]\.[\s-]?|[A-Z]{1,3}\b)+|(?!U\.\s?[SKN]\.|E\.\s?U\.)(?:[A-Z]\.[\s-]?){1,4}[A-ZÀ-Þ][\w'’-]+)"
)
_INVERTED = regex(r"\W*[A-ZÀ-ÞА-Я][\w'’-]+,\s[A-ZÀ-ÞА-Я][\w'’-]+(?:\s[A-Z]\.?)?\s?(?=[(.,]|and\b|et\b|&)")
_YEAR_IN_BRACKETS = regex(r"\((?:1[5-9]|20)\d\d[a-z]?\)")
_VOLUME = regex(r"\d\s?\(\d+[^)]{0,12}\)|\d\s?:\s?[a-z]?\d+\s?[-–]|\b[Vv]ol(?:\.|ume)?\s?\d|\b\d{1,4}\s?:\s?\d")
_PAGES = regex(r"\d\s?[-–]+\s?\d+\W*\Z|\bpp\.?\s?\d")
_PLACE_AND_PRESS = regex(r"\([A-ZÀ-Þ][^():]{1,40}:\s[^()]{2,80},?\s(?:1[5-9]|20)\d\d\)")
_STOPS = regex(r"[a-z)]{2}\.\W?\s+[A-Z\"“«]|[a-z)\d]{2}\.\W?\s+[A-Z\"“«(]")
_COLON = regex(r"(?:,\s[A-Z][\w.]+)?\)?\s?:\s?[A-Z]")
_BETWEEN_AUTHORS = regex(r"\s*;\s*(?:and\s+|&\s*)?|,?\s+(?:and|&|et|und|y)\s+")
_BEFORE_COMMA = regex(r"[^,.(]+(?=,)")
_IN = regex(r"\b(?:in|dans|en)\b:?\W*\Z", re.IGNORECASE)
_LEADING_IN = regex(r"(?:In|Dans|En)\b:?\s+(?=[A-ZÀ-Þ“‘«])|in\b:?\s+")


def parse_bibliographic(note: str, body: Span, marks: Marks) -> Reference | None:
    """The work that `body` cites in the form of a bibliography; None when it has another form or no title is found."""
    if not _is_bibliographic(note, body, marks.date):
        return None
    tagged = tagger().tag(note, body.start, body.end)
    title = _first(note, tagged, "title")
    if title is None or _is_sentence(note, body, tagged):
        return None
    title, site = _without_site(note, title)
    authors, personal = _authors(note, [span for label, span in tagged if label == "author"])
    issued = next(
        (date for label, span in tagged if label == "date" for date in find_dates(note, span.start, span.end)), None
    )
    publisher, place = _first(note, tagged, "publisher"), _first(note, tagged, "place")
    imprint = is_imprint(note, publisher, issued.span if issued else None)
    if publisher and imprint and place is None and is_town(publisher.of(note), of_body=not personal):
        publisher, place = None, publisher
    found = Reference(
        kind=SourceKind.OTHER,
        language=guess_language(title.of(note)),
        authors=authors,
        title=title,
        publisher=publisher,
        container=_without_in(note, _first(note, tagged, "container")) or site,
        number=_number(note, tagged),
        issued=issued.span if issued else None,
        issued_iso=issued.iso if issued else None,
        place=place,
        url=marks.url,
        doi=marks.doi,
    )
    others = [span for label, span in tagged if label == "other"]
    genre = " ".join(match.group() for span in others for match in GENRE.finditer(note, span.start, span.end))
    if found.container and GENRE.fullmatch(found.container.of(note)):
        genre, found = f"{genre} {found.container.of(note)}", replace(found, container=None)
    clues = Clues(genre=genre, in_book=_in_book(note, tagged), personal=personal, symbol=marks.symbol, imprint=imprint)
    return replace(found, kind=kind_of(note, found, clues))


def _is_bibliographic(note: str, body: Span, date: Date | None) -> bool:
    """Inverted names or initials first, volume and pages, a year in brackets, place and publisher, or full stops.

    A date to the day is a newspaper's or a report's, unless the authors have initials or the journal a volume.
    """
    start, end = body.start, body.end
    if _INITIALS.match(note, start, end) or _VOLUME.search(note, start, end):
        return True
    first = _BEFORE_COMMA.match(note, start, end)
    if first and looks_like_body(first.group()):
        return False
    if date is not None and is_to_the_day(date.iso):
        return False
    return bool(
        _INVERTED.match(note, start, end)
        or _YEAR_IN_BRACKETS.search(note, start, end)
        or _PLACE_AND_PRESS.search(note, start, end)
        or _PAGES.search(note, start, end)
        or len(_STOPS.findall(note, start, end)) > 1
        or any(_COLON.match(note, place.end(), end) for place in PLACE_NAME.finditer(note, start, end))
    )


def _is_sentence(note: str, body: Span, tagged: Sequence[tuple[str, Span]]) -> bool:
    """Prose with a number in it may look like a bibliography; its author is then a clause."""
    authors = " ".join(span.of(note) for label, span in tagged if label == "author")
    return is_prose(authors) or (not authors and is_sentence(note[body.start : body.end]))


def _first(note: str, tagged: Sequence[tuple[str, Span]], wanted: str) -> Span | None:
    spans = (trim_span(note, span.start, span.end) for label, span in tagged if label == wanted)
    return next((span for span in spans if span), None)


def _without_site(note: str, title: Span) -> tuple[Span, Span | None]:
    """`Why the ferries stopped. The Baltic Post`: a title, and the newspaper after its full stop."""
    stop = note.rfind(". ", title.start, title.end)
    name = trim_span(note, stop + 1, title.end) if stop > title.start else None
    if name is None or not is_outlet(name.of(note)):
        return title, None
    return trim_span(note, title.start, stop) or title, name


def _without_in(note: str, container: Span | None) -> Span | None:
    """`In Arms in Transition` is called `Arms in Transition`."""
    if container and (match := _LEADING_IN.match(note, container.start, container.end)):
        return trim_span(note, match.end(), container.end)
    return container


def _number(note: str, tagged: Sequence[tuple[str, Span]]) -> Span | None:
    whole = join_numbers(note, [span for label, span in tagged if label == "number"])
    found = trim_span(note, whole.start, whole.end) if whole else None
    return close_bracket(note, found, len(note)) if found else None


def _authors(note: str, stretches: Sequence[Span]) -> tuple[tuple[Span, ...], bool]:
    """Each author, and whether they are people; a list of unknown form is cut at its semicolons and its `and`."""
    found: list[Span] = []
    personal = False
    for stretch in stretches:
        people, at = author_list(note, stretch.start, stretch.end)
        if people and not any(c.isalnum() for c in note[at : stretch.end]):
            found += people
            personal = True
            continue
        whole = trim_span(note, stretch.start, stretch.end)
        if whole and looks_like_body(whole.of(note)):
            found.append(whole)
            continue
        personal = personal or bool(people)
        start = stretch.start
        for between in [*_BETWEEN_AUTHORS.finditer(note, stretch.start, stretch.end), None]:
            end = between.start() if between else stretch.end
            if author := trim_span(note, start, end):
                found.append(author)
            start = between.end() if between else end
    return tuple(found), personal


def _in_book(note: str, tagged: Sequence[tuple[str, Span]]) -> bool:
    """Editors are named, or the container follows the word `in`, and no volume does."""
    labels = [label for label, _ in tagged]
    container = next((span for label, span in tagged if label == "container"), None)
    after_in = container is not None and bool(
        _IN.search(note, 0, container.start) or _IN.match(note[container.start : container.start + 4])
    )
    return "container" in labels and "number" not in labels and ("editor" in labels or after_in)
