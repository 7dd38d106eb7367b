"""What a reader is given and what it gives back, and how a network's scores of tokens become that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LONGEST = 30
"""Tokens of a short answer, as in the official evaluation of SQuAD's baselines."""
UNREAD_EVIDENCE = -10.0
"""The evidence of a sentence that did not fit into the network's window."""
MAX_QUESTION_TOKENS = 128
"""A longer question is cut, so that there is room for the passage."""


class LogitScale(StrEnum):
    """Whose logits a reader's are like: how much they weigh is fitted for each of the packaged networks."""

    LARGE = "large"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage to read."""

    text: str
    context: str
    """Headings or the speaker, read before the text; no answer is taken from it."""
    sentences: tuple[tuple[int, int], ...]
    """Start and end of each sentence, in characters of `text`."""

    @property
    def lead(self) -> str:
        """The context as a network reads it, before the text."""
        return f"{self.context}. " if self.context else ""


@dataclass(frozen=True, slots=True)
class SpanReading:
    """The likeliest short answer in a sentence."""

    start: int
    end: int
    """Characters of the passage's text."""
    margin: float
    """By how much its score is above that of “no answer here”, in logits."""
    share: float = 1.0
    """How much of the probability of all spans in the sentence is on it and on those that are nearly it: token F1 of .5 or more."""


@dataclass(frozen=True, slots=True)
class PassageReading:
    """What a reader made of one passage; all scores are logits."""

    evidence: tuple[float, ...]
    """For each sentence, that it answers."""
    spans: tuple[SpanReading | None, ...]
    """For each sentence, its likeliest short answer; None where no token of it was read."""
    answers: float
    """That the passage answers at all."""


class Reader(Protocol):
    """Reads passages for a question, from any thread."""

    @property
    def scale(self) -> LogitScale:
        """Whose logits its own are like."""
        ...

    def read(self, question: str, texts: Sequence[PassageText]) -> list[PassageReading]:
        """One reading for each text, in order."""
        ...


def best_spans(
    starts: NDArray[np.float32],
    ends: NDArray[np.float32],
    none: float,
    offsets: Sequence[tuple[int, int]],
    sentences: Sequence[tuple[int, int]],
) -> tuple[SpanReading | None, ...]:
    """The best span inside each sentence.

    Args:
        starts: for each token, the logit that the answer begins with it, (tokens,).
        ends: the same for its end, (tokens,).
        none: the sum of the two logits of “no answer”.
        offsets: the tokens' characters, in order; `(-1, -1)` for a token that is not of the text.
        sentences: start and end of each sentence, in characters.
    """
    import numpy as np

    found: list[SpanReading | None] = []
    for tokens, (_, sentence_end) in zip(tokens_of(offsets, sentences), sentences, strict=True):
        if not tokens:
            found.append(None)
            continue
        sums = starts[tokens][:, None] + ends[tokens][None, :]
        near = np.tril(np.triu(np.ones_like(sums, dtype=bool)), k=LONGEST - 1)
        first, last = divmod(int(np.where(near, sums, -np.inf).argmax()), len(tokens))
        margin = float(sums[first, last]) - none
        likely = np.where(near, np.exp(sums - sums[first, last]), 0.0)
        # A passage may be cut inside a word: then its last token goes on behind the sentence.
        end = min(offsets[tokens[last]][1], sentence_end)
        share = float(likely[_alike(first, last, len(tokens))].sum() / likely.sum())
        found.append(SpanReading(offsets[tokens[first]][0], end, margin, share))
    return tuple(found)


def _alike(first: int, last: int, count: int) -> NDArray[np.bool_]:
    """Which spans, by first and last token, share so much with one that their token F1 is .5 or more."""
    import numpy as np

    starts, ends = np.arange(count)[:, None], np.arange(count)[None, :]
    shared = np.minimum(ends, last) - np.maximum(starts, first) + 1
    return 4 * shared >= (ends - starts + 1) + (last - first + 1)


def tokens_of(offsets: Sequence[tuple[int, int]], sentences: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The tokens that begin in each sentence."""
    return [[i for i, (a, b) in enumerate(offsets) if start <= a < min(b, end)] for start, end in sentences]


def offsets_in_text(
    offsets: Sequence[tuple[int, int]], sequences: Sequence[int | None], text: PassageText
) -> list[tuple[int, int]]:
    """Where tokens of question and `text.lead + text.text` stand in the text; `(-1, -1)` for those that do not.

    Args:
        offsets: each token's characters, of the question or of lead and text.
        sequences: which of the two it is of, 0 or 1; None for a special token.
        text: what was read.
    """
    lead, found = len(text.lead), []
    for (start, end), sequence in zip(offsets, sequences, strict=True):
        if sequence != 1 or end <= lead:
            found.append((-1, -1))
            continue
        # Some tokenizers count the space before a word as the word's.
        while start < end and (start < lead or text.text[start - lead].isspace()):
            start += 1
        found.append((start - lead, end - lead))
    return found
