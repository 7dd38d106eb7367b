"""Hits → the sentences that answer, best first, or the reason why none does."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.cite import Quote
from qa.index.build import passage_text, sentence_texts
from qa.rank import Candidate, answerable, choose, score_sentences
from qa.types import BlockKind, Hit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qa.index.read import Snapshot


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading found: the chosen quotes, all of them ranked, and the reason for a refusal."""

    quotes: tuple[Quote, ...]
    ranked: tuple[Quote, ...]
    reason: str | None


def read(snapshot: Snapshot, question: str, vector: NDArray[np.float32], hits: Sequence[Hit]) -> Reading:
    """Rank the sentences of the hits, judge whether they answer, and choose which to quote."""
    quotes, candidates = _candidates(snapshot, hits)
    if not quotes:
        return Reading((), (), "Nothing in the corpus shares a word or a meaning with the question.")
    idf = inverse_document_frequency(snapshot)
    scores = score_sentences(question, vector, candidates, idf)
    order = [int(i) for i in (-scores).argsort(kind="stable")]
    ranked = tuple(quotes[i] for i in order)
    verdict = answerable(question, vector, candidates, scores, idf)
    if not verdict.answered:
        return Reading(ranked[:3], ranked, _reason(verdict.missing))
    return Reading(tuple(quotes[i] for i in choose(question, scores, candidates)), ranked, None)


def inverse_document_frequency(snapshot: Snapshot) -> Callable[[str], float]:
    """BM25's weight of a word over the corpus's passages; words are looked up once a question."""
    known: dict[str, float] = {}

    def weight(word: str) -> float:
        if word not in known:
            total, counts = snapshot.word_counts([word])
            known[word] = math.log(1 + (total - counts[word] + 0.5) / (counts[word] + 0.5))
        return known[word]

    return weight


def _candidates(snapshot: Snapshot, hits: Sequence[Hit]) -> tuple[list[Quote], list[Candidate]]:
    """Every sentence of the hits with its stored vectors, in the hits' order."""
    texts: dict[str, list[str]] = {}
    whole: dict[str, str] = {}
    for hit in hits:
        document = snapshot.document(hit.passage.doc_id)
        if document is not None:
            texts[hit.passage.passage_id] = sentence_texts(document.text, hit.passage)
            whole[hit.passage.passage_id] = passage_text(document.text, hit.passage)
    vectors = snapshot.vectors([*whole.values(), *(text for group in texts.values() for text in group)])
    quotes, candidates = [], []
    for hit in hits:
        passage = hit.passage
        group = texts.get(passage.passage_id, [])
        half = len(group) // 2
        for i, span in enumerate(passage.sentences[:half]):
            quotes.append(Quote(passage, span))
            candidates.append(
                Candidate(
                    text=group[i],
                    previous=group[i - 1] if i else "",
                    heading=passage.context if passage.kind is not BlockKind.NOTE else "",
                    vector=vectors[group[i]],
                    window=vectors[group[half + i]],
                    passage_vector=vectors[whole[passage.passage_id]],
                    is_note=passage.kind is BlockKind.NOTE,
                )
            )
    return quotes, candidates


def _reason(missing: Sequence[str]) -> str:
    """Why there is no answer, with the question's words that the nearest passages do not speak of."""
    if missing:
        words = ", ".join(f"“{word}”" for word in missing)
        return f"The corpus does not answer this: the nearest passages say nothing of {words}."
    return "The corpus does not answer this: the nearest passages are about something else."
