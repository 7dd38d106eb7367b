"""The few words inside a cited sentence that answer the question, when its kind tells which: a number, a date, a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.language.en.months import ENGLISH_MONTHS
from qa.language.stems import content_stems, content_words, stem
from qa.retrieval.answer_type import Asks, asks_for

_MONTH = f"(?:{'|'.join(ENGLISH_MONTHS)})"
_DATE = re.compile(
    rf"(?:(?:early|late|mid-?)\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}(?:\s+\d{{1,2}},)?(?:\s+\d{{4}})?|"
    r"between\s+(?:1[5-9]|20)\d\d\s+and\s+(?:1[5-9]|20)\d\d|(?:(?:early|late|mid-?)\s+)?\b(?:1[5-9]|20)\d\d(?:s|[–-]\d{2,4})?\b"
)
_UNITS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds|thousands|millions|half|a third|several"
_NUMBER = re.compile(
    r"(?:(?:more|less|fewer|at least|at most|over|under|nearly|almost|around|about|up to|some)\s+(?:than\s+)?)?"
    rf"(?:[€$£¥]\s?\d[\d.,  ]*\d?|\b\d+(?:[.,  ]\d+)*\b|\b(?:{_UNITS})\b)"
    r"(?:\s?(?:%|percent|per cent|million|billion|trillion|thousand))?(?:\s+(?:tonnes?|tons?|kilos?|kilograms?|kg|km|hours?|days?|weeks?|months?|years?)\b)?"
    r"(?:\s+per\s+\d[\d.,  ]*\s+\w+)?",
    re.IGNORECASE,
)  # fmt: skip
_PROPER = re.compile(r"[^\W\d_a-z][\w’'-]*(?:\s+(?:(?:de|of|the|and|del|la|von|van|al)\s+)?[^\W\d_a-z][\w’'-]*)*")
# One capitalised word is as often a place as a person: “assassinated at a rally in Quito”.
_PERSON = re.compile(r"[^\W\d_a-z][\w’'-]+(?:\s+(?:(?:de|del|la|von|van|al|bin)\s+)?[^\W\d_a-z][\w’'.-]+)+")
_ROLE = re.compile(r"\b(?:[Tt]he|[Aa]n?)\s+(?:(?!(?:were|was|is|are|has|have|of|in|by|to|and|that|who)\b)[\w’-]+\s+){0,2}?(?:president|general|minister|officials?|police|authorities|government|navy|head|leader|journalist|"
                   r"prosecutors?|judges?|groups?|gangs?|company|agency|council|court|commission|businessperson|investigator)\b")  # fmt: skip
_IDENTITY = re.compile(r"\s*[Ww]ho\s+(?:is|was|are|were)\s+[^\W\d_a-z]")
_WORD = re.compile(r"\w+")


def pick(question: str, quote: str) -> tuple[int, int] | None:
    """Start and end of the span of a quote that is of the kind asked for and stands near the question's words; None when unclear."""
    asks = asks_for(question)
    if asks is Asks.PERSON and _IDENTITY.match(question):
        # “Who is N. N.?” names the person already and wants to know what they are.
        return None
    asked = set(content_stems(question))
    fresh = [(a, b) for a, b in _candidates(asks, quote) if not set(content_stems(quote[a:b])) <= asked]
    return trim(quote, *max(fresh, key=lambda span: _closeness(span, quote, asked))) if fresh else None


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the spaces, commas and unpaired marks at its ends."""
    while start < end and (text[start] in " ,;:.)”’" or (text[start] in "(“‘" and not _closed(text[start:end]))):
        start += 1
    while start < end and (text[end - 1] in " ,;:(“‘" or (text[end - 1] in ").”’" and _loose(text[start:end]))):
        end -= 1
    return start, end


def _closed(span: str) -> bool:
    """True when the mark that opens a span is closed in it."""
    return {"(": ")", "“": "”", "‘": "’"}[span[0]] in span[1:]


def _loose(span: str) -> bool:
    """True when the mark that ends a span closes nothing in it, or is the full stop of the sentence."""
    opening = {")": "(", "”": "“", "’": "‘"}.get(span[-1])
    return (
        not re.search(r"\b(?:\w\.)+$|\b(?:Mr|Dr|Jr|St|No|Inc|Ltd|Co)\.$", span)
        if opening is None
        else opening not in span[:-1]
    )


def holds(asks: Asks, text: str) -> Iterator[str]:
    """Every stretch of `text` that is of the type asked for."""
    for start, end in _candidates(asks, text):
        yield text[start:end]


def _candidates(asks: Asks, quote: str) -> Iterator[tuple[int, int]]:
    patterns = {
        Asks.NUMBER: (_NUMBER,),
        Asks.DATE: (_DATE,),
        Asks.PERSON: (_PERSON, _ROLE),
        Asks.PLACE: (_PROPER,),
    }.get(asks, ())
    dates = [m.span() for m in _DATE.finditer(quote)] if asks is Asks.NUMBER else []
    for pattern in patterns:
        for match in pattern.finditer(quote):
            inside_date = any(a <= match.start() and match.end() <= b for a, b in dates)
            if not inside_date and content_words(match.group()):
                yield match.span()


def _closeness(span: tuple[int, int], quote: str, asked: set[str]) -> float:
    """How near the question's words stand: each counts by its distance in characters from the span."""
    total = 0.0
    for match in _WORD.finditer(quote):
        if stem(match.group().casefold()) in asked:
            distance = max(span[0] - match.end(), match.start() - span[1], 0)
            total += 1 / (10 + distance)
    return total
