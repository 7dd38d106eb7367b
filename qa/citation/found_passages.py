"""Passages → cited passages: each with its citation, its notes and their sources."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from qa.citation.cite import cite
from qa.errors import UnknownDocumentError, UsageError
from qa.types.answer import Citation, LinkKind
from qa.types.cited_passage import CitedNote, CitedPassage, SearchResult
from qa.types.document import BlockKind, Document
from qa.types.passage import Hit, Passage, Quote
from qa.types.source import Source

if TYPE_CHECKING:
    from qa.index.engine import Snapshot


def cite_passage(
    passage: Passage, document: Document, sources: tuple[Source, ...], title: str | None = None
) -> CitedPassage:
    """A passage of a document with its notes; `sources` are those that the document's footnotes name."""
    citation = cite(Quote(passage, passage.span), document, sources)
    place = document.place(passage.span.start)
    return CitedPassage(
        passage=passage,
        citation=citation,
        notes=tuple(_notes(citation, document, sources)),
        title=title or document.title,
        page=place.page if place else None,
    )


def cite_hits(snapshot: Snapshot, hits: Sequence[Hit]) -> tuple[SearchResult, ...]:
    """What a search found, with notes and sources, in its order."""

    def make(passages: list[Passage]) -> list[CitedPassage]:
        return [_cite_found(snapshot, passage) for passage in passages]

    found = snapshot.remembered("cited", [hit.passage for hit in hits], make)
    return tuple(
        SearchResult(
            cited.passage, cited.citation, cited.notes, cited.title, cited.page, score=hit.score, rank=hit.rank
        )
        for hit, cited in zip(hits, found, strict=True)
    )


def _cite_found(snapshot: Snapshot, passage: Passage) -> CitedPassage:
    document = snapshot.document(passage.doc_id)
    assert document is not None, passage.doc_id
    return cite_passage(passage, document, snapshot.sources(passage.doc_id), snapshot.title(passage.doc_id))


def cite_around(snapshot: Snapshot, doc_id: str, offset: int, neighbours: int) -> tuple[CitedPassage, ...]:
    """The passage at a character of a document, or the last before it, with its neighbours: running text, or else notes.

    Raises:
        UsageError: there is no such document, or no such character in it.
    """
    document = snapshot.document(doc_id)
    if document is None:
        raise UnknownDocumentError(doc_id)
    if not 0 <= offset < len(document.text):
        raise UsageError(f"{offset}: {doc_id} has the characters 0 to {len(document.text) - 1:,}", document=doc_id)
    is_note = document.blocks[document.block_index(offset)].kind is BlockKind.NOTE
    passages = [p for p in snapshot.passages_of(doc_id) if (p.kind is BlockKind.NOTE) == is_note]
    at = max(bisect_right(passages, offset, key=lambda passage: passage.span.start) - 1, 0)
    near = passages[max(at - neighbours, 0) : at + neighbours + 1]
    sources, title = snapshot.sources(doc_id), snapshot.title(doc_id)
    return tuple(cite_passage(passage, document, sources, title) for passage in near)


def _notes(citation: Citation, document: Document, sources: tuple[Source, ...]) -> Iterator[CitedNote]:
    """The notes of a citation's links: a link leads to one work, and a note may name several."""
    by_id = {source.source_id: source for source in sources}
    works: dict[int, list[Source]] = {}
    kinds: dict[int, LinkKind] = {}
    for link in (*citation.footnotes, *citation.nearby_footnotes):
        source = by_id[link.source]
        works.setdefault(source.note, []).append(source)
        kinds[source.note] = link.link
    markers = document.markers_on(citation.span)
    for note, named in works.items():
        footnote, kind = document.footnotes[note], kinds[note]
        marks = tuple(marker.at for marker in markers if marker.note == note and kind is LinkKind.MARKER)
        yield CitedNote(footnote.label, kind, footnote.span.of(document.text), marks, tuple(named))
