"""The vectors of many passages: found by short codes in memory, then compared exactly, from a file that is mapped and not read.

RaBitQ (Gao and Long, SIGMOD 2024) keeps one bit a number, and needs no training but the vectors' mean; looking through the codes
of a million passages takes some ten milliseconds, so that no lists are probed, and nothing is missed for lying in another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.files import follow_folder, remove_path, sync

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.int64]
    Floats = NDArray[np.float32]

_DEPTH, _LEAST_DEPTH = 10, 400
"""Candidates by code for each passage that is wanted, and at least: with these, exact search and this one agree in 99.9 of 100."""
_SAMPLE = 20_000
"""Vectors whose mean the codes are measured from."""
_AT_ONCE = 10_000


class CodedVectors:
    """Search by inner product over unit vectors, with the passages' row numbers as identifiers; what `VectorIndex` is to few."""

    def __init__(self, codes: bytes | memoryview, path: Path) -> None:
        """Open what `write_coded` wrote; `codes` only where their sha256 is known: faiss does not notice flipped bits."""
        import faiss
        import numpy as np

        found: Any = faiss.deserialize_index(np.frombuffer(codes, dtype=np.uint8))
        self._codes = found
        self._rows: Rows = faiss.vector_to_array(found.id_map)
        self.dimension = int(self._codes.d)
        self._exact: NDArray[np.float16] = np.memmap(path, "<f2", "r", shape=(len(self._rows), self.dimension))

    def __len__(self) -> int:
        return len(self._rows)

    def rows(self) -> Rows:
        """The identifiers, (n,), ascending."""
        return self._rows

    def has(self, rows: Rows) -> NDArray[np.bool_]:
        """Which of these rows are here."""
        import numpy as np

        found: NDArray[np.bool_] = np.isin(rows, self._rows, kind="sort")
        return found

    def vectors_of(self, rows: Rows) -> Floats:
        """The vectors of rows that are all here."""
        import numpy as np

        return self._exact[np.searchsorted(self._rows, rows)].astype(np.float32)

    def search(
        self, vector: Floats, k: int, among: Sequence[int] | None = None, *, without: Rows | None = None
    ) -> list[tuple[int, float]]:
        """The `k` nearest rows, of all or `among` some, or `without` some, and their cosine, best first.

        Among some, the question is compared with each.
        """
        import numpy as np

        if among is not None:
            rows = np.unique(np.array(among, np.int64))
        elif without is None or not len(without):
            rows = self._near(vector, max(_DEPTH * k, _LEAST_DEPTH))
        else:
            # At worst all of these are nearest.
            rows = np.setdiff1d(self._near(vector, max(_DEPTH * k, _LEAST_DEPTH) + len(without)), without)
        if not len(rows):
            return []
        parts = [self.vectors_of(rows[first : first + _AT_ONCE]) @ vector for first in range(0, len(rows), _AT_ONCE)]
        scores = np.concatenate(parts)
        best = np.argsort(-scores, kind="stable")[:k]
        return [(int(rows[i]), float(scores[i])) for i in best]

    def _near(self, vector: Floats, depth: int) -> Rows:
        import faiss
        import numpy as np

        # One thread a question, as for few passages.
        faiss.omp_set_num_threads(1)
        _, found = self._codes.search(vector[None, :], min(depth, len(self._rows)))
        near: Rows = np.sort(found[0][found[0] >= 0])
        return near


def write_coded(path: Path, parts: Iterable[tuple[Rows, Floats]]) -> memoryview:
    """Write vectors, part by part in the order of their rows, to `path`, in 16 bits a number; returns their codes' file."""
    import faiss
    import numpy as np

    rows: list[Rows] = []
    dimension = 0
    remove_path(path)
    with path.open("wb") as file:
        for own, vectors in parts:
            rows.append(own)
            dimension = vectors.shape[1]
            file.write(vectors.astype("<f2").tobytes())
    follow_folder(path)
    sync(path)
    identifiers = np.concatenate(rows)
    exact = np.memmap(path, "<f2", "r", shape=(len(identifiers), dimension))
    codes = faiss.IndexIDMap(faiss.index_factory(dimension, "RaBitQfs", faiss.METRIC_INNER_PRODUCT))
    codes.train(exact[:: max(len(exact) // _SAMPLE, 1)].astype(np.float32))
    for first in range(0, len(exact), _AT_ONCE):
        codes.add_with_ids(exact[first : first + _AT_ONCE].astype(np.float32), identifiers[first : first + _AT_ONCE])
    data: memoryview = faiss.serialize_index(codes).data
    return data
