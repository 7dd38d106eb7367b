"""The footnotes of a text: which lists of notes it has, in which style it calls them, and which place calls which note."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.footnotes.calls import Call, Region, call_notes
from qa.footnotes.candidates import MarkerStyle, find_candidates
from qa.footnotes.glued import FAIR, STRONG
from qa.footnotes.labels import LabelStyle
from qa.footnotes.notes import Note, Paragraphs, closing_notes, closing_starts, groups, segments
from qa.types import Problem, ProblemKind, Span

MIN_CALLED = 0.5
"""Share of a list's items that the text must call before the list is taken for notes, where no heading says so."""
MIN_CALLED_EVERYWHERE = 0.7
"""The same over all lists, where they stand between parts of the text."""

_NUMBERS = (MarkerStyle.BRACKET, MarkerStyle.SUPERSCRIPT, MarkerStyle.GLUED, MarkerStyle.PAREN)


@dataclass(frozen=True, slots=True)
class Found:
    """The notes of a text, the places that call them in reading order, and what is open."""

    notes: tuple[Note, ...] = ()
    calls: tuple[Call, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a text's labelled paragraphs as notes, and how well the text bears it out."""

    notes: tuple[Note, ...]
    calls: tuple[Call, ...]
    ambiguous: tuple[int, ...]

    @property
    def called(self) -> float:
        """Share of the notes that a likely place calls; an ambiguous note is called, too, but not here."""
        likely = {c.note for c in self.calls if c.note is not None and c.weight >= FAIR}
        return len(likely | set(self.ambiguous)) / len(self.notes) if self.notes else 0.0

    @property
    def score(self) -> float:
        """Weight of the calls, one a note, less half a note for each that nothing calls."""
        weights: dict[int, int] = {}
        for call in self.calls:
            if call.note is not None:
                weights[call.note] = max(weights.get(call.note, 0), call.weight)
        uncalled = len(self.notes) - len(weights.keys() | set(self.ambiguous))
        return sum(weights.values()) / STRONG - uncalled / 2


def find_footnotes(text: str, paragraphs: Sequence[Span]) -> Found:
    """Find and link the notes of a text whose paragraphs are given.

    Notes close the text, or its chapters, or its pages. A numbered list is notes only where the text calls it, or where
    it closes the text under a heading such as “Notes”.
    """
    labelled = Paragraphs.of(text, paragraphs)
    readings = [reading for style in LabelStyle for reading in _readings(labelled, style)]
    best = max(readings, key=lambda reading: reading.score, default=None)
    if best is None:
        return Found()
    problems = [
        Problem(ProblemKind.AMBIGUOUS_MARKER, label, f"more than one place could call note {label}")
        for label in dict.fromkeys(best.notes[n].label for n in best.ambiguous)
    ]
    return Found(best.notes, best.calls, tuple(problems))


def _readings(paragraphs: Paragraphs, style: LabelStyle) -> Iterator[_Reading]:
    runs = segments(paragraphs, style)
    if not runs:
        return
    for marker_style in _marker_styles(style):
        region = _region(paragraphs, runs, marker_style)
        if region.candidates:
            yield from _closing(paragraphs, runs, region)
            yield from _scattered(paragraphs, runs, region)
        elif marker_style is MarkerStyle.BRACKET:
            yield from _closing(paragraphs, runs, region)


def _marker_styles(style: LabelStyle) -> tuple[MarkerStyle, ...]:
    own = {LabelStyle.NAME: MarkerStyle.NAME, LabelStyle.SYMBOL: MarkerStyle.SYMBOL}
    return (own[style],) if style in own else _NUMBERS


def _region(paragraphs: Paragraphs, runs: Sequence[Sequence[int]], style: MarkerStyle) -> Region:
    """The whole text's candidates for the labels of `runs`, for the numbers that these miss, and for the symbols."""
    labels = [label for run in runs for i in run if (label := paragraphs.labels[i])]
    highest = max((label.value or 0 for label in labels), default=0)
    wanted = {label.text for label in labels} | {str(number) for number in range(1, highest + 1)}
    symbols = {x.text for x in paragraphs.labels if x and x.style is LabelStyle.SYMBOL}
    numbers = find_candidates(paragraphs.text, paragraphs.spans, style, wanted)
    marks = find_candidates(paragraphs.text, paragraphs.spans, MarkerStyle.SYMBOL, symbols) if symbols else []
    return Region(style, [] if style is MarkerStyle.SYMBOL else numbers, marks)


def _closing(paragraphs: Paragraphs, runs: Sequence[Sequence[int]], region: Region) -> Iterator[_Reading]:
    """The list that closes the text, called from anywhere before it."""
    for k in closing_starts(paragraphs, runs):
        notes = closing_notes(paragraphs, runs[k:])
        first = paragraphs.spans[notes[0].paragraphs[0]].start
        calls, ambiguous = call_notes(notes, region.between(0, first), region.between(first, len(paragraphs.text)))
        reading = _Reading(notes, calls, ambiguous)
        if reading.called >= MIN_CALLED or paragraphs.is_headed(runs[k][0]):
            yield reading


def _scattered(paragraphs: Paragraphs, runs: Sequence[Sequence[int]], region: Region) -> Iterator[_Reading]:
    """Lists that close chapters or pages, each called from what stands between the list before it and itself."""
    likely: dict[str, list[int]] = {}
    for candidate in region.candidates:
        if candidate.weight >= FAIR:
            likely.setdefault(candidate.label, []).append(candidate.raw.start)

    def calls_between(label: str, between: Sequence[int]) -> bool:
        starts = likely.get(label, [])
        at = bisect_left(starts, paragraphs.spans[between[0]].start)
        return at < len(starts) and starts[at] < paragraphs.spans[between[-1]].end

    notes: list[Note] = []
    calls: list[Call] = []
    ambiguous: list[int] = []
    floor = count = 0
    for group in sorted(groups(paragraphs, runs, calls_between), key=lambda group: group[0].paragraphs[0]):
        first = paragraphs.spans[group[0].paragraphs[0]].start
        last = paragraphs.spans[group[-1].paragraphs[-1]].end
        own, open_notes = call_notes(group, region.between(floor, first), region.between(first, last))
        if _Reading(group, own, open_notes).called >= MIN_CALLED:
            calls += [call.moved(len(notes)) for call in own]
            ambiguous += [n + len(notes) for n in open_notes]
            notes += group
            floor, count = last, count + 1
    reading = _Reading(tuple(notes), tuple(calls), tuple(ambiguous))
    if count > 1 and reading.called >= MIN_CALLED_EVERYWHERE:
        yield reading
