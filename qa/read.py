"""Hits → the sentences that answer, best first, or the reason why none does."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.candidates import collect, inverse_document_frequency
from qa.cite import Quote
from qa.context import find_context
from qa.judge import Signs, model_for
from qa.leaning import is_consequence
from qa.missing import give_reason, lacking, unspoken
from qa.question import Asks, asks_for, wants_several
from qa.rank import (
    FEATURES,
    READER_WEIGHTS,
    UNREAD,
    Candidate,
    Question,
    ask,
    make_features,
    rerank,
    score,
)
from qa.reader import Reader, Reading, Text
from qa.short_answer import trim
from qa.types import Hit, Passage, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qa.index.read import Snapshot

MOST_READ = 4
"""Passages that the reader reads for an answer: those of the sentences that rank best without it."""
MARGIN, MARGIN_SEVERAL = 1.5, 3.5
MOST, MOST_SEVERAL = 2, 4
"""A further sentence is quoted when its score is within the margin of the best; more of them when several are wanted."""
LEAST_MARGIN = -4.0
"""A short answer below it, in logits against none, is wrong more often than right, and is not given."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: the chosen quotes, all of them ranked, how sure that the first answers, and the reason for a refusal."""

    quotes: tuple[Quote, ...]
    ranked: tuple[Quote, ...]
    confidence: float
    reason: str | None
    short: Span | None = None
    """The short answer in the best of the quotes; None when there is none, or nothing was read."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """The candidate sentences of a question, in the hits' order, with all that is known of them."""

    question: Question
    quotes: list[Quote]
    candidates: list[Candidate]
    features: NDArray[np.float32]
    readings: dict[str, Reading]
    """By `passage_id`, those that were read."""
    scores: NDArray[np.float32]

    def order(self) -> list[int]:
        """Positions, best first."""
        return [int(i) for i in (-self.scores).argsort(kind="stable")]

    def short_of(self, position: int) -> Span | None:
        """A candidate's likeliest short answer, in characters of its document."""
        read, passage = self._reading_of(position), self.quotes[position].passage
        found = read[0].spans[read[1]] if read else None
        if found is None or found.margin < LEAST_MARGIN:
            return None
        start, end = trim(self.candidates[position].passage_text, found.start, found.end)
        return Span(passage.span.start + start, passage.span.start + end) if start < end else None

    def logits_of(self, position: int) -> tuple[float, float, float] | None:
        """The reader's logits: that the candidate answers, that its passage does, and the margin of its short answer."""
        read = self._reading_of(position)
        if read is None:
            return None
        span = read[0].spans[read[1]]
        return read[0].evidence[read[1]], read[0].answers, span.margin if span else UNREAD[2]

    def _reading_of(self, position: int) -> tuple[Reading, int] | None:
        quote = self.quotes[position]
        reading = self.readings.get(quote.passage.passage_id)
        return None if reading is None else (reading, quote.passage.sentences.index(quote.span))


def read(
    snapshot: Snapshot,
    question_text: str,
    vector: NDArray[np.float32],
    hits: Sequence[Hit],
    reader: Reader | None = None,
) -> Finding:
    """Rank the sentences of the hits, judge whether they answer, and choose which to quote."""
    ranked = rank(snapshot, question_text, vector, hits, reader)
    if ranked is None:
        return Finding((), (), 0.0, "Nothing in the corpus shares a word or a meaning with the question.")
    order = ranked.order()
    quotes = tuple(ranked.quotes[i] for i in order)
    signs = find_signs(ranked)
    model = model_for(signs)
    confidence = model.probability(signs)
    if confidence < model.least:
        missing = unspoken(ranked.question, [ranked.candidates[i] for i in order[:3]])
        return Finding(quotes[:3], quotes, confidence, give_reason(missing))
    causes = find_causes(snapshot, ranked) if asks_for(question_text) is Asks.CAUSE else {}
    chosen = tuple(ranked.quotes[i] for i in choose(ranked, causes))
    return Finding(chosen, quotes, confidence, None, ranked.short_of(order[0]))


def rank(
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


def find_signs(ranked: Ranked) -> Signs:
    """What speaks for the best sentence's being an answer."""
    order = ranked.order()
    best = ranked.candidates[order[0]]
    scores = [float(ranked.scores[i]) for i in order[:20]]
    values = dict(zip(FEATURES, map(float, ranked.features[order[0]]), strict=True))
    closed = asks_for(ranked.question.text) in (Asks.NUMBER, Asks.DATE, Asks.PERSON, Asks.PLACE)
    return Signs(
        cosine=values["sentence"],
        late=values["late"],
        late_least=values["late_least"],
        words=len(ranked.question.weights),
        share=1 / sum(math.exp(s - scores[0]) for s in scores),
        lacking=len(lacking(ranked.question, best)),
        is_open=float(not closed),
        read=ranked.logits_of(order[0]),
        read_all={quote.passage.passage_id for quote in ranked.quotes} == ranked.readings.keys(),
    )


def find_causes(snapshot: Snapshot, ranked: Ranked) -> dict[int, int]:
    """For each of the best candidates that says that it follows from what stands before it, the candidate that it follows from."""
    places = {(quote.passage.doc_id, quote.span.end): i for i, quote in enumerate(ranked.quotes)}
    causes = {}
    for i in ranked.order()[:MOST_SEVERAL]:
        quote = ranked.quotes[i]
        document = snapshot.document(quote.passage.doc_id)
        if document is None or not is_consequence(ranked.candidates[i].text):
            continue
        before = find_context(document, quote.span)
        if before is not None and (cause := places.get((document.doc_id, before.span.end))) is not None:
            causes[i] = cause
    return causes


def choose(ranked: Ranked, causes: Mapping[int, int] | None = None) -> list[int]:
    """Which candidates to quote: the best, and those that come near it; a cause counts as much as what follows from it.

    Where several are wanted, those that are as good as the best stand first, and then the others, each in the documents' order.
    """
    order = ranked.order()
    behind = {i: float(ranked.scores[order[0]] - ranked.scores[i]) for i in order[:MOST_SEVERAL]}
    if not wants_several(ranked.question.text):
        return [i for i in order[:MOST] if behind[i] <= MARGIN]
    for effect, cause in (causes or {}).items():
        behind[cause] = min(behind[effect], behind.get(cause, math.inf))
    near = [i for i in sorted(behind, key=behind.__getitem__)[:MOST_SEVERAL] if behind[i] <= MARGIN_SEVERAL]
    documents = list(dict.fromkeys(ranked.quotes[i].passage.doc_id for i in near))

    def place(i: int) -> tuple[bool, int, int]:
        return behind[i] > MARGIN, documents.index(ranked.quotes[i].passage.doc_id), ranked.quotes[i].span.start

    return sorted(near, key=place)


def best_hits(ranked: Ranked) -> tuple[Hit, ...]:
    """The passages of the candidates, each scored as its best sentence, best first."""
    best: dict[str, tuple[Passage, float]] = {}
    for i in ranked.order():
        passage = ranked.quotes[i].passage
        best.setdefault(passage.passage_id, (passage, float(ranked.scores[i])))
    return tuple(Hit(passage, score, rank) for rank, (passage, score) in enumerate(best.values(), start=1))


def _text_of(passage: Passage, whole: str) -> Text:
    start = passage.span.start
    sentences = tuple((span.start - start, span.end - start) for span in passage.sentences)
    return Text(whole, passage.context, sentences)
