"""Hits → the sentences that answer, best first, or the reason why none does."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.cite import Quote
from qa.question import Asks, asks_for, wants_several
from qa.rank import (
    FEATURES,
    Candidate,
    Question,
    ask,
    best_matches,
    make_features,
    score,
    weigh_tokens,
)
from qa.types import BlockKind, Hit, Passage
from qa.words import content_stems, stem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qa.embed.tokens import TokenVectors
    from qa.index.read import Snapshot

ANSWER_WEIGHTS = (2.05, 2.75, 0.47, 1.16, -1.2, 1.02)
ANSWER_BIAS = -4.33
"""Logistic model of “the best sentence answers”: its late interaction with the question (mean and least over the question's words),
how many words of meaning the question has, how far the best stands above the rest, how many of the question's names and
numbers its passage lacks, and whether the question is open (asks for no number, date, person or place)."""
MIN_CONFIDENCE = 0.54
"""The operating point on the risk–coverage curve that `benchmarks/ranking.py` prints."""
MARGIN, MARGIN_SEVERAL = 2.5, 3.5
MOST, MOST_SEVERAL = 3, 4
"""A further sentence is quoted when its score is within the margin of the best; more of them when several are wanted."""
_NAME_OR_NUMBER = re.compile(r"(?<!^)(?<![.?!] )\b(?:[^\W\d_a-z][\w’'-]+|\d+)\b")
_FOUND = 0.6
"""A question's word counts as spoken of when a token of the sentence is at least this near to it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading found: the chosen quotes, all of them ranked, and the reason for a refusal."""

    quotes: tuple[Quote, ...]
    ranked: tuple[Quote, ...]
    confidence: float
    reason: str | None


def read(snapshot: Snapshot, question_text: str, vector: NDArray[np.float32], hits: Sequence[Hit]) -> Reading:
    """Rank the sentences of the hits, judge whether they answer, and choose which to quote."""
    quotes, candidates = collect(snapshot, hits)
    if not quotes:
        return Reading((), (), 0.0, "Nothing in the corpus shares a word or a meaning with the question.")
    tokens = snapshot.encoder.encode_tokens(question_text)
    question = ask(question_text, vector, tokens, inverse_document_frequency(snapshot))
    features = make_features(question, candidates)
    scores = score(features, candidates, with_tokens=tokens is not None)
    order = [int(i) for i in (-scores).argsort(kind="stable")]
    ranked = tuple(quotes[i] for i in order)
    confidence = judge(question, candidates[order[0]], scores[order], features[order[0]])
    if confidence < MIN_CONFIDENCE:
        return Reading(ranked[:3], ranked, confidence, _reason(_unspoken(question, [candidates[i] for i in order[:3]])))
    margin, most = (MARGIN_SEVERAL, MOST_SEVERAL) if wants_several(question_text) else (MARGIN, MOST)
    chosen = [i for i in order[:most] if scores[order[0]] - scores[i] <= margin]
    return Reading(tuple(quotes[i] for i in chosen), ranked, confidence, None)


def judge(question: Question, best: Candidate, scores: NDArray[np.float32], features: NDArray[np.float32]) -> float:
    """The probability that the best sentence answers, from its features and the scores of all, best first."""
    closed = asks_for(question.text) in (Asks.NUMBER, Asks.DATE, Asks.PERSON, Asks.PLACE)
    share = 1 / sum(math.exp(float(s - scores[0])) for s in scores[:20])
    late, least = (float(features[FEATURES.index(name)]) for name in ("late", "late_least"))
    values = (late, least, len(question.weights), share, len(_lacking(question, best)), float(not closed))
    total = ANSWER_BIAS + sum(weight * value for weight, value in zip(ANSWER_WEIGHTS, values, strict=True))
    return 1 / (1 + math.exp(-total))


def _lacking(question: Question, best: Candidate) -> list[str]:
    """Names and numbers of the question that neither the best sentence's passage nor its context contains."""
    said = set(content_stems(f"{best.context} {best.passage_text}"))
    return [name for name in _NAME_OR_NUMBER.findall(question.text) if stem(name.casefold()) not in said]


def inverse_document_frequency(snapshot: Snapshot) -> Callable[[str], float]:
    """BM25's weight of a word over the corpus's passages; a word is looked up once a question."""

    def weight(word: str) -> float:
        total, counts = snapshot.word_counts([word])
        return math.log(1 + (total - counts[word] + 0.5) / (counts[word] + 0.5))

    return weight


def collect(snapshot: Snapshot, hits: Sequence[Hit]) -> tuple[list[Quote], list[Candidate]]:
    """Every sentence of the hits with its stored vectors, in the hits' order."""
    found: list[tuple[Passage, str]] = []
    for hit in hits:
        document = snapshot.document(hit.passage.doc_id)
        if document is not None:
            found.append((hit.passage, document.text))
    spans = [span.of(text) for passage, text in found for span in (passage.span, *passage.sentences)]
    vectors = snapshot.vectors(spans)
    sources = {row["doc_id"] for row in snapshot.document_rows() if row["kind"] == "source"}
    quotes, candidates = [], []
    for passage, text in found:
        whole = passage.span.of(text)
        passage_vector, tokens = vectors[whole]
        for i, span in enumerate(passage.sentences):
            quotes.append(Quote(passage, span))
            candidates.append(
                Candidate(
                    text=span.of(text),
                    passage_text=whole,
                    vector=vectors[span.of(text)][0],
                    passage_vector=passage_vector,
                    tokens=_tokens_of(passage, tokens, i, i),
                    window_tokens=_tokens_of(passage, tokens, max(i - 1, 0), min(i + 1, len(passage.sentences) - 1)),
                    context=passage.context,
                    is_note=passage.kind is BlockKind.NOTE,
                    is_source=passage.doc_id in sources,
                )
            )
    return quotes, candidates


def _tokens_of(passage: Passage, tokens: TokenVectors | None, first: int, last: int) -> TokenVectors | None:
    """Tokens of the sentences `first` to `last`; places of tokens count from the passage's start."""
    if tokens is None:
        return None
    start = passage.span.start
    return tokens.between(passage.sentences[first].start - start, passage.sentences[last].end - start)


def _unspoken(question: Question, best: Sequence[Candidate]) -> list[str]:
    """The question's words that none of the best sentences speaks of, in any form or near meaning."""
    weights = weigh_tokens(question)
    if weights is None or question.tokens is None:
        return []
    import numpy as np

    nearest = np.zeros(len(weights), dtype=np.float32)
    for candidate in best:
        if candidate.tokens is not None and len(candidate.tokens.starts):
            nearest = np.maximum(nearest, best_matches(question, candidate.tokens))
    words: dict[str, None] = {}
    for start, end, weight, cosine in zip(question.tokens.starts, question.tokens.ends, weights, nearest, strict=True):
        if weight > 0 and cosine < _FOUND:
            words[_whole_word(question.text, int(start), int(end))] = None
    return list(words)


def _whole_word(text: str, start: int, end: int) -> str:
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[start:end]


def _reason(missing: Sequence[str]) -> str:
    """Why there is no answer, with the question's words that the nearest passages do not speak of."""
    if missing:
        words = ", ".join(f"“{word}”" for word in missing[:4])
        return f"The corpus does not answer this: the nearest passages say nothing of {words}."
    return "The corpus does not answer this: the nearest passages are about something else."
