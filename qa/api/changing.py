"""What changes a corpus: documents added, replaced, removed and put back, and the fields of its sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypedDict, Unpack

from qa.api.notes import NotedCorpus
from qa.corpus import changes as curate
from qa.corpus import correcting
from qa.corpus.forgetting import forget_said
from qa.corpus.manifest import Entry, make_doc_id
from qa.corpus.particulars import Particulars, check_bytes, check_text
from qa.corpus.preview import Understood, preview_document
from qa.corpus.purge import purge_document
from qa.corpus.source_fields import check_field_names, check_fields
from qa.corpus.source_matching import RAW_HEAD, Proposal, propose
from qa.errors import IndexUnusableError, Remedy, UnknownDocumentError, UsageError
from qa.library import match_works, read_folder, read_library
from qa.library.proposals import LibraryMatch, LibraryProposal
from qa.library.taking import TakenProposal, take_proposals
from qa.parse import parse_file, read_bytes
from qa.types.document import Document, DocumentKind
from qa.types.source import Source


class Said(TypedDict, total=False):
    """What may be said of a document when it is added or replaced; what is left out stays as it was, or is told from the file."""

    title: str | None
    language: str | None
    """ISO 639-1 code."""
    encoding: str | None
    """Of a text that is not UTF-8."""
    kind: DocumentKind | str | None


class ChangedCorpus(NotedCorpus):
    """A corpus that is changed."""

    def examine(self, file: str | Path, *, data: bytes | None = None, encoding: str | None = None) -> Understood:
        """What a file, or `data` under its name, is understood to be, before it is added: text, notes, language, proposals.

        Raises:
            DocumentError: it cannot be read as a document.
            UsageError: the name cannot be used.
        """
        try:
            sources = self.sources()
        except IndexUnusableError:
            sources = ()
        folder = Path(file).parent if data is None else None
        data = read_bytes(Path(file)) if data is None else data
        return preview_document(str(file), data, self.entries(), sources, encoding=encoding, folder=folder)

    def propose(
        self, file: str | Path, *, encoding: str | None = None, document: Document | None = None
    ) -> tuple[Proposal, ...]:
        """The sources whose full text a file seems to be, best first, with the reason; none when in doubt.

        `document` is the file as parsed before; without it, it is parsed now.

        Raises:
            DocumentError: the file cannot be read as a document.
        """
        path = Path(file)
        document = document or parse_file(path, make_doc_id(path.name), encoding=encoding)
        return propose(document, self.sources(), read_bytes(path)[:RAW_HEAD])

    def add(
        self, file: str | Path, *, data: bytes | None = None, footnote: str | None = None, **said: Unpack[Said]
    ) -> Entry:
        """Copy a document into the corpus; with `footnote` (`6`, or `report#6`) as the full text of that footnote's source.

        With `data`, the content is that, and `file` is the name that it came under.
        `said` is any of `title`, `language` (an ISO 639-1 code), `encoding` (of a text that is not UTF-8) and `kind`
        (`report` or `source`).

        Raises:
            DocumentError: the file cannot be read as a document.
            UsageError: there is no such footnote, or its label stands in several reports.
        """
        self._check_writable("add")
        given = Particulars(self._source_of(footnote), **said)
        if data is not None:
            check_bytes("data", data)
            return curate.add_document(self.folder, str(file), data, given)
        return curate.add_file(self.folder, Path(file), given)

    def match_library(
        self, path: str | Path, *, files: Sequence[str | Path] = (), encoding: str | None = None
    ) -> LibraryMatch:
        """What a RIS, BibTeX or CSL-JSON file or a Zotero data folder has of the works that notes name; nothing is written.

        `files` are folders, besides the library's own, in which the files that it names may lie.

        Raises:
            UsageError: it is none of these.
            CorpusError: it cannot be read.
        """
        reading = read_library(Path(path), [Path(folder) for folder in files], encoding=encoding)
        return match_works(reading, self.sources())

    def match_folder(
        self, folder: str | Path, *, progress: Callable[[str, int, int], None] = lambda what, done, total: None
    ) -> LibraryMatch:
        """Which of the works that notes name the files of a folder, and of those below, seem to be; nothing is written.

        Raises:
            UsageError: there is no such folder.
        """
        return match_works(read_folder(Path(folder), progress), self.sources())

    def take(self, proposals: Iterable[LibraryProposal], *, correct: bool = False) -> tuple[TakenProposal, ...]:
        """Add the files of proposals that a person confirmed, each as the text of its sources; counts from the next build on.

        With `correct`, what the library says otherwise than the notes were read is written too, as by `correct_source`.
        What cannot be done of one is told in it, and the rest goes on.
        """
        self._check_writable("take")
        correction = (lambda label, fields: self.correct_source(label, **fields)) if correct else None
        return take_proposals(self.folder, proposals, correction)

    def replace(
        self,
        doc_id: str,
        file: str | Path,
        *,
        data: bytes | None = None,
        footnote: str | None = None,
        **said: Unpack[Said],
    ) -> Entry:
        """Put a new version in a document's place, which keeps its identifier and what is said of it; the old one can be restored.

        Raises:
            DocumentError: the file cannot be read as a document.
            UsageError: there is no such document or footnote.
        """
        self._check_writable("replace")
        given = Particulars(self._source_of(footnote), **said)
        beside = Path(file).parent if data is None else None
        if data is None:
            data = read_bytes(Path(file))
        check_bytes("data", data)
        return curate.replace_document(self.folder, doc_id, Path(file).name, data, given, beside=beside)

    def remove(self, doc_id: str, *, purge: bool = False) -> Path:
        """Take a document and its entry out of the corpus, until `restore`; the index follows at the next build.

        With `purge` it cannot be restored: file, bibliographies, entry and all versions among the removed are deleted, of a
        document that was removed before too, and the index is built at once, without older generations and without the
        vectors of texts that no document has. Files are deleted, not overwritten.

        Returns:
            Where its file was.

        Raises:
            UsageError: no document has that identifier.
            BusyError: with `purge`, the index is being built; nothing was deleted.
            CorpusError: with `purge`, something cannot be deleted; the message says how to go on.
        """
        self._check_writable("remove")
        if purge:
            return self._purge(doc_id)
        return curate.remove_document(self.folder, doc_id)

    def _purge(self, doc_id: str) -> Path:
        check_text("document", doc_id)
        try:
            indexed = any(info.doc_id == doc_id for info in self.documents())
        except IndexUnusableError:
            indexed = False
        found: list[Path] = []

        def purge() -> None:
            forget_said(self.folder, self.index_folder, doc_id)
            found.append(purge_document(self.folder, doc_id, indexed=indexed))

        report = self._engines.build(purge=purge)
        # Drafts about its passages are kept in memory.
        self._writer = None
        if stays := [line for line in report.skipped if line.startswith(("content-", "vectors-"))]:
            raise IndexUnusableError(f"{doc_id}: purged, but {'; '.join(stays)}")
        return found[0]

    def restore(self, name: str) -> Entry:
        """Put back a removed or replaced document, by identifier (its newest version) or `trash_id`.

        Raises:
            UsageError: it is not among the removed, or another document has its file's name.
        """
        self._check_writable("restore")
        return curate.restore_document(self.folder, name)

    def correct_source(self, footnote: str, *, document: str | None = None, **fields: object) -> str:
        """Say of a footnote's source (`6`, or `report#6`) what its note was not read as; it counts from the next build on.

        `fields` are those of a Source: `title="…"`, `authors=["…", "…"]`, `issued="2024-02-16"`; an empty value says that
        the work has none. A note that means another's work (`ibid.`) corrects that. What is said is bound to the words of
        the note: it stays with them when the document gets a new version, and is told as a problem when they are gone.

        Returns:
            The `source_id` of the work that is corrected.

        Raises:
            UsageError: there is no such footnote, it names several works, or a field cannot have its value.
        """
        self._check_writable("correct_source")
        given = check_fields(fields)
        if not given:
            raise UsageError("name a field and its value, as title=…")
        source = self._work(footnote, document)
        correcting.correct_source(self.folder, self.document(source.doc_id), self.sources(comments=True), source, given)
        return source.source_id

    def uncorrect_source(self, footnote: str, *names: str, document: str | None = None) -> tuple[str, ...]:
        """Take back what was said of a footnote's source, of the fields that are named or of all; it counts from the next build on.

        Returns:
            The fields that are read from the note again.

        Raises:
            UsageError: there is no such footnote or field, or nothing was said of it.
        """
        self._check_writable("uncorrect_source")
        wanted = check_field_names(names)
        try:
            source = self._work(footnote, document)
            found = correcting.take_back(
                self.folder, self.document(source.doc_id), self.sources(comments=True), source, wanted
            )
        except UnknownDocumentError:
            raise
        except UsageError:
            # Its note may be gone, while what was said of it is kept.
            found = self._take_back_unplaced(footnote, document, wanted)
            if not found:
                raise
        found = found or self._take_back_unplaced(footnote, document, wanted)
        if not found:
            what = f" of {', '.join(wanted)}" if wanted else ""
            raise UsageError(f"footnote {footnote}: no correction{what} to take back")
        return found

    def _take_back_unplaced(self, footnote: str, document: str | None, wanted: tuple[str, ...]) -> tuple[str, ...]:
        doc_id, _, label = footnote.rpartition("#")
        found: dict[str, None] = {}
        for entry in self.entries():
            if entry.corrections and (doc_id or document or entry.doc_id) == entry.doc_id:
                held, sources = self.document(entry.doc_id), self.sources(comments=True)
                found.update(dict.fromkeys(correcting.take_back(self.folder, held, sources, label, wanted)))
        return tuple(found)

    def _source_of(self, footnote: str | None) -> tuple[str, ...]:
        return () if footnote is None else (self._work(footnote, None).source_id,)

    def _work(self, footnote: str, document: str | None) -> Source:
        """The one work that a footnote names, or means."""
        check_text("footnote", footnote)
        if document is not None:
            self.document(document)  # refuses what there is not
        found = [s for s in self.find_sources(footnote) if document in (None, s.doc_id)]
        if not found:
            raise UsageError(
                f"footnote {footnote}: {document} has no such footnote", remedy=Remedy.LIST_FOOTNOTES, footnote=footnote
            )
        matches = list(dict.fromkeys(s.same_as or s.source_id for s in found))
        if len(matches) > 1:
            raise UsageError(f"footnote {footnote} names several works; use one of: {', '.join(matches)}")
        return next(s for s in self.sources(comments=True) if s.source_id == matches[0])
