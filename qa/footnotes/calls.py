"""The calls of one list of notes: candidates linked, lists of numbers kept whole, notes inside notes."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from qa.footnotes.candidates import MarkerCandidate, MarkerStyle
from qa.footnotes.glued import FAIR
from qa.footnotes.link import Links, extend_to_repeated_calls, link_by_label, link_in_order
from qa.footnotes.notes import Note
from qa.footnotes.numbering import value_of
from qa.types.document import Span

MAX_GAP = 3
"""Missing notes in a row that are looked for in the text: markers without a note."""


@dataclass(frozen=True, slots=True)
class Call:
    """A place that calls a note: its label, its own characters, all that goes with them, and the note's index."""

    label: str
    raw: Span
    whole: Span
    note: int | None
    weight: int
    said: str | None = None
    """What it says beside the number, such as a page."""

    def moved(self, by: int) -> Call:
        """The same call, its note counted from `by`."""
        return self if self.note is None or not by else replace(self, note=self.note + by)


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of text: its candidates for numbered notes in one style, and for notes labelled by symbols."""

    style: MarkerStyle
    candidates: Sequence[MarkerCandidate]
    symbols: Sequence[MarkerCandidate] = field(default=())

    def between(self, start: int, end: int) -> Region:
        """The part of the region in `[start, end)`."""
        return Region(self.style, _between(self.candidates, start, end), _between(self.symbols, start, end))


def _between(candidates: Sequence[MarkerCandidate], start: int, end: int) -> Sequence[MarkerCandidate]:
    first = bisect_left(candidates, start, key=lambda c: c.raw.start)
    return candidates[first : bisect_left(candidates, end, key=lambda c: c.raw.start)]


def call_notes(notes: Sequence[Note], body: Region, inside: Region) -> tuple[tuple[Call, ...], tuple[int, ...]]:
    """The calls of `notes` in the body, and of those that nothing there calls inside other notes; and the ambiguous notes."""
    symbolic = [n for n, note in enumerate(notes) if not note.label[0].isalnum()]
    numbered = [n for n, note in enumerate(notes) if note.label[0].isalnum()]
    # Numbers and symbols count separately: a `*` between notes 3 and 4 must not break the order of the numbers.
    calls, ambiguous = _linked(notes, numbered, body.candidates, body.style)
    marks, open_marks = _linked(notes, symbolic, body.symbols, MarkerStyle.SYMBOL)
    calls, ambiguous = [*calls, *marks], [*ambiguous, *open_marks]
    left = set(range(len(notes))) - {call.note for call in calls} - set(ambiguous)
    if left:
        calls += _calls_inside(notes, left, [*inside.candidates, *inside.symbols])
    return tuple(sorted(calls, key=lambda call: (call.raw.start, call.raw.end, call.label))), tuple(sorted(ambiguous))


def _linked(
    notes: Sequence[Note], wanted: Sequence[int], candidates: Sequence[MarkerCandidate], style: MarkerStyle
) -> tuple[list[Call], list[int]]:
    if not wanted or not candidates:
        return [], []
    # Skipped labels take part in the linking, so that a marker whose note is missing is reported rather than given to a neighbour.
    labels, index = _with_missing([notes[n].label for n in wanted], wanted)
    # An explicit mark with a label that occurs once can mean only one note, in whatever order; otherwise only the order tells.
    if style.explicit and len(set(labels)) == len(labels):
        links = link_by_label(candidates, labels)
    else:
        links = link_in_order(candidates, labels)
        if style.explicit:
            links = extend_to_repeated_calls(links, candidates, labels)
    links = _whole_lists(links, candidates, style)
    calls = []
    for c, slot in links.pairs:
        candidate, note = candidates[c], index[slot] if slot >= 0 else None
        if note is not None or candidate.weight > FAIR:
            calls.append(Call(candidate.label, candidate.raw, candidate.whole, note, candidate.weight, candidate.said))
    return calls, [note for slot in links.ambiguous if (note := index[slot]) is not None]


def _with_missing(labels: Sequence[str], indices: Sequence[int]) -> tuple[list[str], list[int | None]]:
    """The labels, with those that the numbering skips filled in, and the note of each; a skipped label has none."""
    present = set(labels)
    filled: list[str] = []
    index: list[int | None] = []
    before = 0
    for label, note in zip(labels, indices, strict=True):
        value = value_of(label) or 0
        if before and label.isdigit() and before + 1 < value <= before + 1 + MAX_GAP:
            missing = [str(number) for number in range(before + 1, value) if str(number) not in present]
            filled += missing
            index += [None] * len(missing)
        filled.append(label)
        index.append(note)
        before = value
    return filled, index


def _whole_lists(links: Links, candidates: Sequence[MarkerCandidate], style: MarkerStyle) -> Links:
    """A list of numbers is a marker as a whole or not at all; among explicit marks a number without a note is reported."""
    # A pair of numbers is told from others in a fraction of the time that a Span takes.
    members: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, candidate in enumerate(candidates):
        members[candidate.whole.start, candidate.whole.end].append(i)
    linked = dict(links.pairs)
    pairs = []
    for group in members.values():
        known = [i for i in group if i in linked]
        if len(known) == len(group):
            pairs += [(i, linked[i]) for i in group]
        elif known and style.explicit:
            pairs += [(i, linked.get(i, -1)) for i in group]
    return Links(tuple(sorted(pairs)), links.ambiguous)


def _calls_inside(notes: Sequence[Note], left: set[int], candidates: Sequence[MarkerCandidate]) -> list[Call]:
    """Calls of the notes that are `left` from the bodies of other notes, where only one clear place does."""
    strong = [c for c in candidates if c.weight > FAIR or (c.style is MarkerStyle.SYMBOL and c.weight >= FAIR)]
    places = Counter(c.label for c in strong)
    members = Counter((c.whole.start, c.whole.end) for c in candidates)
    alone = {notes[n].label: n for n in left if places[notes[n].label] == 1}
    doubled = Counter(notes[n].label for n in left)
    calls = []
    for c in strong:
        note = alone.get(c.label)
        if note is None or doubled[c.label] > 1 or members[c.whole.start, c.whole.end] > 1:
            continue
        # A note does not call itself.
        if any(piece.start <= c.raw.start < piece.end for piece in notes[note].pieces):
            continue
        if any(piece.start <= c.whole.start and c.whole.end <= piece.end for n in notes for piece in n.pieces):
            calls.append(Call(c.label, c.raw, c.whole, note, c.weight, c.said))
    return calls
