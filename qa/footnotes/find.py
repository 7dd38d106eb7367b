"""The footnotes of a text: which lists of notes it has, in which style it calls them, and which place calls which note."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qa.footnotes.calls import MAX_GAP, Call, Region, call_notes
from qa.footnotes.candidates import MarkerCandidate, MarkerStyle, find_candidates, in_brackets, most_candidates
from qa.footnotes.glued import STRONG
from qa.footnotes.labels import LabelStyle
from qa.footnotes.notes import Note, Paragraphs, closing_notes, closing_starts, segments
from qa.footnotes.numbering import value_of
from qa.footnotes.reading import MIN_CALLED, NotesReading
from qa.footnotes.scattered import scattered
from qa.types.document import Problem, ProblemKind, Span

MIN_ORPHANS, MAX_ORPHANS = 3, 1000
"""How many different marks, counting from 1, are taken for markers in a text without notes."""

_NUMBERS = (MarkerStyle.BRACKET, MarkerStyle.SUPERSCRIPT, MarkerStyle.GLUED, MarkerStyle.PAREN)
MIN_CALLED_FROM_ANYWHERE = 0.7
"""The same as `MIN_CALLED`, for a list whose first number is not 1."""


_STYLES = {
    LabelStyle.NAME: (MarkerStyle.NAME,),
    LabelStyle.SYMBOL: (MarkerStyle.SYMBOL,),
    LabelStyle.CIRCLED: (MarkerStyle.CIRCLED,),
    LabelStyle.LETTER: (MarkerStyle.BRACKET,),
    LabelStyle.BRACKET: (*_NUMBERS, MarkerStyle.WORDED),
    LabelStyle.WORDED: (MarkerStyle.WORDED, *_NUMBERS),
    LabelStyle.KEY: (MarkerStyle.KEY,),
    LabelStyle.HALF: (*_NUMBERS, MarkerStyle.HALF),
}
"""How the notes with such labels may be called."""


@dataclass(frozen=True, slots=True)
class Found:
    """The notes of a text, the places that call them in reading order, and what is open."""

    notes: tuple[Note, ...] = ()
    calls: tuple[Call, ...] = ()
    problems: tuple[Problem, ...] = ()


def find_footnotes(
    text: str,
    paragraphs: Sequence[Span],
    numbers: Mapping[int, int] | None = None,
    *,
    headings: Collection[int] = (),
    known: Collection[int] = (),
    rows: Sequence[Span] = (),
    explicit: bool = False,
) -> Found:
    """Find and link the notes of a text whose paragraphs are given.

    Notes close the text, or its chapters, or its pages. A numbered list is notes only where the text calls it, or where
    it closes the text under a heading such as “Notes”. `numbers` gives, by start of paragraph, numbers of list items that
    are not in the text; paragraphs that begin at `headings` are no notes; of a list that goes on
    from the numbers that are `known` already, one note is enough.
    In `rows` of tables only explicit marks call notes. With `explicit`, only marks that are hardly ever
    anything else call notes, and a mark that no note answers is left alone.
    """
    labelled = Paragraphs.of(text, paragraphs, numbers or {}, headings, known)
    regions = _Regions(labelled, rows)
    readings = [reading for style in LabelStyle for reading in _readings(labelled, style, regions, explicit)]
    # Every reading is linked in full before any is chosen: whether paragraphs are notes shows only in what calls them.
    best = max(readings, key=lambda reading: reading.score, default=None)
    if best is None:
        calls = () if explicit else _calls_without_notes(labelled)
        return Found(calls=calls, problems=_unread_marks(text, calls))
    problems = [
        Problem(ProblemKind.AMBIGUOUS_MARKER, label, f"more than one place could call note {label}")
        for label in dict.fromkeys(best.notes[n].label for n in best.ambiguous)
    ]
    notes, calls = _with_works(best, readings)
    return Found(notes, calls, (*problems, *regions.unread_marks()))


def _with_works(best: NotesReading, readings: Sequence[NotesReading]) -> tuple[tuple[Note, ...], tuple[Call, ...]]:
    """The notes and their calls, with works that are called by a key, `[RFC2119]`, beside them."""
    taken = {i for note in best.notes for i in note.paragraphs}
    beside = [
        reading
        for reading in readings
        if reading.is_keyed and taken.isdisjoint(i for note in reading.notes for i in note.paragraphs)
    ]
    works = max(beside, key=lambda reading: reading.score, default=None)
    if works is None:
        return best.notes, best.calls
    calls = sorted(
        [*best.calls, *(call.moved(len(best.notes)) for call in works.calls)], key=lambda c: (c.raw, c.label)
    )
    return (*best.notes, *works.notes), tuple(calls)


def _readings(paragraphs: Paragraphs, style: LabelStyle, regions: _Regions, explicit: bool) -> Iterator[NotesReading]:
    runs = segments(paragraphs, style)
    if not runs:
        return
    for marker_style in _STYLES.get(style, _NUMBERS):
        if explicit and not marker_style.explicit:
            continue
        region = regions.of(marker_style)
        if region.candidates:
            yield from _closing(paragraphs, runs, region, explicit)
            yield from scattered(paragraphs, style, region)
        # Notes that nothing calls are still notes under a heading such as “Notes”; one style is enough to find them.
        elif marker_style is MarkerStyle.BRACKET and not explicit:
            yield from _closing(paragraphs, runs, region, explicit)


def calls_of_known(text: str, paragraphs: Sequence[Span], notes: Sequence[Note]) -> tuple[Call, ...]:
    """The marks in `paragraphs` that call notes which are known already; only such as are hardly ever anything else.

    They must call most of the notes, all in one style.
    """
    labels = {note.label for note in notes}
    best: tuple[Call, ...] = ()
    for style in (MarkerStyle.SUPERSCRIPT, MarkerStyle.BRACKET, MarkerStyle.CIRCLED):
        strong = [c for c in find_candidates(text, paragraphs, style, labels) if c.weight == STRONG]
        calls, ambiguous = call_notes(notes, Region(style, strong), Region(style, ()))
        linked = [call for call in calls if call.note is not None]
        if len(linked) > len(best) and NotesReading(tuple(notes), calls, ambiguous).called >= MIN_CALLED_FROM_ANYWHERE:
            best = tuple(linked)
    return best


class _Regions:
    """The whole text's candidates in each style, for the labels that it has and the numbers that these miss."""

    def __init__(self, paragraphs: Paragraphs, rows: Sequence[Span]) -> None:
        self._paragraphs = paragraphs
        self._with_rows = sorted([*paragraphs.spans, *rows]) if rows else paragraphs.spans
        self._known: dict[MarkerStyle, Region] = {}
        labels = {label.text for label in paragraphs.labels if label}
        values = [value for label in labels if (value := value_of(label))]
        self._labels = labels | {str(number) for value in values for number in range(max(1, value - MAX_GAP), value)}
        self._labels |= {in_brackets(label.text) for label in paragraphs.labels if label and label.boxed}
        self._symbols = self._find(MarkerStyle.SYMBOL)

    def of(self, style: MarkerStyle) -> Region:
        """The candidates in that style."""
        if style not in self._known:
            found = self._symbols if style is MarkerStyle.SYMBOL else self._find(style)
            self._known[style] = Region(style, found, self._symbols)
        return self._known[style]

    def unread_marks(self) -> tuple[Problem, ...]:
        """What is said where marks were left unread."""
        fullest = max((region.candidates for region in self._known.values()), key=len, default=())
        return _unread_marks(self._paragraphs.text, fullest)

    def _find(self, style: MarkerStyle) -> list[MarkerCandidate]:
        spans = self._with_rows if style.explicit else self._paragraphs.spans
        return find_candidates(self._paragraphs.text, spans, style, self._labels)


def _closing(
    paragraphs: Paragraphs, runs: Sequence[Sequence[int]], region: Region, explicit: bool
) -> Iterator[NotesReading]:
    """The list that closes the text, called from anywhere before it."""
    for k in closing_starts(paragraphs, runs):
        notes = closing_notes(paragraphs, runs[k:])
        first = paragraphs.spans[notes[0].paragraphs[0]].start
        calls, ambiguous = call_notes(notes, region.between(0, first), region.between(first, len(paragraphs.text)))
        reading = NotesReading(notes, calls, ambiguous)
        first_label = paragraphs.labels[runs[k][0]]
        from_one = first_label is None or first_label.value in (None, 1)
        enough = MIN_CALLED if from_one else MIN_CALLED_FROM_ANYWHERE
        if reading.called >= enough or (paragraphs.is_headed(runs[k][0]) and not explicit):
            yield reading


def _unread_marks(text: str, marks: Sequence[MarkerCandidate | Call]) -> tuple[Problem, ...]:
    if len(marks) < most_candidates(text):
        return ()
    message = f"no more than {len(marks):,} marks of notes are read in a text of its length: later ones are left in it"
    return (Problem(ProblemKind.UNREAD_MARKS, marks[-1].label, message),)


def _calls_without_notes(paragraphs: Paragraphs) -> tuple[Call, ...]:
    """Explicit marks that count from 1 on, in a text that has no notes: they are reported as markers without a note."""
    numbers = {str(number) for number in range(1, MAX_ORPHANS)}
    for style in (MarkerStyle.BRACKET, MarkerStyle.SUPERSCRIPT):
        found = [c for c in find_candidates(paragraphs.text, paragraphs.spans, style, numbers) if c.weight == STRONG]
        first = list(dict.fromkeys(c.label for c in found))
        if len(first) >= MIN_ORPHANS and first == [str(number) for number in range(1, len(first) + 1)]:
            return tuple(Call(c.label, c.raw, c.whole, None, c.weight) for c in found)
    return ()
