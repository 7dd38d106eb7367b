"""Sources by the sort of body that made them (“police”, “official”, “think tank”), or by the country that an outlet is of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.answering.about_notes.cards import SourceCard, stems_of
from qa.answering.about_notes.residue import lacking
from qa.language.en.maker_sorts import MAKER_SORTS
from qa.language.en.outlets import country_of
from qa.language.en.source_descriptions import LANGUAGE_WORDS
from qa.language.stems import is_content
from qa.regex import regex
from qa.types.source import SourceKind

_OUTLETS = regex(
    r"\b([^\W\d_a-z]\w+)(?=\s+(?:(?:daily|local|news|national)\s+)?(?:(?:news)?papers?|dail(?:y|ies)|press(?!\s+(?:releases?|statements?))|media|outlets?|magazines?|broadcasters?)\b)"
)
"""“Ecuadorian newspapers”: the word that says where they are."""


def of_a_sort(question: str, cards: list[SourceCard]) -> Iterator[tuple[str, list[SourceCard]]]:
    """What a question says of the sort of body or the country, and the cards that are known to be of it."""
    for asked, named in MAKER_SORTS:
        if match := asked.search(question):
            yield match.group(), [card for card in cards if named.search(_makers(card))]
    if (match := _OUTLETS.search(question)) and is_content(match.group()):
        found = [card for card in cards if card.source.kind is SourceKind.NEWS_ARTICLE and _is_of(card, match.group())]
        yield match.group(), found


def _makers(card: SourceCard) -> str:
    source = card.source
    return " ".join((*source.authors, *(name for name in (source.publisher, source.interviewee) if name)))


def _is_of(card: SourceCard, country: str) -> bool:
    """True where an outlet is of a country, or writes its language: a Spanish newspaper is either."""
    of = country_of(card.source.publisher) or country_of(card.source.container)
    if of and not lacking([country], stems_of(of)):
        return True
    return card.source.language is not None and LANGUAGE_WORDS.get(country.casefold()) == card.source.language != "en"


def is_plural(interviewee: str | None) -> bool:
    """True where a note does not say how many persons were spoken with, or that they were several."""
    return bool(
        re.match(
            r"(?:two|three|four|five|six|seven|eight|nine|ten|several|some|many|members|\d+)\b",
            interviewee or "",
            re.IGNORECASE,
        )
    )
