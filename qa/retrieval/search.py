"""Question → the passages that hold the best sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.reader import Reader
from qa.retrieval import weights
from qa.retrieval.hybrid_search import retrieve
from qa.retrieval.prepared_question import prepare_question
from qa.retrieval.ranked_sentences import best_hits
from qa.retrieval.ranking import rank_sentences
from qa.types.passage import Hit

if TYPE_CHECKING:
    from qa.index.read import Snapshot


def search_passages(snapshot: Snapshot, text: str, k: int, reader: Reader | None = None) -> tuple[Hit, ...]:
    """The `k` passages that hold the best sentences, best first; a hit's score is that of its best sentence."""
    question = prepare_question(snapshot, text)
    hits = retrieve(snapshot, question, max(k, weights.RETRIEVED_PASSAGES))
    ranked = rank_sentences(snapshot, question, hits, reader, passages_read=weights.PASSAGES_READ_FOR_SEARCH)
    return best_hits(ranked)[:k] if ranked else ()
