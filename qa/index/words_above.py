"""The words' ranking of an upper layer, on the scale of the lower one: a few passages do not tell how rare a word is."""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence

_LEAST = 1e-6
"""What FTS5 takes for words of more than half of the passages."""


def rarity(passages: int, having: int) -> float:
    """BM25's inverse document frequency as FTS5 has it."""
    return max(math.log((passages - having + 0.5) / (having + 0.5)), _LEAST)


def rank_above(
    connection: sqlite3.Connection, rarities: Mapping[str, float], where: str, values: Sequence[str]
) -> list[tuple[int, float]]:
    """Every passage of the upper layer with one of the words, and its BM25 where each word is as rare as is given.

    FTS5 multiplies by the rarity that it has itself counted in the layer: that is divided out, word by word. The mean length of a
    passage stays the layer's own.
    """
    (passages,) = connection.execute("SELECT count(*) FROM above.passages").fetchone()
    scores: defaultdict[int, float] = defaultdict(float)
    for word, wanted in rarities.items():
        match = f'"{word}"'
        (having,) = connection.execute("SELECT count(*) FROM above.words WHERE words MATCH ?", (match,)).fetchone()
        if having:
            query = f"SELECT rowid, bm25(words, 1.0, 0.5) AS score FROM above.words WHERE words MATCH ?{where}"
            for row in connection.execute(query, (match, *values)):
                scores[row["rowid"]] -= row["score"] / rarity(passages, having) * wanted
    return list(scores.items())
