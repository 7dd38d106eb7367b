"""How likely it is that the best sentence answers: logistic models over what ranking and reading found, and where to refuse.

The weights were fitted on public question sets and questions about the sample report, by `training/judge.py`; the points of refusal
were read off the risk–coverage curves that it prints.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for an answer, of the best sentence where nothing else is said."""

    cosine: float
    late: float
    """Late interaction with the question: mean over the question's words."""
    late_least: float
    """The same, of the word that is matched worst."""
    words: int
    """Words of meaning in the question."""
    share: float
    """Its share of the softmax over the scores of the best twenty."""
    lacking: int
    """Names and numbers of the question that its passage lacks."""
    is_open: float
    """1 when the question asks for no number, date, person or place."""
    read: tuple[float, float, float] | None = None
    """The reader's logits: that the sentence answers, that its passage does, and the margin of its short answer; None unread."""
    read_all: bool = False
    """True when there was nothing that the reader did not read: a short document was asked, and no search had to choose."""

    def values(self) -> tuple[float, ...]:
        """All of them, in order."""
        found = (self.cosine, self.late, self.late_least, self.words, self.share, self.lacking, self.is_open)
        return (*found, *(self.read or ()))


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic regression with its operating point."""

    bias: float
    weights: Sequence[float]
    """One for each of the signs' values."""
    least: float
    """Below this probability the answer is a refusal."""

    def probability(self, signs: Signs) -> float:
        """The probability that the best sentence answers."""
        total = self.bias + sum(w * v for w, v in zip(self.weights, signs.values(), strict=True))
        return 1 / (1 + math.exp(-total))


WITHOUT_READER = Model(-2.32, (3.08, 0.84, 0.93, 0.05, -0.69, -0.61, 0.48), 0.4)
WITH_READER = Model(0.46, (1.97, 0.03, 0.19, 0.04, -1.96, -0.46, 0.48, 0.14, 0.08, 0.09), 0.4)
READ_ALL = Model(0.7, (2.23, 0.91, -0.53, -0.25, -1.22, 0.09, -0.06, 0.05, 0.16, 0.06), 0.5)


def model_for(signs: Signs) -> Model:
    """The model that fits the signs."""
    if signs.read is None:
        return WITHOUT_READER
    return READ_ALL if signs.read_all else WITH_READER
