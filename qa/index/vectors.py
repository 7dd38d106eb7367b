"""The FAISS file of a generation: exact search, from the last one's and the cache. The only module that knows faiss."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qa.errors import IndexDamagedError
from qa.index.cache import Cache, Kind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_AT_ONCE = 2000


class VectorIndex:
    """Exact search by inner product over unit vectors, with the passages' row numbers as identifiers."""

    def __init__(self, dimension: int) -> None:
        """An empty index of vectors of that dimension."""
        import faiss

        self._index: Any = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return int(self._index.d)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def rows(self) -> NDArray[np.int64]:
        """The identifiers, (n,), in no order."""
        import faiss

        found: NDArray[np.int64] = faiss.vector_to_array(self._index.id_map)
        return found

    def add(self, rows: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
        """Add `vectors` (n, dimension) under `rows` (n,), which must be new."""
        self._index.add_with_ids(vectors, rows)

    def remove(self, rows: NDArray[np.int64]) -> None:
        """Remove the vectors of these rows."""
        import faiss

        self._index.remove_ids(faiss.IDSelectorBatch(rows))

    def search(
        self, vector: NDArray[np.float32], k: int, among: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """The `k` nearest rows, of all or `among` some, and their cosine, best first."""
        import faiss
        import numpy as np

        k = min(k, self._index.ntotal if among is None else len(among))
        if k == 0:
            return []
        parameters: Any = faiss.SearchParameters
        chosen = None if among is None else parameters(sel=faiss.IDSelectorBatch(np.array(among, np.int64)))
        # One thread a question: more of them make every question slower as soon as two are asked at once.
        faiss.omp_set_num_threads(1)
        scores, rows = self._index.search(vector[None, :], k, params=chosen)
        return [(int(row), float(score)) for row, score in zip(rows[0], scores[0], strict=True)]

    def to_bytes(self) -> memoryview:
        """The file's content."""
        import faiss

        data: memoryview = faiss.serialize_index(self._index).data
        return data

    @classmethod
    def from_bytes(cls, data: bytes) -> VectorIndex:
        """Read `to_bytes` again. Only for data whose sha256 is known: faiss does not notice flipped bits."""
        import faiss
        import numpy as np

        self = cls.__new__(cls)
        self._index = faiss.deserialize_index(np.frombuffer(data, dtype=np.uint8))
        return self


def make_vectors(
    connection: sqlite3.Connection, cache: Cache, encoder: str, last: VectorIndex | None = None
) -> VectorIndex:
    """The index of all passages: what the last generation's has of them, the others from the cache.

    Raises:
        IndexDamagedError: the cache lacks one.
    """
    import numpy as np

    hashes = dict(connection.execute("SELECT row, hash FROM passages ORDER BY row").fetchall())
    wanted, index = np.fromiter(hashes, np.int64, len(hashes)), last
    if index is not None:
        index.remove(np.setdiff1d(index.rows(), wanted))
        wanted = np.setdiff1d(wanted, index.rows())
    for first in range(0, len(wanted), _AT_ONCE):
        part = wanted[first : first + _AT_ONCE]
        keys = [hashes[int(row)] for row in part]
        found = cache.read(encoder, Kind.VECTOR, list(dict.fromkeys(keys)))
        if len(found) < len(set(keys)):
            raise IndexDamagedError(cache.path, "damaged (vectors are missing)")
        vectors = np.frombuffer(b"".join(found[key] for key in keys), dtype="<f4").reshape(len(part), -1)
        if index is None or not len(index):
            index = VectorIndex(vectors.shape[1])
        index.add(part, vectors)
    return index or VectorIndex(1)
