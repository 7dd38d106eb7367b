"""What is left of a question about notes once all is taken out that describes sources, or says only what is asked of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from typing import TypeVar

from qa.answering.about_notes.cards import stems_of
from qa.language.en import note_vocabulary
from qa.language.en.demonyms import SAME_COUNTRY
from qa.language.en.name_words import ARTICLES
from qa.language.stems import is_content, stem

_T = TypeVar("_T")
_LEAST_ROOT = 6
"""Letters that two names share from their beginning to be of one root: `Ecuador` and `Ecuadorian`."""
_NOUN_ENDS = ("ur", "al", "ment")
"""Ends of stems that make a verb's noun: `seizur`, `arriv(al)`, `settlement`."""


def folded(text: str) -> list[str]:
    """The words of a text, lower case."""
    return [word.casefold() for word in note_vocabulary.WORD.findall(text)]


def is_empty(word: str) -> bool:
    """True for a word that says nothing of which source or statement is meant, in a question about them."""
    plain = note_vocabulary.GENITIVE.sub("", word.casefold()).strip("-’'")
    if plain in note_vocabulary.NEGATIONS:
        return False
    return (
        not plain
        or plain in note_vocabulary.SAYING_NOTHING | note_vocabulary.FILLERS
        or names_apparatus(plain)
        or not is_content(plain)
    )


def names_apparatus(word: str) -> bool:
    """True for a word that stands for notes, sources, statements, or for the backing of one by the other."""
    plain = note_vocabulary.GENITIVE.sub("", word.casefold())
    return stem(plain) in _apparatus()


@cache
def _apparatus() -> frozenset[str]:
    return frozenset(stem(word) for word in note_vocabulary.APPARATUS)


def left_over(question: str, used: Collection[str], *, counting: bool = False) -> tuple[str, ...]:
    """The words of a question that name something and were not used, as they are written."""
    return tuple(
        word
        for word in note_vocabulary.WORD.findall(question)
        if (not is_empty(word) or (counting and word.casefold() in note_vocabulary.CONDITIONS))
        and not _is_used(word, used)
    )


def _is_used(word: str, used: Collection[str]) -> bool:
    plain = note_vocabulary.GENITIVE.sub("", word.casefold())
    return word.casefold() in used or plain in used or any(part in used for part in plain.split("-") if "-" in plain)


def lacking(words: Iterable[str], said: Collection[str]) -> list[str]:
    """Those of the words that are not among the stems of what is said, in any inflection."""
    return [
        word
        for word in words
        if not all(_is_said(one, said, word[0].isupper()) for one in stems_of(word) or {stem(word.casefold())})
    ]


def _is_said(wanted: str, said: Collection[str], is_name: bool) -> bool:
    if wanted in said or any(
        {root, stem(root)} & set(said)
        for end in _NOUN_ENDS
        if wanted.endswith(end) and (root := wanted.removesuffix(end))
    ):
        return True
    if is_name and any(other in said for other in _same_country(wanted)):
        return True
    # Of names only: what is contained is not in containers.
    return (
        is_name
        and len(wanted) >= _LEAST_ROOT
        and any(len(other) >= _LEAST_ROOT and (other.startswith(wanted) or wanted.startswith(other)) for other in said)
    )


@cache
def _same_country(wanted: str) -> frozenset[str]:
    """Stems of the other names of a country or its people: what is Dutch is of the Netherlands."""
    return frozenset(stem(other) for name, others in SAME_COUNTRY.items() if stem(name) == wanted for other in others)


def taken_up(words: Sequence[str], among: Iterable[_T], said: Callable[[_T], Collection[str]]) -> list[_T]:
    """Those things that say all of the words."""
    return [one for one in among if not lacking(words, said(one))]


def from_first_to_last(question: str, known: Collection[str]) -> str:
    """The part of a question that says what it is about: from its first word left over to its last, less those that are known."""
    about = set(left_over(question, known))
    words = list(note_vocabulary.WORD.finditer(question))
    places = [i for i, word in enumerate(words) if word.group() in about]
    if not places:
        return ""
    first, last = places[0], places[-1]
    if first and words[first - 1].group().casefold() in ARTICLES:
        first -= 1
    # “the market share”, “the homicide rate”: how much of it is said by a word that by itself says nothing.
    if last + 1 < len(words) and words[last + 1].group().casefold() in note_vocabulary.QUANTITIES:
        last += 1
    start = words[first].start()
    text = question[start - (start > 0 and question[start - 1] in "€$£") : words[last].end()]
    return " ".join(
        note_vocabulary.WORD.sub(
            lambda m: "" if names_apparatus(m.group()) or m.group().casefold() in known else m.group(), text
        ).split()
    )
