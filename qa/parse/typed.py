"""Notes that were typed as text, not made by the format's own means: found in a parsed document and linked as in plain text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from qa.footnotes import Found, Note, calls_of_known, find_footnotes
from qa.footnotes.labels import is_lone_label
from qa.footnotes.numbering import CIRCLED, SUPERSCRIPTS
from qa.footnotes.program_text import without_code
from qa.footnotes.worded import WORDED_CALL
from qa.footnotes.written import find_written
from qa.parse.builder import DocumentBuilder
from qa.parse.calls import CallWriter
from qa.parse.calls_left import calls_left
from qa.regex import regex
from qa.types.document import Block, BlockKind, Document, Place, ProblemKind, Span

_WITHOUT_NOTES = frozenset({BlockKind.TABLE_ROW, BlockKind.NOTE})
_LONGEST_NUMBER = 5
_NUMBER = regex(r"\d{1,3}[.)]?")
_SIGNS = (*SUPERSCRIPTS, *"[〔【［①②❶❷⓵⓶※＊注註")
_EXPLICIT = (
    WORDED_CALL,
    re.compile(rf"[{SUPERSCRIPTS}{CIRCLED}]"),
    re.compile(r"[\[〔【［]\s?\d{1,4}\s?[\]〕】］,;˒–-]"),
)
"""What may be a typed mark beside notes of the format's own, and not `[12 Cal. 3d 4]`; each begins with one of few characters,
which is found quickly."""
_LETTER = regex(r"[\[〔【［]\s?[A-Za-z]\s?\](?!\w)")
_FOUND_ANEW = frozenset(
    {
        ProblemKind.MARKER_WITHOUT_NOTE,
        ProblemKind.NOTE_WITHOUT_MARKER,
        ProblemKind.AMBIGUOUS_MARKER,
        ProblemKind.GAP,
        ProblemKind.REPEAT,
    }
)


def link_typed(document: Document, numbers: Mapping[int, int] | None = None, *, own_labels: bool = True) -> Document:
    """The document with its typed notes taken out of the text and linked; unchanged where none are found.

    Where the format's own notes stand beside typed ones, only marks such as `[1]` and `¹` are looked at. `numbers` gives the
    numbers of ordered lists' items, which are not in the text, by the start of the item's block; `own_labels` says that the
    notes that nothing calls have the labels that the file gives them, so that typed marks may call them.
    Blocks keep their kind, level and speaker, and what is left of the text leads to the same places in the file.
    """
    if document.footnotes and not _has_marks(document):
        return document
    candidates, below = _candidates(document)
    text = without_code(document.text, document.code)
    headings = {block.span.start for block in document.blocks if block.kind is BlockKind.HEADING}
    found = find_footnotes(
        text,
        candidates,
        numbers,
        headings=headings,
        known=_known(document),
        rows=[block.span for block in document.blocks if block.kind is BlockKind.TABLE_ROW],
        explicit=bool(document.footnotes),
    )
    if document.footnotes:
        found = _with_known(document, text, found, candidates, own_labels=own_labels)
    if not found.notes:
        return document
    noted = _starts(found, candidates)
    noted |= {below[start] for start in noted if start in below}
    kept = [block for block in document.blocks if block.span.start not in noted and block.kind is not BlockKind.NOTE]
    if not document.footnotes:
        added = calls_left(text, [block.span for block in kept], found.notes, found.calls)
        found = replace(found, calls=tuple(sorted([*found.calls, *added], key=lambda call: (call.raw, call.label))))
    return _rebuilt(document, found, kept)


def link_written(document: Document) -> Document:
    """The document with the notes linked that are written in it as in LaTeX or a wiki; unchanged where there are none."""
    kept = [block for block in document.blocks if block.kind is not BlockKind.NOTE]
    text = without_code(document.text, document.code)
    found = find_written(text, [block.span for block in kept], wiki=False)
    if not found.notes:
        return document
    known = [Note(note.label, (note.span,), ()) for note in document.footnotes]
    noted = {kept[i].span.start for note in found.notes for i in note.paragraphs}
    calls = tuple(call.moved(len(known)) for call in found.calls)
    return _rebuilt(
        document, Found((*known, *found.notes), calls), [block for block in kept if block.span.start not in noted]
    )


def _candidates(document: Document) -> tuple[list[Span], dict[int, int]]:
    """The stretches that may hold calls or be notes: paragraphs, and `[1]` alone in one with the paragraph below it.

    Also, by where such a stretch starts, where the paragraph below begins.
    """
    spans: list[Span] = []
    below: dict[int, int] = {}
    alone, numbers = False, _lone_numbers(document)
    for block in document.blocks:
        if block.kind in _WITHOUT_NOTES:
            continue
        if alone and block.kind is not BlockKind.HEADING:
            below[spans[-1].start] = block.span.start
            spans[-1], alone = Span(spans[-1].start, block.span.end), False
            continue
        spans.append(block.span)
        alone = is_lone_label(document.text, block.span.start, block.span.end) or block.span.start in numbers
    return spans, below


def _lone_numbers(document: Document) -> set[int]:
    """Where paragraphs stand that are a number each, counting from 1, with another paragraph between: labels, it may be."""
    blocks = [block.span for block in document.blocks if block.kind not in _WITHOUT_NOTES]
    lone = [
        i for i, span in enumerate(blocks) if len(span) <= _LONGEST_NUMBER and _NUMBER.fullmatch(span.of(document.text))
    ]
    values = [int(blocks[i].of(document.text).strip(" .)")) for i in lone]
    apart = all(later - earlier > 1 for earlier, later in pairwise(lone))
    return (
        {blocks[i].start for i in lone}
        if len(lone) > 1 and apart and values == list(range(1, len(lone) + 1))
        else set()
    )


def _has_marks(document: Document) -> bool:
    """True where typed marks may stand; letters in brackets, as in quotations, only where a paragraph begins so or a note waits."""
    text = document.text
    if not any(sign in text for sign in _SIGNS):
        return False
    if any(sign.search(text) for sign in _EXPLICIT):
        return True
    called = {marker.note for marker in document.markers}
    waiting = len(called - {None}) < len(document.footnotes)
    return bool(_LETTER.search(text)) and (waiting or any(_LETTER.match(text, b.span.start) for b in document.blocks))


def _known(document: Document) -> set[int]:
    """The numbers of the document's own notes."""
    return {
        int(note.label) for note in document.footnotes if note.label.isdecimal() and len(note.label) < _LONGEST_NUMBER
    }


def _with_known(document: Document, text: str, found: Found, candidates: Sequence[Span], *, own_labels: bool) -> Found:
    """The document's own notes, then those that were found; nothing where all stays as it is.

    Typed marks that call notes of the document's own are found too.
    """
    known = [Note(note.label, (note.span,), ()) for note in document.footnotes]
    called = {marker.note for marker in document.markers}
    loose = [n for n, note in enumerate(known) if n not in called and note.label] if own_labels else []
    taken = {span for call in found.calls for span in (call.whole,)} if found.notes else set()
    noted = _starts(found, candidates)
    others = [span for span in candidates if span.start not in noted]
    rows = [block.span for block in document.blocks if block.kind is BlockKind.TABLE_ROW]
    calls = calls_of_known(text, sorted([*others, *rows]), [known[n] for n in loose]) if loose else ()
    added = [
        replace(call, note=loose[call.note]) for call in calls if call.note is not None and call.whole not in taken
    ]
    if not (found.notes or added):
        return Found()
    typed = [call.moved(len(known)) for call in found.calls] if found.notes else []
    order = sorted([*added, *typed], key=lambda call: (call.raw, call.label))
    return Found((*known, *found.notes), tuple(order), found.problems if found.notes else ())


def _starts(found: Found, candidates: Sequence[Span]) -> set[int]:
    return {candidates[i].start for note in found.notes for i in note.paragraphs}


def _rebuilt(document: Document, found: Found, kept: list[Block]) -> Document:
    builder = DocumentBuilder()
    source = _Source(document, builder)
    writer = CallWriter(builder, found, source.add, source.to_raw)
    spans = []
    for block in kept:
        builder.begin_block()
        writer.write(block.span)
        source.end(block.span)
        spans.append(builder.end_block(block.kind, block.level, repeated=block.repeated))
    writer.write_notes(_in_order(document, found))
    problems = [p for p in document.problems if p.kind not in _FOUND_ANEW]
    built = builder.document(document.doc_id, document.title, (*problems, *found.problems))
    speakers = {
        span.start: _moved(block.speaker, block.span, span, found)
        for block, span in zip(kept, spans, strict=True)
        if block.speaker
    }
    blocks = (replace(b, speaker=speakers[b.span.start]) if b.span.start in speakers else b for b in built.blocks)
    title = next((s for b, s in zip(kept, spans, strict=True) if b.span.of(document.text) == document.title), None)
    return replace(built, blocks=tuple(blocks), title=title.of(built.text) if title else built.title)


def _in_order(document: Document, found: Found) -> list[int]:
    """The notes in the order in which the text first calls them; one that nothing calls follows the one before it."""
    first: dict[int, int] = {}
    for at, note in (
        *((marker.at, marker.note) for marker in document.markers if document.footnotes),
        *((call.raw.start, call.note) for call in found.calls),
    ):
        if note is not None:
            first[note] = min(first.get(note, at), at)
    places, before = [], 0
    for n in range(len(found.notes)):
        before = first.get(n, before)
        places.append((before, n))
    return [n for _, n in sorted(places)] if document.footnotes else list(range(len(found.notes)))


def _moved(inner: Span, old: Span, new: Span, found: Found) -> Span:
    """Where a stretch of the block that stood at `old` stands now; marks before it are gone."""
    wholes = dict.fromkeys(call.whole for call in found.calls if old.start <= call.whole.start < old.end)

    def moved(offset: int) -> int:
        gone = sum(len(whole) for whole in wholes if whole.end <= offset)
        return min(offset - old.start + new.start - gone, new.end)

    return Span(moved(inner.start), moved(inner.end))


class _Source:
    """Hands stretches of a document's text to a builder, with the offsets, places and markers that they have."""

    def __init__(self, document: Document, builder: DocumentBuilder) -> None:
        self._document = document
        self._builder = builder
        self._marks = sorted(document.markers, key=lambda marker: marker.at)
        self._links = {link.span.start: link.url for link in document.links}
        self._ends = {link.span.end for link in document.links}
        self._code = {edge: edge == span.start for span in document.code for edge in (span.end, span.start)}
        self._works = {work.span.start: work.fields for work in document.works}
        self._work_ends = {work.span.end for work in document.works}
        cuts = {
            *self._works,
            *self._work_ends,
            *self._links,
            *self._ends,
            *self._code,
            *document.offsets.clean,
            *(place.at for place in document.places),
            *(mark.at for mark in self._marks),
        }
        self._cuts = sorted(cuts)
        self._place: Place | None = None
        self._marked = -1

    def add(self, start: int, end: int) -> None:
        """Append `text[start:end]`, cut where its offsets, places, links or works change or a marker stands."""
        position = start
        self._link(start)
        for cut in self._cuts[bisect_right(self._cuts, start) : bisect_right(self._cuts, end)]:
            self._add_piece(position, cut)
            self._mark(cut)
            self._link(cut)
            position = cut
        self._add_piece(position, end)

    def end(self, span: Span) -> None:
        """Set the markers at the end of a block whose last characters are taken out."""
        if self._marked < span.end:
            self._mark(span.end)

    def to_raw(self, span: Span) -> Span | None:
        """Where a marker's characters stand in the raw file; None for formats without character offsets."""
        start, last = self._document.offsets.to_raw(span.start), self._document.offsets.to_raw(span.end - 1)
        return None if start is None or last is None else Span(start, last + 1)

    def _add_piece(self, start: int, end: int) -> None:
        place = self._document.place(start)
        if place is not None and place is not self._place:
            self._builder.at(page=place.page, box=place.box, element=place.element)
            self._place = place
        if end > start:
            self._builder.add(self._document.text[start:end], self._document.offsets.to_raw(start))

    def _link(self, at: int) -> None:
        if at in self._links:
            self._builder.link(self._links[at])
        elif at in self._ends:
            self._builder.link(None)
        if at in self._code:
            self._builder.code(self._code[at])
        if at in self._works:
            self._builder.work(self._works[at])
        elif at in self._work_ends:
            self._builder.work(None)

    def _mark(self, at: int) -> None:
        self._marked = at
        i = bisect_left(self._marks, at, key=lambda marker: marker.at)
        while i < len(self._marks) and self._marks[i].at == at:
            mark = self._marks[i]
            self._builder.mark(mark.label, "" if mark.note is None else str(mark.note), mark.raw, mark.said)
            i += 1
