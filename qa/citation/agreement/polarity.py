"""Whether one of two texts denies, weakens or widens what the other says: negation, hedges, quantifiers, bounds of numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.citation.agreement.alignment import Alignment
from qa.citation.agreement.opposites import opposites_of, same_side
from qa.citation.agreement.pieces import CutText
from qa.citation.agreement.values import Value
from qa.language.en.polarity import EXCLUSIVE, Bound, Quantity
from qa.language.turning_words import turning_words_in
from qa.regex import regex
from qa.types.backing import ValueKind
from qa.types.document import Span

_SCOPE = 2
"""Content words after `not` or `may` that it is taken to bear on."""
_REACH = 6
"""Words within which these must stand."""
_BOUND_LENGTH = 30
"""Characters before a number in which what bounds it stands."""
_CLAUSE = regex(r"[;:,.!?()“”\"—]")
_UPPER, _LOWER = frozenset({Bound.BELOW, Bound.MOST, Bound.NEARLY}), frozenset({Bound.ABOVE, Bound.LEAST})


@dataclass(frozen=True, slots=True)
class TurningWord:
    """A word that turns a text round or weakens it, and which pieces it bears on."""

    span: Span
    scope: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """What two texts say differently, by place; None on the side that does not have it."""

    kind: ValueKind
    ours: Span | None
    theirs: Span | None


def polarity_clashes(
    ours: CutText, theirs: CutText, core: Span, alignment: Alignment, verbatim: bool
) -> Iterator[Clash]:
    """Negation and hedges on one side alone; quantifiers that differ. `core` is the sentence among their pieces."""
    pairs = dict(alignment.pairs)
    back = {b: a for a, b in pairs.items()}
    for kind in (ValueKind.NEGATION, ValueKind.HEDGE):
        here = list(_turns(ours, kind, Span(0, len(ours.text))))
        there = list(_turns(theirs, kind, core))
        if verbatim and kind is ValueKind.NEGATION and len(here) != len(there):
            yield Clash(
                kind, here[0].span if here and not there else None, there[0].span if there and not here else None
            )
            continue
        if not here:
            yield from (Clash(kind, None, t.span) for t in there if _bears(t, theirs, ours, back, verbatim))
        if not there and kind is ValueKind.NEGATION:
            yield from (Clash(kind, t.span, None) for t in here if _bears(t, ours, theirs, pairs, verbatim))
    yield from _quantifier_clashes(ours, theirs, core, alignment)
    yield from _opposite_clashes(ours, theirs, core, alignment)


def lone_negation(ours: CutText, theirs: CutText) -> Span | None:
    """The statement's negation, where a passage denies nothing."""
    here = next(_turns(ours, ValueKind.NEGATION, Span(0, len(ours.text))), None)
    there = next(_turns(theirs, ValueKind.NEGATION, Span(0, len(theirs.text))), None)
    return here.span if here and not there else None


def lone_only(ours: CutText, theirs: CutText) -> Span | None:
    """The statement's `only`, where a passage leaves nothing else out."""
    if EXCLUSIVE.search(theirs.text) or any(kind is Quantity.ONLY for _, kind, _ in _quantifiers(theirs)):
        return None
    harmless = [match.span() for match in turning_words_in(ours.text).harmless.finditer(ours.text)]
    own = (ours.pieces[i].span for i, kind, _ in _quantifiers(ours) if kind is Quantity.ONLY)
    return next((span for span in own if not any(start <= span.start < end for start, end in harmless)), None)


def denies(text: str, within: Span) -> bool:
    """Whether a stretch of a text has a word that denies something."""
    return turning_words_in(text).negation.search(text, within.start, within.end) is not None


def find_turns(text: str, kind: ValueKind, within: Span) -> Iterator[Span]:
    """Where words that deny or hedge stand in a text, but for what only looks like one (“not only”)."""
    words = turning_words_in(text)
    pattern = words.negation if kind is ValueKind.NEGATION else words.hedge
    harmless = [match.span() for match in words.harmless.finditer(text)]
    for match in pattern.finditer(text, within.start, within.end):
        if not any(start <= match.start() < end for start, end in harmless):
            yield Span(*match.span())


def _turns(text: CutText, kind: ValueKind, within: Span) -> Iterator[TurningWord]:
    return (TurningWord(span, tuple(_scope(text, span.end))) for span in find_turns(text.text, kind, within))


def _scope(text: CutText, at: int) -> Iterator[int]:
    found = seen = 0
    for i, piece in enumerate(text.pieces):
        if piece.span.start < at:
            continue
        seen += 1
        if _CLAUSE.search(text.text, at, piece.span.start) or seen > _REACH or found == _SCOPE:
            return
        if piece.content and piece.key:
            found += 1
            yield i


def _bears(turn: TurningWord, side: CutText, other: CutText, pairs: dict[int, int], verbatim: bool) -> bool:
    """Whether what a turn bears on is said on the other side too."""
    if not turn.scope:
        return False
    keys = other.stems
    hit = [i in pairs or (not verbatim and side.pieces[i].key in keys) for i in turn.scope]
    return all(hit) if len(hit) > 1 else hit[0] and (turn.scope[0] in pairs)


def _quantifier_clashes(ours: CutText, theirs: CutText, core: Span, alignment: Alignment) -> Iterator[Clash]:
    """`all prisoners` beside `some prisoners`: in one place, or before the same word."""
    here = list(_quantifiers(ours))
    there = [
        (i, q, head) for i, q, head in _quantifiers(theirs) if core.start <= theirs.pieces[i].span.start < core.end
    ]
    for i, mine, head in here:
        place = next((gap.theirs for gap in alignment.gaps if i in gap.ours and gap.anchored == 2), range(0))
        near = [(j, q) for j, q, other in there if (j in place and len(place) <= 3) or (head and head == other)]
        if near and all(q is not mine for _, q in near):
            yield Clash(ValueKind.QUANTIFIER, ours.pieces[i].span, theirs.pieces[near[0][0]].span)


def _quantifiers(text: CutText) -> Iterator[tuple[int, Quantity, str]]:
    quantities = turning_words_in(text.text).quantities
    for i, piece in enumerate(text.pieces):
        if piece.value is None and (found := quantities.get(piece.key)):
            after = (p.key for p in text.pieces[i + 1 : i + 4] if p.content and p.key and p.key not in quantities)
            yield i, found, next(after, "")


def _opposite_clashes(ours: CutText, theirs: CutText, core: Span, alignment: Alignment) -> Iterator[Clash]:
    """`fell` beside `went up`, where neither text has the other's word too, and nothing is denied on one side."""
    here = {piece.key: piece for piece in ours.pieces if piece.key}
    there = {p.key: p for p in theirs.pieces if p.key and core.start <= p.span.start < core.end}
    if denies(ours.text, Span(0, len(ours.text))) or denies(theirs.text, core):
        return
    paired = {i for i, _ in alignment.pairs}
    for i, piece in enumerate(ours.pieces):
        against = opposites_of(piece.key) if piece.key and i not in paired else frozenset()
        meant = next((there[key] for key in there if key in against), None)
        if meant and not same_side(piece.key) & there.keys() and not against & here.keys():
            yield Clash(ValueKind.DIRECTION, piece.span, meant.span)


def bound_clash(ours: Value, theirs: Value, our_text: str, their_text: str) -> bool:
    """`at least 48` beside `up to 48`; `more than 48` beside plain 48."""
    a, b = _bound(ours, our_text), _bound(theirs, their_text)
    if a is b:
        return False
    if a and b:
        return (a in _UPPER and b in _LOWER) or (a in _LOWER and b in _UPPER)
    return a in (Bound.ABOVE, Bound.BELOW) or b in (Bound.ABOVE, Bound.BELOW, Bound.MOST)


def with_bound(value: Value, text: str) -> Span:
    """The place of a number with what bounds it: “up to 48”."""
    match = _before(value, text)
    return Span(match.start(), value.span.end) if match else value.span


def _before(value: Value, text: str) -> re.Match[str] | None:
    return turning_words_in(text).bound.search(text, max(0, value.span.start - _BOUND_LENGTH), value.span.start)


def _bound(value: Value, text: str) -> Bound | None:
    match = _before(value, text)
    if not match or value.days:
        return None
    word = match.group().strip().casefold()
    # `over five years` is how long, `under 18` how old.
    if value.kind is ValueKind.DURATION and word.split()[0] in ("over", "under", "about", "above", "below", "beyond"):
        return None
    return Bound(match.lastgroup or "")
