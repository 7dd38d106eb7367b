"""The candidate sentences of a question with all that is known of them: features, the reader's logits, scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.reader import PassageReading
from qa.retrieval.candidates import CandidateSentence
from qa.retrieval.prepared_question import PreparedQuestion
from qa.retrieval.reader_weights import UNREAD, UNREAD_LOGITS, ReaderWeights
from qa.types.passage import Hit, Passage, Quote

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class RankedSentences:
    """The candidate sentences of a question, in the hits' order, with their scores."""

    question: PreparedQuestion
    quotes: list[Quote]
    candidates: list[CandidateSentence]
    features: NDArray[np.float32]
    readings: dict[str, PassageReading]
    """By `passage_id`, those that were read."""
    scores: NDArray[np.float32]
    weights: ReaderWeights = UNREAD
    """Those of the reader."""

    def order(self) -> list[int]:
        """Positions, best first."""
        return [int(i) for i in (-self.scores).argsort(kind="stable")]

    def behind_best(self, position: int) -> float:
        """How much worse a candidate's score is than the best."""
        return float(self.scores.max() - self.scores[position])

    def reading_of(self, position: int) -> tuple[PassageReading, int] | None:
        """The reading of a candidate's passage, and which of its sentences the candidate is; None when it was not read."""
        quote = self.quotes[position]
        reading = self.readings.get(quote.passage.passage_id)
        return None if reading is None else (reading, quote.passage.sentences.index(quote.span))

    def reader_logits(self, position: int) -> tuple[float, float, float] | None:
        """That the candidate answers, that its passage does, and the margin of its short answer; None when it was not read."""
        read = self.reading_of(position)
        if read is None:
            return None
        reading, sentence = read
        span = reading.spans[sentence]
        return reading.evidence[sentence], reading.answers, span.margin if span else UNREAD_LOGITS[2]


def best_hits(ranked: RankedSentences) -> tuple[Hit, ...]:
    """The passages of the candidates, each scored as its best sentence, best first."""
    best: dict[str, tuple[Passage, float]] = {}
    for i in ranked.order():
        passage = ranked.quotes[i].passage
        best.setdefault(passage.passage_id, (passage, float(ranked.scores[i])))
    return tuple(Hit(passage, score, rank) for rank, (passage, score) in enumerate(best.values(), start=1))
