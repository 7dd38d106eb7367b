"""Words of which some are set in italics, as a house style has titles; how they are set, each kind of file says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qa.markup import Html, el, join, seen


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of words."""

    text: str
    italic: bool = False


Phrases = tuple[Phrase, ...]
"""A line of text."""


def phrased(words: str) -> Phrases:
    """Words without any italics."""
    return (Phrase(words),)


def plain_words(phrases: Iterable[Phrase]) -> str:
    """The words alone."""
    return "".join(phrase.text for phrase in phrases)


def phrases_to_html(phrases: Iterable[Phrase]) -> Html:
    """As markup."""
    return join(*(el("em", phrase.text) if phrase.italic else phrase.text for phrase in phrases))


def joined_phrases(lines: Iterable[Iterable[Phrase]], between: str) -> Phrases:
    """Those that have any words, one behind the other."""
    found: list[Phrase] = []
    for line in lines:
        said = [phrase for phrase in line if phrase.text]
        found += [Phrase(between), *said] if found and said else said
    return tuple(found)


def seen_phrases(phrases: Iterable[Phrase]) -> Phrases:
    """Without what is not seen, and changes how the rest is."""
    return tuple(Phrase(seen(phrase.text), phrase.italic) for phrase in phrases)
