"""Whether an encoder brings two languages together, and from which cosine their sentences are near: ten known ones tell."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.embed.questions import QuestionEncoder

LEAST_FOUND = 0.9
"""Share of ten sentences that must lie nearest to what says the same in the other language, from both sides."""


class Bilingual:
    """Tests one encoder; each two languages once."""

    def __init__(self, encoder: QuestionEncoder) -> None:
        """Nothing is encoded yet."""
        self._encoder = encoder
        self._known: dict[tuple[str, str], float | None] = {}

    def least(self, ours: str, theirs: str) -> float | None:
        """The cosine from which sentences are nearer than any two that say different things; None for what cannot be compared.

        That is so where the encoder fails the test, and for languages in which the ten sentences are not at hand.
        """
        if (ours, theirs) not in self._known:
            self._known[ours, theirs] = self._test(ours, theirs)
        return self._known[ours, theirs]

    def _test(self, ours: str, theirs: str) -> float | None:
        import numpy as np

        sentences = known_sentences()
        if ours not in sentences or theirs not in sentences:
            return None
        asked = np.stack([self._encoder.encode(text) for text in sentences[ours]])
        held = np.stack([self._encoder.encode_passage(text)[0] for text in sentences[theirs]])
        cosines, right = asked @ held.T, np.arange(len(asked))
        if min((cosines.argmax(axis=side) == right).mean() for side in (0, 1)) < LEAST_FOUND:
            return None
        return float(cosines[~np.eye(len(asked), dtype=bool)].max())


@cache
def known_sentences() -> dict[str, list[str]]:
    """The ten sentences, by the code of their language."""
    return tomllib.loads(files(__package__).joinpath("parallel.toml").read_text(encoding="utf-8"))
