"""Candidate sentences → features → scores: a linear model over words, meaning, late interaction and answer type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, fields
from functools import lru_cache
from typing import TYPE_CHECKING

from qa.language.en.figure_labels import ASKING_HEADING, FIGURE_LABEL, POINTER
from qa.language.stems import content_stems
from qa.retrieval import weights
from qa.retrieval.answer_type import AnswerType, answer_type_of
from qa.retrieval.candidates import CandidateSentence
from qa.retrieval.late_interaction import cosines, late_interactions
from qa.retrieval.prepared_question import PreparedQuestion
from qa.retrieval.reader_weights import UNREAD_LOGITS
from qa.retrieval.typed_spans import spans_of_type

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

SENTENCE_FEATURES = tuple(field.name for field in fields(weights.SentenceWeights))
"""What each column of the features is."""
_TYPED = (AnswerType.NUMBER, AnswerType.DATE, AnswerType.PERSON, AnswerType.PLACE)
_KEPT = 8_000
"""Sentences and passages of which it is kept what words they have."""


def sentence_features(question: PreparedQuestion, candidates: Sequence[CandidateSentence]) -> NDArray[np.float32]:
    """Features of each candidate, (candidates, len(SENTENCE_FEATURES))."""
    import numpy as np

    bags = [_stem_counts(c.text) for c in candidates]
    passages = {text: _stem_counts(text) for text in {c.passage_text for c in candidates}}
    # BM25 compares lengths among the candidates only: what is longer than these is what would win by its length.
    mean = max(sum(b.total() for b in bags) / len(bags), 1.0)
    passage_mean = max(sum(b.total() for b in passages.values()) / len(passages), 1.0)
    # Divided by the weight of all the question's words, so that long questions and short ones are on one scale.
    asked = question.word_weights
    total = sum(asked.values()) or 1.0
    of_passage = {text: _bm25(asked, bag, passage_mean, weights.BM25_B_PASSAGE) for text, bag in passages.items()}
    wanted = answer_type_of(question.text)
    late = late_interactions(question, [c.tokens for c in candidates])
    pooled = [(None, None) if c.pooled is None else c.pooled for c in candidates]
    columns = (
        cosines(question.vector, [c.vector for c in candidates]),
        cosines(question.vector, [with_neighbours for _, with_neighbours in pooled]),
        cosines(question.vector, [own for own, _ in pooled]),
        cosines(question.vector, [c.passage_vector for c in candidates]),
        [_bm25(asked, bag, mean, weights.BM25_B_SENTENCE) / total for bag in bags],
        [of_passage[c.passage_text] / total for c in candidates],
        late[:, 0],
        late[:, 1],
        [sum(weight for word, weight in asked.items() if word in bag) / total for bag in bags],
        *([float(wanted is kind and _offers(question, kind, c.text)) for c in candidates] for kind in _TYPED),
    )
    return np.array(columns, dtype=np.float32).T


def score_sentences(
    features: NDArray[np.float32], candidates: Sequence[CandidateSentence], *, with_tokens: bool
) -> Vector:
    """A score for each candidate; only their differences mean something."""
    import numpy as np

    fitted = weights.SENTENCE_WEIGHTS if with_tokens else weights.SENTENCE_WEIGHTS_WITHOUT_TOKENS
    # Penalties stay outside the fit: public question sets have neither notes nor sources nor figures.
    penalties = [
        weights.NOTE_PENALTY * c.is_note
        + weights.SOURCE_PENALTY * c.is_source
        + weights.LABEL_PENALTY * any(label.match(c.text) for label in (FIGURE_LABEL, POINTER, ASKING_HEADING))
        for c in candidates
    ]
    scores: Vector = features @ np.array(astuple(fitted), dtype=np.float32) - np.array(penalties, dtype=np.float32)
    return scores


def add_reader_scores(
    scores: Vector,
    logits: Sequence[tuple[float, float, float] | None],
    reader_weights: Sequence[float],
) -> Vector:
    """The candidates' scores joined with what the reader said of each; None of those that it did not read."""
    import numpy as np

    # An unread sentence must not win by having said nothing: it counts as one that was read and does not answer.
    read = np.array([UNREAD_LOGITS if values is None else values for values in logits], dtype=np.float32)
    joined: Vector = scores + read @ np.array(reader_weights, dtype=np.float32)
    return joined


def _offers(question: PreparedQuestion, wanted: AnswerType, text: str) -> bool:
    """True when `text` holds something of the type asked for that the question did not already say."""
    # “How many boats sank in 1931?” is not answered by 1931.
    return any(words - question.word_weights.keys() for words in _words_of_type(wanted, text))


@lru_cache(maxsize=_KEPT)
def _words_of_type(wanted: AnswerType, text: str) -> tuple[frozenset[str], ...]:
    """The stems of each stretch of that type."""
    return tuple(frozenset(content_stems(span.of(text))) for span in spans_of_type(wanted, text))


@lru_cache(maxsize=_KEPT)
def _stem_counts(text: str) -> Counter[str]:
    """How often each stem stands in a text; not to be changed."""
    return Counter(content_stems(text))


def _bm25(word_weights: dict[str, float], bag: Counter[str], mean: float, b: float) -> float:
    norm = weights.BM25_K1 * (1 - b + b * bag.total() / mean)
    return sum(
        weight * bag[word] * (weights.BM25_K1 + 1) / (bag[word] + norm)
        for word, weight in word_weights.items()
        if bag[word]
    )
