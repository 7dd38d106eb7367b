"""Question → the passages that hold the best sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.reader import Reader
from qa.retrieval.hybrid_search import retrieve
from qa.retrieval.ranked import best_hits
from qa.retrieval.ranking import rank_sentences
from qa.types.passage import Hit

if TYPE_CHECKING:
    from qa.index.read import Snapshot

SEARCHED = 20
"""Passages that are looked into for a search, at the least."""
SEARCH_READ = 8
"""Passages that the reader reads for a search, whose order is what is asked for."""


def search_passages(snapshot: Snapshot, question: str, k: int, reader: Reader | None = None) -> tuple[Hit, ...]:
    """The `k` passages that hold the best sentences, best first; a hit's score is that of its best sentence."""
    vector = snapshot.encoder.encode(question)
    hits = retrieve(snapshot, question, vector, max(k, SEARCHED))
    ranked = rank_sentences(snapshot, question, vector, hits, reader, most_read=SEARCH_READ)
    return best_hits(ranked)[:k] if ranked else ()
