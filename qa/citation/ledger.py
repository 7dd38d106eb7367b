"""What each statement of a document rests on: which sources its footnotes name, or that it has none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from qa.citation.cite import cite, notes_near
from qa.types.answer import Citation
from qa.types.document import BlockKind, Document
from qa.types.json_form import json_of
from qa.types.passage import Passage, Quote
from qa.types.source import Source, SourceKind

if TYPE_CHECKING:
    from qa.index.engine import Snapshot

RUNNING = frozenset({BlockKind.PARAGRAPH, BlockKind.QUOTATION, BlockKind.LIST_ITEM})
"""Blocks whose every sentence states something."""


class Basis(StrEnum):
    """What a statement rests on. One statement can have several: a single interview is also a single source."""

    INTERVIEWS_ONLY = "interviews-only"
    SINGLE_SOURCE = "single-source"
    SEVERAL_SOURCES = "several-sources"
    COMMENT_ONLY = "comment-only"
    """Its footnote names no work."""
    UNLINKED = "unlinked"
    """A marker stands on it, and the document has no note for it."""
    PARAGRAPH = "paragraph"
    """No marker stands on it; one later in its paragraph may cover it: inferred."""
    NOTHING = "nothing"
    """No marker stands on it or later in its paragraph."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the running text, or another that carries a marker, and what it rests on."""

    citation: Citation
    works: tuple[str, ...]
    """Identifiers of the works that its footnotes name; for `ibid.` and `supra`, of the work meant."""
    basis: frozenset[Basis]


@dataclass(frozen=True, slots=True)
class Ledger:
    """All statements of some documents, in reading order, and the sources that these documents name."""

    statements: tuple[Statement, ...]
    sources: tuple[Source, ...]

    def resting_on(self, source_ids: Iterable[str]) -> tuple[Statement, ...]:
        """The statements on which a footnote naming one of these sources stands, directly or by `ibid.`."""
        wanted = set(source_ids)
        # An `ibid.` is a source with an identifier of its own, which says in `same_as` whose place it takes.
        links = {s.source_id for s in self.sources if {s.source_id, s.same_as} & wanted}
        return tuple(s for s in self.statements if any(link.source in links for link in s.citation.footnotes))

    def having(self, basis: Basis) -> tuple[Statement, ...]:
        """The statements with this basis."""
        return tuple(s for s in self.statements if basis in s.basis)

    def resting_on_kind(self, kind: SourceKind) -> tuple[Statement, ...]:
        """The statements that rest on at least one source of a kind."""
        return self.resting_on(s.source_id for s in self.sources if s.kind is kind)

    def by_source(self) -> dict[str, tuple[Statement, ...]]:
        """The statements that rest on each source; those of an `ibid.` count for the work that it means too."""
        same = {s.source_id: s.same_as for s in self.sources}
        # By number: a sentence with a note and its `ibid.` rests on the work once.
        found: dict[str, dict[int, Statement]] = {s.source_id: {} for s in self.sources}
        for number, statement in enumerate(self.statements):
            for link in statement.citation.footnotes:
                for source_id in (link.source, same.get(link.source)):
                    if source_id in found:
                        found[source_id][number] = statement
        return {source_id: tuple(statements.values()) for source_id, statements in found.items()}


def make_ledger(snapshot: Snapshot, doc_ids: Iterable[str]) -> Ledger:
    """The statements of these documents; those that the index does not hold are left out."""
    statements: list[Statement] = []
    sources: list[Source] = []
    for doc_id in doc_ids:
        if (document := snapshot.document(doc_id)) is not None:
            named = snapshot.sources(doc_id)
            statements += make_statements(document, snapshot.passages_of(doc_id), named)
            sources += named
    return Ledger(tuple(statements), tuple(sources))


def make_statements(
    document: Document, passages: Iterable[Passage], sources: tuple[Source, ...]
) -> Iterator[Statement]:
    """The statements of one document: sentences of its running text, and others that carry a marker."""
    by_id = {source.source_id: source for source in sources}
    by_note: dict[int | None, list[Source]] = {}
    for source in sources:
        by_note.setdefault(source.note, []).append(source)
    for passage in passages:
        for span in passage.sentences:
            marked = bool(document.markers_on(span))
            if passage.kind is BlockKind.NOTE or not (marked or passage.kind in RUNNING):
                continue
            # With the sources of all notes, and not only of those near it, long reports would take quadratic time.
            called = dict.fromkeys(note for notes in notes_near(document, span) for note in notes)
            near = tuple(source for note in called for source in by_note.get(note, ()))
            citation = cite(Quote(passage, span), document, near)
            works = _works(citation, by_id)
            yield Statement(citation, tuple(works), frozenset(_basis(citation, list(works.values()), marked)))


def _works(citation: Citation, by_id: Mapping[str, Source]) -> dict[str, Source]:
    """The works that the footnotes on a sentence name, each once."""
    # Two notes on one work are one source: repeating a reference backs a statement no better.
    named = (by_id[link.source] for link in citation.footnotes if link.source in by_id)
    return {source.same_as or source.source_id: source for source in named if not source.is_comment}


def _basis(citation: Citation, works: Sequence[Source], marked: bool) -> Iterator[Basis]:
    # What is certain comes first; only where no marker stands on the sentence may one later in the paragraph cover it.
    if works:
        yield Basis.SINGLE_SOURCE if len(works) == 1 else Basis.SEVERAL_SOURCES
        if all(work.kind is SourceKind.INTERVIEW for work in works):
            yield Basis.INTERVIEWS_ONLY
    elif citation.footnotes:
        yield Basis.COMMENT_ONLY
    elif marked:
        yield Basis.UNLINKED
    else:
        yield Basis.PARAGRAPH if citation.nearby_footnotes else Basis.NOTHING


def statement_to_dict(statement: Statement) -> dict[str, Any]:
    """A statement as plain values: its citation, and what it rests on."""
    citation = json_of(statement.citation)
    return {**citation, "works": list(statement.works), "basis": sorted(b.value for b in statement.basis)}
