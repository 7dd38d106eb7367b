"""The candidate sentences of a question with all that is known of them: scores, the reader's logits, short answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.reader import Reading
from qa.retrieval.sentence_ranker import UNREAD, Candidate, Question
from qa.retrieval.short_answer import trim
from qa.types.document import Span
from qa.types.passage import Hit, Passage, Quote

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAST_MARGIN = -4.0
"""A short answer below it, in logits against none, is wrong more often than right, and is not given."""


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


def best_hits(ranked: Ranked) -> tuple[Hit, ...]:
    """The passages of the candidates, each scored as its best sentence, best first."""
    best: dict[str, tuple[Passage, float]] = {}
    for i in ranked.order():
        passage = ranked.quotes[i].passage
        best.setdefault(passage.passage_id, (passage, float(ranked.scores[i])))
    return tuple(Hit(passage, score, rank) for rank, (passage, score) in enumerate(best.values(), start=1))
