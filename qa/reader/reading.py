"""What a reader is given and what it gives back, and how a network's scores of tokens become that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LONGEST = 30
"""Tokens of a short answer, as in the official evaluation of SQuAD's baselines."""


@dataclass(frozen=True, slots=True)
class Text:
    """A passage to read."""

    text: str
    context: str
    """Headings or the speaker, read before the text; no answer is taken from it."""
    sentences: tuple[tuple[int, int], ...]
    """Start and end of each sentence, in characters of `text`."""


@dataclass(frozen=True, slots=True)
class ShortSpan:
    """The likeliest short answer in a sentence."""

    start: int
    end: int
    """Characters of the passage's text."""
    margin: float
    """By how much its score is above that of “no answer here”, in logits."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of one passage; all scores are logits."""

    evidence: tuple[float, ...]
    """For each sentence, that it answers."""
    spans: tuple[ShortSpan | None, ...]
    """For each sentence, its likeliest short answer; None where no token of it was read."""
    answers: float
    """That the passage answers at all."""


class Reader(Protocol):
    """Reads passages for a question, from any thread."""

    def read(self, question: str, texts: Sequence[Text]) -> list[Reading]:
        """One reading for each text, in order."""
        ...


def best_spans(
    starts: NDArray[np.float32],
    ends: NDArray[np.float32],
    none: float,
    offsets: Sequence[tuple[int, int]],
    sentences: Sequence[tuple[int, int]],
) -> tuple[ShortSpan | None, ...]:
    """The best span inside each sentence.

    Args:
        starts: for each token, the logit that the answer begins with it, (tokens,).
        ends: the same for its end, (tokens,).
        none: the sum of the two logits of “no answer”.
        offsets: the tokens' characters; `(-1, -1)` for a token that is not of the text.
        sentences: start and end of each sentence, in characters.
    """
    import numpy as np

    found: list[ShortSpan | None] = []
    for tokens in tokens_of(offsets, sentences):
        if not tokens:
            found.append(None)
            continue
        sums = starts[tokens][:, None] + ends[tokens][None, :]
        near = np.triu(np.ones_like(sums, dtype=bool)) & ~np.triu(np.ones_like(sums, dtype=bool), k=LONGEST)
        first, last = divmod(int(np.where(near, sums, -np.inf).argmax()), len(tokens))
        margin = float(sums[first, last]) - none
        found.append(ShortSpan(offsets[tokens[first]][0], offsets[tokens[last]][1], margin))
    return tuple(found)


def tokens_of(offsets: Sequence[tuple[int, int]], sentences: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The tokens that begin in each sentence."""
    return [[i for i, (a, b) in enumerate(offsets) if start <= a < min(b, end)] for start, end in sentences]
