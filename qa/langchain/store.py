"""A vector store: LangChain's documents with their vectors, in one SQLite file or in memory; nothing is pickled."""

from __future__ import annotations

import json
import sqlite3
import threading
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import VectorStore

from qa.errors import UsageError
from qa.langchain.embeddings import FootnoteEmbeddings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TABLE = "CREATE TABLE IF NOT EXISTS documents (id TEXT PRIMARY KEY, text TEXT, metadata TEXT, vector BLOB) STRICT"
_MOST = 500
"""Values of one query."""
Fitting = Mapping[str, Any] | Callable[[Document], bool] | None
"""Which documents are searched: metadata that they must have, or a function that tells."""


class FootnoteVectorStore(VectorStore):
    """Keeps documents, as `FootnoteLoader` gives them or any others, and finds those nearest in meaning, by cosine.

    For a folder of reports a `Corpus` finds more, by words and meaning together; this is for chains that want a VectorStore.
    """

    def __init__(self, embedding: Embeddings | None = None, file: str | PathLike[str] | None = None) -> None:
        """`embedding` is the packaged encoder where none is given; without `file`, all is kept in memory alone."""
        self._embedding = embedding or FootnoteEmbeddings()
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(fspath(file) if file else ":memory:", check_same_thread=False)
        self._connection.execute(_TABLE)
        self._matrix: tuple[list[str], NDArray[np.float32]] | None = None

    @property
    def embeddings(self) -> Embeddings:
        """What embeds documents and questions."""
        return self._embedding

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def add_documents(self, documents: list[Document], ids: list[str] | None = None, **kwargs: object) -> list[str]:
        """Keep documents, each in the place of the one with its identifier, if there is one; returns the identifiers.

        Raises:
            UsageError: there are not as many identifiers as documents, or metadata are no JSON values.
        """
        if ids is not None and len(ids) != len(documents):
            raise UsageError(f"{len(ids)} identifiers for {len(documents)} documents; give one for each")
        given = ids or [document.id or str(uuid.uuid4()) for document in documents]
        try:
            metadata = [json.dumps(document.metadata, ensure_ascii=False) for document in documents]
        except (TypeError, ValueError) as error:
            raise UsageError(f"metadata must be JSON values ({error})") from error
        texts = [document.page_content for document in documents]
        vectors = _unit(self._embedding.embed_documents(texts))
        rows = zip(given, texts, metadata, (vector.tobytes() for vector in vectors), strict=True)
        self._change("INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?)", rows)
        return given

    def delete(self, ids: list[str] | None = None, **kwargs: object) -> bool:
        """Delete the documents with these identifiers, or all; an unknown one is no matter."""
        if ids is None:
            self._change("DELETE FROM documents WHERE ?", [(1,)])
        else:
            self._change("DELETE FROM documents WHERE id = ?", [(name,) for name in ids])
        return True

    def get_by_ids(self, ids: Sequence[str], /) -> list[Document]:
        """The documents with these identifiers, in their order, as far as there are any."""
        found: dict[str, Document] = {}
        with self._lock:
            for first in range(0, len(ids), _MOST):
                part = list(ids[first : first + _MOST])
                query = f"SELECT id, text, metadata FROM documents WHERE id IN ({', '.join('?' * len(part))})"
                for name, text, metadata in self._connection.execute(query, part):
                    found[name] = Document(id=name, page_content=text, metadata=json.loads(metadata))
        return [found[name] for name in dict.fromkeys(ids) if name in found]

    def similarity_search(self, query: str, k: int = 4, **kwargs: Any) -> list[Document]:  # noqa: ANN401 - LangChain's
        """The `k` documents nearest to a question, of those that fit `filter`."""
        return [document for document, _ in self.similarity_search_with_score(query, k, **kwargs)]

    def similarity_search_with_score(
        self, query: str, k: int = 4, *, filter: Fitting = None, **kwargs: object
    ) -> list[tuple[Document, float]]:
        """The same with the cosine of each."""
        return self._nearest(self._embedding.embed_query(query), k, filter)

    def similarity_search_by_vector(
        self, embedding: list[float], k: int = 4, *, filter: Fitting = None, **kwargs: object
    ) -> list[Document]:
        """The `k` documents nearest to a vector, of those that fit `filter`."""
        return [document for document, _ in self._nearest(embedding, k, filter)]

    @classmethod
    def from_texts(
        cls,
        texts: list[str],
        embedding: Embeddings,
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: list[str] | None = None,
        **kwargs: Any,  # noqa: ANN401 - LangChain's
    ) -> FootnoteVectorStore:
        """A store that holds these texts."""
        store = cls(embedding, **kwargs)
        store.add_texts(texts, metadatas, ids=ids)
        return store

    def _select_relevance_score_fn(self) -> Callable[[float], float]:
        return lambda cosine: (cosine + 1) / 2

    def _change(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        with self._lock, self._connection:
            self._connection.executemany(statement, rows)
            self._matrix = None

    def _vectors(self) -> tuple[list[str], NDArray[np.float32]]:
        import numpy as np

        with self._lock:
            if self._matrix is None:
                rows = self._connection.execute("SELECT id, vector FROM documents ORDER BY rowid").fetchall()
                vectors = [np.frombuffer(vector, dtype="<f4") for _, vector in rows]
                self._matrix = [name for name, _ in rows], np.array(vectors, dtype=np.float32)
            return self._matrix

    def _nearest(self, embedding: list[float], k: int, wanted: Fitting) -> list[tuple[Document, float]]:
        names, vectors = self._vectors()
        if not names or k < 1:
            return []
        (query,) = _unit([embedding])
        if query.size != vectors.shape[1]:
            raise UsageError(
                f"the store has vectors of {vectors.shape[1]} numbers, not {query.size}: of another embedding"
            )
        scores = vectors @ query
        best = [int(i) for i in (-scores).argsort(kind="stable")]
        found: list[tuple[Document, float]] = []
        # Where a filter leaves few, more are looked at, part by part.
        for first in range(0, len(best), _MOST):
            part = best[first : first + (_MOST if wanted else k)]
            documents = {document.id: document for document in self.get_by_ids([names[i] for i in part])}
            held = ((documents.get(names[i]), float(scores[i])) for i in part)
            found += [(document, score) for document, score in held if document and _fits(document, wanted)]
            if len(found) >= k or not wanted:
                break
        return found[:k]


def _fits(document: Document, wanted: Fitting) -> bool:
    if wanted is None:
        return True
    if callable(wanted):
        return wanted(document)
    return all(document.metadata.get(key) == value for key, value in wanted.items())


def _unit(vectors: Sequence[Sequence[float]]) -> NDArray[np.float32]:
    import numpy as np

    rows = np.asarray(vectors, dtype=np.float32).reshape(len(vectors), len(vectors[0]) if vectors else 0)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: NDArray[np.float32] = (rows / np.where(lengths == 0, 1, lengths)).astype("<f4")
    return unit
