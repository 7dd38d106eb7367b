"""Is a work of a library the one that a note names? By DOI, address, title, author and year; with the reason in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.corpus.source_matching import normalize_address
from qa.language.folding import fold_text
from qa.library.titles import SAME, TitleWords
from qa.library.works import LibraryWork
from qa.regex import regex
from qa.types.source import Source

_WORD = regex(r"[^\W\d_]+")
_LEAST_ALONE = 4
"""Words of meaning in a title that tells a work without author and year."""
_BY_TITLE, _BY_NEAR_TITLE, _BESIDE = 0.84, 0.8, 0.07
_BY_AUTHOR_AND_YEAR, _AGAINST = 0.55, 0.62


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a work, in the form in which it is compared."""

    titles: tuple[TitleWords, ...]
    dois: frozenset[str]
    addresses: frozenset[str]
    makers: frozenset[str]
    """The last words of people's names, and all words of bodies' names."""
    families: frozenset[str]
    year: str
    head: str = ""
    """Of a file, whose author and year are not known: its first words."""
    source: Source | None = None

    @property
    def source_id(self) -> str:
        """Of the source; empty for a work of a library."""
        return self.source.source_id if self.source else ""

    @classmethod
    def of_source(cls, source: Source) -> Known:
        """Read what a note says."""
        makers = _words(" ".join((*source.authors, source.publisher or "", source.container or "")))
        families = frozenset(words[-1] for author in source.authors if (words := _WORD.findall(_fold(author))))
        return cls(
            (TitleWords.of(source.title),),
            _as_addresses(source.doi, source.url, doi=True),
            _as_addresses(source.url, doi=False),
            makers,
            families,
            (source.issued or "")[:4],
            source=source,
        )

    @classmethod
    def of_work(cls, work: LibraryWork) -> Known:
        """Read what a library says."""
        fields = work.fields
        titles = dict.fromkeys(TitleWords.of(title) for title in (fields.title, *work.titles))
        named = (*(str(person) for person in work.people), fields.publisher or "", fields.container or "")
        families = frozenset(words[-1] for person in work.people if (words := _WORD.findall(_fold(person.family))))
        own = frozenset(address for address in work.addresses if address)
        return cls(
            tuple(titles),
            _as_addresses(fields.doi, fields.url, doi=True) | {a for a in own if a.startswith("10.")},
            _as_addresses(fields.url, doi=False) | {a for a in own if not a.startswith("10.")},
            _words(" ".join(named)),
            families,
            (fields.issued or "")[:4],
            head=_fold(work.head),
        )

    def meeting_points(self) -> Iterator[str]:
        """By which two works that may be the same are brought together."""
        yield from (f"doi {doi}" for doi in self.dois)
        yield from (f"address {address}" for address in self.addresses)
        yield from dict.fromkeys(f"word {word}" for title in self.titles for word in title.words)
        yield from (f"author {family} {self.year}" for family in self.families if self.year)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two are the same work, and why."""

    score: float
    reason: str
    against: str = ""
    """What speaks against it."""


def compare(work: Known, named: Known) -> Likeness | None:
    """A work of a library with a work that a note names; None where nothing says that they are the same."""
    if both := work.dois & named.dois:
        return Likeness(1.0, f"its DOI is {min(both)}")
    if both := work.addresses & named.addresses:
        return Likeness(0.98, f"its address is {min(both)}")
    likeness, title = max(
        ((mine.likeness(theirs), mine) for mine in work.titles for theirs in named.titles),
        key=lambda pair: pair[0],
        default=(0.0, TitleWords.of(None)),
    )
    return _by_title(work, named, likeness, len(title.words)) if likeness else _by_author(work, named)


def same_work(one: Known, other: Known) -> bool:
    """True when two notes, or two items of a library, name one work."""
    if one.dois and other.dois:
        return bool(one.dois & other.dois)
    if one.addresses & other.addresses:
        return True
    found = compare(one, other)
    return found is not None and not found.against and found.score >= _BY_TITLE


def _by_title(work: Known, named: Known, likeness: float, words: int) -> Likeness | None:
    author, year = _same_author(work, named), _same_year(work, named)
    beside = [name for name, agrees in (("author", author), ("year", year)) if agrees]
    if words < _LEAST_ALONE and not beside:
        return None
    how = "the same" if likeness == SAME else "nearly the same"
    with_words = f", and so {'are' if len(beside) > 1 else 'is'} {' and '.join(beside)}" if beside else ""
    reason = f"its title is {how}{with_words}"
    if work.dois and named.dois:
        against = "the DOIs differ"
    else:
        differ = [name for name, agrees in (("authors", author), ("years", year)) if agrees is False]
        against = f"the {' and '.join(differ)} differ" if differ else ""
    if against:
        return Likeness(_AGAINST, f"{reason}, but {against}", against)
    base = _BY_TITLE if likeness == SAME else _BY_NEAR_TITLE
    return Likeness(min(base + _BESIDE * len(beside), 0.97), reason)


def _by_author(work: Known, named: Known) -> Likeness | None:
    """Author and year alone, where one of the two has no title."""
    if any(title.words for title in work.titles) and any(title.words for title in named.titles):
        return None
    if not (work.families & named.families and work.year and work.year == named.year):
        return None
    return Likeness(_BY_AUTHOR_AND_YEAR, "its author and year are the same; the note gives no title")


def _same_author(work: Known, named: Known) -> bool | None:
    """None where one of the two names none; a file's first words may leave out whom it is by."""
    if work.head:
        return (
            True if any(f" {word} " in f" {' '.join(_WORD.findall(work.head))} " for word in named.families) else None
        )
    if work.families & named.makers or named.families & work.makers:
        return True
    return False if work.families and named.families else None


def _same_year(work: Known, named: Known) -> bool | None:
    """None where one is not known, or by a year's turn: a work online is printed later."""
    if not named.year:
        return None
    if work.head:
        return True if re.search(rf"\b{named.year}\b", work.head) else None
    if not work.year:
        return None
    apart = abs(int(work.year) - int(named.year))
    return True if not apart else None if apart == 1 else False


def _as_addresses(*values: str | None, doi: bool) -> frozenset[str]:
    found = {normalize_address(value) for value in values if value}
    return frozenset(address for address in found if address and address.startswith("10.") == doi)


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(_fold(text)) if len(word) > 1)


def _fold(text: str) -> str:
    return fold_text(text).text
