"""The vectors of a generation in two layers: codes with their map below, as they were, and the few above them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa.index.coded import CodedVectors
from qa.index.vectors import VectorIndex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.int64]
    Floats = NDArray[np.float32]


class LayeredVectors:
    """Search in both layers, without the rows that are `gone` from the lower one; else as `CodedVectors`."""

    def __init__(self, below: CodedVectors, above: VectorIndex, gone: Rows) -> None:
        """Of open layers; of `gone`, all must be rows below."""
        self._below, self._above, self._gone = below, above, gone
        self.dimension = below.dimension

    def __len__(self) -> int:
        return len(self._below) - len(self._gone) + len(self._above)

    def has(self, rows: Rows) -> NDArray[np.bool_]:
        """Which of these rows are here, gone or not."""
        import numpy as np

        found: NDArray[np.bool_] = self._below.has(rows) | np.isin(rows, self._above.rows())
        return found

    def vectors_of(self, rows: Rows) -> Floats:
        """The vectors of rows that are all here."""
        import numpy as np

        below = self._below.has(rows)
        vectors = np.empty((len(rows), self.dimension), np.float32)
        vectors[below] = self._below.vectors_of(rows[below])
        vectors[~below] = self._above.vectors_of(rows[~below])
        return vectors

    def search(self, vector: Floats, k: int, among: Sequence[int] | None = None) -> list[tuple[int, float]]:
        """The `k` nearest rows, of all or `among` some, and their cosine, best first."""
        import numpy as np

        if among is None:
            found = self._below.search(vector, k, without=self._gone) + self._above.search(vector, k)
        else:
            rows = np.array(among, np.int64)
            is_above = np.isin(rows, self._above.rows())
            # Of all rows, those that are gone are no longer among any document's.
            found = self._below.search(vector, k, rows[~is_above].tolist())
            found += self._above.search(vector, k, rows[is_above].tolist())
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:k]
