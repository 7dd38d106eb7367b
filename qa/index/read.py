"""Reading the index: every question sees one generation from beginning to end, and the next one sees a newer by itself."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from qa.embed.questions import QuestionEncoder
from qa.embed.token_axes import axes_of
from qa.embed.tokens import TokenVectors, pack, pack_vector, unpack, unpack_vector
from qa.errors import IndexDamagedError, QAError
from qa.index import cache, database
from qa.index.cache import Kind
from qa.index.current import CURRENT_FILE, Current, read_current
from qa.index.database import match_text, text_hash
from qa.index.engine import PhraseQuery, Scope, Snapshot
from qa.index.generation import Generation
from qa.index.layers import GONE_ROWS
from qa.index.words_above import rank_above, rarity
from qa.index.words_asked import words_to_look_for
from qa.types.document import BlockKind, Document
from qa.types.document_info import DocumentInfo
from qa.types.passage import Passage
from qa.types.source import Source

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_log = logging.getLogger(__name__)

_T = TypeVar("_T")
_Key = TypeVar("_Key", bound=Hashable)

_SLOWLY_LISTED = 200_000
"""Passages from which on listing their words takes more than a second."""


class Index:
    """An index folder, open for reading from any thread. Each generation is checked and loaded once."""

    def __init__(self, folder: Path, mend: Callable[[IndexDamagedError], None] | None = None) -> None:
        """Keep the folder, and the function that mends a damaged index; nothing is read yet."""
        self.folder, self._mend = folder, mend
        self._lock, self._mending = threading.Lock(), threading.Lock()
        self._generation: Generation | None = None
        self._state: tuple[int, int, int] | None = None

    def read(self, work: Callable[[Snapshot], _T]) -> _T:
        """The result of `work` on one generation; a damaged one is mended first, and the work repeated.

        Raises:
            IndexUnusableError: the index is missing or of another version, or damaged and not to be mended.
        """
        try:
            with self.snapshot() as snapshot:
                return work(snapshot)
        except IndexDamagedError:
            if self._mend is None:
                raise
        # One thread mends; the others then find it done.
        with self._mending:
            try:
                with self.snapshot() as snapshot:
                    return work(snapshot)
            except IndexDamagedError as error:
                self._mend(error)
            with self.snapshot() as snapshot:
                return work(snapshot)

    @contextmanager
    def snapshot(self) -> Iterator[LocalSnapshot]:
        """One generation, held still while the block runs.

        Raises:
            IndexDamagedError: a file of it is missing or altered.
            IndexUnusableError: the index is missing or of another version.
        """
        try:
            generation, connection = self._open()
            with closing(connection):
                try:
                    yield LocalSnapshot(generation, connection)
                except sqlite3.DataError as error:
                    # Its checksum fits, so that a build would go on from it.
                    content = self.folder / generation.current.content
                    raise IndexDamagedError(content, f"damaged ({error})", discard=True) from error
        except sqlite3.DatabaseError as error:
            self._forget()
            raise IndexDamagedError(self.folder, f"the content cannot be read ({error})") from error
        except IndexDamagedError:
            self._forget()
            raise

    def load(self) -> None:
        """Load vectors and encoder now, so that the first question need not; the list of words of a large index beside it."""

        def work(snapshot: Snapshot) -> bool:
            snapshot.search_meaning(snapshot.encoder.encode("ready"), 1)
            if snapshot.current.passages > _SLOWLY_LISTED:
                return True
            snapshot.terms()
            return False

        if self.read(work):
            threading.Thread(target=self._list_terms, daemon=True).start()

    def _list_terms(self) -> None:
        # Whoever needs them reads them, and is told what fails.
        with suppress(QAError, sqlite3.Error):
            self.read(lambda snapshot: snapshot.terms())

    def _open(self) -> tuple[Generation, sqlite3.Connection]:
        """The newest generation and a connection to it; when its files are gone, there must be a newer one."""
        while True:
            state = self._look()
            try:
                generation = self._follow(state)
                return generation, generation.connect()
            except IndexDamagedError:
                self._forget()
                if self._look() == state:
                    raise

    def _look(self) -> tuple[int, int, int] | None:
        try:
            found = (self.folder / CURRENT_FILE).stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def _follow(self, state: tuple[int, int, int] | None) -> Generation:
        with self._lock:
            if self._generation is None or state is None or state != self._state:
                current = read_current(self.folder)
                if self._generation is None or current != self._generation.current:
                    self._generation = Generation(self.folder, current, self._generation)
                self._state = state
            return self._generation

    def _forget(self) -> None:
        """Check everything again at the next use."""
        with self._lock:
            self._generation = self._state = None


class LocalSnapshot:
    """One generation of the index."""

    def __init__(self, generation: Generation, connection: sqlite3.Connection) -> None:
        self._generation, self._connection = generation, connection
        self.folder = generation.folder

    @property
    def current(self) -> Current:
        """Which generation it is, and what it holds."""
        return self._generation.current

    @property
    def encoder(self) -> QuestionEncoder:
        """Encodes questions as the index's passages were encoded."""
        return self._generation.encoder

    def search_words(self, question: str, k: int, scope: Scope = None) -> list[tuple[int, float]]:
        """The `k` passages, of all documents or of some, that match the question's words best: `(row, BM25)`, higher is better."""
        passages = self.current.passages
        words = words_to_look_for(question, passages, lambda word: self._generation.count(self._connection, word))
        if not words:
            return []
        rows, values = _rows_of(scope)
        within = f" AND rowid IN ({rows})" if rows else ""
        if not self.current.below:
            return self._ranked("main", words, within, values, k)
        below = self._ranked("main", words, f"{within} AND rowid NOT IN ({GONE_ROWS})", values, k)
        above = rank_above(self._connection, {w: self._rarity(w) for w in words}, within, values)
        return sorted([*below, *above], key=lambda hit: (-hit[1], hit[0]))[:k]

    def _ranked(
        self, layer: str, words: Sequence[str], where: str, values: Sequence[str], k: int
    ) -> list[tuple[int, float]]:
        match = " OR ".join(f'"{word}"' for word in words)
        found = self._connection.execute(
            f"SELECT rowid, bm25(words, 1.0, 0.5) AS score FROM {layer}.words WHERE words MATCH ?{where} "
            "ORDER BY score LIMIT ?",
            (match, *values, k),
        )
        return [(row["rowid"], -row["score"]) for row in found]

    def _rarity(self, word: str) -> float:
        return rarity(self.current.passages, self._generation.count(self._connection, word))

    def search_meaning(self, vector: NDArray[np.float32], k: int, scope: Scope = None) -> list[tuple[int, float]]:
        """The `k` passages, of all documents or of some, nearest in meaning: `(row, cosine)`."""
        query, values = _rows_of(scope)
        rows = [row["row"] for row in self._connection.execute(query, values)] if query else None
        return self._generation.vectors.search(vector, k, rows)

    def passages(self, rows: Sequence[int]) -> dict[int, Passage]:
        """Passages by row number."""
        marks = ", ".join("?" * len(rows))
        found = self._connection.execute(f"SELECT * FROM passages WHERE row IN ({marks})", tuple(rows))
        return {row["row"]: database.row_to_passage(row) for row in found}

    def passages_of(self, doc_id: str) -> tuple[Passage, ...]:
        """All passages of a document, in reading order."""
        rows = self._connection.execute("SELECT * FROM passages WHERE doc_id = ? ORDER BY start", (doc_id,))
        return tuple(database.row_to_passage(row) for row in rows)

    def passages_with(self, phrases: PhraseQuery, scope: Scope = None, most: int = -1) -> tuple[Passage, ...]:
        """The passages in whose text phrases stand, reports first, in reading order; all, or the first `most`."""
        scopes = None if scope is None else (scope,) if isinstance(scope, str) else tuple(scope)
        where = "" if scopes is None else f"AND doc_id IN ({', '.join('?' * len(scopes))})"
        parts, values = [], []
        for layer in ("main", "above") if self.current.below else ("main",):
            parts.append(
                f"SELECT * FROM {layer}.passages WHERE row IN (SELECT rowid FROM {layer}.words WHERE words MATCH ?) {where}"
                + (
                    " AND doc_id NOT IN (SELECT doc_id FROM above.gone)"
                    if layer == "main" and self.current.below
                    else ""
                )
            )
            values += [match_text(phrases), *(scopes or ())]
        found = self._connection.execute(
            f"SELECT * FROM ({' UNION ALL '.join(parts)}) AS found ORDER BY "
            "(SELECT kind FROM documents WHERE documents.doc_id = found.doc_id), doc_id, start LIMIT ?",
            (*values, most),
        )
        return tuple(database.row_to_passage(row) for row in found)

    def documents_with(self, phrases: PhraseQuery, *, notes: bool, most: int = -1) -> tuple[str, ...]:
        """The documents in whose notes, or in whose other text, phrases stand; all, or the first `most`."""
        layers = ("main", "above") if self.current.below else ("main",)
        parts = [
            # Joined, the first found ends it: a list of all rows with a common word would be made whole first.
            f"SELECT doc_id FROM {layer}.words AS found CROSS JOIN {layer}.passages ON row = found.rowid "
            f"WHERE found.words MATCH ? AND kind {'=' if notes else '<>'} '{BlockKind.NOTE.value}'"
            + (" AND doc_id NOT IN (SELECT doc_id FROM above.gone)" if layer == "main" and len(layers) > 1 else "")
            for layer in layers
        ]
        query = f"SELECT DISTINCT doc_id FROM ({' UNION ALL '.join(parts)}) LIMIT ?"
        rows = self._connection.execute(query, (*[match_text(phrases)] * len(layers), most))
        return tuple(row["doc_id"] for row in rows)

    def vectors(self, texts: Sequence[str]) -> dict[str, tuple[NDArray[np.float32], TokenVectors | None]]:
        """The vectors of texts that stand in the index, and the token vectors of whole passages.

        What the cache has lost is encoded now, so that the question is answered, and embedded again by the next build.
        """
        hashes = {text_hash(text): text for text in texts}
        whole = self._whole(list(hashes))
        vectors, tokens = self._cached(list(hashes), list(whole))
        lost = {key for key in hashes if key not in vectors or (key in whole and key not in tokens)}
        if lost:
            _log.warning(
                "%s: vectors of %d texts are missing or altered; the next build embeds them again",
                self.folder,
                len(lost),
            )
            cache.doubt(self.folder)
        axes = axes_of(self.current.encoder)
        found: dict[str, tuple[NDArray[np.float32], TokenVectors | None]] = {}
        for key, text in hashes.items():
            if key in lost:
                encoded, states = self.encoder.encode_passage(text)
                vector = unpack_vector(pack_vector(encoded))
                found[text] = vector, unpack(pack(states, vector, axes), vector, axes) if key in whole else None
            else:
                vector = unpack_vector(vectors[key])
                found[text] = vector, unpack(tokens[key], vector, axes) if key in tokens else None
        return found

    def _cached(self, hashes: Sequence[str], whole: Sequence[str]) -> tuple[dict[str, bytes], dict[str, bytes]]:
        """Vectors and token vectors as the cache has them; none where it cannot be read."""
        encoder = self.current.encoder
        try:
            with cache.open_to_read(self.folder) as opened:
                return opened.read(encoder, Kind.VECTOR, hashes), opened.read(encoder, Kind.TOKENS, whole)
        except (IndexDamagedError, sqlite3.OperationalError) as error:
            _log.warning("%s", error)
            return {}, {}

    def _whole(self, hashes: Sequence[str]) -> set[str]:
        """The hashes that belong to whole passages."""
        found: set[str] = set()
        for first in range(0, len(hashes), 500):
            part = hashes[first : first + 500]
            marks = ", ".join("?" * len(part))
            query = f"SELECT DISTINCT hash FROM passages WHERE hash IN ({marks})"
            found.update(row["hash"] for row in self._connection.execute(query, tuple(part)))
        return found

    def word_counts(self, words: Sequence[str]) -> tuple[int, dict[str, int]]:
        """How many passages there are, and in how many of them each word stands (in any inflection)."""
        return self.current.passages, {word: self._generation.count(self._connection, word) for word in words}

    def terms(self) -> tuple[str, ...]:
        """The stems of all words that stand in passages, lower case and without accents."""
        return self._generation.terms(self._connection)

    def document(self, doc_id: str) -> Document | None:
        """A document, or None when the corpus has none of that identifier."""
        return self._generation.document(self._connection, doc_id)

    def text(self, doc_id: str) -> str | None:
        """The text of a document, without the rest of it."""
        return self._generation.text(self._connection, doc_id)

    def failures(self) -> list[str]:
        """Why files cannot be read as they are now, a line each; a document that was read before is as it was then."""
        rows = self._connection.execute(
            "SELECT reason, EXISTS (SELECT 1 FROM documents WHERE documents.doc_id = failures.doc_id) AS kept "
            "FROM failures ORDER BY doc_id"
        )
        return [f"{row['reason']}{' (its last good version is kept)' if row['kept'] else ''}" for row in rows]

    def remembered(self, kind: str, keys: Sequence[_Key], make: Callable[[list[_Key]], Iterable[_T]]) -> list[_T]:
        """What `make` works out for keys from this generation alone, kept for the next question."""
        return self._generation.remembered.of_all(kind, keys, make)

    def documents(self) -> tuple[DocumentInfo, ...]:
        """What the manifest says of every document, reports first."""
        return self._generation.infos(self._connection)

    def fingerprints(self) -> dict[str, str]:
        """What was indexed of each document, as one fingerprint."""
        return dict(self._connection.execute("SELECT doc_id, fingerprint FROM documents").fetchall())

    def failed(self) -> dict[str, str]:
        """The fingerprint of each file that could not be read."""
        return dict(self._connection.execute("SELECT doc_id, fingerprint FROM failures").fetchall())

    def rows(self, table: str, order: str, doc_id: str) -> list[dict[str, object]]:
        """All that a table of the content has of a document, column by column; both names are this program's own."""
        found = self._connection.execute(f"SELECT * FROM {table} WHERE doc_id = ? ORDER BY {order}", (doc_id,))
        return [dict(row) for row in found]

    def files(self, doc_ids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Of documents, the file's name in the corpus folder, and the fingerprint of what was indexed."""
        wanted = tuple(doc_ids)
        marks = ", ".join("?" * len(wanted))
        query = f"SELECT doc_id, file, fingerprint FROM documents WHERE doc_id IN ({marks})"
        return {row["doc_id"]: (row["file"], row["fingerprint"]) for row in self._connection.execute(query, wanted)}

    def title(self, doc_id: str) -> str | None:
        """The title that the manifest gives a document, or its own."""
        row = self._connection.execute("SELECT title FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
        return None if row is None else str(row["title"])

    def sources(self, doc_id: str | None = None) -> tuple[Source, ...]:
        """All sources, or those that one document's footnotes name, in the notes' order."""
        return self._generation.sources(self._connection, doc_id)


def _rows_of(scope: Scope) -> tuple[str, tuple[str, ...]]:
    """A query for the passages of some documents; an empty one for all."""
    if scope is None:
        return "", ()
    doc_ids = (scope,) if isinstance(scope, str) else tuple(scope)
    return f"SELECT row FROM passages WHERE doc_id IN ({', '.join('?' * len(doc_ids))})", doc_ids
