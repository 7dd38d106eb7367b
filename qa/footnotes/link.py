"""Which candidate calls which note.

What `link_in_order` guarantees: a later candidate calls a later note, each candidate and each note is used at most once, and every
link is part of every chain of the greatest total weight. What two such chains settle differently is never guessed: those notes are
returned as ambiguous. `link_by_label` and `extend_to_repeated_calls` add calls only for marks that are nothing else.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from qa.footnotes.candidates import MarkerCandidate
from qa.footnotes.glued import FAIR

MAX_PAIRS = 500_000
"""Places × notes of the same label that are weighed against each other; beyond that only fair places are."""


@dataclass(frozen=True, slots=True)
class Links:
    """`(candidate, note)` by index, in the candidates' order, and the notes that two places could call equally well."""

    pairs: tuple[tuple[int, int], ...]
    ambiguous: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Pair:
    candidate: int
    note: int
    weight: int


def link_by_label(candidates: Sequence[MarkerCandidate], labels: Sequence[str]) -> Links:
    """The likeliest places of a label all call its note; for marks that are nothing else, and labels that occur once."""
    index = {label: n for n, label in enumerate(labels)}
    best: dict[str, int] = {}
    for c in candidates:
        best[c.label] = max(best.get(c.label, 0), c.weight)
    pairs = [(i, index[c.label]) for i, c in enumerate(candidates) if c.label in index and c.weight == best[c.label]]
    return Links(tuple(pairs))


def link_in_order(candidates: Sequence[MarkerCandidate], labels: Sequence[str]) -> Links:
    """What all heaviest chains of pairs share; in a chain, candidates and notes both rise.

    A pair takes up the stretch of total weight between the best chain that ends before it and itself. Pairs of best chains
    whose stretches overlap stand for each other, so each of them is open and its note ambiguous.
    """
    pairs = _pairs(candidates, labels)
    if not pairs:
        return Links(())
    upto = _best_ends(pairs, len(labels))
    # Read backwards, the same algorithm gives the best chain that begins with each pair.
    mirrored = [_Pair(-p.candidate, len(labels) - 1 - p.note, p.weight) for p in reversed(pairs)]
    onward = _best_ends(mirrored, len(labels))[::-1]
    total = max(upto)
    # A pair lies on a best chain when the best before it and the best after it add up to the total; its own weight is in both.
    best = [i for i, p in enumerate(pairs) if upto[i] + onward[i] - p.weight == total]
    return _forced(pairs, upto, best)


def _pairs(candidates: Sequence[MarkerCandidate], labels: Sequence[str]) -> list[_Pair]:
    notes: dict[str, list[int]] = defaultdict(list)
    for n, label in enumerate(labels):
        notes[label].append(n)
    count = sum(len(notes.get(c.label, ())) for c in candidates)
    # Hostile or tabular texts: weak candidates are given up first, then the linking as a whole, rather than the time.
    if count > MAX_PAIRS:
        candidates = [c for c in candidates if c.weight > FAIR]
    pairs: list[_Pair] = []
    # Of one candidate's pairs the last note comes first, so that none of them can follow another in a chain.
    for i, candidate in enumerate(candidates):
        pairs.extend(_Pair(i, n, candidate.weight) for n in reversed(notes.get(candidate.label, ())))
        if len(pairs) > MAX_PAIRS:
            return []
    return pairs


def _best_ends(pairs: Sequence[_Pair], size: int) -> list[int]:
    """For each pair the weight of the best chain that ends with it; a Fenwick tree holds the best for the notes before."""
    tree = [0] * (size + 1)
    best = []
    for pair in pairs:
        weight, at = 0, pair.note
        while at > 0:
            weight = max(weight, tree[at])
            at &= at - 1
        weight += pair.weight
        best.append(weight)
        at = pair.note + 1
        while at <= size and tree[at] < weight:
            tree[at] = weight
            at += at & -at
    return best


def _forced(pairs: Sequence[_Pair], upto: Sequence[int], best: Sequence[int]) -> Links:
    """Of the pairs of best chains those that every best chain has: no other pair takes up the same stretch of weight."""
    spans = sorted((upto[i] - pairs[i].weight, upto[i], i) for i in best)
    open_pairs: set[int] = set()
    reach, holder = -1, -1
    for start, end, i in spans:
        # A best chain fills all weight from 0 to the total without overlap. So a stretch that only one pair can fill
        # makes that pair part of every best chain.
        if start < reach:
            open_pairs.update((i, holder))
        if end > reach:
            reach, holder = end, i
    certain = sorted((pairs[i].candidate, pairs[i].note) for i in best if i not in open_pairs)
    linked = {note for _, note in certain}
    ambiguous = sorted({pairs[i].note for i in open_pairs} - linked)
    return Links(tuple(certain), tuple(ambiguous))


def extend_to_repeated_calls(links: Links, candidates: Sequence[MarkerCandidate], labels: Sequence[str]) -> Links:
    """Further calls of notes whose numbering starts again: a mark between two linked ones of the same list is of that list."""
    lists = _list_numbers(labels)
    notes = {(number, label): n for n, (number, label) in enumerate(zip(lists, labels, strict=True))}
    taken = [c for c, _ in links.pairs]
    added = []
    for i, candidate in enumerate(candidates):
        after = bisect_left(taken, i)
        if candidate.weight <= FAIR or (after < len(taken) and taken[after] == i):
            continue
        # Between marks of two different lists the label could be of either: it stays open.
        around = {lists[links.pairs[k][1]] for k in (after - 1, after) if 0 <= k < len(taken)}
        note = notes.get((around.pop(), candidate.label)) if len(around) == 1 else None
        if note is not None:
            added.append((i, note))
    pairs = tuple(sorted([*links.pairs, *added]))
    called = {note for _, note in pairs}
    return Links(pairs, tuple(n for n in links.ambiguous if n not in called))


def _list_numbers(labels: Sequence[str]) -> list[int]:
    """For each label the number of its list: a label that was there before begins a new one."""
    numbers, seen, number = [], set[str](), 0
    for label in labels:
        if label in seen:
            number, seen = number + 1, set()
        seen.add(label)
        numbers.append(number)
    return numbers
