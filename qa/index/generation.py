"""One generation, open for reading: every file is compared with its checksum before it is used, and loaded once."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from dataclasses import fields
from pathlib import Path

from qa.embed.questions import QuestionEncoder
from qa.errors import IndexDamagedError
from qa.index import database
from qa.index.current import Current
from qa.index.kept_documents import MOST_KEPT, KeptDocuments
from qa.index.layers import GONE_ROWS, count_rows, open_layers
from qa.index.question_encoder import open_question_encoder
from qa.index.remembered import Remembered
from qa.index.vector_files import Vectors, open_vectors
from qa.types.document import Document, DocumentKind
from qa.types.document_info import DocumentInfo
from qa.types.source import Source

_KEPT_TEXTS = 20_000_000
"""Characters of texts that were asked for alone."""
_COUNTED = 20_000
"""Words whose counts are kept."""
REMEMBERED = 600
"""Passages with what was worked out from them, the vectors of their tokens among it: some 100 KB each."""


class Generation:
    """Vectors, encoder, documents and sources of one generation, for all threads."""

    def __init__(self, folder: Path, current: Current, before: Generation | None = None) -> None:
        """Check the content; vectors and encoder are checked when they are first needed.

        The encoder and the list of words that the generation `before` has read are taken over where they are the same.

        Raises:
            IndexDamagedError: the content is missing or altered.
        """
        self.folder, self.current = folder, current
        self._lock = threading.Lock()
        self._vectors: Vectors | None = None
        self._encoder: QuestionEncoder | None = None
        self._documents = KeptDocuments[Document](MOST_KEPT, lambda document: len(document.text))
        self._texts = KeptDocuments[str](_KEPT_TEXTS, len)
        self._sources: dict[str, tuple[Source, ...]] = {}
        self._counts: dict[str, int] = {}
        self._terms: tuple[str, ...] | None = None
        self._terms_below: tuple[str, ...] | None = None
        self._infos: tuple[DocumentInfo, ...] | None = None
        self.remembered = Remembered(REMEMBERED)
        for name in current.contents:
            current.check(folder, name)
        with closing(self.connect()) as connection:
            self._check_counts(connection)
        if before is not None and (before.current.encoder, before.current.export) == (current.encoder, current.export):
            self._encoder = before._encoder
        if before is not None and before.current.lower_files() == current.lower_files():
            self._terms_below = before._terms_below

    def connect(self) -> sqlite3.Connection:
        """A connection to the content, for one thread at a time; the caller closes it.

        Raises:
            IndexDamagedError: the file is gone.
        """
        try:
            return open_layers(self.folder, self.current)
        except sqlite3.OperationalError as error:
            raise IndexDamagedError(self.folder / self.current.content, f"cannot be opened ({error})") from error

    @property
    def vectors(self) -> Vectors:
        """The passages' vectors.

        Raises:
            IndexDamagedError: their file is missing or altered.
        """
        with self._lock:
            if self._vectors is None:
                name = self.current.vectors
                try:
                    vectors = open_vectors(self.folder, self.current)
                # What FAISS makes of a header that only looks like one of its own.
                except (RuntimeError, MemoryError, ValueError, AttributeError) as error:
                    raise IndexDamagedError(
                        self.folder / name, "damaged (not the vectors of an index)", discard=True
                    ) from error
                if (len(vectors), vectors.dimension) != (self.current.passages, self.current.dimension):
                    raise IndexDamagedError(
                        self.folder / name,
                        f"damaged ({len(vectors)} vectors of {vectors.dimension} numbers, "
                        f"not {self.current.passages} of {self.current.dimension})",
                    )
                self._vectors = vectors
            return self._vectors

    @property
    def encoder(self) -> QuestionEncoder:
        """The encoder that the index was built with.

        Raises:
            IndexDamagedError: a file of it is missing or altered.
            EncoderError: it was not exported, and what has its name is another one.
        """
        with self._lock:
            if self._encoder is None:
                self._encoder = open_question_encoder(self.folder, self.current)
            return self._encoder

    def document(self, connection: sqlite3.Connection, doc_id: str) -> Document | None:
        """A parsed document, kept while there is room."""

        def read() -> Document | None:
            row = connection.execute("SELECT * FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
            return None if row is None else database.row_to_document(row)

        return self._documents.get(doc_id, read)

    def text(self, connection: sqlite3.Connection, doc_id: str) -> str | None:
        """A document's text alone, which is read twenty times as fast as all of it."""

        def read() -> str | None:
            row = connection.execute("SELECT text FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
            return None if row is None else str(row["text"])

        return self._texts.get(doc_id, read)

    def infos(self, connection: sqlite3.Connection) -> tuple[DocumentInfo, ...]:
        """What the manifest says of every document, reports first."""
        if self._infos is None:
            columns = ", ".join(field.name for field in fields(DocumentInfo))
            rows = connection.execute(f"SELECT {columns} FROM documents ORDER BY kind, doc_id")
            self._infos = tuple(DocumentInfo(**{**dict(row), "kind": DocumentKind(row["kind"])}) for row in rows)
        return self._infos

    def sources(self, connection: sqlite3.Connection, doc_id: str | None) -> tuple[Source, ...]:
        """The sources that one document's footnotes name, or all, in the notes' order."""
        key = doc_id or ""
        found = self._sources.get(key)
        if found is None:
            # There is no index by document, but identifiers begin with it.
            where = "WHERE doc_id = ? AND source_id > ? AND source_id < ?" if doc_id else ""
            values = (doc_id, f"{doc_id}#", f"{doc_id}$") if doc_id else ()
            rows = connection.execute(f"SELECT * FROM sources {where} ORDER BY doc_id, position", values)
            found = tuple(database.row_to_source(row) for row in rows)
            if found:
                self._sources[key] = found
        return found

    def count(self, connection: sqlite3.Connection, word: str) -> int:
        """How many passages contain a word, in any inflection."""
        found = self._counts.get(word)
        if found is None:
            found = self._count(connection, word)
            if len(self._counts) >= _COUNTED:
                self._counts.clear()
            self._counts[word] = found
        return found

    def _count(self, connection: sqlite3.Connection, word: str) -> int:
        query, match = "SELECT count(*) FROM {}.words WHERE words MATCH ?", (f'text : "{word}"',)

        def counted(query: str) -> int:
            return int(connection.execute(query, match).fetchone()[0])

        found = counted(query.format("main"))
        if self.current.below:
            found += counted(query.format("above")) - counted(f"{query.format('main')} AND rowid IN ({GONE_ROWS})")
        return found

    def terms(self, connection: sqlite3.Connection) -> tuple[str, ...]:
        """The stems of all words that stand in passages."""
        if self._terms is None:
            self._terms_below = self._terms_below or _terms_in(connection, "main")
            above = _terms_in(connection, "above") if self.current.below else ()
            self._terms = tuple(dict.fromkeys((*self._terms_below, *above)))
        return self._terms

    def _check_counts(self, connection: sqlite3.Connection) -> None:
        for table in database.LAYERED:
            found = count_rows(connection, table, ("main", "above") if self.current.below else None)
            expected = getattr(self.current, table)
            if found != expected:
                raise IndexDamagedError(
                    self.folder / self.current.content, f"damaged ({found:,} {table}, not {expected:,})"
                )


def _terms_in(connection: sqlite3.Connection, layer: str) -> tuple[str, ...]:
    # The table that lists them reads the index; it is not stored, and lives as long as the connection.
    name = f"temp.terms_{layer}"
    connection.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS {name} USING fts5vocab('{layer}', 'words', 'col')")
    return tuple(row["term"] for row in connection.execute(f"SELECT term FROM {name} WHERE col = 'text'"))
