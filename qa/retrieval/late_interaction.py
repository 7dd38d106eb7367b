"""How near a text's tokens come to each of a question's: late interaction, as in ColBERT (Khattab and Zaharia, SIGIR 2020)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from qa.retrieval.prepared_question import PreparedQuestion

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qa.embed.tokens import TokenVectors

    Vector = NDArray[np.float32]


def best_matches(question: PreparedQuestion, tokens: TokenVectors) -> Vector:
    """MaxSim: for each of the question's tokens the cosine of the nearest of `tokens`."""
    assert question.token_units is not None
    best: Vector = (question.token_units @ tokens.units().T).max(axis=1)
    return best


def late_interaction(question: PreparedQuestion, tokens: TokenVectors | None) -> tuple[float, float]:
    """The weighted mean of the matches, and the worst of them; zeros where either side has no tokens."""
    token_weights = question.token_weights
    if token_weights is None or tokens is None or not len(tokens.starts) or not token_weights.any():
        return 0.0, 0.0
    best = best_matches(question, tokens)
    return float(token_weights @ best / token_weights.sum()), float(best[token_weights > 0].min())


def pooled_cosine(vector: Vector, tokens: TokenVectors | None) -> float:
    """Cosine between a vector and the mean of the tokens: of a stretch of text as read in its surroundings."""
    if tokens is None or not len(tokens.starts):
        return 0.0
    pooled = tokens.states.mean(axis=0)
    return float(pooled @ vector) / math.sqrt(float(pooled @ pooled) or 1.0)
