"""How near a text's tokens come to each of a question's: late interaction, as in ColBERT (Khattab and Zaharia, SIGIR 2020)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa.retrieval.prepared_question import PreparedQuestion

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]


def best_matches(question: PreparedQuestion, tokens: Vector) -> Vector:
    """MaxSim: for each of the question's tokens the cosine of the nearest of `tokens`, (tokens, dimension) of length 1."""
    assert question.token_units is not None
    best: Vector = (tokens @ question.token_units.T).max(axis=0)
    return best


def late_interactions(question: PreparedQuestion, tokens: Sequence[Vector | None]) -> Vector:
    """Of each text, by its tokens, the weighted mean of the matches, and the worst of them: (texts, 2).

    Zeros where either side has no tokens.
    """
    import numpy as np

    found = np.zeros((len(tokens), 2), dtype=np.float32)
    weights, units = question.token_weights, question.token_units
    if weights is None or units is None or not weights.any():
        return found
    # Of words without meaning nothing is asked.
    asked, counted = units[weights > 0].T, weights[weights > 0] / weights.sum()
    for row, own in zip(found, tokens, strict=True):
        if own is not None and len(own):
            best = (own @ asked).max(axis=0)
            row[:] = counted @ best, best.min()
    return found


def cosines(vector: Vector, others: Sequence[Vector | None]) -> Vector:
    """Of unit vectors; 0 for those that are not there."""
    import numpy as np

    nothing = np.zeros_like(vector)
    found: Vector = (
        np.array([nothing if other is None else other for other in others]).reshape(-1, len(vector)) @ vector
    )
    return found
