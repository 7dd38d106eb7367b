"""Where one work of a note may end and the next begin; whether it does, only reading both sides tells."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from qa.references.law import find_cases
from qa.references.spans import overlaps
from qa.regex import regex
from qa.types.document import Span

_SIGNAL = (
    r"(?:[Bb]ut\s)?[Ss]ee\b|[Cc]f\.|[Aa]ccord\b|[Cc]ompare\b|[Cc]ontra\b|E\.g\.|For (?:more|further|a|an|other|details)\b"
    r"|[Vv]oir\b|[Vv]éase\b|[Ss]iehe\b|[Vv]gl\."
)
_SEMICOLON = regex(r";\s+(?=[^\W_]|[“‘\"«„@§\[(])")
_LEAD = regex(rf"(?<=[.;)\]”’\"»\d/])\s++(?={_SIGNAL})|[,;]?\s++(?=(?:as\s)?(?:quoted|cited)\s(?:in|by)\s[A-Z@“‘\"])")
_SENTENCE = regex(r"(?<=[\d)\]/\w]\.)\s+(?=[A-Z“‘«\"„@])")
_AND = regex(r",?\s+(?:and|y|et|und|e)\s+(?=[“‘«\"„@A-Z]|interviews?\b)")
_AFTER_DATE = regex(r"(?:\d[–-]*|\)|/[^\s/]*|pdf|html?)[.,;)’”\"]*\Z")
_MOST = 200


class Need(IntEnum):
    """How clearly both sides of a cut must name a work."""

    ANY = 1
    FULL = 2
    RIGHT = 3
    """The right side only: what stands before `See` may be a comment."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The stretch between two works, and what must be on its sides."""

    gap: Span
    need: Need


def find_cuts(note: str, body: Span, quoted: list[Span]) -> list[Cut]:
    """The places in `body`, outside quotations, at which another work may begin, in order."""
    cuts = [Cut(Span(case.start, case.start), Need.RIGHT) for case in _later_cases(note, body, quoted)]
    for pattern, need in ((_LEAD, Need.RIGHT), (_SEMICOLON, Need.ANY), (_SENTENCE, Need.FULL), (_AND, Need.FULL)):
        for match in pattern.finditer(note, body.start + 1, body.end):
            gap = Span(*match.span())
            if need is Need.FULL and not _AFTER_DATE.search(note, max(body.start, gap.start - 40), gap.start):
                continue
            if not overlaps(gap, quoted) and not any(_touch(gap, cut.gap) for cut in cuts):
                cuts.append(Cut(gap, need))
    return sorted(cuts, key=lambda cut: cut.gap)[:_MOST]


def _touch(gap: Span, other: Span) -> bool:
    return gap.start <= other.end and other.start <= gap.end


def _later_cases(note: str, body: Span, quoted: list[Span]) -> list[Span]:
    """The names of all cases but the first, outside of brackets such as `(quoting …)`."""
    names = [case.title for case in find_cases(note, body, quoted) if case.title]
    found: list[Span] = []
    for before, name in pairwise(names):
        between = note[before.start : name.start]
        if between.count("(") <= between.count(")") and not between.rstrip().endswith("sub nom."):
            found.append(name)
    return found
