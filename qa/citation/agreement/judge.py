"""Statement + passage → whether the passage backs it, differs from it, or is merely about it. By rules, each with what it found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from qa.citation.agreement.alignment import Alignment, Gap, align
from qa.citation.agreement.equality import clash_kind, competing, equal, exact, is_required, occurs, paired_values
from qa.citation.agreement.exclusive import exclusive_clashes
from qa.citation.agreement.in_place import in_place_clashes
from qa.citation.agreement.names import folded_words, in_order, same_name
from qa.citation.agreement.names_in_place import find_differing_names
from qa.citation.agreement.others import rival_part, sole_other
from qa.citation.agreement.outright import outright_clashes
from qa.citation.agreement.pieces import CutText, Snippet, cut, is_title
from qa.citation.agreement.polarity import Clash, bound_clash, lone_negation, lone_only, polarity_clashes, with_bound
from qa.citation.agreement.values import Reading, Value
from qa.types.backing import Backing, ValueKind
from qa.types.document import Span

VERBATIM = 0.75
"""Share of words in common, in order, from which two sentences are taken to be one, but for what was changed in it."""
NEAR = 0.5
"""Share of the statement's words in a sentence from which negation and other amounts in it bear on the statement."""
ALIKE = 0.55
"""The same share, from which values with a few other words around them are still taken to stand in the same place."""
_MOST_OTHER_WORDS = 3
"""Words besides values in a gap of two such sentences; in others there may be none."""
_JOINS = frozenset({"and", "or", "with", "as", "well"})
"""Words between the items of a list."""
_TELLING = frozenset({ValueKind.MONEY, ValueKind.PERCENTAGE, ValueKind.MEASURE})
RIVAL, SOLE = 0.6, 0.4
"""Nearness from which another value of the same kind in a sentence is taken to be of the same thing; and for the only one."""
_LEAST_CONTEXT = 2
_ENDS = (".", "!", "?")
_ONE = Reading(1.0)
LEAST_SHARED = 0.15
"""Share of the statement's words that a sentence that backs it has at least."""
_COUNTED = 2
"""Words after a number in which what it counts is looked for."""
_CONTEXT = 4
"""Words on each side of a value that tell what it is of."""


@dataclass(frozen=True, slots=True)
class Window:
    """A sentence of a source, with its neighbours in the passage."""

    text: str
    core: Span
    """Where the sentence stands in the text."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a passage is worth for a statement."""

    backing: Backing
    """`backs`, `differs` or `mentions`."""
    clashes: tuple[Clash, ...]
    """What it says otherwise; places in the statement, and in the window's text."""
    lacks: tuple[Value, ...]
    """What the statement says and the window does not; places in the statement."""
    nearness: float
    """Share of the statement's words that the sentence has, in the same order."""
    instead: tuple[Value | None, ...] = ()
    """For each of `lacks`, the only value of its kind that the sentence has and the statement has not."""
    outright: bool = False
    """It denies outright what the statement says, however far apart the two are in their other words."""


class Judge(Protocol):
    """What tells whether a passage backs a statement: the rules here, or a trained model in their place."""

    def __call__(self, statement: str, window: Window, background: str = "") -> Agreement:
        """The verdict on one passage; `background` is what is known of the source besides: its title, who made it."""
        ...


def judge(statement: str, window: Window, background: str = "") -> Agreement:
    """The verdict by rules; see `Judge`."""
    ours, theirs = (
        cut(text, _is_titled(text, other)) for text, other in ((statement, window.text), (window.text, statement))
    )
    behind = cut(background)
    inside = [i for i, piece in enumerate(theirs.pieces) if _is_in(piece.span, window.core)]
    alignment = align(ours.pieces, [theirs.pieces[i] for i in inside])
    alignment = _shifted(alignment, inside[0] if inside else 0)
    verbatim = alignment.sameness >= VERBATIM
    # Where values stand, a part of a sentence tells as well as the whole; what is denied in the rest of it denies nothing here.
    partly = alignment.within >= VERBATIM
    side = _Sides(ours, theirs, behind, window.core, alignment, partly, folded_words(window.core.of(window.text)))
    clashes = list(_value_clashes(side))
    if alignment.nearness >= NEAR:
        clashes += polarity_clashes(ours, theirs, window.core, alignment, verbatim)
    if not clashes and alignment.nearness >= NEAR:
        clashes += in_place_clashes(ours, theirs, window.core, alignment, verbatim)
    if not clashes and alignment.nearness >= SOLE:
        clashes += exclusive_clashes(ours, theirs, window.core)
    if not clashes and (verbatim or partly):
        clashes += _name_clashes(statement, window)
    outright = tuple(outright_clashes(ours, theirs, window.core, alignment))
    clashes = clashes or list(outright)
    told = {clash.ours for clash in clashes}
    lacks = tuple(v for v in ours.values if _is_meant(v, side) and v.span not in told and not _has(v, side))
    if not clashes and (alone := lone_negation(ours, theirs)):
        lacks += (Value(ValueKind.NEGATION, alone),)
    if not clashes and (only := lone_only(ours, theirs)):
        lacks += (Value(ValueKind.QUANTIFIER, only),)
    says_it = not lacks and _shares(side)
    backing = Backing.DIFFERS if clashes else Backing.BACKS if says_it else Backing.MENTIONS
    instead = tuple(sole_other(value, ours, theirs, window.core) for value in lacks)
    return Agreement(backing, tuple(clashes), lacks, alignment.nearness, instead, bool(outright))


def _is_titled(text: str, other: str) -> bool:
    """Whether a text is set as a title; a sentence that is full of names is none beside a text that is none."""
    return is_title(text) and (is_title(other) or not text.rstrip().endswith(_ENDS))


def _name_clashes(statement: str, window: Window) -> Iterator[Clash]:
    """Names where the sentence has another, or another form of one, between the same words."""
    source, start = window.core.of(window.text), window.core.start
    for ours, theirs in find_differing_names(statement, source):
        yield Clash(ValueKind.NAME, ours, Span(start + theirs.start, start + theirs.end))


@dataclass(frozen=True, slots=True)
class _Sides:
    """What is compared."""

    ours: CutText
    theirs: CutText
    behind: CutText
    core: Span
    alignment: Alignment
    verbatim: bool
    core_words: tuple[str, ...]


def _is_in(span: Span, core: Span) -> bool:
    return core.start <= span.start and span.end <= core.end


def _shifted(alignment: Alignment, by: int) -> Alignment:
    """The alignment with their pieces counted from the window's first."""
    gaps = tuple(Gap(g.ours, range(g.theirs.start + by, g.theirs.stop + by), g.anchored) for g in alignment.gaps)
    pairs = tuple((a, b + by) for a, b in alignment.pairs)
    return Alignment(pairs, gaps, alignment.nearness, alignment.sameness, alignment.within)


def _shares(side: _Sides) -> bool:
    """Whether the sentence itself has words or values of the statement, and not its neighbours alone."""
    own = [piece for piece in side.theirs.pieces if _is_in(piece.span, side.core)]
    if not side.ours.stems:
        return True
    shared = side.ours.stems & {piece.key for piece in own}
    return len(shared) >= LEAST_SHARED * len(side.ours.stems) or any(
        equal(v, piece.value) for piece in own if piece.value for v in side.ours.values
    )


def _is_meant(value: Value, side: _Sides) -> bool:
    """Whether the passage must have a value: the first word of a statement is a name where the source has it as one."""
    if is_required(value):
        return True
    # “One such ship”: the word counts nothing, whatever numbers the source has.
    counts = value.readings[:1] != (_ONE,)
    return counts and any(u.words == value.words and is_required(u) for u in (*side.theirs.values, *side.behind.values))


def _has(value: Value, side: _Sides) -> bool:
    """Whether the passage has a value; a neighbour's is not enough where the sentence has others of its own."""
    if not occurs(value, side.theirs, side.behind):
        return False
    if not value.words:
        return _is_of_the_sentence(value, side)
    own = [u for u in side.theirs.values if u.words and not u.weak and _is_in(u.span, side.core)]
    if any(same_name(value.words, u.words) for u in own) or in_order(value.words, side.core_words):
        return True
    return all(any(equal(v, u) for v in side.ours.values) for u in own)


def _is_of_the_sentence(value: Value, side: _Sides) -> bool:
    """Whether a year, sum or share stands in the sentence itself, or this has none of its own that the statement lacks."""
    core = [u for u in side.theirs.values if _is_in(u.span, side.core)]
    if value.days:
        years = {day.year for day in value.days}
        own = [u for u in core if any(day.year for day in u.days)]
        here = any(day.year in years for u in own for day in u.days)
    elif value.kind in _TELLING:
        own = [u for u in core if u.kind is value.kind]
        here = any(equal(value, u) for u in own)
    else:
        return True
    return here or all(any(equal(v, u) for v in side.ours.values) for u in own)


def _value_clashes(side: _Sides) -> Iterator[Clash]:
    """The statement's values that the passage has otherwise."""
    counterparts = dict(_counterparts(side))
    theirs = [u for u in side.theirs.values if _is_in(u.span, side.core)]
    unused = [u for u in theirs if not any(exact(v, u) for v in side.ours.values)]
    for value in side.ours.values:
        other = counterparts.get(value.span)
        there = occurs(value, side.theirs, side.behind)
        if other is not None and competing(value, other, same_place=True):
            if not there or (
                side.verbatim
                and not _stands_free(value, side, counterparts)
                and not _listed(value, other, side, counterparts)
            ):
                yield Clash(clash_kind(value, other), value.span, other.span)
            continue
        if there:
            yield from _bounds(value, side)
            continue
        near = side.alignment.nearness >= RIVAL
        rival = rival_part(value, side.ours, side.theirs, side.core) if near else None
        if not value.weak:
            rival = rival or _rival(value, side, unused) or _following(value, side)
        if rival:
            yield Clash(clash_kind(value, rival), value.span, rival.span)


def _counterparts(side: _Sides) -> Iterator[tuple[Span, Value]]:
    """For values of the statement, what stands in their place in the sentence."""
    for gap in side.alignment.gaps:
        ours = [side.ours.pieces[i] for i in gap.ours]
        theirs = [side.theirs.pieces[i] for i in gap.theirs]
        others = sum(p.value is None and p.content for p in (*ours, *theirs))
        if not (_is_close(gap, side, others) if side.alignment.within < ALIKE else others <= _MOST_OTHER_WORDS):
            continue
        strict = side.verbatim and gap.anchored == 2
        yield from ((v.span, u) for v, u in paired_values(_values(ours), _values(theirs), mixed=strict))


def _is_close(gap: Gap, side: _Sides, others: int) -> bool:
    """Whether a gap of two sentences that are worded otherwise holds one value each, between the same words."""
    if others or gap.anchored < 2 or side.alignment.nearness < NEAR or len(gap.ours) != 1 or len(gap.theirs) != 1:
        return False
    around = [side.ours.pieces[i] for i in (gap.ours.start - 1, gap.ours.stop)]
    return any(piece.content for piece in around)


def _values(pieces: Sequence[Snippet]) -> list[Value]:
    return [piece.value for piece in pieces if piece.value]


def _stands_free(value: Value, side: _Sides, counterparts: dict[Span, Value]) -> bool:
    """Whether the sentence has the value in a place of its own, which no other value of the statement takes up."""
    places = [u for u in side.theirs.values if _is_in(u.span, side.core) and equal(value, u)]
    takers = [v for v in side.ours.values if v.span != value.span and v.span not in counterparts]
    taken = [u for u in places if any(equal(v, u) for v in takers)]
    swapped = [u for u in places if any(c.span == u.span for c in counterparts.values())]
    return len(places) > len(taken) + len(swapped)


def _listed(value: Value, other: Value, side: _Sides, counterparts: dict[Span, Value]) -> bool:
    """Whether a value has changed places with another in a list: “Lena and Omar”, “Omar and Lena”."""
    for span, there in counterparts.items():
        if (
            equal(value, there)
            and span != value.span
            and any(v.span == span and equal(v, other) for v in side.ours.values)
        ):
            first, second = sorted((value.span, span), key=lambda place: place.start)
            between = [p for p in side.ours.pieces if first.end <= p.span.start < second.start and p.value is None]
            return all(side.ours.text[p.span.start : p.span.end].casefold() in _JOINS for p in between)
    return False


def _bounds(value: Value, side: _Sides) -> Iterator[Clash]:
    if value.words or side.alignment.nearness < NEAR:
        return
    same = [u for u in side.theirs.values if _is_in(u.span, side.core) and equal(value, u)]
    if same and all(bound_clash(value, u, side.ours.text, side.theirs.text) for u in same):
        spans = with_bound(value, side.ours.text), with_bound(same[0], side.theirs.text)
        yield Clash(ValueKind.QUANTIFIER, *spans)


def _rival(value: Value, side: _Sides, unused: Sequence[Value]) -> Value | None:
    """Another value in the sentence that is of the same thing as the statement's, by the words around both."""
    free = [u for u in unused if not u.weak and competing(value, u, same_place=False)]
    about = _around(value, side.ours)
    scored = [(len(about & _around(u, side.theirs)), u) for u in free]
    best = max(scored, key=lambda entry: entry[0], default=(0, None))
    counted = _counted(value, side.ours)
    same = [u for u in free if counted & _counted(u, side.theirs)] if value.kind is ValueKind.NUMBER else []
    if len(same) == 1 and (side.alignment.nearness >= SOLE or _is_of_one_event(value, side)):
        return same[0]
    if value.kind in _TELLING and len(free) == 1 and _is_sole(value.kind, side.ours.values):
        # A sum of money or a share of its own needs less around it to be known again.
        return best[1] if best[0] and side.alignment.nearness >= SOLE else None
    return best[1] if best[0] >= _LEAST_CONTEXT and side.alignment.nearness >= RIVAL else None


def _is_of_one_event(value: Value, side: _Sides) -> bool:
    """Whether a lone count stands beside a date or name that the sentence has too: “17 attacks since 1 March”."""
    if not _is_sole(ValueKind.NUMBER, side.ours.values):
        return False
    own = [u for u in side.theirs.values if _is_in(u.span, side.core)]
    return any(v is not value and not v.weak and any(equal(v, u) for u in own) for v in side.ours.values)


def _following(value: Value, side: _Sides) -> Value | None:
    """The value that the next sentence gives where the nearest one, which has most of the statement's words, gives none.

    “The harbour counted its boats every spring. There were 48 boats in 2019.” It must be the only one of its kind on both sides,
    and count the same thing.
    """
    if value.words or side.alignment.nearness < NEAR or not _is_sole(value.kind, side.ours.values):
        return None
    same = [u for u in side.theirs.values if u.kind is value.kind and u.span.start >= side.core.start]
    if (
        len(same) != 1
        or same[0].weak
        or same[0].span.start < side.core.end
        or not competing(value, same[0], same_place=False)
    ):
        return None
    return same[0] if _counted(value, side.ours) & _counted(same[0], side.theirs) else None


def _is_sole(kind: ValueKind, values: Sequence[Value]) -> bool:
    """True where exactly one value is of the kind."""
    return len(list(islice((v for v in values if v.kind is kind), 2))) == 1


def _counted(value: Value, text: CutText) -> frozenset[str]:
    """The stems of the words after a number, of which one is what it counts."""
    at = text.place_of(value)
    return frozenset(p.key for p in text.pieces[at + 1 : at + 1 + _COUNTED] if p.key and p.content)


def _around(value: Value, text: CutText) -> frozenset[str]:
    """The stems of the words next to a value."""
    at = text.place_of(value)
    words = [p for p in text.pieces[max(0, at - _CONTEXT) : at + _CONTEXT + 1] if p.key and p.content]
    return frozenset(p.key for p in words)
