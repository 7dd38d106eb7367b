"""What a corpus is opened with, and what all that is done with it needs: settings, the index, what is held."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from qa.api.arguments import check_scope, scope_of
from qa.corpus.judgements import read_judgements
from qa.corpus.manifest import Entry, Manifest, read_corpus
from qa.corpus.particulars import check_text
from qa.corpus.permissions import allow_model, allowed_models
from qa.corpus.settings import EngineKind, EngineSettings, read_answer_settings, read_writer_name
from qa.corpus.trash import Trashed, damaged_in_trash, list_trash
from qa.errors import UnknownDocumentError, UsageError
from qa.index.build import BuildReport
from qa.index.changed_files import ChangedFiles
from qa.index.compared import Compared
from qa.index.comparisons import Comparisons
from qa.index.engine import Engine, Snapshot
from qa.index.engines import Engines
from qa.index.genuine import Altered, find_altered
from qa.index.printed import PrintedPages
from qa.index.state import IndexState, state_of
from qa.parse import SUFFIXES
from qa.reader import ReaderSettings, open_comparer, open_reader
from qa.reader.settings import DEFAULT_READER
from qa.reader.statements import ReadPassages, StatementReading
from qa.types.audit import Judgement
from qa.types.document import Document
from qa.types.document_info import DocumentInfo
from qa.writer.settings import WriterSettings, find_writer
from qa.writer.writer import ModelWriter


class HeldCorpus:
    """A folder of documents with the index made from it."""

    def __init__(
        self,
        folder: Path,
        index_folder: Path,
        *,
        reader: str | None = None,
        reranker: str | None = None,
        writer: str | None = None,
        read_only: bool = False,
    ) -> None:
        """Remember the folders, and what was given instead of the reader, re-ranker and writer of `corpus.toml`."""
        self.folder, self.index_folder, self.read_only = folder, index_folder, read_only
        self._engines = Engines(folder, index_folder, mends=not read_only)
        self._changed = ChangedFiles(folder)
        self._printed = PrintedPages(folder, self._changed)
        self._compared = Compared()
        self._comparisons: Comparisons | None = None
        self._given_reader, self._given_reranker, self._given_writer = reader, reranker, writer
        self._writer: ModelWriter | None = None

    def build(
        self,
        *,
        rebuild: bool = False,
        prune: bool = False,
        together: bool = False,
        progress: Callable[[str, int, int], None] = lambda what, done, total: None,
    ) -> BuildReport:
        """Bring the index up to date with the corpus; with `rebuild`, parse and embed everything again.

        `prune` then forgets the vectors of texts that the index does not have any more; they served for putting them back.

        With `together`, every process that does the same, here or on machines that see the same folders, takes its share of the
        documents; each returns when the index is up to date. Any of them may be killed. Not with `rebuild`.

        `progress` is called with what is being done, how much of it is done, and how much there is.

        Raises:
            UsageError: `together` and `rebuild` were asked for.
            CorpusError: the folder is missing or holds no document, or `corpus.toml` cannot be understood.
            IndexUnusableError: the index cannot be written, or another process is writing it.
            EncoderError: the encoder cannot be loaded.
        """
        self._check_writable("build")
        if together and rebuild:
            raise UsageError("several processes build together what has changed; to start from scratch, use one")
        return self._engines.build(rebuild=rebuild, prune=prune, together=together, progress=progress)

    def move_index(
        self,
        engine: EngineKind | str,
        uri: str | None = None,
        *,
        progress: Callable[[str, int, int], None] = lambda what, done, total: None,
    ) -> IndexState:
        """Have another engine hold the index and be asked from then on, here and wherever this `corpus.toml` is read.

        `engine` is `milvus`, or `local` for files; `uri` is where Milvus is, as `[index]` has it (`milvus.db`, or
        `http://host:19530`): naming it here allows it for this corpus. Its token comes from QA_MILVUS_TOKEN. Nothing is parsed or
        embedded again, and until it is done the engine before is asked; called again, it goes on where it was.

        Raises:
            UsageError: there is no such engine.
            EngineError: Milvus cannot be reached, or refuses.
            IndexUnusableError: the index cannot be written, or another process is writing it.
        """
        self._check_writable("move_index")
        if engine not in list(EngineKind):
            raise UsageError(f"engine {engine!r}: unknown; use one of {', '.join(EngineKind)}")
        self._engines.move(EngineKind(engine), uri, progress)
        return self.index_state()

    def engine_settings(self) -> EngineSettings:
        """What holds the index, and where Milvus is if it does.

        Raises:
            CorpusError: `corpus.toml` cannot be understood.
        """
        return self._engines.settings()

    @property
    def _index(self) -> Engine:
        """What is asked, as `corpus.toml` says now."""
        return self._engines.now()

    def load(self) -> None:
        """Load vectors, encoder and reader now, so that the first question is answered as fast as the second."""
        self._index.load()
        open_reader(self.reader_settings())

    def stale(self) -> str | None:
        """Why the index does not match the corpus, or None when it does."""
        return self._engines.stale(self.manifest())

    def index_state(self) -> IndexState:
        """What the index holds; `str` gives it as a line."""
        return self._index.read(lambda snapshot: state_of(self.index_folder, snapshot.current))

    def reader_settings(self) -> ReaderSettings:
        """What reads the passages for a question: as given when the corpus was opened, else as `corpus.toml` says."""
        settings, given = read_answer_settings(self.folder), set()
        # What the person names here and now is asked for; what corpus.toml names is perhaps somebody else's wish.
        if (reader := self._given_reader) is not None:
            settings, given = replace(settings, reader=reader), {reader}
        if (reranker := self._given_reranker) is not None:
            settings, given = replace(settings, reranker=reranker), {*given, reranker}
        # Every question comes by here: permissions are read only where a model could need one.
        return settings.allow(allowed_models(self.folder) | given) if settings.models else settings

    def writer_settings(self) -> WriterSettings | None:
        """The model that writes: as given when the corpus was opened, as `QA_WRITER` says, else as `corpus.toml`; None for none.

        Raises:
            WriterError: it is not written as a writer is.
            CorpusError: `corpus.toml` cannot be understood.
        """
        return find_writer(
            self._given_writer, lambda: read_writer_name(self.folder), lambda: allowed_models(self.folder)
        )

    def allow_model(self, name: str, allow: bool = True) -> None:
        """Allow a model that `corpus.toml` names to be fetched from the hub, for this corpus, or no longer.

        Raises:
            UsageError: the name is empty.
            CorpusError: the permission cannot be kept.
        """
        allow_model(self.folder, name, allow)

    def allowed_models(self) -> frozenset[str]:
        """The names of models that may be fetched from the hub for this corpus."""
        return allowed_models(self.folder)

    def documents(self) -> tuple[DocumentInfo, ...]:
        """What the index knows of every document, reports first."""
        return self._index.read(lambda snapshot: snapshot.documents())

    def document(self, doc_id: str) -> Document:
        """A parsed document.

        Raises:
            UsageError: no document has that identifier.
        """
        check_text("document", doc_id)
        document = self._index.read(lambda snapshot: snapshot.document(doc_id))
        if document is None:
            raise UnknownDocumentError(doc_id)
        return document

    def failures(self) -> list[str]:
        """A line for each file that cannot be read as it is now; its last good version, where there is one, is kept."""
        return self._index.read(lambda snapshot: snapshot.failures())

    def manifest(self) -> Manifest:
        """What the corpus folder holds, and what `corpus.toml` sets.

        Raises:
            CorpusError: the folder is missing or holds no document, or `corpus.toml` cannot be understood.
        """
        return read_corpus(self.folder)

    def entries(self) -> tuple[Entry, ...]:
        """The documents that the corpus folder holds, indexed or not; none where there is no folder yet."""
        return read_corpus(self.folder, may_be_empty=True).entries

    def removed(self) -> tuple[Trashed, ...]:
        """Documents that were removed or replaced and can be restored, newest first."""
        return list_trash(self.folder)

    def removed_damaged(self) -> tuple[Path, ...]:
        """What stands among the removed documents and cannot be restored: it is not whole, or leads elsewhere."""
        return damaged_in_trash(self.folder)

    def formats(self) -> tuple[str, ...]:
        """File name endings of documents that can be added."""
        return tuple(sorted(SUFFIXES))

    def compare(
        self,
        document: str | Sequence[str] | None = None,
        *,
        progress: Callable[[str, int, int], None] = lambda what, done, total: None,
    ) -> tuple[Altered, ...]:
        """Documents, of all or of some, of which the index holds something else than their files say, which are parsed again.

        That is what tells a forged index, whose checksums fit. Until the index is built again, answers that quote such a
        document say so (`Answer.altered`), and their verdicts, and those of `check`, are by the file.

        Raises:
            UsageError: there is no such document.
            CorpusError: `corpus.toml` cannot be understood.
        """
        scope, entries = scope_of(document), self.entries()

        def compare(snapshot: Snapshot) -> tuple[Altered, ...]:
            check_scope(snapshot, scope)
            found = find_altered(snapshot, entries, scope, progress)
            self._compared.note(snapshot, found, scope)
            return found

        return self._index.read(compare)

    def altered(self) -> tuple[Altered, ...]:
        """What `compare` has found of the index as it is now; nothing is read."""
        if not self._compared.found:
            return ()
        return self._index.read(lambda snapshot: self._compared.held(snapshot).altered)

    def judgements(self) -> dict[str, Judgement]:
        """What people said of audited statements, by their keys.

        Raises:
            CorpusError: they cannot be read.
        """
        return read_judgements(self.folder)

    def _open_writer(self, settings: WriterSettings) -> ModelWriter:
        if self._writer is None or self._writer.settings != settings:
            self._writer = ModelWriter(settings)
        return self._writer

    def _read_statements(self) -> ReadPassages | None:
        """What reads passages for a statement, and remembers what it read; None where the reader in use cannot."""
        return self._read_packaged if self.reader_settings().reader == DEFAULT_READER else None

    def _read_packaged(self, statement: str, passages: Sequence[str]) -> list[StatementReading]:
        """The same by the packaged reader, loaded when it first reads, whichever reads for answers."""
        if self._comparisons is None:
            self._comparisons = Comparisons(self.index_folder, open_comparer(), keep=not self.read_only)
        return self._comparisons.read(statement, passages)

    def _asks_elsewhere(self) -> bool:
        """True for a front end of an index in Milvus, whose folder holds no document that could have changed."""
        return self.engine_settings().engine is EngineKind.MILVUS and not self.entries()

    def _check_writable(self, what: str) -> None:
        if self.read_only:
            raise UsageError(f"{what}: refused, since the corpus is opened for reading only")
