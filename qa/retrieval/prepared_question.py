"""A question made ready for ranking: encoded, its words and tokens weighed."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.language.of_words import language_of_question
from qa.language.stems import content_words, is_content, stem
from qa.regex import regex
from qa.retrieval import weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qa.embed.tokens import TokenVectors
    from qa.index.engine import Snapshot

    Vector = NDArray[np.float32]

_WORD = regex(r"\w+")


@dataclass(frozen=True, slots=True)
class PreparedQuestion:
    """A question with its vector, its token vectors where the encoder gives them, and their weights."""

    text: str
    vector: Vector
    word_weights: dict[str, float]
    """Stem of each content word → inverse document frequency."""
    tokens: TokenVectors | None = None
    token_units: Vector | None = None
    """The token vectors at unit length, (tokens, dimension)."""
    token_weights: Vector | None = None
    """Of each token, that of its word; zero for words that carry no meaning."""


def prepare_question(snapshot: Snapshot, text: str) -> PreparedQuestion:
    """The question, encoded as the index's passages were, its words weighed by how rare they are in them."""
    encoder = snapshot.encoder
    return weigh_question(text, encoder.encode(text), encoder.encode_tokens(text), _rarity(snapshot))


def weigh_question(
    text: str, vector: Vector, tokens: TokenVectors | None, word_weight: Callable[[str], float]
) -> PreparedQuestion:
    """A question whose words count as `word_weight` says."""
    word_weights = {stem(word): word_weight(word) for word in content_words(text, language_of_question(text))}
    if tokens is None:
        return PreparedQuestion(text, vector, word_weights)
    return PreparedQuestion(
        text, vector, word_weights, tokens, tokens.units(), _token_weights(text, tokens, word_weights)
    )


def _rarity(snapshot: Snapshot) -> Callable[[str], float]:
    """BM25's inverse document frequency over the corpus's passages."""

    def weight(word: str) -> float:
        total, counts = snapshot.word_counts([word])
        return math.log(1 + (total - counts[word] + 0.5) / (counts[word] + 0.5))

    return weight


def _token_weights(text: str, tokens: TokenVectors, word_weights: dict[str, float]) -> Vector:
    import numpy as np

    language = language_of_question(text)
    words = [(m.start(), m.end(), m.group().casefold()) for m in _WORD.finditer(text)]
    found = []
    for start in tokens.starts:
        word = next((w for a, b, w in words if a <= start < b), "")
        known = word and is_content(word, language)
        found.append(max(word_weights.get(stem(word), 0.0), weights.LEAST_TOKEN_WEIGHT) if known else 0.0)
    return np.array(found, dtype=np.float32)
