"""Question → hits: the words' ranking and the meaning's ranking, joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.retrieval import weights
from qa.retrieval.prepared_question import PreparedQuestion
from qa.types.passage import Hit

if TYPE_CHECKING:
    from qa.index.engine import Scope, Snapshot


def retrieve(
    snapshot: Snapshot,
    question: PreparedQuestion,
    k: int = weights.RETRIEVED_PASSAGES,
    *,
    document: Scope = None,
) -> tuple[Hit, ...]:
    """The `k` best passages, of all documents or of some, by reciprocal rank fusion of BM25 and cosine, best first."""
    scores: dict[int, float] = {}
    depth = max(k, weights.FUSED_PASSAGES)
    # Ranks are added up rather than scores: BM25 has no upper bound, and a cosine says little by its size.
    for ranking in (
        snapshot.search_words(question.text, depth, document),
        snapshot.search_meaning(question.vector, depth, document),
    ):
        for rank, (row, _) in enumerate(ranking, start=1):
            scores[row] = scores.get(row, 0.0) + 1 / (weights.RANK_FUSION_K + rank)
    best = sorted(scores, key=lambda row: (-scores[row], row))[:k]
    passages = snapshot.passages(best)
    return tuple(Hit(passages[row], scores[row], rank) for rank, row in enumerate(best, start=1))
