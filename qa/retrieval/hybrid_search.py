"""Question → hits: the words' ranking and the meaning's ranking, joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.types.passage import Hit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qa.index.read import Snapshot

CANDIDATES = 40
"""How many passages each ranking gives."""
RANK_CONSTANT = 60
"""k of reciprocal rank fusion, 1 / (k + rank): Cormack, Clarke and Büttcher, SIGIR 2009."""


def retrieve(
    snapshot: Snapshot, question: str, vector: NDArray[np.float32], k: int = 20, document: str | None = None
) -> tuple[Hit, ...]:
    """The `k` best passages, of all or of one document, by reciprocal rank fusion of BM25 and cosine, best first."""
    scores: dict[int, float] = {}
    for ranking in (
        snapshot.search_words(question, CANDIDATES, document),
        snapshot.search_meaning(vector, CANDIDATES, document),
    ):
        for rank, (row, _) in enumerate(ranking, start=1):
            scores[row] = scores.get(row, 0.0) + 1 / (RANK_CONSTANT + rank)
    best = sorted(scores, key=lambda row: (-scores[row], row))[:k]
    passages = snapshot.passages(best)
    return tuple(Hit(passages[row], scores[row], rank) for rank, row in enumerate(best, start=1))
