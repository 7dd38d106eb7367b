"""Short names that a note gives to its work for later notes: `… (hereinafter “Ticket Report”)`, then `Ticket Report, p. 9`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from qa.references.lexicon import HEREINAFTER, SEE
from qa.references.pinpoints import PIN
from qa.references.pointers import Pointer, Way
from qa.types.document import Span

_LONGEST = 81
_GIVEN = re.compile(
    rf"[(\[]\s?{HEREINAFTER},?\s?:?\s(?:[“‘«„\"*]\s?)?(?P<name>[^\W_][^()\[\]“”‘«»„\"*;]{{1,80}}?)[.,]?(?:\s?[”’“»\"*])?\s?[)\]]",
    re.IGNORECASE,
)
_DEFINED = re.compile(r"\((?:the\s)?[“\"][^()“”\"]{1,80}[”\"]\)")
_REST = re.compile(rf"[”’“»\"*]?[.,]?(?:\s(?:at\s)?{PIN})?\W*", re.IGNORECASE)
_LEAD = re.compile(rf"\s*(?:{SEE},?\s+)?[“‘«„\"*]?", re.IGNORECASE)


def given_names(notes: Iterable[str]) -> frozenset[str]:
    """The short names that any of the notes gives, without case."""
    return frozenset(match["name"].casefold() for note in notes for match in _GIVEN.finditer(note))


def without_given_names(note: str) -> str:
    """The note, as long as it was, with spaces where it gives a short name: `(hereinafter …)`, `(the “Report”)`."""
    for pattern in (_GIVEN, _DEFINED):
        note = pattern.sub(lambda match: " " * len(match.group()), note)
    return note


def find_given(note: str, names: Collection[str]) -> Pointer | None:
    """The pointer that a note is which says one of these names, with a page or alone."""
    lead = _LEAD.match(note)
    start = lead.end() if lead else 0
    ends = (end for end in range(min(len(note), start + _LONGEST), start, -1) if not note[end : end + 1].isalnum())
    for end in ends:
        if note[start:end].casefold() in names and _REST.fullmatch(note, end):
            return Pointer(Way.SHORT, Span(start, end), False, (), Span(start, end))
    return None
