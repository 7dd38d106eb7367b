"""Markers ↔ notes in plain text: finding both, linking them, and saying what does not fit.

Notes are found first. Every place in the text that could be a marker is then a candidate with a weight, and the candidates
are aligned with the notes in reading order so that the total weight is highest. A note that two places could call equally
well is ambiguous: it is reported, not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from qa.types import Problem, ProblemKind, Span

SUPERSCRIPT_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

_NOTE_START = re.compile(
    r"[ \t\xa0]*(?:\[\^?(?P<bracket>\w{1,12})\]:?|(?P<digits>\d{1,3})[.)]?(?=[ \t\xa0])|(?P<super>[⁰¹²³⁴-⁹]{1,3})|(?P<symbol>[*†‡§]{1,3}))"
    r"[ \t\xa0]*(?=\S)"
)
_BRACKET = re.compile(r"[ \t\xa0]?\[\^?(\w{1,12})\](?!\()")
_SUPERSCRIPT = re.compile(r"[⁰¹²³⁴-⁹]{1,3}")
_SYMBOL = re.compile(r"(?<=[^\s*†‡])(?:\*{1,3}|[†‡]{1,3})(?![\w*])")
_GLUED = re.compile(r"(?:(?<=\S)(?<![/@#=_])\d{1,3}|(?<=[.,]\d{3})\d{1,2})(?![\w%°$€£])(?!(?:[.,:/–-]|\s)?\d)")
_UNIT_TAIL = re.compile(
    r"(?:^|\W)(?:[A-Za-z]{1,2}|km|cm|mm|CO|PM|COVID-|Fig\.|No\.|pp?\.|vol\.|art\.|§)$", re.IGNORECASE
)
_ENDS_SENTENCE = re.compile(r"[^\W\d_][\"'’”)\]]*[.,;:!?][\"'’”)\]]*$|[\"”’)\]]$")

_STRONG, _FAIR, _WEAK = 4.0, 2.0, 0.5


@dataclass(frozen=True, slots=True)
class Note:
    """A note in raw text: its label, the pieces of its body, and the first and last paragraph it covers."""

    label: str
    pieces: tuple[Span, ...]
    paragraphs: Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be a marker: its characters in the raw text, and how much it looks like one."""

    label: str
    raw: Span
    weight: float


@dataclass(frozen=True, slots=True)
class Links:
    """Which candidates are markers: `(candidate, index of the note)` in reading order, and which notes are ambiguous."""

    markers: tuple[tuple[Candidate, int], ...]
    problems: tuple[Problem, ...] = field(default=())


def find_notes(raw: str, paragraphs: Sequence[Span]) -> tuple[Note, ...]:
    """The numbered notes that close the text: a run of labelled paragraphs that starts at 1 (or at a symbol).

    A paragraph without a label inside the run goes on with the note before it. The numbering may start again.
    """
    labels = [_note_label(raw, span) for span in paragraphs]
    starts = _note_run([label for label, _ in labels])
    notes = []
    for number, first in enumerate(starts):
        last = starts[number + 1] if number + 1 < len(starts) else len(paragraphs)
        label, body = labels[first]
        pieces = [Span(body, paragraphs[first].end), *paragraphs[first + 1 : last]]
        notes.append(Note(label, tuple(pieces), Span(first, last)))
    return tuple(notes)


def _note_label(raw: str, paragraph: Span) -> tuple[str, int]:
    match = _NOTE_START.match(raw, paragraph.start, paragraph.end)
    if not match:
        return "", paragraph.start
    return (match.group(match.lastgroup or 0) or "").translate(SUPERSCRIPT_DIGITS), match.end()


def _note_run(labels: Sequence[str]) -> list[int]:
    """Indices of the paragraphs that start a note: the last run of 1, 2, 3 … and the runs that touch it."""
    best: list[int] = []
    best_score = 0
    for begin in (i for i, label in enumerate(labels) if label == "1"):
        run, expected = [begin], 2
        for i in range(begin + 1, len(labels)):
            # A note or two may be missing; that is a gap to report, not the end of the notes.
            if labels[i].isdecimal() and (
                expected <= int(labels[i]) <= expected + 2 or (labels[i] == "1" and expected > 2)
            ):
                run.append(i)
                expected = int(labels[i]) + 1
        # Notes fill the end of a text: a numbered list in its middle leaves most paragraphs after it unlabelled.
        unlabelled = sum(1 for i in range(begin, len(labels)) if i not in run)
        if len(run) - unlabelled > best_score:
            best, best_score = run, len(run) - unlabelled
    symbols = [i for i, label in enumerate(labels) if label and not label[0].isalnum() and (not best or i < best[0])]
    while symbols and best and symbols[-1] == best[0] - 1:
        best = [symbols.pop(), *best]
    return best


def find_candidates(raw: str, body: Sequence[Span], labels: set[str]) -> tuple[Candidate, ...]:
    """Every place in `body` that may call one of `labels`, in reading order.

    One style of number is used in a document: brackets before superscript characters before glued digits.
    """
    bracket = [c for c in _matches(_BRACKET, raw, body, _STRONG) if c.label in labels]
    superscript = [c for c in _matches(_SUPERSCRIPT, raw, body, _STRONG) if c.label in labels]
    glued = [
        Candidate(m.group(), Span(*m.span()), _glued_weight(raw, m))
        for span in body
        for m in _GLUED.finditer(raw, span.start, span.end)
        if m.group() in labels
    ]
    numbers = max(
        (bracket, superscript, glued),
        key=lambda found: (len({c.label for c in found if c.weight >= _FAIR}), found is not glued),
    )
    symbols = [c for c in _matches(_SYMBOL, raw, body, _FAIR) if c.label in labels]
    return tuple(sorted([*numbers, *symbols], key=lambda c: c.raw))


def _matches(pattern: re.Pattern[str], raw: str, body: Sequence[Span], weight: float) -> list[Candidate]:
    found = []
    for span in body:
        for match in pattern.finditer(raw, span.start, span.end):
            label = match.group(1) if pattern.groups else match.group()
            found.append(Candidate(label.translate(SUPERSCRIPT_DIGITS), Span(*match.span()), weight))
    return found


def _glued_weight(raw: str, match: re.Match[str]) -> float:
    """How much glued digits look like a marker: after a sentence's end strongly, after a word fairly, after digits weakly."""
    before = raw[max(0, match.start() - 12) : match.start()]
    if _ENDS_SENTENCE.search(before):
        return _STRONG if before[-1] in '.,;:!?"”' else _FAIR
    if before[-1].isdigit() or _UNIT_TAIL.search(before):
        return _WEAK
    return _FAIR if before[-1].isalpha() or before[-1] in ".,;:!?" else _WEAK


def link(candidates: Sequence[Candidate], notes: Sequence[Note]) -> Links:
    """Align candidates with notes in reading order; both orders rise, and the total weight is the highest possible."""
    forward = _best_weights(candidates, notes)
    backward = _best_weights(candidates[::-1], notes[::-1])
    total = forward[len(candidates)][len(notes)]
    chosen: list[tuple[Candidate, int]] = []
    problems = []
    for n, note in enumerate(notes):
        on_best = [
            c
            for c, candidate in enumerate(candidates)
            if candidate.label == note.label
            and abs(forward[c][n] + candidate.weight + backward[len(candidates) - c - 1][len(notes) - n - 1] - total)
            < 1e-9
        ]
        if len(on_best) == 1:
            chosen.append((candidates[on_best[0]], n))
        elif on_best:
            problems.append(
                _problem(
                    ProblemKind.AMBIGUOUS_MARKER, note.label, f"{len(on_best)} places could call note {note.label}"
                )
            )
    chosen.sort(key=lambda pair: pair[0].raw)
    return Links(tuple(chosen), tuple(problems))


def _best_weights(candidates: Sequence[Candidate], notes: Sequence[Note]) -> list[list[float]]:
    """`table[c][n]`: the best total weight that the first `c` candidates and the first `n` notes allow."""
    table = [[0.0] * (len(notes) + 1)]
    for candidate in candidates:
        above, row = table[-1], [0.0]
        for n, note in enumerate(notes):
            matched = above[n] + candidate.weight if candidate.label == note.label else 0.0
            row.append(max(above[n + 1], row[n], matched))
        table.append(row)
    return table


def number_problems(labels: Sequence[str]) -> list[Problem]:
    """Gaps and repeats in the numbering of a document's notes; a numbering that starts again at 1 is neither."""
    problems = []
    numbers = [int(label) for label in labels if label.isdecimal()]
    for before, after in pairwise(numbers):
        if after == before:
            problems.append(_problem(ProblemKind.REPEAT, str(after), f"two notes are numbered {after}"))
        elif after > before + 1:
            problems.append(_problem(ProblemKind.GAP, str(after), f"note {after} follows note {before}"))
    return problems


def _problem(kind: ProblemKind, label: str, message: str) -> Problem:
    return Problem(kind, label, message)
