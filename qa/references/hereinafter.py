"""Short names that a work is given for later notes: `… (hereinafter “Ticket Report”)`, `(the “Act”)`, then `Ticket Report, p. 9`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from qa.references.lexicon import HEREINAFTER, SEE
from qa.references.pinpoints import LEGAL_PIN, PIN
from qa.references.pointers import Pointer, Way
from qa.regex import is_of, regex
from qa.types.document import Marker, Span

_LONGEST = 161
_LONGEST_NOTE = 300
_HEAD = 8
"""Characters by which most names are told from other words."""
_FAR = 120
"""Characters of a sentence between a name that the text gives and the marker of the note that names the work."""
_GIVEN = regex(
    rf"[(\[]\s?{HEREINAFTER},?\s?:?\s(?:[“‘«„\"*]\s?)?(?P<name>[^\W_][^()\[\]“”‘«»„\"*;]{{1,80}}?)[.,]?(?:\s?[”’“»\"*])?\s?[)\]]",
    re.IGNORECASE,
)
_DEFINED = regex(
    r"[(\[](?:collectively,?\s)?(?:the\s)?[“‘\"'](?:the\s)?(?P<name>[^()\[\]“”‘\"]{1,80}?),?[”’\"']"
    r"(?:\sor\s(?:the\s)?[“‘\"'](?:the\s)?(?P<other>[^()\[\]“”‘\"]{1,80}?),?[”’\"'])?[)\]]"
)
_NAME = regex(r"[^\W_a-zß-ÿ][^.!?]{0,79}")
"""A name begins with a capital or a digit: what else stands in quotation marks and brackets is a quotation."""
_MOST_WORDS = 6
_SENTENCE_END = regex(r"[.!?][”’\"')\]]?\s")
_REST = regex(rf"[”’“»\"*]?[.,]?(?:\s(?:at\s)?(?:{PIN}|{LEGAL_PIN}))?\W*", re.IGNORECASE)
_LEAD = regex(rf"\s*(?:{SEE},?\s+)?[“‘«„\"*]?(?:the\s)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class GivenName:
    """Where a work gets a short name."""

    note: int
    """Index of the note that names the work."""
    at: int | None
    """Where in that note; None where the text gives it, just before the note's marker."""


_NOTE = attrgetter("note")


def given_names(notes: Iterable[str]) -> dict[str, list[GivenName]]:
    """The short names that notes give, without case, and where each is given, in order."""
    found: dict[str, list[GivenName]] = defaultdict(list)
    for index, note in enumerate(notes):
        for name, at in _names(note):
            found[name].append(GivenName(index, at.start))
    return found


def names_in_text(text: str, markers: Sequence[Marker]) -> dict[str, list[GivenName]]:
    """The short names that the text gives just before a marker, in the same sentence; each with the note that is called there."""
    found: dict[str, list[GivenName]] = defaultdict(list)
    for name, at in _names(text):
        i = bisect_left(markers, at.end, key=lambda marker: marker.at)
        marker = markers[i] if i < len(markers) else None
        if marker is None or marker.note is None or marker.at - at.end > _FAR:
            continue
        if not _SENTENCE_END.search(text, at.end, marker.at):
            found[name].append(GivenName(marker.note, None))
    for places in found.values():
        places.sort(key=_NOTE)
    return found


def _names(text: str) -> Iterator[tuple[str, Span]]:
    for at in _openings(text):
        match = _GIVEN.match(text, at) or _DEFINED.match(text, at)
        if match is None:
            continue
        for name in match.groups():
            if name and (is_of(match, _GIVEN) or (_NAME.fullmatch(name) and len(name.split()) <= _MOST_WORDS)):
                yield name.casefold(), Span(*match.span())


def _openings(text: str) -> Iterator[int]:
    """Where brackets open; to look for the patterns themselves takes several times as long."""
    for sign in "([":
        at = text.find(sign)
        while at >= 0:
            yield at
            at = text.find(sign, at + 1)


def without_given_names(note: str) -> str:
    """The note, as long as it was, with spaces where it gives a short name: `(hereinafter …)`, `(the “Report”)`."""
    for pattern in (_GIVEN, _DEFINED):
        note = pattern.sub(lambda match: " " * len(match.group()), note)
    return note


def name_heads(*given: Mapping[str, Sequence[GivenName]]) -> frozenset[str]:
    """How the names begin: few notes begin like any of them, and the others need not be read for one."""
    return frozenset(name[:_HEAD] for names in given for name in names)


def find_given(
    index: int, note: str, heads: frozenset[str], *given: Mapping[str, Sequence[GivenName]]
) -> Pointer | None:
    """The pointer that note `index` is which says a name given before it, with a page or alone; `heads` are the names'."""
    if len(note) > _LONGEST_NOTE or not heads:
        return None
    lead = _LEAD.match(note)
    start = lead.end() if lead else 0
    head = note[start : start + _HEAD].casefold()[:_HEAD]
    if not any(head[:size] in heads for size in range(1, _HEAD + 1)):
        return None
    ends = (end for end in range(min(len(note), start + _LONGEST), start, -1) if not note[end : end + 1].isalnum())
    for end in ends:
        if nearest_given(index, note[start:end], *given) and _REST.fullmatch(note, end):
            return Pointer(Way.SHORT, Span(start, end), False, (), Span(start, end))
    return None


def nearest_given(index: int, name: str, *given: Mapping[str, Sequence[GivenName]]) -> GivenName | None:
    """The last place before note `index` that gives that name; the places of each name are in the notes' order."""
    folded = name.casefold()
    found = []
    for names in given:
        places = names.get(folded, ())
        if before := bisect_left(places, index, key=_NOTE):
            found.append(places[before - 1])
    return max(found, key=_NOTE, default=None)
