"""Notes at the foot of a page or column: where they begin, which line begins which note, and what runs over to the next page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from qa.parse.pdf.labels import Start, glued_labels, note_start, raised_labels, typed_labels
from qa.parse.pdf.shapes import Line, Page, Rule

_MIXED = ({"raised", "symbol"}, {"letter", "roman"})
"""Styles of labels that can follow each other."""
_SMALL = 0.94
"""Of the body's type: notes are set smaller than this."""
_FAR_BELOW = 2.7
"""In sizes of the type: a gap that no two lines of notes have between them."""
_MOST_FEET = 8
"""Of a column: tables in it may have their own."""
_AHEAD = 12
"""Lines in which the note of a number that was met too early must begin."""
_SENTENCE_END = (".", "!", "?", ".”", ".’", '."', ")", "]")


@dataclass(slots=True)
class PdfNote:
    """A note and its lines; the label is taken off the first."""

    key: str
    label: str
    page: int
    top: float
    lines: list[Line] = field(default_factory=list)
    style: str = ""
    """How its label is set; see `labels.Start`."""
    group: int = -1
    """Which list of endnotes it belongs to; -1 at the foot of a page."""


def split_feet(pages: Sequence[Page], body_size: float) -> tuple[list[Line], list[PdfNote]]:
    """The body's lines in reading order, and the notes."""
    body: list[Line] = []
    notes: list[PdfNote] = []
    separators: set[int] = set()
    calls = [{label for line in page.lines for label in raised_labels(line)} for page in pages]
    for number, page in enumerate(pages):
        # A long note may begin on the page before its marker.
        called = calls[number].union(*calls[number + 1 : number + 2])
        for _, group in groupby(page.lines, key=lambda line: line.region):
            lines = list(group)
            for _ in range(_MOST_FEET):
                above, lines = _split_foot(lines, page, called, body_size, notes, separators)
                body += above
                if not lines:
                    break
            body += lines
    return body, notes


def _split_foot(
    lines: list[Line], page: Page, called: set[str], body_size: float, notes: list[PdfNote], separators: set[int]
) -> tuple[list[Line], list[Line]]:
    """The body's lines down to the end of the first foot, whose notes are added to `notes`, and the lines below it."""
    pending = notes[-1] if notes and notes[-1].lines[-1].page >= page.index - 1 else None
    expected = called | ({str(int(notes[-1].label) + 1)} if notes and notes[-1].label.isdecimal() else set())
    small = _small_start(lines, body_size)
    # Laws and lists number their parts with (1), too: only a rule, or a call that touches its word, makes it a note's.
    expected |= _once(lines, glued_labels)
    under = expected | _once(lines, typed_labels) if page.rules else expected
    ruled, rule = _below_rule(lines, page.rules, body_size, _Foot(under, pending, small, separators))
    start = ruled if rule else _foot_start(lines, small, expected, body_size, pending)
    end = _foot_end(lines, start)
    if start == len(lines):
        start, end = _inner_foot(lines, expected, body_size)
    above, foot = lines[:start], lines[start:end]
    if rule:
        separators.add(round(rule.x1 - rule.x0))
    elif start and end == len(lines):
        # The foot is not all: a table above it may have notes of its own.
        above = _without_inner(above, expected, body_size, notes)
    return above + _read_notes(foot, under if rule else expected, notes, pending), lines[end:]


@dataclass(frozen=True, slots=True)
class _Foot:
    """What is known of a column's foot before it is found."""

    expected: set[str]
    pending: PdfNote | None
    """The note that may run over into it."""
    small: int
    """Index of the first of the lines in small type that close the column."""
    separators: set[int]
    """Widths of the rules that stood above notes before."""


def _once(lines: Sequence[Line], labels: Callable[[Line], set[str]]) -> set[str]:
    """Labels in parentheses that the column has once inside its lines."""
    found = Counter(label for line in lines for label in labels(line))
    return {label for label, count in found.items() if count == 1}


def _small_start(lines: Sequence[Line], body_size: float) -> int:
    small = len(lines)
    while small and lines[small - 1].size <= _SMALL * body_size:
        small -= 1
    return small


def _foot_start(
    lines: Sequence[Line], small: int, expected: set[str], body_size: float, pending: PdfNote | None
) -> int:
    """Index of the first line of notes that no rule parts from the text; the number of lines when there are none."""
    # Two signs, the surer first: a called label in small type, small type alone after an unfinished note.
    first = next((i for i in range(small, len(lines)) if _begins(lines[i], expected)), None)
    if first is not None:
        if pending is None or first == small:
            return first
        goes_on = _close_set(lines[small : first + 1]) or _goes_on(pending, lines, small)
        return small if goes_on and not _looks_done(pending, lines[small]) else first
    if pending and small < len(lines) and not _ended(pending) and (small == 0 or _set_off(lines, small)):
        return small if not note_start(lines[small]) else len(lines)
    return _same_size_start(lines, expected)


def _foot_end(lines: Sequence[Line], start: int) -> int:
    """Index of the first line after the notes: larger type that a gap parts from them, or what a wide gap does."""
    for i in range(start + 1, len(lines)):
        gap = lines[i].base - lines[i - 1].base
        if gap <= 1.6 * lines[i].size:
            continue
        larger = lines[i].size > 1.08 * max(line.size for line in lines[start : min(i, start + 3)])
        if larger or (gap > _FAR_BELOW * lines[i].size and not any(map(note_start, lines[i:]))):
            return i
    return len(lines)


def _inner_foot(lines: Sequence[Line], expected: set[str], body_size: float) -> tuple[int, int]:
    """Notes with text below them: small type between two gaps, which begins with a label that is called above it."""
    above: set[str] = set()
    for is_small, group in groupby(range(len(lines)), key=lambda i: lines[i].size <= _SMALL * body_size):
        run = list(group)
        start, end = run[0], run[-1] + 1
        apart = is_small and start and end < len(lines) and _set_off(lines, start) and _set_off(lines, end)
        if apart and _begins(lines[start], above & expected):
            return start, end
        above.update(label for line in lines[start:end] for label in raised_labels(line))
    return len(lines), len(lines)


def _without_inner(lines: list[Line], expected: set[str], body_size: float, notes: list[PdfNote]) -> list[Line]:
    """The lines without notes that have text below them, which are added to `notes`."""
    letters = {label for label in expected if label.isalpha() or not label.isalnum()}
    start, end = _inner_foot(lines, letters, body_size)
    return lines[:start] + _read_notes(lines[start:end], letters, notes, None) + lines[end:]


def _below_rule(lines: Sequence[Line], rules: Sequence[Rule], body_size: float, foot: _Foot) -> tuple[int, Rule | None]:
    """The short rule at the left edge that parts notes from the text, and the index of the first line under it."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    below: list[tuple[int, Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.y):
        if abs(rule.x0 - left) > 40 or rule.x1 - rule.x0 > 0.7 * (right - left):
            continue
        at = next((i for i, line in enumerate(lines) if line.base > rule.y), len(lines))
        if at < len(lines) and all(line.size < 1.03 * body_size for line in lines[at : _foot_end(lines, at)]):
            below.append((at, rule))
    # A rule alone is not enough: tables and boxes have rules, too, and words are underlined. What follows must begin a
    # called note, or go on with one.
    begun = next(((at, rule) for at, rule in below if _begins(lines[at], foot.expected)), None)
    return begun or next(((at, rule) for at, rule in below if _runs_over(lines, at, rule, foot)), (len(lines), None))


def _runs_over(lines: Sequence[Line], at: int, rule: Rule, foot: _Foot) -> bool:
    """True when what stands under a rule goes on with the note before: a rule such as stands above notes, or small type."""
    if foot.pending is None:
        return False
    if round(rule.x1 - rule.x0) in foot.separators or at >= foot.small:
        return True
    first = next((i for i in range(at, len(lines)) if _begins(lines[i], foot.expected)), None)
    return first is not None and not _ended(foot.pending) and _close_set(lines[at : first + 1])


def _begins(line: Line, expected: set[str]) -> bool:
    """True when the line starts a note that is called, or that is next in the numbering."""
    start = note_start(line)
    return start is not None and bool({start.label, f"({start.label})" * (start.style == "paren")} & expected)


def _close_set(lines: Sequence[Line]) -> bool:
    """True when no gap parts the lines: what runs over stands close to the note after it."""
    return all(b.base - a.base < 1.9 * a.size for a, b in pairwise(lines))


def _goes_on(pending: PdfNote, lines: Sequence[Line], small: int) -> bool:
    """True when small type apart from the text goes on with a note in the middle of its sentence."""
    apart = small == 0 or _set_off(lines, small)
    return apart and not _ended(pending) and lines[small].text.lstrip()[:1].islower()


def _looks_done(pending: PdfNote, line: Line) -> bool:
    text = line.text.lstrip()
    return _ended(pending) and text[:1].isupper() and note_start(line) is not None


def _ended(note: PdfNote) -> bool:
    return note.lines[-1].text.rstrip().endswith(_SENTENCE_END)


def _set_off(lines: Sequence[Line], at: int) -> bool:
    return lines[at].base - lines[at - 1].base > 1.6 * lines[at].size


def _same_size_start(lines: Sequence[Line], expected: set[str]) -> int:
    """Notes in the body's type: a raised label after a gap, called above, with nothing but notes below."""
    leading = sorted(b.base - a.base for a, b in pairwise(lines))
    usual = leading[len(leading) // 2] if leading else 0.0
    for i in range(1, len(lines)):
        start = note_start(lines[i])
        if start and start.style in ("raised", "symbol") and lines[i].base - lines[i - 1].base > 1.2 * usual:
            above = {label for line in lines[:i] for label in raised_labels(line)}
            if start.label in above & expected:
                return i
    return len(lines)


def _read_notes(lines: Sequence[Line], expected: set[str], notes: list[PdfNote], pending: PdfNote | None) -> list[Line]:
    """Add the lines to `notes`; returns those before the first label when no note is pending."""
    stray: list[Line] = []
    before: Start | None = None
    edge = 0.0
    current = pending
    for i, line in enumerate(lines):
        start = note_start(line)
        if start and before and _is_inside(lines, i, start):
            start = None
        if start and _is_next(start, before, line, edge, expected, pending):
            before, edge = start, line.x0
            current = PdfNote(f"{line.page}:{len(notes)}", start.label, line.page, line.top, [start.rest], start.style)
            notes.append(current)
        elif current:
            current.lines.append(line)
        else:
            stray.append(line)
    return stray


def _is_inside(lines: Sequence[Line], i: int, start: Start) -> bool:
    """True for a number inside a note, `9 May 1920`, when the sentence goes on and the note of that number comes later."""
    if start.style not in ("plain", "dot") or lines[i - 1].text.rstrip().endswith(_SENTENCE_END):
        return False
    later = (found for line in lines[i + 1 : i + _AHEAD] if (found := note_start(line)) and found.style == start.style)
    return any(found.label == start.label for found in later)


def _is_next(
    start: Start, before: Start | None, line: Line, edge: float, expected: set[str], pending: PdfNote | None
) -> bool:
    if before is None:
        return _begins(line, expected) or (pending is None and start.style != "plain")
    # Word processors raise a symbol where they do not raise a number.
    symbol = not (start.label.isalnum() and before.label.isalnum())
    if start.style != before.style and {start.style, before.style} not in _MIXED and not symbol:
        return False
    if not start.number or not before.number:
        return start.label in expected and start.label != before.label
    if start.style == "raised":
        return before.number < start.number <= before.number + 20 or start.number == 1
    # Right-aligned numbers and an indented first line both shift a label a little.
    return start.number in (before.number + 1, before.number + 2) and abs(line.x0 - edge) < 1.2 * line.size
