"""Hits → their sentences, ranked: by words and meaning, then those of the best passages by what the reader says too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.reader import Reader, Text
from qa.retrieval.candidates import collect, inverse_document_frequency
from qa.retrieval.ranked import Ranked, best_hits
from qa.retrieval.sentence_ranker import READER_WEIGHTS, ask, make_features, rerank, score
from qa.types.passage import Hit, Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qa.index.read import Snapshot

MOST_READ = 4
"""Passages that the reader reads for an answer: those of the sentences that rank best without it."""


def rank_sentences(
    snapshot: Snapshot,
    question_text: str,
    vector: NDArray[np.float32],
    hits: Sequence[Hit],
    reader: Reader | None = None,
    weights: Sequence[float] = READER_WEIGHTS,
    most_read: int = MOST_READ,
) -> Ranked | None:
    """Score the sentences of the hits: by words and meaning, then those of the best passages by what the reader says."""
    quotes, candidates = collect(snapshot, hits)
    if not quotes:
        return None
    tokens = snapshot.encoder.encode_tokens(question_text)
    question = ask(question_text, vector, tokens, inverse_document_frequency(snapshot))
    features = make_features(question, candidates)
    scores = score(features, candidates, with_tokens=tokens is not None)
    first = Ranked(question, quotes, candidates, features, {}, scores)
    if reader is None:
        return first
    passages = [hit.passage for hit in best_hits(first)[:most_read]]
    whole = {
        quote.passage.passage_id: candidate.passage_text for quote, candidate in zip(quotes, candidates, strict=True)
    }
    readings = reader.read(question_text, [_text_of(passage, whole[passage.passage_id]) for passage in passages])
    known = {passage.passage_id: reading for passage, reading in zip(passages, readings, strict=True)}
    ranked = replace(first, readings=known)
    return replace(ranked, scores=rerank(scores, [ranked.logits_of(i) for i in range(len(quotes))], weights))


def _text_of(passage: Passage, whole: str) -> Text:
    start = passage.span.start
    sentences = tuple((span.start - start, span.end - start) for span in passage.sentences)
    return Text(whole, passage.context, sentences)
