"""Lists of notes that close chapters or pages: which numbered paragraphs they are, and what calls them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.footnotes.calls import Call, Region, call_notes
from qa.footnotes.candidates import MarkerStyle, most_candidates
from qa.footnotes.glued import FAIR, STRONG
from qa.footnotes.labels import LabelStyle
from qa.footnotes.notes import MAX_MISSING, Note, Paragraphs, groups
from qa.footnotes.numbering import value_of
from qa.footnotes.reading import NotesReading

MIN_CALLED_EVERYWHERE = 0.7
"""Share of the notes of all lists that the text must call."""
MAX_LOOK_BACK, MAX_GROUPS, MAX_WORK = 8, 4000, 200_000
MAX_LINKED = 60_000
"""Notes that are linked in all, with every list that is looked back at, before fewer lists are looked back at."""
COST_WITHIN_SECTION = 1.5
"""What a list must be worth that begins at 1 and stands in the middle of a section: it may just be a numbered list, unless
its labels are symbols in brackets."""


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The best choice of lists that ends with this one."""

    score: float
    reading: NotesReading
    floor: int
    """Where the text that may call the list begins."""
    before: _Chosen | None


def scattered(paragraphs: Paragraphs, style: LabelStyle, region: Region) -> Iterator[NotesReading]:
    """The choice of lists of that style whose calls weigh most, each called from between the list before it and itself.

    A list begins at 1 or goes on from the number of the list before it.
    """
    lists = sorted(groups(paragraphs, style, _Caller(paragraphs, region)), key=lambda notes: notes[0].paragraphs[0])
    count = sum(map(len, lists))
    # More notes than marks are read of a text of that length are none.
    if not 0 < len(lists) <= MAX_GROUPS or count > most_candidates(paragraphs.text):
        return
    # Dynamic programming over the lists; looking back is bounded, so that the work stays linear in the text.
    look_back = max(1, min(MAX_LOOK_BACK, MAX_LINKED // count))
    chosen: list[_Chosen | None] = []
    for notes in lists:
        options = [
            option
            for before, floor in _before(paragraphs, lists, chosen, look_back)
            for option in _options(paragraphs, region, notes, before, floor)
        ]
        chosen.append(max(options, key=lambda choice: choice.score, default=None))
    best = max((choice for choice in chosen if choice), key=lambda choice: choice.score, default=None)
    reading = _joined(best)
    # A single list may just be a numbered list of the text, so it must look like notes; several called in turn need not.
    several = best is not None and best.before is not None
    compact = several or (reading.notes and _is_compact(paragraphs, reading.notes, region.style))
    if compact and reading.called >= MIN_CALLED_EVERYWHERE:
        yield reading


def _is_compact(paragraphs: Paragraphs, notes: Sequence[Note], style: MarkerStyle) -> bool:
    """True for notes of one paragraph each that end a section or that marks like `[1]` call: other lists number the text."""
    whole = style.explicit or paragraphs.closes_section(notes[-1].paragraphs[-1])
    return whole and all(len(note.paragraphs) == 1 for note in notes)


class _Caller:
    """Whether paragraphs hold a likely call of a label."""

    def __init__(self, paragraphs: Paragraphs, region: Region) -> None:
        self._spans = paragraphs.spans
        self._starts: dict[tuple[str, int], list[int]] = defaultdict(list)
        for candidate in region.candidates:
            for least in (FAIR, STRONG):
                if candidate.weight >= least:
                    self._starts[candidate.label, least].append(candidate.raw.start)

    def __call__(self, label: str, between: Sequence[int], least: int) -> bool:
        starts = self._starts.get((label, least), [])
        at = bisect_left(starts, self._spans[between[0]].start)
        return at < len(starts) and starts[at] < self._spans[between[-1]].end


def _before(
    paragraphs: Paragraphs, lists: Sequence[tuple[Note, ...]], chosen: Sequence[_Chosen | None], look_back: int
) -> Iterator[tuple[_Chosen | None, int]]:
    """What may stand before the next list, and where the text that may call it begins then.

    Any list does where this one begins at 1 or with a symbol, else one whose number it goes on from. Of the lists further
    back than `look_back` only the best choice counts.
    """
    j = len(chosen)
    first = _first_value(lists[j])
    if first not in (None, 1) and j < MAX_LOOK_BACK and (j == 0 or len(lists[j]) > 1):
        # A part of a longer text: its first list begins with any number.
        yield None, 0
    near = max(0, j - look_back)
    if first in (None, 1):
        further = (choice for choice in chosen[:near] if choice)
        yield (
            max(further, key=lambda choice: choice.score, default=None),
            _end(paragraphs, lists[near - 1]) if near else 0,
        )
    for i in range(j - 1, near - 1, -1):
        last = _first_value(lists[i][::-1])
        goes_on = last is not None and first is not None and 0 < first - last <= 1 + MAX_MISSING
        if chosen[i] and (first in (None, 1) or goes_on):
            yield chosen[i], _end(paragraphs, lists[i])


def _end(paragraphs: Paragraphs, notes: Sequence[Note]) -> int:
    return paragraphs.spans[notes[-1].paragraphs[-1]].end


def _first_value(notes: Sequence[Note]) -> int | None:
    return next((value for note in notes if (value := value_of(note.label)) is not None), None)


def _options(
    paragraphs: Paragraphs, region: Region, notes: tuple[Note, ...], before: _Chosen | None, floor: int
) -> Iterator[_Chosen]:
    """The choice that ends with `notes` after the choice `before`, and with both as one where no text stands between.

    A page break may cut a list in two; and a chapter's notes may be two lists, of an opinion and of the dissent.
    """
    if before is not None and before.reading.notes[-1].paragraphs[-1] + 1 == notes[0].paragraphs[0]:
        both = (*before.reading.notes, *notes)
        body = region.between(before.floor, paragraphs.spans[notes[0].paragraphs[0]].start)
        if len(both) * len(body.candidates) <= MAX_WORK:
            yield _option(paragraphs, region, both, before.before, before.floor)
    yield _option(paragraphs, region, notes, before, floor)


def _option(
    paragraphs: Paragraphs, region: Region, notes: tuple[Note, ...], before: _Chosen | None, floor: int
) -> _Chosen:
    start, end = paragraphs.spans[notes[0].paragraphs[0]].start, _end(paragraphs, notes)
    body = region.between(floor, start)
    reading = NotesReading(notes, *call_notes(notes, body, region.between(start, end)))
    begins = before is None or _first_value(notes) == 1
    label = paragraphs.labels[notes[0].paragraphs[0]]
    boxed = label is not None and label.boxed
    numbered_list = begins and not boxed and not paragraphs.closes_section(notes[-1].paragraphs[-1])
    cost = COST_WITHIN_SECTION * numbered_list + (_calls_beyond(notes, body) if region.style.explicit else 0)
    score = reading.score - cost + (before.score if before else 0)
    return _Chosen(score, reading, floor, before)


def _calls_beyond(notes: Sequence[Note], body: Region) -> int:
    """How many higher numbers than the list has are called before it: then the notes that are meant stand elsewhere."""
    highest = max((value_of(note.label) or 0 for note in notes), default=0)
    called = {c.label for c in body.candidates if c.weight == STRONG}
    return sum((value_of(label) or 0) > highest for label in called)


def _joined(choice: _Chosen | None) -> NotesReading:
    """The lists of a choice as one reading."""
    readings: list[NotesReading] = []
    while choice:
        readings.append(choice.reading)
        choice = choice.before
    notes: list[Note] = []
    calls: list[Call] = []
    ambiguous: list[int] = []
    for reading in reversed(readings):
        calls += [call.moved(len(notes)) for call in reading.calls]
        ambiguous += [n + len(notes) for n in reading.ambiguous]
        notes += reading.notes
    return NotesReading(tuple(notes), tuple(calls), tuple(ambiguous))
