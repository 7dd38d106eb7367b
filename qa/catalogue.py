"""What the index tells of the corpus: its documents, the sources that their footnotes name, and what rests on these."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from qa.answer import Citation
from qa.compose import sentences_at
from qa.errors import UsageError
from qa.filters import Filter, select
from qa.index.mend import mend
from qa.index.read import Index, Snapshot
from qa.integrity import examine_footnotes
from qa.rests import Basis, Ledger, make_ledger
from qa.types import Document, Source


class Catalogue:
    """A corpus folder with its index, listed."""

    def __init__(self, folder: Path, index_folder: Path) -> None:
        """Remember the folders; nothing is read yet."""
        self.folder, self.index_folder = folder, index_folder
        self._index = Index(index_folder, partial(mend, folder, index_folder))

    def describe_index(self) -> str:
        """One line on what the index holds."""
        current = self._index.read(lambda snapshot: snapshot.current)
        # The checksum tells generations apart that have the same number, after the folder was deleted.
        return (
            f"{self.index_folder}: generation {current.generation} ({current.files[current.content].sha256[:8]}), "
            f"{current.documents} documents, {current.passages} passages, {current.sources} sources, "
            f"encoder {current.encoder_name}"
        )

    def documents(self) -> list[dict[str, str | None]]:
        """What the index knows of every document: doc_id, file, kind, title, language, publisher, credit, url."""
        return self._index.read(lambda snapshot: snapshot.document_rows())

    def failures(self) -> list[str]:
        """A line for each file that cannot be read as it is now; its last good version, where there is one, is kept."""
        return self._index.read(lambda snapshot: snapshot.failures())

    def document(self, doc_id: str) -> Document:
        """A parsed document.

        Raises:
            UsageError: no document has that identifier.
        """
        document = self._index.read(lambda snapshot: snapshot.document(doc_id))
        if document is None:
            raise UsageError(f"{doc_id}: no such document; qa doctor lists them")
        return document

    def sources(self, wanted: Filter | None = None, *, comments: bool = False) -> tuple[Source, ...]:
        """The sources that footnotes name and that fit the filter, in the notes' order; comments name none."""
        found = self._index.read(lambda snapshot: snapshot.sources())
        return select((source for source in found if comments or not source.is_comment), wanted or Filter())

    def find_sources(self, name: str) -> tuple[Source, ...]:
        """The sources of a footnote: `6` in any report, `report#6` for one work.

        Raises:
            UsageError: there is none.
        """
        found = self.sources(comments=True)
        matches = tuple(s for s in found if s.source_id == name) or tuple(s for s in found if s.label == name)
        if not matches:
            raise UsageError(f"footnote {name}: the corpus has no such footnote; qa sources lists them")
        return matches

    def shortest_name(self, source: Source) -> str:
        """What `find_sources` takes for this source alone: the footnote's label where that is enough."""
        return source.label if len(self.find_sources(source.label)) == 1 else source.source_id

    def export(self, source_ids: Iterable[str], form: str) -> str:
        """A bibliography of these sources as the text of a file: `csl-json`, `bibtex`, `ris` or `markdown`.

        Raises:
            ValueError: there is no such format.
        """
        from qa.export import export

        wanted = set(source_ids)
        return export((source for source in self.sources() if source.source_id in wanted), form)

    def footnotes(self, doc_id: str) -> dict[str, Any]:
        """A document's footnotes, examined: markers with their notes, and what is missing or open; see `examine_footnotes`.

        Raises:
            UsageError: no document has that identifier.
        """
        return examine_footnotes(self.document(doc_id))

    def sentences_at(self, doc_id: str, offset: int) -> tuple[Citation, ...]:
        """The sentences of the paragraph at a character of a document, each with its footnotes and whose words it is."""
        return self._index.read(lambda snapshot: sentences_at(snapshot, doc_id, offset))

    def statements(self, source_id: str) -> tuple[Citation, ...]:
        """The sentences on which a source's footnote stands."""
        ledger = self._index.read(lambda snapshot: make_ledger(snapshot, [source_id.split("#")[0]]))
        return tuple(statement.citation for statement in ledger.resting_on([source_id]))

    def statements_by_source(self) -> dict[str, tuple[Citation, ...]]:
        """The sentences that rest on each source, by `source_id`; those of an `ibid.` count for the work that it means too."""
        return {key: tuple(s.citation for s in found) for key, found in self.ledger().by_source().items()}

    def ledger(self, document: str | None = None) -> Ledger:
        """What each statement rests on, in all reports or in one document.

        Raises:
            UsageError: no document has that identifier.
        """

        def make(snapshot: Snapshot) -> Ledger:
            rows = snapshot.document_rows()
            wanted = [
                str(r["doc_id"]) for r in rows if document == r["doc_id"] or (not document and r["kind"] == "report")
            ]
            if document and not wanted:
                raise UsageError(f"{document}: no such document; qa doctor lists them")
            return make_ledger(snapshot, wanted)

        return self._index.read(make)

    def overview(self, document: str | None = None) -> dict[str, Any]:
        """Counts and shares of statements by what they rest on, and the sources by kind, language, holding and year."""
        return self.ledger(document).overview()

    def unsupported(self) -> tuple[Citation, ...]:
        """The reports' statements that rest on nothing: no footnote on them, nor later in their paragraphs."""
        return tuple(statement.citation for statement in self.ledger().having(Basis.NOTHING))
