"""The vectors of some passages: exact search by FAISS. `qa.index.coded` has many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


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

    def vectors_of(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The vectors of rows that are all here."""
        import numpy as np

        found = [self._index.reconstruct(int(row)) for row in rows]
        return np.array(found, np.float32).reshape(len(rows), self.dimension)

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
