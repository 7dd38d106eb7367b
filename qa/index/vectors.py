"""The FAISS file: written whole, named by its generation, checked by its sha256. The only module that knows faiss."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.files import write_whole

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NAME = re.compile(r"vectors-(\d+)\.faiss")


class VectorIndex:
    """Exact search by inner product over unit vectors, with the passages' row numbers as identifiers."""

    def __init__(self, rows: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
        """Index `vectors` (n, dimension) under `rows` (n,)."""
        import faiss

        self._index: Any = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
        self._index.add_with_ids(vectors, rows)

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

    def to_bytes(self) -> bytes:
        """The file's content."""
        import faiss

        data: bytes = faiss.serialize_index(self._index).tobytes()
        return data

    @classmethod
    def from_bytes(cls, data: bytes) -> VectorIndex:
        """Read `to_bytes` again. Only for data whose sha256 is known: faiss does not notice flipped bits."""
        import faiss
        import numpy as np

        self = cls.__new__(cls)
        self._index = faiss.deserialize_index(np.frombuffer(data, dtype=np.uint8))
        return self


def stored_vectors(connection: sqlite3.Connection, encoder: str) -> VectorIndex:
    """The FAISS index of all passages, from the vectors that the database keeps."""
    import numpy as np

    rows = connection.execute(
        "SELECT p.row, v.vector FROM passages p JOIN vectors v ON v.hash = p.hash AND v.encoder = ? ORDER BY p.row",
        (encoder,),
    ).fetchall()
    vectors = np.frombuffer(b"".join(row["vector"] for row in rows), dtype=np.float32)
    numbers = np.array([row["row"] for row in rows], dtype=np.int64)
    return VectorIndex(numbers, vectors.reshape(len(rows), -1) if rows else np.zeros((0, 1), dtype=np.float32))


def vectors_path(folder: Path, generation: int) -> Path:
    """Where the vectors of a generation lie."""
    return folder / f"vectors-{generation}.faiss"


def write_vectors(folder: Path, generation: int, data: bytes) -> None:
    """Write the vectors of a generation, before the database commits to it."""
    write_whole(vectors_path(folder, generation), data)


def remove_other_generations(folder: Path, generation: int) -> None:
    """Delete the vectors of all generations but one, and what an interrupted write left."""
    for path in folder.iterdir():
        match = _NAME.fullmatch(path.name)
        if (match and int(match[1]) != generation) or (path.name.startswith(".") and path.suffix == ".tmp"):
            path.unlink(missing_ok=True)
