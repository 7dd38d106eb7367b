"""One generation in Milvus: what was read of it is kept, since it never changes."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

from qa.embed.questions import QuestionEncoder
from qa.index import database
from qa.index.generation import REMEMBERED
from qa.index.kept_documents import MOST_KEPT, KeptDocuments
from qa.index.milvus.client import Milvus
from qa.index.milvus.layout import (
    FAILURES,
    INFOS,
    META,
    HeldInfo,
    bucket_of,
    bytes_to_infos,
    bytes_to_meta,
    document_key,
    from_bytes,
    sources_key,
    terms_key,
    values_of,
)
from qa.index.milvus.terms import TermFacts, Tokenizer
from qa.index.milvus.values import Values
from qa.index.question_encoder import open_question_encoder
from qa.index.remembered import Remembered
from qa.types.document import Document
from qa.types.source import Source


class MilvusGeneration:
    """Documents, sources, terms and encoder of one generation, for all threads."""

    def __init__(self, milvus: Milvus, collection: str, folder: Path, before: MilvusGeneration | None = None) -> None:
        """Read what it says of itself; an encoder that the generation `before` has loaded is taken over when it is the same.

        Raises:
            EngineError: it is gone, or of another version.
        """
        self.milvus, self.collection, self.folder = milvus, collection, folder
        self.values = Values(milvus, values_of(collection))
        self.meta = bytes_to_meta(self.values.one(META), str(milvus.address))
        self.texts = Values(milvus, self.meta.texts)
        self.current = self.meta.current()
        self.remembered = Remembered(REMEMBERED)
        self.tokenizer: Tokenizer = before.tokenizer if before else Tokenizer()
        self._lock = threading.Lock()
        self._documents = KeptDocuments[Document](MOST_KEPT, lambda document: len(document.text))
        self._infos: dict[str, HeldInfo] | None = None
        self._sources: dict[str, tuple[Source, ...]] = {}
        self._buckets: dict[int, dict[str, TermFacts]] = {}
        self._failures: tuple[tuple[str, str, str], ...] | None = None
        self._encoder: QuestionEncoder | None = (
            before._encoder if before and before.meta.encoder == self.meta.encoder else None
        )

    @property
    def encoder(self) -> QuestionEncoder:
        """The encoder that the index was built with.

        Raises:
            EncoderError: what has its name here is another one.
        """
        with self._lock:
            if self._encoder is None:
                self._encoder = open_question_encoder(self.folder, self.current)
            return self._encoder

    def infos(self) -> dict[str, HeldInfo]:
        """All documents, by identifier, reports first."""
        if self._infos is None:
            self._infos = {held.info.doc_id: held for held in bytes_to_infos(self.values.one(INFOS))}
        return self._infos

    def last_row(self) -> int:
        """The greatest number of a passage."""
        return max((held.last for held in self.infos().values()), default=0)

    def failures(self) -> tuple[tuple[str, str, str], ...]:
        """Identifier, fingerprint and reason of each file that could not be read."""
        if self._failures is None:
            self._failures = tuple((a, b, c) for a, b, c in as_rows(self.values.one(FAILURES)))
        return self._failures

    def document(self, doc_id: str) -> Document | None:
        """A parsed document, kept while there is room."""
        if doc_id not in self.infos():
            return None
        return self._documents.get(doc_id, lambda: database.row_to_document(self.document_row(doc_id)))

    def document_row(self, doc_id: str) -> dict[str, object]:
        """All that is stored of a document, column by column."""
        found = from_bytes(self.values.one(document_key(doc_id)))
        assert isinstance(found, dict)
        return found

    def sources(self, doc_ids: Sequence[str]) -> list[tuple[Source, ...]]:
        """The sources that the footnotes of each of these documents name, in the notes' order."""
        missing = [doc_id for doc_id in doc_ids if doc_id not in self._sources]
        for doc_id, rows in self.source_rows(missing).items():
            self._sources[doc_id] = tuple(database.row_to_source(row) for row in rows)
        return [self._sources[doc_id] for doc_id in doc_ids]

    def source_rows(self, doc_ids: Iterable[str]) -> dict[str, list[dict[str, object]]]:
        """All that is stored of the sources of documents; an empty list for one without."""
        names = {doc_id: sources_key(doc_id) for doc_id in doc_ids}
        found = self.values.get(names.values())
        return {doc_id: as_rows(found.get(name, b"[]")) for doc_id, name in names.items()}

    def facts(self, terms: Iterable[str]) -> dict[str, TermFacts]:
        """Terms of the index, as far as these are such."""
        wanted = {term: bucket_of(term, self.meta.buckets) for term in terms}
        self._read_buckets(wanted.values())
        return {term: self._buckets[bucket][term] for term, bucket in wanted.items() if term in self._buckets[bucket]}

    def terms(self) -> tuple[str, ...]:
        """All that stand in the text of passages."""
        self._read_buckets(range(self.meta.buckets))
        return tuple(t for bucket in self._buckets.values() for t, facts in bucket.items() if facts.in_text)

    def _read_buckets(self, numbers: Iterable[int]) -> None:
        names = {terms_key(number): number for number in numbers if number not in self._buckets}
        for name, data in self.values.get(names).items():
            rows = from_bytes(data)
            assert isinstance(rows, dict)
            self._buckets[names[name]] = {term: TermFacts(*facts) for term, facts in rows.items()}


def as_rows(data: bytes) -> list[dict[str, object]]:
    """Rows as they were stored."""
    found = from_bytes(data)
    assert isinstance(found, list)
    return found
