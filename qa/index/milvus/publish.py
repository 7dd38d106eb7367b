"""A local generation → Milvus: all that questions need, then the alias in one step; what was begun goes on at the next run."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import fields
from itertools import islice
from pathlib import Path

from qa.embed.tokens import unpack_vector
from qa.errors import BusyError, EngineError, IndexDamagedError
from qa.files import mode_in
from qa.index import cache
from qa.index.cache import Cache, Kind
from qa.index.current import Current, read_current
from qa.index.database import text_hash
from qa.index.embedding import Progress
from qa.index.generation import Generation
from qa.index.milvus.client import Fields, Milvus
from qa.index.milvus.layout import (
    ALIAS,
    FAILURES,
    FORMATS,
    INFOS,
    META,
    HeldInfo,
    Meta,
    bucket_of,
    bytes_to_meta,
    collection_of,
    document_key,
    infos_to_bytes,
    is_ours,
    meta_to_bytes,
    shared_texts_of,
    sources_key,
    terms_key,
    text_key,
    to_bytes,
    values_of,
)
from qa.index.milvus.read import pack_text
from qa.index.milvus.terms import Counts, TermFacts, Tokenizer, Vocabulary, bm25_side
from qa.index.milvus.values import Values
from qa.types.document import DocumentKind
from qa.types.document_info import DocumentInfo

_SLAB = 200
"""Passages that are sent at once, with the vectors of their sentences some 2 MB."""
_BUCKET, _BUCKETS = 2000, 20
"""Terms of one value, and such values that are sent at once."""


def publish(folder: Path, milvus: Milvus, progress: Progress, *, forget: bool = False) -> str:
    """Have Milvus hold the generation that an index folder holds; returns the name of its collection.

    Readers see the one before until all is there. That stays for those who are at it, and older ones are dropped. With `forget`
    that goes too, and so do the vectors of texts that the index does not have any more.

    Raises:
        BusyError: another process does the same.
        EngineError: Milvus is away, refuses, or did not keep what it was given.
        IndexDamagedError: the local index lacks something.
    """
    from filelock import FileLock, Timeout

    try:
        with FileLock(folder / "milvus.lock", timeout=0.5, mode=mode_in(folder)):
            return _publish(folder, milvus, progress, forget)
    except Timeout as error:
        raise BusyError(f"{folder}: another process is moving the index; wait for it and try again") from error


def _publish(folder: Path, milvus: Milvus, progress: Progress, forget: bool) -> str:
    current = read_current(folder)
    wanted, before = collection_of(current.generation, checksum_of(current)), milvus.alias(ALIAS)
    last = _meta(milvus, before)
    texts = last.texts if last and last.encoder == current.encoder else shared_texts_of(wanted)
    if before != wanted:
        if forget:
            texts = shared_texts_of(wanted)
        generation = Generation(folder, current)
        with closing(generation.connect()) as connection, cache.open_to_read(folder) as opened:
            _Moving(connection, current, opened, milvus, wanted, texts, progress).run()
        milvus.point(ALIAS, wanted)
    kept = {wanted, values_of(wanted), texts}
    if before is not None and not forget:
        kept |= {before, values_of(before), last.texts if last else texts}
    for name in milvus.collections():
        if is_ours(name) and name not in kept:
            milvus.drop(name)
    return wanted


def _meta(milvus: Milvus, collection: str | None) -> Meta | None:
    """What a generation says of itself; None where there is none, or one of another version."""
    if collection is None:
        return None
    try:
        return bytes_to_meta(Values(milvus, values_of(collection)).one(META), str(milvus.address))
    except EngineError as error:
        if error.gone or error.remedy is not None:
            return None
        raise


def withdraw(milvus: Milvus) -> None:
    """Take out of Milvus all that is of an index."""
    if milvus.alias(ALIAS) is not None:
        milvus.drop_alias(ALIAS)
    for name in milvus.collections():
        if is_ours(name):
            milvus.drop(name)


def checksum_of(current: Current) -> str:
    """What tells apart generations of the same number."""
    return current.files[current.content].sha256


class _Moving:
    """One generation on its way."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        current: Current,
        opened: Cache,
        milvus: Milvus,
        collection: str,
        texts: str,
        progress: Progress,
    ) -> None:
        self.connection, self.current, self.cache, self.milvus = connection, current, opened, milvus
        self.collection, self.progress = collection, progress
        self.values, self.texts = Values(milvus, values_of(collection)), Values(milvus, texts)
        self.tokenizer = Tokenizer()
        columns = [field.name for field in fields(DocumentInfo)]
        query = f"SELECT {', '.join(columns)}, fingerprint FROM documents ORDER BY kind, doc_id"
        rows = connection.execute(query).fetchall()
        self.infos = {
            row["doc_id"]: (DocumentInfo(**{**{c: row[c] for c in columns}, "kind": DocumentKind(row["kind"])}), number)
            for number, row in enumerate(rows, 1)
        }
        self.fingerprints = {row["doc_id"]: row["fingerprint"] for row in rows}
        self.text = ("", "")

    def run(self) -> None:
        """Send it all; what is there already is passed over."""
        known = self.milvus.collections()
        if self.collection not in known:
            self.milvus.create_passages(self.collection, self.current.dimension, self.current.passages)
        for values in (self.values, self.texts):
            if values.collection not in known:
                self.milvus.create_values(values.collection)
        vocabulary = self._count_terms()
        facts, mean_length = vocabulary.facts(), vocabulary.mean_length()
        buckets = self._put_terms(facts)
        self._put_documents()
        self._put_passages(facts, mean_length)
        failures = [list(row) for row in self.connection.execute("SELECT doc_id, fingerprint, reason FROM failures")]
        meta = Meta(
            FORMATS,
            self.current.generation,
            checksum_of(self.current),
            self.current.encoder,
            self.current.encoder_name,
            self.current.dimension,
            self.current.documents,
            self.current.passages,
            self.current.sources,
            mean_length,
            buckets,
            self.texts.collection,
        )
        self.values.put({FAILURES: to_bytes(failures), META: meta_to_bytes(meta)})
        for name in (self.collection, self.values.collection, self.texts.collection):
            self.milvus.settle(name)
        if (found := self.milvus.count(self.collection)) != self.current.passages:
            raise EngineError(
                f"{self.milvus.address}: has {found:,} passages of {self.current.passages:,}; the index is as it was"
            )

    def _count_terms(self) -> Vocabulary:
        vocabulary = Vocabulary()
        for done, rows in self._slabs():
            self.progress("counting words", done, self.current.passages)
            for counts in self._counts(rows):
                vocabulary.add(counts)
        return vocabulary

    def _put_terms(self, facts: dict[str, TermFacts]) -> int:
        buckets = len(facts) // _BUCKET + 1
        shares: list[dict[str, list[int]]] = [{} for _ in range(buckets)]
        for term, found in facts.items():
            shares[bucket_of(term, buckets)][term] = [found.number, found.in_text, found.anywhere]
        numbered = enumerate(shares)
        while some := list(islice(numbered, _BUCKETS)):
            self.values.put({terms_key(number): to_bytes(share) for number, share in some})
        return buckets

    def _put_documents(self) -> None:
        infos = []
        for done, (doc_id, (info, number)) in enumerate(self.infos.items()):
            self.progress("moving documents", done, len(self.infos))
            row = self.connection.execute("SELECT * FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
            query = "SELECT * FROM sources WHERE doc_id = ? ORDER BY position"
            sources = [dict(source) for source in self.connection.execute(query, (doc_id,))]
            values = {document_key(doc_id): to_bytes(dict(row))}
            if sources:
                values[sources_key(doc_id)] = to_bytes(sources)
            self.values.put(values)
            query = "SELECT min(row), max(row) FROM passages WHERE doc_id = ?"
            first, last = self.connection.execute(query, (doc_id,)).fetchone()
            infos.append(HeldInfo(info, number, self.fingerprints[doc_id], first or 0, last or 0))
        self.values.put({INFOS: infos_to_bytes(infos)})

    def _put_passages(self, facts: dict[str, TermFacts], mean_length: float) -> None:
        for done, rows in self._slabs():
            self.progress("moving passages", done, self.current.passages)
            known = {row["row"] for row in self.milvus.rows(self.collection, "row", [r["row"] for r in rows], ["row"])}
            missing = [row for row in rows if row["row"] not in known]
            if not missing:
                continue
            # First what belongs to them: a passage that is there has all of its own.
            vectors = self._put_texts(missing)
            counted = self._counts(missing)
            self.milvus.insert(
                self.collection,
                [
                    self._passage(row, counts, facts, mean_length, vectors)
                    for row, counts in zip(missing, counted, strict=True)
                ],
            )

    def _passage(
        self,
        row: sqlite3.Row,
        counts: Counts,
        facts: dict[str, TermFacts],
        mean_length: float,
        vectors: dict[str, bytes],
    ) -> Fields:
        own = [facts[term].number for term, (in_text, _) in counts.items() if in_text]
        return {
            "row": row["row"],
            "doc": self.infos[row["doc_id"]][1],
            "kind": row["kind"],
            "passage": json.dumps({key: row[key] for key in row.keys() if key != "row"}, ensure_ascii=False),  # noqa: SIM118
            "terms": sorted(own),
            "words": bm25_side(counts, facts, mean_length),
            "vector": unpack_vector(vectors[row["hash"]]),
        }

    def _put_texts(self, rows: Sequence[sqlite3.Row]) -> dict[str, bytes]:
        """Send the vectors of passages and their sentences; returns them by hash."""
        whole, hashes = [row["hash"] for row in rows], dict[str, None]()
        for row in rows:
            text = self._text_of(row["doc_id"])
            hashes[row["hash"]] = None
            hashes.update({text_hash(text[a:b]): None for a, b in json.loads(row["sentences"])})
        encoder = self.current.encoder
        vectors, tokens = (
            self.cache.read(encoder, Kind.VECTOR, list(hashes)),
            self.cache.read(encoder, Kind.TOKENS, whole),
        )
        if len(vectors) < len(hashes):
            cache.doubt(self.cache.path.parent)
            raise IndexDamagedError(self.cache.path, "damaged (vectors are missing)")
        self.texts.put({text_key(key): pack_text(data, tokens.get(key, b"")) for key, data in vectors.items()})
        return vectors

    def _counts(self, rows: Sequence[sqlite3.Row]) -> list[Counts]:
        return self.tokenizer.counts(
            [(self._text_of(row["doc_id"])[row["start"] : row["end"]], row["context"]) for row in rows]
        )

    def _text_of(self, doc_id: str) -> str:
        if self.text[0] != doc_id:
            (text,) = self.connection.execute("SELECT text FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
            self.text = doc_id, text
        return self.text[1]

    def _slabs(self) -> Iterator[tuple[int, list[sqlite3.Row]]]:
        """All passages in order, with how many were given before."""
        last = done = 0
        query = "SELECT * FROM passages WHERE row > ? ORDER BY row LIMIT ?"
        while rows := self.connection.execute(query, (last, _SLAB)).fetchall():
            yield done, rows
            last, done = rows[-1]["row"], done + len(rows)
