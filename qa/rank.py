"""Candidate sentences → scores, a judgement whether they answer, and the choice of which to quote."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from qa.question import wants_several

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

Idf = Callable[[str], float]

_WORD = re.compile(r"\w+")
_STOP = frozenset(
    "a an the of in on at by to for from with and or is are was were be been do does did has have had how many much what which "
    "who whom whose when where why that this it its as there any some into about".split()
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with its surroundings and their vectors."""

    text: str
    previous: str
    heading: str
    vector: Vector
    window: Vector
    passage_vector: Vector
    is_note: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether the candidates answer, and the question's words that they say nothing of."""

    answered: bool
    probability: float
    missing: tuple[str, ...]


def content_words(text: str) -> list[str]:
    """The words that carry meaning, lower case."""
    return [w for w in (m.casefold() for m in _WORD.findall(text)) if w not in _STOP]


@cache
def stem(word: str) -> str:
    """The word's stem, so that inflections meet."""
    result: str = _stemmer().stemWord(word)
    return result


@cache
def _stemmer() -> object:
    import snowballstemmer

    return snowballstemmer.stemmer("porter")


def score_sentences(question: str, vector: Vector, candidates: Sequence[Candidate], idf: Idf) -> Vector:
    import numpy as np

    words = {stem(w): idf(w) for w in content_words(question)}
    cos = np.array([[c.vector @ vector, c.window @ vector, c.passage_vector @ vector] for c in candidates])
    bm = np.array([[_bm25(words, c.text), _bm25(words, c.previous + " " + c.text)] for c in candidates])
    total = sum(words.values()) or 1.0
    note = np.array([c.is_note for c in candidates])
    score = 10 * cos[:, 0] + 3 * cos[:, 1] + 2 * cos[:, 2] + 6 * bm[:, 0] / total + 2 * bm[:, 1] / total - 3 * note
    return score.astype(np.float32)


def _bm25(words: dict[str, float], text: str) -> float:
    counts = Counter(stem(w) for w in content_words(text))
    length = sum(counts.values()) / 15
    return sum(weight * counts[w] * 2.2 / (counts[w] + 1.2 * (0.4 + 0.6 * length)) for w, weight in words.items())


def answerable(question: str, vector: Vector, candidates: Sequence[Candidate], scores: Vector, idf: Idf) -> Judgement:
    best = [candidates[int(i)] for i in (-scores).argsort()[:2]]
    said = {stem(w) for c in best for w in content_words(c.text + " " + c.previous + " " + c.heading)}
    words = {w: idf(w) for w in content_words(question)}
    missing = tuple(w for w in words if stem(w) not in said)
    cover = 1 - sum(words[w] for w in missing) / (sum(words.values()) or 1)
    cosine = max(float(c.vector @ vector) for c in best)
    value = 6 * (cosine - 0.45) + 3 * (cover - 0.45)
    return Judgement(value > 0, value, missing)


def choose(question: str, scores: Vector, candidates: Sequence[Candidate]) -> list[int]:
    order = [int(i) for i in (-scores).argsort()]
    limit, margin = (5, 4.0) if wants_several(question) else (3, 2.5)
    return [i for i in order[:limit] if scores[order[0]] - scores[i] <= margin]
