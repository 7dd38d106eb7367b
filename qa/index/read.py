"""Reading the index: every question sees one generation from beginning to end, and the next one sees a newer by itself."""

from __future__ import annotations

import hashlib
import json
import logging
import re
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from qa.embed.questions import OnnxEncoder, QuestionEncoder, SlowEncoder
from qa.embed.tokens import TokenVectors, unpack
from qa.embed.weights import locate
from qa.errors import EncoderError, IndexUnusableError
from qa.index import database
from qa.index.database import text_hash
from qa.index.export import export_folder
from qa.index.vectors import VectorIndex, stored_vectors, vectors_path
from qa.types import Document, Passage, Source

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

log = logging.getLogger(__name__)

T = TypeVar("T")

_WORD = re.compile(r"\w+")
_ROWS = "SELECT row FROM passages WHERE doc_id = ?"


class Index:
    """An index folder, open for reading from any thread. Vectors and encoder are loaded once for each generation."""

    def __init__(self, folder: Path) -> None:
        """Remember the folder; nothing is read yet."""
        self.folder = folder
        self._lock = threading.Lock()
        self._generation = -1
        self._vectors: VectorIndex | None = None
        self._encoder: QuestionEncoder | None = None
        self._encoder_digest = ""
        self._documents: dict[str, Document | None] = {}
        self._sources: dict[str, tuple[Source, ...]] = {}

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """One generation, held still while the block runs.

        Raises:
            IndexUnusableError: the index is missing, damaged or of another version.
        """
        with closing(database.connect(self.folder)) as connection:
            try:
                connection.execute("BEGIN")
                meta = database.read_meta(connection)
            except sqlite3.DatabaseError as error:
                raise IndexUnusableError(
                    f"{self.folder}: the index is damaged ({error}); run: qa index --rebuild"
                ) from error
            if meta.get("format") != str(database.FORMAT):
                raise IndexUnusableError(
                    f"{self.folder}: the index is of another version of the program; run: qa index"
                )
            self._follow(meta)
            try:
                yield Snapshot(self, connection, meta)
            except sqlite3.DatabaseError as error:
                raise IndexUnusableError(
                    f"{self.folder}: the index is damaged ({error}); run: qa index --rebuild"
                ) from error

    def load(self) -> None:
        """Load vectors and encoder now, so that the first question need not."""
        with self.snapshot() as snapshot:
            snapshot.encoder.encode("ready")
            snapshot.search_meaning(snapshot.encoder.encode("ready"), 1)

    def _follow(self, meta: dict[str, str]) -> None:
        """Forget what belonged to another generation."""
        with self._lock:
            if int(meta["generation"]) != self._generation:
                self._generation = int(meta["generation"])
                self._vectors = None
                self._documents.clear()
                self._sources.clear()
            if meta["encoder"] != self._encoder_digest:
                self._encoder, self._encoder_digest = None, meta["encoder"]

    def vectors_of(self, connection: sqlite3.Connection, meta: dict[str, str]) -> VectorIndex:
        """The generation's vectors; from the database's own copy when the file is missing or altered."""
        with self._lock:
            if self._vectors is not None and self._generation == int(meta["generation"]):
                return self._vectors
            path = vectors_path(self.folder, int(meta["generation"]))
            data = path.read_bytes() if path.is_file() else b""
            if hashlib.sha256(data).hexdigest() == meta["vectors"]:
                vectors = VectorIndex.from_bytes(data)
            else:
                log.warning("%s is missing or altered; its vectors are taken from the database", path.name)
                vectors = stored_vectors(connection, meta["encoder"])
            if self._generation == int(meta["generation"]):
                self._vectors = vectors
            return vectors

    def encoder_of(self, meta: dict[str, str]) -> QuestionEncoder:
        """The encoder that the index was built with."""
        with self._lock:
            if self._encoder is not None and self._encoder_digest == meta["encoder"]:
                return self._encoder
            sums = json.loads(meta["export"])
            if sums:
                encoder: QuestionEncoder = OnnxEncoder(export_folder(self.folder, meta["encoder"]), sums)
            else:
                files = locate(meta["encoder_name"])
                if files.digest != meta["encoder"]:
                    raise EncoderError(f"{files.name}: not the encoder that the index was built with; run: qa index")
                encoder = SlowEncoder(files)
            if self._encoder_digest == meta["encoder"]:
                self._encoder = encoder
            return encoder

    def document_of(self, connection: sqlite3.Connection, meta: dict[str, str], doc_id: str) -> Document | None:
        """A parsed document, read once for each generation."""

        def load() -> Document | None:
            row = connection.execute("SELECT * FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
            return None if row is None else database.row_to_document(row)

        return self._once(meta, self._documents, doc_id, load)

    def sources_of(
        self, connection: sqlite3.Connection, meta: dict[str, str], doc_id: str | None
    ) -> tuple[Source, ...]:
        """The sources that one document's footnotes name, or all, in the notes' order; read once for each generation."""

        def load() -> tuple[Source, ...]:
            where, values = ("WHERE doc_id = ?", (doc_id,)) if doc_id else ("", ())
            rows = connection.execute(f"SELECT * FROM sources {where} ORDER BY doc_id, position", values)
            return tuple(database.row_to_source(row) for row in rows)

        return self._once(meta, self._sources, doc_id or "", load)

    def _once(self, meta: dict[str, str], known: dict[str, T], key: str, load: Callable[[], T]) -> T:
        """What `load` reads, kept in `known` while the generation is the newest; what is not there is asked for again."""
        with self._lock:
            if self._generation == int(meta["generation"]) and key in known:
                return known[key]
        value = load()
        with self._lock:
            if value is not None and self._generation == int(meta["generation"]):
                known[key] = value
        return value


class Snapshot:
    """One generation of the index."""

    def __init__(self, index: Index, connection: sqlite3.Connection, meta: dict[str, str]) -> None:
        self._index, self._connection, self.meta = index, connection, meta

    @property
    def encoder(self) -> QuestionEncoder:
        """Encodes questions as the index's passages were encoded."""
        return self._index.encoder_of(self.meta)

    def search_words(self, question: str, k: int, doc_id: str | None = None) -> list[tuple[int, float]]:
        """The `k` passages, of all or of one document, that match the question's words best: `(row, BM25)`, higher is better."""
        words = dict.fromkeys(w.casefold() for w in _WORD.findall(question))
        if not words:
            return []
        match = " OR ".join(f'"{word}"' for word in words)
        where, values = ("", ()) if doc_id is None else (f"AND rowid IN ({_ROWS})", (doc_id,))
        rows = self._connection.execute(
            f"SELECT rowid, bm25(words, 1.0, 0.5) AS score FROM words WHERE words MATCH ? {where} ORDER BY score LIMIT ?",
            (match, *values, k),
        )
        return [(row["rowid"], -row["score"]) for row in rows]

    def search_meaning(self, vector: NDArray[np.float32], k: int, doc_id: str | None = None) -> list[tuple[int, float]]:
        """The `k` passages, of all or of one document, nearest in meaning: `(row, cosine)`."""
        rows = None if doc_id is None else [row["row"] for row in self._connection.execute(_ROWS, (doc_id,))]
        return self._index.vectors_of(self._connection, self.meta).search(vector, k, rows)

    def passages(self, rows: Sequence[int]) -> dict[int, Passage]:
        """Passages by row number."""
        marks = ", ".join("?" * len(rows))
        found = self._connection.execute(f"SELECT * FROM passages WHERE row IN ({marks})", tuple(rows))
        return {row["row"]: database.row_to_passage(row) for row in found}

    def passages_of(self, doc_id: str) -> tuple[Passage, ...]:
        """All passages of a document, in reading order."""
        rows = self._connection.execute("SELECT * FROM passages WHERE doc_id = ? ORDER BY start", (doc_id,))
        return tuple(database.row_to_passage(row) for row in rows)

    def vectors(self, texts: Sequence[str]) -> dict[str, tuple[NDArray[np.float32], TokenVectors | None]]:
        """Stored vectors of texts that were embedded when the index was built, and the token vectors of whole passages."""
        import numpy as np

        hashes = {text_hash(text): text for text in texts}
        found: dict[str, tuple[NDArray[np.float32], TokenVectors | None]] = {}
        keys = list(hashes)
        for first in range(0, len(keys), 500):
            part = keys[first : first + 500]
            rows = self._connection.execute(
                f"SELECT hash, vector, tokens FROM vectors WHERE encoder = ? AND hash IN ({', '.join('?' * len(part))})",
                (self.meta["encoder"], *part),
            )
            for row in rows:
                tokens = unpack(row["tokens"]) if row["tokens"] is not None else None
                found[hashes[row["hash"]]] = (np.frombuffer(row["vector"], dtype=np.float32), tokens)
        return found

    def word_counts(self, words: Sequence[str]) -> tuple[int, dict[str, int]]:
        """How many passages there are, and in how many of them each word stands (in any inflection)."""
        total = self._connection.execute("SELECT count(*) FROM words").fetchone()[0]
        counts = {}
        for word in words:
            query = "SELECT count(*) FROM words WHERE words MATCH ?"
            counts[word] = self._connection.execute(query, (f'text : "{word}"',)).fetchone()[0]
        return total, counts

    def document(self, doc_id: str) -> Document | None:
        """A document, or None when the corpus has none of that identifier."""
        return self._index.document_of(self._connection, self.meta, doc_id)

    def document_rows(self) -> list[dict[str, str | None]]:
        """What the manifest says of every document: doc_id, file, kind, title, language, publisher, credit, url."""
        columns = "doc_id, file, kind, title, language, publisher, container, credit, url"
        return [dict(row) for row in self._connection.execute(f"SELECT {columns} FROM documents ORDER BY kind, doc_id")]

    def title(self, doc_id: str) -> str | None:
        """The title that the manifest gives a document, or its own."""
        row = self._connection.execute("SELECT title FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
        return None if row is None else str(row["title"])

    def sources(self, doc_id: str | None = None) -> tuple[Source, ...]:
        """All sources, or those that one document's footnotes name, in the notes' order."""
        return self._index.sources_of(self._connection, self.meta, doc_id)

    def count_passages(self) -> int:
        """How many passages the index holds."""
        return int(self._connection.execute("SELECT count(*) FROM passages").fetchone()[0])
