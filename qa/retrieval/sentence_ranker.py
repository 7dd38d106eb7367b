"""Candidate sentences → features → scores: a linear model over words, meaning, late interaction and answer type.

The weights were fitted listwise on public question sets; `benchmarks/ranking.py` compares them with the plain rankings and can fit
them anew.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.language.stems import content_stems, content_words, is_content, stem
from qa.retrieval.answer_type import Asks, asks_for
from qa.retrieval.short_answer import holds

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qa.embed.tokens import TokenVectors

    Vector = NDArray[np.float32]

Idf = Callable[[str], float]

FEATURES = (
    "sentence", "window", "in_context", "passage", "bm25", "passage_bm25", "late", "late_least", "cover", "number", "date",
    "person", "place",
)  # fmt: skip
"""Cosines of the sentence alone, of it with its neighbours, of it read in its passage, and of the passage; BM25 of sentence and
passage; MaxSim over token vectors, weighted mean and least; share of the question's words; whether the answer's type is there."""

WEIGHTS = (0.68, 2.89, 4.57, 3.14, -3.33, 5.16, 7.03, 1.02, 4.17, 2.48, 2.51, 0.56, 0.56)
WEIGHTS_WITHOUT_TOKENS = (3.7, 0.0, 0.0, 8.9, -4.04, 5.32, 0.0, 0.0, 7.32, 2.77, 2.65, 0.79, 0.61)
READER_WEIGHTS = (0.54, 0.01, 0.18)
"""Of the reader's logits: that the sentence answers, that its passage does, and the margin of its short answer."""
UNREAD = (-6.0, -6.0, -12.0)
"""The logits of a sentence that was not read."""
NOTE_PENALTY = 7.0
"""A note names a source; the text makes the statement. Questions about the notes themselves do not come here."""
LABEL_PENALTY = 3.0
"""“Figure 1 Seizures by port” names what a figure shows and states nothing."""
SOURCE_PENALTY = 8.0
"""A report's own statement comes before the source that backs it: the source is shown below it as support."""

_K1, _B_SENTENCE, _B_PASSAGE = 1.2, 0.6, 0.75
_LEAST_WEIGHT = 0.3
_WORD = re.compile(r"\w+")
_LABEL = re.compile(r"(?:Figure|Fig\.|Table|Box|Chart|Map|Exhibit)\s*\d", re.IGNORECASE)
_TYPES = {Asks.NUMBER: "number", Asks.DATE: "date", Asks.PERSON: "person", Asks.PLACE: "place"}


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its vector, its token vectors where the encoder gives them, and its words' weights."""

    text: str
    vector: Vector
    tokens: TokenVectors | None
    token_units: Vector | None
    """The token vectors at unit length, (tokens, dimension)."""
    weights: dict[str, float]
    """Stem of each content word → inverse document frequency."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with its surroundings and their vectors."""

    text: str
    passage_text: str
    vector: Vector
    passage_vector: Vector
    tokens: TokenVectors | None
    """Its tokens as read in the passage."""
    window_tokens: TokenVectors | None
    """Its tokens and its neighbours'."""
    context: str
    """Headings and, for a quotation, its speaker."""
    is_note: bool
    is_source: bool
    """True when the document is the text of a source."""


def ask(text: str, vector: Vector, tokens: TokenVectors | None, idf: Idf) -> Question:
    """A question ready for ranking; `idf` gives a word's weight in the corpus."""
    return Question(
        text,
        vector,
        tokens,
        tokens.units() if tokens else None,
        {stem(word): idf(word) for word in content_words(text)},
    )


def score(features: NDArray[np.float32], candidates: Sequence[Candidate], with_tokens: bool) -> Vector:
    """A score for each candidate; only their differences mean something."""
    import numpy as np

    weights = np.array(WEIGHTS if with_tokens else WEIGHTS_WITHOUT_TOKENS, dtype=np.float32)
    penalties = [
        NOTE_PENALTY * c.is_note + SOURCE_PENALTY * c.is_source + LABEL_PENALTY * bool(_LABEL.match(c.text))
        for c in candidates
    ]
    scores: Vector = features @ weights - np.array(penalties, dtype=np.float32)
    return scores


def rerank(
    scores: Vector, logits: Sequence[tuple[float, float, float] | None], weights: Sequence[float] = READER_WEIGHTS
) -> Vector:
    """The candidates' scores joined with what the reader said of each; None of those that it did not read."""
    import numpy as np

    read = np.array([UNREAD if values is None else values for values in logits], dtype=np.float32)
    joined: Vector = scores + read @ np.array(weights, dtype=np.float32)
    return joined


def make_features(question: Question, candidates: Sequence[Candidate]) -> NDArray[np.float32]:
    """Features of each candidate, (candidates, len(FEATURES))."""
    import numpy as np

    bags = [Counter(content_stems(c.text)) for c in candidates]
    passages = {text: Counter(content_stems(text)) for text in {c.passage_text for c in candidates}}
    mean = max(sum(b.total() for b in bags) / len(bags), 1.0)
    passage_mean = max(sum(b.total() for b in passages.values()) / len(passages), 1.0)
    total = sum(question.weights.values()) or 1.0
    token_weights = weigh_tokens(question)
    asks = asks_for(question.text)
    rows = []
    for candidate, bag in zip(candidates, bags, strict=True):
        late, least = _late_interaction(question, token_weights, candidate.tokens)
        rows.append(
            [
                float(candidate.vector @ question.vector),
                _pooled_cosine(question, candidate.window_tokens),
                _pooled_cosine(question, candidate.tokens),
                float(candidate.passage_vector @ question.vector),
                _bm25(question.weights, bag, mean, _B_SENTENCE) / total,
                _bm25(question.weights, passages[candidate.passage_text], passage_mean, _B_PASSAGE) / total,
                late,
                least,
                sum(weight for word, weight in question.weights.items() if bag[word]) / total,
                *(float(asks is kind and has_type(question, asks, candidate.text)) for kind in _TYPES),
            ]
        )
    return np.array(rows, dtype=np.float32)


def has_type(question: Question, asks: Asks, text: str) -> bool:
    """True when `text` holds something of the type asked for that the question did not already say."""
    return any(
        set(words) - question.weights.keys()
        for words in ([stem(w) for w in content_words(t)] for t in holds(asks, text))
    )


def weigh_tokens(question: Question) -> Vector | None:
    """A weight for each of the question's tokens, that of its word; zero for words that carry no meaning."""
    import numpy as np

    if question.tokens is None:
        return None
    words = [(m.start(), m.end(), m.group().casefold()) for m in _WORD.finditer(question.text)]
    weights = []
    for start in question.tokens.starts:
        word = next((w for a, b, w in words if a <= start < b), "")
        weights.append(
            0.0 if not word or not is_content(word) else max(question.weights.get(stem(word), 0.0), _LEAST_WEIGHT)
        )
    return np.array(weights, dtype=np.float32)


def best_matches(question: Question, tokens: TokenVectors) -> Vector:
    """For each of the question's tokens the cosine of the nearest of `tokens`: MaxSim of ColBERT (Khattab and Zaharia 2020)."""
    assert question.token_units is not None
    best: Vector = (question.token_units @ tokens.units().T).max(axis=1)
    return best


def _late_interaction(question: Question, weights: Vector | None, tokens: TokenVectors | None) -> tuple[float, float]:
    if weights is None or tokens is None or not len(tokens.starts) or not weights.any():
        return 0.0, 0.0
    best = best_matches(question, tokens)
    return float(weights @ best / weights.sum()), float(best[weights > 0].min())


def _pooled_cosine(question: Question, tokens: TokenVectors | None) -> float:
    if tokens is None or not len(tokens.starts):
        return 0.0
    pooled = tokens.states.mean(axis=0)
    return float(pooled @ question.vector) / math.sqrt(float(pooled @ pooled))


def _bm25(weights: dict[str, float], bag: Counter[str], mean: float, b: float) -> float:
    norm = _K1 * (1 - b + b * bag.total() / mean)
    return sum(weight * bag[word] * (_K1 + 1) / (bag[word] + norm) for word, weight in weights.items() if bag[word])
