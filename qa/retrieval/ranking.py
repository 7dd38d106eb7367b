"""Hits → their sentences, ranked: by words and meaning, then those of the best passages by what the reader says too."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.reader import PassageReading, PassageText, Reader
from qa.retrieval.candidates import collect_candidates
from qa.retrieval.prepared_question import PreparedQuestion
from qa.retrieval.ranked_sentences import RankedSentences, best_hits
from qa.retrieval.reader_weights import ReaderWeights, weights_of
from qa.retrieval.sentence_ranker import add_reader_scores, score_sentences, sentence_features
from qa.types.passage import Hit, Passage

if TYPE_CHECKING:
    from qa.index.engine import Snapshot


def rank_sentences(
    snapshot: Snapshot,
    question: PreparedQuestion,
    hits: Sequence[Hit],
    reader: Reader | None = None,
    *,
    for_search: bool = False,
) -> RankedSentences | None:
    """The sentences of the hits with their scores; None when there is not one. `for_search`: more passages may be read."""
    quotes, candidates = collect_candidates(snapshot, hits)
    if not quotes:
        return None
    features = sentence_features(question, candidates)
    scores = score_sentences(features, candidates, with_tokens=question.tokens is not None)
    unread = RankedSentences(question, quotes, candidates, features, {}, scores)
    if reader is None:
        return unread
    # Reading is what takes time, so that only the passages of the best sentences are read.
    own = weights_of(reader.scale)
    return _read_best(unread, reader, own, own.read_for_search if for_search else own.reading_steps[0])


def read_further(ranked: RankedSentences, reader: Reader, most: int) -> RankedSentences:
    """The same sentences ranked anew, after so many of their best passages were read."""
    return _read_best(_unread(ranked), reader, ranked.weights, most)


def behind_of_next(ranked: RankedSentences) -> float:
    """How far the best passage that was not read is behind the best of all, by words and meaning; infinity where there is none."""
    hits, read = best_hits(_unread(ranked)), len(ranked.readings)
    return hits[0].score - hits[read].score if read < len(hits) else math.inf


def _unread(ranked: RankedSentences) -> RankedSentences:
    """With the scores by words and meaning alone."""
    plain = score_sentences(ranked.features, ranked.candidates, with_tokens=ranked.question.tokens is not None)
    return replace(ranked, scores=plain)


def _read_best(unread: RankedSentences, reader: Reader, own: ReaderWeights, most: int) -> RankedSentences:
    """Ranked by scores without the reader → with it, so many of the best passages read."""
    readings = unread.readings | _read(unread, reader, most)
    ranked = replace(unread, readings=readings, weights=own)
    logits = [ranked.reader_logits(i) for i in range(len(ranked.quotes))]
    return replace(ranked, scores=add_reader_scores(unread.scores, logits, own.ranking))


def _read(ranked: RankedSentences, reader: Reader, most: int) -> dict[str, PassageReading]:
    """The reader's readings of the best passages that it has not read, by `passage_id`."""
    passages = [hit.passage for hit in best_hits(ranked)[:most] if hit.passage.passage_id not in ranked.readings]
    whole = {
        quote.passage.passage_id: c.passage_text for quote, c in zip(ranked.quotes, ranked.candidates, strict=True)
    }
    readings = reader.read(ranked.question.text, [_text_of(p, whole[p.passage_id]) for p in passages])
    return {passage.passage_id: reading for passage, reading in zip(passages, readings, strict=True)}


def _text_of(passage: Passage, whole: str) -> PassageText:
    start = passage.span.start
    sentences = tuple((span.start - start, span.end - start) for span in passage.sentences)
    return PassageText(whole, passage.context, sentences)
