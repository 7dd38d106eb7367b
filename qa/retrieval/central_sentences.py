"""Sentences with vectors → the few that stand for all of them: central in meaning, unlike each other, from all sections.

Centrality is the mean similarity to the other sentences (degree centrality of LexRank, Erkan & Radev 2004); the choice goes
on by maximal marginal relevance (Carbonell & Goldstein 1998).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LIKE = 0.2
"""Cosine from which two sentences count as like."""
_REPEATS = 0.5
"""How much likeness to a sentence already chosen counts against one."""
_SAME = 0.9
"""Cosine from which two sentences say the same: the second is never chosen."""
_SAME_SECTION = 0.12
"""What each sentence already chosen from its section counts against one."""


_ALL_PAIRS = 3000
"""Sentences up to which each is compared with each."""


def most_central(
    vectors: NDArray[np.float32], sections: Sequence[str], bonus: Sequence[float], k: int
) -> tuple[int, ...]:
    """The positions of `k` sentences, in the given order; `bonus` is added to each one's centrality, which lies in 0 … 1."""
    import numpy as np

    if not len(sections):
        return ()
    centre = vectors.mean(axis=0)
    if len(vectors) <= _ALL_PAIRS:
        alike = vectors @ vectors.T
        centrality = np.where(alike >= _LIKE, alike, 0.0).mean(axis=1)
    else:
        centrality = vectors @ centre
    scores = centrality / max(float(centrality.max()), 1e-9) + np.asarray(bonus)
    chosen: list[int] = []
    taken: Counter[str] = Counter()
    while len(chosen) < min(k, len(sections)):
        likeness = (vectors @ vectors[chosen].T).max(axis=1) if chosen else np.zeros(len(vectors))
        value = scores - _REPEATS * likeness - _SAME_SECTION * np.array([taken[name] for name in sections])
        value[likeness >= _SAME] = -np.inf
        best = int(value.argmax())
        if value[best] == -np.inf:
            break
        chosen.append(best)
        taken[sections[best]] += 1
    return tuple(sorted(chosen))
