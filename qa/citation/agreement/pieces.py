"""A text cut up for comparison: its words by their stems, and its values, in reading order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from qa.citation.agreement.amounts import find_amounts
from qa.citation.agreement.dates import find_days
from qa.citation.agreement.keys import comparison_key
from qa.citation.agreement.names import find_names, folded_words, initials_of
from qa.citation.agreement.taken import TakenSpans
from qa.citation.agreement.values import Day, Reading, Value
from qa.language.stems import is_content
from qa.regex import regex
from qa.types.backing import ValueKind
from qa.types.document import Span

_WORD = regex(r"[^\W_]+(?:[’'][^\W_]+)*")
_YEAR_DASH = regex(r"((?:1[0-9]|20)\d\d)[–/-]\Z")
_SMALL_SHARE = 0.2
"""Of words without a capital among the longer ones, up to which a text is set as a title, where capitals name nobody."""
_MOST_CACHED = 512


@dataclass(frozen=True, slots=True)
class Snippet:
    """A word, or a value of one or more words."""

    key: str
    """What it is compared by; empty for a value, which has more than one form."""
    span: Span
    value: Value | None = None
    content: bool = True
    """False for words that only hold a sentence together."""


@dataclass(frozen=True, slots=True)
class CutText:
    """A text with its pieces."""

    text: str
    pieces: tuple[Snippet, ...]
    words: tuple[str, ...]
    """All words, folded as names are, in order."""
    initials: str
    values: tuple[Value, ...]
    """The values in it, in order."""

    def place_of(self, value: Value) -> int:
        """Where one of its values stands among the pieces; these are in order."""
        return bisect_left(self.pieces, value.span.start, key=lambda piece: piece.span.start)

    @property
    def stems(self) -> frozenset[str]:
        """The stems of its content words."""
        return frozenset(piece.key for piece in self.pieces if piece.key and piece.content)


@lru_cache(maxsize=_MOST_CACHED)
def cut(text: str, titled: bool | None = None) -> CutText:
    """The pieces of a text; `titled` says whether it is set as a title, where capitals name nobody, if not its looks."""
    values = sorted(find_values(text, titled), key=lambda value: value.span.start)
    found: list[Snippet] = []
    rest = iter([*values, None])
    upcoming = next(rest)
    for match in _WORD.finditer(text):
        while upcoming and upcoming.span.end <= match.start():
            found.append(_of_value(text, upcoming))
            upcoming = next(rest)
        if upcoming is None or match.end() <= upcoming.span.start:
            found.append(_of_word(match.group(), Span(*match.span())))
    while upcoming:
        found.append(_of_value(text, upcoming))
        upcoming = next(rest)
    return CutText(text, tuple(found), folded_words(text), initials_of(text), tuple(values))


def find_values(text: str, titled: bool | None = None) -> Iterator[Value]:
    """Every date, amount and name in a text; none overlaps another."""
    amounts, dates = list(find_amounts(text)), list(find_days(text))
    # `1320 kilometres` is no year.
    measured = TakenSpans(value.span for value in amounts if value.kind is not ValueKind.NUMBER)
    dates = [value for value in dates if not (value.readings and measured.meet(value.span.start, value.span.end))]
    dated = TakenSpans(value.span for value in dates)
    amounts = [_short_year(text, value) for value in amounts if not dated.meet(value.span.start, value.span.end)]
    yield from dates
    yield from amounts
    if not (is_title(text) if titled is None else titled):
        # `one` and `second` may open a name (“Second Infantry Division”): only certain values keep a name away.
        yield from find_names(text, [value.span for value in (*dates, *amounts)])


def _short_year(text: str, value: Value) -> Value:
    """`2016–17`: the second number is a year too."""
    before = _YEAR_DASH.search(text, max(0, value.span.start - 5), value.span.start)
    if not before or len(value.span) != 2 or not value.span.of(text).isdigit():
        return value
    year = int(before[1][:2] + value.span.of(text))
    return replace(value, kind=ValueKind.DATE, days=(Day(year),), readings=(*value.readings, Reading(year)))


def is_title(text: str) -> bool:
    """Whether nearly every longer word has a capital."""
    longer = [word for word in _WORD.findall(text) if len(word) > 3]
    small = [word for word in longer if not word[0].isupper()]
    # A sentence full of names has words of its own too: “directed by”, “starring”.
    telling = [word for word in small if is_content(word)]
    return len(longer) > 4 and len(small) <= _SMALL_SHARE * len(longer) and len(telling) <= 1


def _of_value(text: str, value: Value) -> Snippet:
    # The first word of a sentence is compared as a word as well: it may be no name.
    key = comparison_key(value.span.of(text).casefold()) if value.weak and value.words else ""
    return Snippet(key, value.span, value)


def _of_word(word: str, span: Span) -> Snippet:
    folded = word.casefold().replace("’", "'")
    if folded.endswith("'s"):
        folded = folded[:-2]
    return Snippet(comparison_key(folded), span, content=is_content(folded))
