"""Laws by the official gazette in which they are printed: `Zakon o radu, Narodne novine, br. 93/14`."""

from __future__ import annotations

import re

from qa.language.detection import guess_language
from qa.references.dates import find_dates
from qa.references.spans import trim_span
from qa.regex import regex
from qa.types.document import Span
from qa.types.source import Reference, SourceKind

_GAZETTES = (
    r"narodne\snovine|službeni\s(?:list|glasnik|vjesnik)|službene\snovine|sl\.\s?(?:list|glasnik|novine)|службени\s(?:гласник|лист)"
    r"|сл\.\s?(?:гласник|лист|весник)|службен\sвесник|fletor(?:ja|en|ja\se)\szyrtare|gazet(?:a|ën)\szyrtare|uradni\slist"
    r"|monitorul\soficial|държавен\sвестник|dziennik(?:u)?\sustaw|dz\.\s?u\.|sbírka\szákonů|zbierka\szákonov|magyar\sközlöny"
    r"|resm[iî]\sgazete|bundesgesetzblatt|bgbl\.?|gazzetta\sufficiale|journal\sofficiel|jorf|boletín\soficial(?:\sdel\sestado)?|boe"
    r"|diário\s(?:oficial(?:\sda\sunião)?|da\srepública)|belgisch\sstaatsblad|moniteur\sbelge|staatsblad|stb\."
    r"|(?:official|government)\sgazette|svensk\sförfattningssamling|lovtidende?|φεκ|собрание\sзаконодательства|офіційний\sвісник"
)
_NUMBER = r"(?:(?:br(?:oj)?|бр(?:ој)?|n[or°º]|núm|num|poz|č|sz|№|i{1,3}|ii|teil\si{1,2})\.?\s?){1,2}(?:s\.\s?)?|s\.\s?"
_PRINTED = regex(
    rf"(?P<title>[^\W\d_][^;“”„\n]{{6,240}}?)[,(\s]{{1,9}}+[\"“„‘«]?(?P<gazette>(?:{_GAZETTES})(?:\s(?:[A-ZČĆŠŽА-Я]{{2,5}}|[A-ZČĆŠŽА-Я][\w ]{{3,40}}?))?)"
    rf"[\"”“’»]?,?\s?(?:(?:19|20)\d\d\s)?(?:(?:{_NUMBER})(?P<number>\d+(?:[/.-]\d+)*)|(?P<slashed>\d+/\d+))",
    re.IGNORECASE,
)
_BEFORE_DATE = regex(r",?\s(?:vom|od|of|dated|du|de|del|datë|z\sdnia|от|од)\s*\Z")


def parse_printed_law(note: str, body: Span) -> Reference | None:
    """The law that `body` cites by its name and the number of the gazette; None for anything else."""
    match = _PRINTED.match(note, body.start, body.end)
    if match is None:
        return None
    dates = find_dates(note, match.start("title"), match.end("title"))
    last = dates and not re.search(r"[^\W\d_]{2}", note[dates[-1].span.end : match.end("title")])
    named = note[match.start("title") : dates[-1].span.start] if last else ""
    before = _BEFORE_DATE.search(named)
    title = trim_span(
        note, match.start("title"), match.start("title") + before.start() if before else match.end("title")
    )
    if title is None or len(title.of(note).split()) < 2:
        return None
    return Reference(
        SourceKind.STATUTE,
        language=guess_language(title.of(note)),
        title=title,
        container=trim_span(note, *match.span("gazette")),
        number=Span(*match.span("number" if match["number"] else "slashed")),
        issued=dates[0].span if dates else None,
        issued_iso=dates[0].iso if dates else None,
    )
