"""Question → the passages that hold the best sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.errors import UsageError
from qa.reader import Reader
from qa.retrieval import weights
from qa.retrieval.hybrid_search import retrieve
from qa.retrieval.prepared_question import prepare_question
from qa.retrieval.ranked_sentences import best_hits
from qa.retrieval.ranking import rank_sentences
from qa.types.passage import Hit

if TYPE_CHECKING:
    from qa.index.engine import Scope, Snapshot

MOST_PASSAGES = 1000
"""That one search gives: every sentence of them is scored."""


def search_passages(
    snapshot: Snapshot, text: str, k: int, *, document: Scope = None, reader: Reader | None = None
) -> tuple[Hit, ...]:
    """The `k` passages, of all documents or of some, that hold the best sentences, best first; a hit's score is its best one's."""
    question = prepare_question(snapshot, text)
    hits = retrieve(snapshot, question, max(k, weights.RETRIEVED_PASSAGES), document=document)
    ranked = rank_sentences(snapshot, question, hits, reader, for_search=True)
    return best_hits(ranked)[:k] if ranked else ()


def check_k(k: object) -> int:
    """The number of passages that is asked for.

    Raises:
        UsageError: it is not a whole number from 1 to `MOST_PASSAGES`.
    """
    # `True` is an int to Python; whoever passes it means something else.
    if isinstance(k, bool) or not isinstance(k, int) or not 1 <= k <= MOST_PASSAGES:
        must = f"the number of passages must be a whole number from 1 to {MOST_PASSAGES:,}"
        raise UsageError(f"k is {k!r}; {must}", k=repr(k))
    return k
