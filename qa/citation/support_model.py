"""How well each sentence of a source backs a claim: a linear model over meaning, words and numbers.

The weights are those of a logistic regression on the development part of WiCE (Kamoi and others, 2023; ODC-By): claims of
Wikipedia, the sentences of the article that each cites, and which of them support it. `benchmarks/support.py` measures them
beside the plain scores, and can fit them again.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.language.stems import content_stems, stem
from qa.regex import regex
from qa.retrieval.late_interaction import cosines, late_interactions
from qa.retrieval.prepared_question import weigh_question

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qa.embed.tokens import TokenVectors

    Vector = NDArray[np.float32]

SUPPORT_FEATURES = ("cosine", "window", "late", "cover", "window_cover", "numbers")
"""Cosine of the sentence alone, and of it with its neighbours as read in the passage; MaxSim over token vectors; share of the
claim's words in the sentence, and in it with its neighbours, by their weight in this source; share of the claim's numbers."""

SUPPORT_WEIGHTS = (2.62, 1.14, 3.65, 4.36, 3.08, 2.39)
SUPPORT_BIAS = -6.05
SUPPORT_WEIGHTS_WITHOUT_TOKENS = (4.28, 0.0, 0.0, 5.39, 4.11, 2.52)
SUPPORT_BIAS_WITHOUT_TOKENS = -5.23
LEAST_LOG_ODDS = -0.5
"""Log odds from which a sentence is taken to back the claim. By cross-validation on those 349 claims the sentence shown first is
then a supporting one in 87% of cases, it is found for 70% of the claims that have one, and for 80% of those that have none,
none is shown; a higher F1 (.81 for .78, from -1.3) would show a mere neighbour for half of them."""

_NUMBER = regex(r"\d+(?:[.,]\d+)*")
_THOUSANDS = regex(r"[.,](?=\d{3}(?:\D|\Z))")


@dataclass(frozen=True, slots=True)
class SourceSentence:
    """A sentence of a source, with its vectors."""

    text: str
    vector: Vector
    tokens: Vector | None
    """Its tokens as read in the passage, (tokens, dimension), each of length 1."""
    window: Vector | None
    """The mean of its tokens and its neighbours' in the passage, of length 1."""


@dataclass(frozen=True, slots=True)
class SupportScores:
    """How the sentences of one source stand to a claim: log odds minus the threshold, so that 0 decides."""

    backs: Vector
    """(sentences,): that it supports the claim."""
    about: Vector
    """(sentences,): the same, as if it had the claim's numbers: it may be of the same thing, and give another figure."""


def support_scores(
    claim: str, vector: Vector, tokens: TokenVectors | None, sentences: Sequence[SourceSentence]
) -> SupportScores:
    """How each sentence of one source stands to the claim."""
    import numpy as np

    with_tokens = tokens is not None and all(sentence.tokens is not None for sentence in sentences)
    weights = np.array(SUPPORT_WEIGHTS if with_tokens else SUPPORT_WEIGHTS_WITHOUT_TOKENS, dtype=np.float32)
    bias = SUPPORT_BIAS if with_tokens else SUPPORT_BIAS_WITHOUT_TOKENS
    features = support_features(claim, vector, tokens, sentences)
    backs: Vector = features @ weights + np.float32(bias - LEAST_LOG_ODDS)
    numbers = SUPPORT_FEATURES.index("numbers")
    lacking = 1 - features[:, numbers] if _numbers(claim) else np.zeros(len(features), dtype=np.float32)
    return SupportScores(backs, backs + weights[numbers] * lacking)


def support_features(
    claim: str, vector: Vector, tokens: TokenVectors | None, sentences: Sequence[SourceSentence]
) -> NDArray[np.float32]:
    """Features of each sentence of one source, in reading order, (sentences, len(SUPPORT_FEATURES))."""
    import numpy as np

    bags = [set(content_stems(sentence.text)) for sentence in sentences]
    counts = Counter(word for bag in bags for word in bag)
    # A word counts by how rare it is in this source: all its sentences are on the source's subject.
    question = weigh_question(claim, vector, tokens, lambda word: math.log(1 + len(bags) / (counts[stem(word)] + 0.5)))
    total = sum(question.word_weights.values()) or 1.0
    cover = [[weight if word in bag else 0.0 for word, weight in question.word_weights.items()] for bag in bags]
    here = np.array(cover, dtype=np.float32).reshape(len(bags), len(question.word_weights))
    # A source often tells in two sentences what a report says in one.
    around = here.copy()
    around[1:] = np.maximum(around[1:], here[:-1])
    around[:-1] = np.maximum(around[:-1], here[1:])
    # A sentence with another number often is about the same thing, and backs the claim least of all.
    numbers = _numbers(claim)
    columns = (
        cosines(vector, [sentence.vector for sentence in sentences]),
        cosines(vector, [sentence.window for sentence in sentences]),
        late_interactions(question, [sentence.tokens for sentence in sentences])[:, 0],
        here.sum(axis=1) / total,
        around.sum(axis=1) / total,
        [len(numbers & _numbers(sentence.text)) / (len(numbers) or 1) for sentence in sentences],
    )
    features: NDArray[np.float32] = np.array(columns, dtype=np.float32).T
    return features


def _numbers(text: str) -> set[str]:
    """Numbers as they are compared: `1,127` is `1127`."""
    return {_THOUSANDS.sub("", match.group()).lstrip("0") for match in _NUMBER.finditer(text)}
