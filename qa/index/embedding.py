"""Texts → vectors in the cache, each text once for each encoder, kept batch by batch."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING, Protocol, TypeVar

from qa.embed.token_axes import axes_of
from qa.embed.tokens import pack, pack_vector, unpack_vector
from qa.embed.weights import EncoderFiles, is_packaged
from qa.index.cache import Kind
from qa.index.content import texts_of
from qa.index.database import text_hash

if TYPE_CHECKING:
    from qa.embed.onnx_encoder import Keep, OnnxEncoder, Vectors
    from qa.embed.passages import PassageEncoder
    from qa.embed.tokens import TokenVectors

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""
SLAB = 8192
"""Texts that are tokenized together: enough of each length to fill batches, few enough to hold."""
_LOOKED_UP = 1000

_T = TypeVar("_T")


class Store(Protocol):
    """Where vectors are kept by text: the cache, or what stands in for it."""

    def read(self, encoder: str, kind: Kind, hashes: Sequence[str]) -> dict[str, bytes]:
        """The sound rows of texts, by their hash."""

    def keep(self, encoder: str, rows: Iterable[tuple[str, Kind, bytes]]) -> None:
        """Keep rows of hash, kind and data."""


class LazyEncoder:
    """The passage encoder, which takes seconds to load, and only where there is something to encode."""

    def __init__(self, files: EncoderFiles) -> None:
        """Keep the name; nothing is loaded yet."""
        self.name, self.digest = files.name, files.digest
        self._files = files
        self._loaded: PassageEncoder | None = None
        self._packaged: OnnxEncoder | None = None

    def load(self) -> PassageEncoder:
        """The encoder, loaded once; not for the packaged one, which needs no torch."""
        from qa.embed.passages import PassageEncoder

        if self._loaded is None:
            self._loaded = PassageEncoder(self._files)
        return self._loaded

    def encode(self, texts: Sequence[str], keep: Keep) -> None:
        """Encode texts, and hand them over batch by batch; see `qa.embed.onnx_encoder`."""
        from qa.embed.onnx_encoder import processors
        from qa.embed.packaged import open_packaged

        if not is_packaged(self.digest):
            self.load().encode(texts, keep)
            return
        if self._packaged is None:
            self._packaged = open_packaged(processors())
        self._packaged.encode_passages(texts, keep)


def embed(
    connection: sqlite3.Connection,
    doc_ids: Sequence[str] | None,
    cache: Store,
    encoder: LazyEncoder,
    progress: Progress,
    *,
    again: bool = False,
) -> int:
    """Give every text of the documents, or of all, a sound vector in the cache; returns how many had to be encoded.

    Every batch is kept as it is done: a run that is killed loses one, and the next one goes on from there. With `again`,
    what the cache has counts for nothing.
    """
    if doc_ids is None:
        doc_ids = [row["doc_id"] for row in connection.execute("SELECT doc_id FROM documents ORDER BY doc_id")]
    with closing(_Missing()) as missing:
        _note_missing(missing, connection, doc_ids, cache, encoder.digest, all_texts=again)
        wanted = len(missing)
        if wanted:
            progress("loading the encoder", 0, wanted)
            _encode(texts_of(connection, doc_ids), missing, cache, encoder, progress)
    return wanted


class _Missing:
    """Texts without vectors, each once: in a database of its own, without a name, which goes to the disk when it is large."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = OFF")
        # Hashes come in no order: a million of them stay in memory.
        self._connection.execute("PRAGMA cache_size = -65536")
        self._connection.execute("CREATE TABLE missing (hash BLOB PRIMARY KEY, whole INTEGER) WITHOUT ROWID")

    def close(self) -> None:
        self._connection.close()

    def __len__(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM missing").fetchone()[0])

    def add(self, found: dict[str, bool]) -> None:
        """Note texts by their hashes, True for whole passages."""
        once = "INSERT INTO missing VALUES (?, ?) ON CONFLICT DO UPDATE SET whole = whole OR excluded.whole"
        self._connection.execute("BEGIN")
        self._connection.executemany(once, ((bytes.fromhex(key), whole) for key, whole in found.items()))
        self._connection.execute("COMMIT")

    def pop(self, key: str) -> bool | None:
        """Whether a missing text is a whole passage, at its first time; None after that, and for others."""
        if not self._connection.in_transaction:
            # Each commit would look at all pages that were ever changed: a hundred times as slow, of a million texts.
            self._connection.execute("BEGIN")
        row = self._connection.execute(
            "DELETE FROM missing WHERE hash = ? RETURNING whole", (bytes.fromhex(key),)
        ).fetchone()
        return None if row is None else bool(row[0])


def _encode(
    texts: Iterable[tuple[str, bool]], missing: _Missing, cache: Store, encoder: LazyEncoder, progress: Progress
) -> None:
    """Encode those texts that are `missing`, each once."""
    done, total, axes = 0, len(missing), axes_of(encoder.digest)

    def wanted() -> Iterator[tuple[str, str, bool]]:
        for text, _ in texts:
            key = text_hash(text)
            if (whole := missing.pop(key)) is not None:
                yield key, text, whole

    for slab in _batched(wanted(), SLAB):

        def keep(positions: list[int], vectors: Vectors, tokens: list[TokenVectors]) -> None:
            nonlocal done
            rows = []
            for position, vector, states in zip(positions, vectors, tokens, strict=True):
                key, _, whole = slab[position]  # noqa: B023 - called before the next slab
                own = pack_vector(vector)
                rows.append((key, Kind.VECTOR, own))
                if whole:
                    rows.append((key, Kind.TOKENS, pack(states, unpack_vector(own), axes)))
            cache.keep(encoder.digest, rows)
            done += len(positions)
            progress("embedding", done, total)

        encoder.encode([text for _, text, _ in slab], keep)


def _note_missing(
    missing: _Missing,
    connection: sqlite3.Connection,
    doc_ids: Sequence[str],
    cache: Store,
    encoder: str,
    *,
    all_texts: bool,
) -> None:
    """Note the documents' texts of which the cache has no sound vector, or no token vectors where they are needed; or all."""
    for some in _batched(texts_of(connection, doc_ids), _LOOKED_UP):
        found: dict[str, bool] = {}
        for text, whole in some:
            key = text_hash(text)
            found[key] = found.get(key, False) or whole
        if not all_texts:
            passages = [key for key, whole in found.items() if whole]
            vectors, tokens = cache.read(encoder, Kind.VECTOR, list(found)), cache.read(encoder, Kind.TOKENS, passages)
            found = {k: whole for k, whole in found.items() if k not in vectors or (whole and k not in tokens)}
        missing.add(found)


def _batched(values: Iterable[_T], size: int) -> Iterator[list[_T]]:
    iterator = iter(values)
    while some := list(islice(iterator, size)):
        yield some
