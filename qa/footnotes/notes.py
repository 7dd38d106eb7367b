"""Lists of notes: which labelled paragraphs may be the notes that close a text, a chapter or a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.footnotes.glued import FAIR, STRONG
from qa.footnotes.headings import heads_notes
from qa.footnotes.labels import Label, LabelStyle, body_end, is_heading, is_signature, place_of, read_label
from qa.regex import regex
from qa.types.document import Span

_PAGE_NUMBER = regex(r"(?:page )?[-–—]? ?(?:\d{1,4}|[ivxl]{1,8}) ?[-–—]?(?: (?:of|/) \d{1,4})?", re.IGNORECASE)

MAX_MISSING = 2
"""A note or two may be missing; that is a gap to report, not the end of the notes."""
MAX_CONTINUATION = 12
"""Paragraphs without a label that a note inside a list may go on with."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note in raw text: its label, the pieces of its body, and the paragraphs they are."""

    label: str
    pieces: tuple[Span, ...]
    paragraphs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """A text's paragraphs with the labels at their heads."""

    text: str
    spans: Sequence[Span]
    labels: Sequence[Label | None]
    go_on: frozenset[int] = frozenset()
    """Numbers with which a list goes on that begins elsewhere."""

    @classmethod
    def of(
        cls,
        text: str,
        spans: Sequence[Span],
        numbers: Mapping[int, int],
        headings: Collection[int] = (),
        known: Collection[int] = (),
    ) -> Paragraphs:
        """Read the label of every paragraph, or take its number in a list where that is not in the text; headings have none."""
        labels = [
            Label(LabelStyle.DOT, str(numbers[span.start]), numbers[span.start], span.start)
            if span.start in numbers
            else None
            if span.start in headings
            else read_label(text, span.start, span.end)
            for span in spans
        ]
        return cls(text, spans, _as_letters(labels), frozenset(number + 1 for number in known))

    def ends_page(self, i: int) -> bool:
        """True when a page break stands between paragraph `i` and the next."""
        end = self.spans[i + 1].start if i + 1 < len(self.spans) else len(self.text)
        return self.text.find("\f", self.spans[i].end, end) >= 0

    def closes_section(self, i: int) -> bool:
        """True when a heading, a page break or the text's end follows paragraph `i`."""
        return i + 1 >= len(self.spans) or self.ends_page(i) or self.is_heading(i + 1)

    def is_heading(self, i: int) -> bool:
        """True when paragraph `i` looks like a heading."""
        return is_heading(self.text, self.spans, i)

    def is_page_number(self, i: int) -> bool:
        """True for `12`, `- 12 -`, `Page 12 of 20` beside a page break."""
        beside = self.ends_page(i) or (i > 0 and self.ends_page(i - 1))
        return beside and bool(_PAGE_NUMBER.fullmatch(self.spans[i].of(self.text)))

    def is_headed(self, i: int) -> bool:
        """True when the paragraph before `i`, or the one before that, says that notes follow."""
        return any(heads_notes(self.spans[k].of(self.text)) for k in range(max(0, i - 2), i))


def _as_letters(labels: Sequence[Label | None]) -> list[Label | None]:
    """The labels; beside `[A]` and `[B]`, `[I]` is a letter and no Roman number."""
    cases = {label.text.isupper() for label in labels if label and label.style is LabelStyle.LETTER}
    return [
        Label(LabelStyle.LETTER, label.text, place_of(label.text), label.body)
        if label
        and label.style is LabelStyle.BRACKET
        and len(label.text) == 1
        and label.text.isalpha()
        and label.text.isupper() in cases
        else label
        for label in labels
    ]


def segments(paragraphs: Paragraphs, style: LabelStyle) -> list[list[int]]:
    """Runs 1, 2, 3 … of paragraphs labelled in `style`, each as paragraph numbers, whatever stands between.

    The first may begin with any number, as in a chapter that was copied out, and so may one under a heading such as “Notes”.
    A run inside a run, such as a numbered list in a note, is part of that note.
    """
    found: list[list[int]] = []
    expected = outer = 0
    labelled = [i for i, label in enumerate(paragraphs.labels) if label and label.style is style]
    for k, i in enumerate(labelled):
        label = paragraphs.labels[i]
        if label is None:
            continue
        value = label.value
        if value is None:
            _add_symbol(found, paragraphs, label, i)
        elif expected and expected <= value <= expected + MAX_MISSING:
            found[-1].append(i)
            expected = value + 1
        elif value == 1:
            found.append([i])
            outer, expected = (expected if outer >= 0 else 0), 2
        elif (
            paragraphs.is_headed(i)
            or value in paragraphs.go_on
            or (not found and _goes_on_from(paragraphs, value, labelled[k + 1 : k + 2]))
        ):
            found.append([i])
            outer, expected = -1, value + 1
        elif len(found) > 1 and value == outer:
            found.pop()
            found[-1].append(i)
            outer, expected = 0, value + 1
    return found


def _goes_on_from(paragraphs: Paragraphs, value: int, following: Sequence[int]) -> bool:
    """True when the next label is the next number."""
    after = paragraphs.labels[following[0]] if following else None
    return after is not None and after.value is not None and 0 < after.value - value <= 1 + MAX_MISSING


def _add_symbol(found: list[list[int]], paragraphs: Paragraphs, label: Label, i: int) -> None:
    """Symbols and names have no order: those that stand together, each once, are a run."""
    together = found and found[-1][-1] == i - 1 and not paragraphs.ends_page(i - 1)
    if together and _is_new(paragraphs, found[-1], label):
        found[-1].append(i)
    else:
        found.append([i])


def closing_starts(paragraphs: Paragraphs, runs: Sequence[Sequence[int]]) -> list[int]:
    """Which run may be the first of the notes that close the text: the fullest stretch to the end, and its neighbours.

    Notes fill the end of a text: a numbered list in its middle leaves most paragraphs after it unlabelled.
    """
    best, best_score, labelled = -1, 0, 0
    starts: list[int] = []
    for k in range(len(runs) - 1, -1, -1):
        labelled += len(runs[k])
        score = 2 * labelled - (len(paragraphs.spans) - runs[k][0])
        if score > best_score:
            best, best_score = k, score
        if len(starts) < 2 and paragraphs.is_headed(runs[k][0]):
            starts.append(k)
    if best >= 0:
        starts += [best, best + 1, len(runs) - 1]
    return sorted({k for k in starts if k < len(runs)})


def closing_notes(paragraphs: Paragraphs, runs: Sequence[Sequence[int]]) -> tuple[Note, ...]:
    """The notes of runs that close the text; a paragraph without a label goes on with the note before it."""
    starts = _with_symbols(paragraphs, [i for run in runs for i in run])
    return _notes(paragraphs, starts, _end_of_closing(paragraphs, starts))


def _end_of_closing(paragraphs: Paragraphs, starts: Sequence[int]) -> int:
    """Where the last note ends: before a heading or a mail's signature, or at once where no other note has two paragraphs."""
    short = len(starts) > 2 and all(later - earlier == 1 for earlier, later in pairwise(starts))
    for i in range(starts[-1] + 1, len(paragraphs.spans)):
        words = paragraphs.spans[i].of(paragraphs.text)
        goes_on = words[0].islower() or paragraphs.ends_page(i - 1)
        if is_signature(words) or paragraphs.is_heading(i) or (short and not goes_on):
            return i
    return len(paragraphs.spans)


def groups(
    paragraphs: Paragraphs, style: LabelStyle, calls: Callable[[str, Sequence[int], int], bool]
) -> Iterator[tuple[Note, ...]]:
    """Stretches of notes that stand together and are numbered on, whatever they begin with.

    A note may go on for some paragraphs, unless these call the next note: then the text goes on there. No note calls itself.
    """
    run: list[int] = []
    for i in [i for i, label in enumerate(paragraphs.labels) if label and label.style is style]:
        if run and not _follows(paragraphs, run, i, calls):
            yield _group(paragraphs, run, i)
            run = []
        run.append(i)
    if run:
        yield _group(paragraphs, run, len(paragraphs.spans))


def _follows(
    paragraphs: Paragraphs, run: Sequence[int], i: int, calls: Callable[[str, Sequence[int], int], bool]
) -> bool:
    before, label, between = paragraphs.labels[run[-1]], paragraphs.labels[i], range(run[-1] + 1, i)
    if before is None or label is None or len(between) > MAX_CONTINUATION:
        return False
    if before.value is None or label.value is None:
        return not between and not paragraphs.ends_page(run[-1]) and _is_new(paragraphs, run, label)
    if calls(label.text, (i,), STRONG) or paragraphs.ends_page(i - 1):
        return False
    if between:
        return label.value == before.value + 1 and not calls(label.text, between, FAIR)
    return before.value < label.value <= before.value + 1 + MAX_MISSING


def _is_new(paragraphs: Paragraphs, run: Sequence[int], label: Label) -> bool:
    return all(known is None or known.text != label.text for known in (paragraphs.labels[k] for k in run))


def _group(paragraphs: Paragraphs, run: Sequence[int], following: int) -> tuple[Note, ...]:
    starts = _with_symbols(paragraphs, run)
    return _notes(paragraphs, starts, _end_of_group(paragraphs, starts[-1], following))


def _end_of_group(paragraphs: Paragraphs, last: int, following: int) -> int:
    """After a list's last note its page may still hold the rest of it; else the text goes on."""
    for i in range(last, min(following, last + MAX_CONTINUATION)):
        if paragraphs.ends_page(i):
            return i + 1
    return last + 1


def _with_symbols(paragraphs: Paragraphs, starts: Sequence[int]) -> list[int]:
    """The notes with those beside and between them that are labelled by a symbol, each by one of its own: no bullets."""
    symbols = [i for i in range(starts[0], starts[-1]) if _has_symbol(paragraphs, i)]
    first, last = starts[0] - 1, starts[-1] + 1
    while first >= 0 and _has_symbol(paragraphs, first):
        symbols.append(first)
        first -= 1
    while last < len(paragraphs.spans) and _has_symbol(paragraphs, last):
        symbols.append(last)
        last += 1
    texts = [label.text for i in symbols if (label := paragraphs.labels[i])]
    distinct = [i for i, text in zip(symbols, texts, strict=True) if texts.count(text) == 1] if len(texts) < 20 else []
    return sorted({*starts, *distinct})


def _has_symbol(paragraphs: Paragraphs, i: int) -> bool:
    label = paragraphs.labels[i]
    return label is not None and label.style is LabelStyle.SYMBOL


def _notes(paragraphs: Paragraphs, starts: Sequence[int], end: int) -> tuple[Note, ...]:
    notes = []
    for number, first in enumerate(starts):
        label = paragraphs.labels[first]
        last = starts[number + 1] if number + 1 < len(starts) else end
        if label is None:
            continue
        covered = _without_headings(paragraphs, first, last, number + 1 == len(starts))
        pieces = [Span(label.body, paragraphs.spans[first].end), *(paragraphs.spans[i] for i in covered[1:])]
        pieces[-1] = Span(pieces[-1].start, body_end(paragraphs.text, paragraphs.spans[first], pieces[-1].end))
        notes.append(Note(label.text, tuple(pieces), tuple(covered)))
    return tuple(notes)


def _without_headings(paragraphs: Paragraphs, first: int, last: int, is_last: bool) -> list[int]:
    """A heading ends the last note, and stands for itself before a numbering that starts again; page numbers belong to no note."""
    label = paragraphs.labels[last] if last < len(paragraphs.spans) else None
    if is_last:
        last = next((i for i in range(first + 1, last) if paragraphs.is_heading(i)), last)
    elif label is not None and label.value == 1:
        while last - 1 > first and paragraphs.is_heading(last - 1):
            last -= 1
    return [first, *(i for i in range(first + 1, last) if not paragraphs.is_page_number(i))]
