"""Which passages a model is shown for a question: those of the answer by quotation, and the nearest others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.citation.context import find_context
from qa.citation.found_passages import cite_passage
from qa.gate.sentence import CitedText
from qa.types.answer import Answer, LinkKind
from qa.types.document import Document, Span
from qa.types.passage import Passage
from qa.writer.asking import room_allowed
from qa.writer.prompt import ShownPassage

if TYPE_CHECKING:
    from qa.index.engine import Snapshot

MOST_SHOWN = 8
"""Passages."""
_NOTE = 300


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A passage, as it is shown and as a sentence is compared with it."""

    passage: Passage
    document: Document
    shown: ShownPassage
    compared: CitedText
    start: int
    """Where what is shown begins in the document."""

    @property
    def size(self) -> int:
        """In bytes."""
        return sum(len(text.encode()) for text in (self.shown.text, self.shown.before, *self.shown.notes))


def show_passages(snapshot: Snapshot, passages: Iterable[Passage]) -> tuple[Exhibit, ...]:
    """The first of these passages, each once, as far as there is room."""
    exhibits: list[Exhibit] = []
    room = room_allowed()
    for passage in {passage.passage_id: passage for passage in passages}.values():
        document = snapshot.document(passage.doc_id)
        if document is None or len(exhibits) == MOST_SHOWN:
            continue
        exhibit = show_passage(snapshot, passage, document)
        if exhibit.size <= room:
            room -= exhibit.size
            exhibits.append(exhibit)
    return tuple(exhibits)


def passages_of_answer(snapshot: Snapshot, answer: Answer) -> Iterator[Passage]:
    """The passages that an answer quotes, or a refusal shows as nearest."""
    cited = [c for claim in answer.claims for c in claim.citations] or list(answer.nearest)
    by_document: dict[str, Sequence[Passage]] = {}
    for citation in cited:
        if citation.document not in by_document:
            by_document[citation.document] = snapshot.passages_of(citation.document)
        yield from (
            passage
            for passage in by_document[citation.document]
            if passage.span.start <= citation.span.start < passage.span.end
        )


def show_passage(snapshot: Snapshot, passage: Passage, document: Document) -> Exhibit:
    """A passage, with what makes it clear."""
    title = snapshot.title(passage.doc_id) or document.title
    cited = cite_passage(passage, document, snapshot.sources(passage.doc_id), title)
    text = passage.span.of(document.text)
    context = find_context(document, passage.span)
    before = context.quote if context else ""
    # A note further on in the paragraph may be about something else: what it says must not lend words to this passage.
    notes = tuple(" ".join(n.text.split())[:_NOTE] for n in cited.notes if n.link is LinkKind.MARKER)
    known = ". ".join(part for part in (title, *passage.heading_path, before, *notes) if part)
    return Exhibit(
        passage, document, ShownPassage(title, before, text, notes), CitedText(known, text, title), passage.span.start
    )


def show_sentence(exhibit: Exhibit, span: Span) -> Exhibit:
    """One sentence of an exhibit by itself; `span` is its place in the document."""
    text = span.of(exhibit.document.text)
    shown = replace(exhibit.shown, text=text, before="", notes=())
    return replace(exhibit, shown=shown, compared=replace(exhibit.compared, text=text), start=span.start)
