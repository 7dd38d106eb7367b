"""Interviews and correspondence: who spoke, where, when and by what medium."""

from __future__ import annotations

import re

from qa.references.dates import Date, find_dates
from qa.references.lexicon import ROLE
from qa.references.names import is_acronym, is_place, is_titled, looks_like_body
from qa.references.spans import trim_span
from qa.regex import regex
from qa.types.document import Span
from qa.types.source import Reference, SourceKind

_MEDIUM = (
    r"(?:tele)?phone|online|video(?: ?call)?|zoom|skype|teams|signal|whatsapp|e-?mail|written|in[- ]person"
    r"|face[- ]to[- ]face|virtual(?:ly)?|remote(?:ly)?|text message|letter"
)
_WITH_MEDIUM = rf"(?:by|via|over|through|on)\s+(?:the\s+)?(?:{_MEDIUM})(?:\s+(?:call|link))?|(?:{_MEDIUM})(?:\s+call)?"
_TALK = (
    r"interviews?|conversations?|correspondence|communications?|discussions?|exchanges?|meetings?|focus groups?"
    r"|messages?|e-?mails?|letters?|entrevista|entretien|intervist[aë]|interviu|intervju[at]?|razgovor|intervjú|interjú|wywiad|rozhovor|gespräch|samtale|interview|mülakat"
    r"|интервју|интервью|интервю|разговор|беседа"
)
_OPENING = regex(
    rf"(?:(?:the\s+)?(?:authors?['’]?s?['’]?|our|my)\s+)?"
    rf"(?:(?:personal|confidential|anonymous|private|semi-structured|follow-up|(?-i:[A-Z][A-Z-]{1, 8})|{_MEDIUM})\s+){{0,3}}"
    rf"(?:{_TALK})\b(?:\s+(?:number\s+|no\.?\s*)?\d+\b)?",
    re.IGNORECASE,
)
_LINKS = regex(
    rf"\s*(?:\(?(?P<medium>{_WITH_MEDIUM})\)?\s+)?"
    r"(?:(?:conducted\s+)?by\s+(?:the\s+)?(?:authors?|(?-i:[A-Z][A-Z-]{1,8}))\s+)?"
    r"(?:in\s+(?P<place>[A-ZÀ-Ý][\w’'-]+(?:\s[A-ZÀ-Ý][\w’'-]+){0,2})\s+)?"
    r"(?:(?:with|to|from|of|con|avec|com|cu|mit|met|med|me|sa|s|so|se|z|ze|с|со|из)\s+|[,:]\s*)",
    re.IGNORECASE,
)
_CLOSING = regex(
    rf",\s*(?:(?:in\s+)?(?:discussion|conversation|interview)(?:ed)?\s+(?:with|by)\s+(?:the\s+)?authors?"
    rf"|(?:{_MEDIUM})(?:\s+message)?\s+(?:interview|to|with|by|correspondence)\s*(?:(?:with|by|to)\s+)?(?:the\s+)?authors?)"
    rf"|[,.]\s*personal communication",
    re.IGNORECASE,
)
_MEDIUM_PIECE = regex(rf"(?:{_WITH_MEDIUM})(?:\s+interview)?", re.IGNORECASE)
_ANY_MEDIUM = regex(_MEDIUM, re.IGNORECASE)
_STOP = regex(r"[,;]\s|\.\s(?=[A-Z])")
_BEFORE_DATE = regex(r"\s+(?:on|in)\s*\Z")
_PUBLISHED = regex(r"https?://|[“«\"]|,\s*‘")


def parse_interview(note: str, body: Span) -> Reference | None:
    """The interview that `body` cites, or None when it cites something else, a published interview among it."""
    if _PUBLISHED.search(note, body.start, body.end):
        return None
    if closing := _CLOSING.search(note, body.start, body.end):
        medium = _ANY_MEDIUM.search(note, closing.start(), closing.end())
        return _reference(note, body.start, closing.start(), closing.end(), body.end, _span(medium), None)
    opening = _OPENING.match(note, body.start, body.end)
    links = _LINKS.match(note, opening.end(), body.end) if opening else None
    if not opening or not links:
        return None
    medium = _ANY_MEDIUM.search(note, opening.start(), opening.end())
    spoken = Span(*links.span("medium")) if links["medium"] else None
    if medium and medium.group().lower() in ("letter", "letters"):
        medium = None
    place = Span(*links.span("place")) if links["place"] else None
    return _reference(note, links.end(), body.end, body.end, body.end, spoken or _span(medium), place)


def _span(match: re.Match[str] | None) -> Span | None:
    return Span(*match.span()) if match else None


def _reference(
    note: str, start: int, end: int, rest: int, limit: int, medium: Span | None, place: Span | None
) -> Reference:
    """`[start, end)` names who spoke, with or without place, date and medium; `[rest, limit)` may hold the same."""
    date = _last_date(note, start, limit)
    who: list[Span] = []
    for piece in [*_pieces(note, start, end, date), *([] if rest == end else _pieces(note, rest, limit, date))]:
        text = piece.of(note)
        if _MEDIUM_PIECE.fullmatch(text):
            medium = medium or piece
        elif who and piece.start >= (date.span.start if date else limit):
            place = place or (piece if _names_place(text) else None)
        elif piece.start < end:
            who.append(piece)
        elif _names_place(text):
            place = place or piece
    if len(who) > 1 and not place and _names_place(who[-1].of(note)):
        place = who.pop()
        if len(who) > 1 and is_place(who[-1].of(note)):
            place = Span(who.pop().start, place.end)
    interviewee = trim_span(note, who[0].start, who[-1].end) if who else None
    return Reference(
        kind=SourceKind.INTERVIEW,
        interviewee=interviewee,
        place=place,
        medium=medium,
        issued=date.span if date else None,
        issued_iso=date.iso if date else None,
    )


def _last_date(note: str, start: int, limit: int) -> Date | None:
    dates = find_dates(note, start, limit)
    return dates[-1] if dates else None


def _pieces(note: str, start: int, end: int, date: Date | None) -> list[Span]:
    """The stretches between commas, without the date."""
    found = []
    stops = [(m.start(), m.end()) for m in _STOP.finditer(note, start, end)]
    if date and start <= date.span.start < end:
        lead = _BEFORE_DATE.search(note, start, date.span.start)
        stops.append((lead.start() if lead else date.span.start, date.span.end))
    at = start
    for left, right in [*sorted(stops), (end, end)]:
        if left >= at and (span := trim_span(note, at, left)):
            found.append(span)
        at = max(at, right)
    return found


def _names_place(text: str) -> bool:
    """A short name that is neither a body nor a role: what stands last in an interview's note is where it was."""
    if is_place(text):
        return True
    short = is_titled(text) and len(text.split()) <= 3 and not any(c.isdigit() for c in text)
    return short and not (is_acronym(text) or looks_like_body(text) or ROLE.search(text))
