"""A linear-chain conditional random field over the tokens of a reference string: the likeliest field of each token.

The weights, `crf.json`, were fitted by `training/references.py` on the tagged references of AnyStyle (BSD-2-Clause).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import add
from pathlib import Path

from qa.references.features import find_tokens, make_token_features
from qa.types.document import Span

_MODEL = Path(__file__).with_name("crf.json")
SCALE = 100
"""Weights are stored as whole hundredths."""
_BITS, _MIDDLE = 32, 1 << 31
"""Of a digit that holds a sum of weights, and what stands for none: a sum may be negative."""


@dataclass(frozen=True, slots=True)
class Tagger:
    """The weights: of each feature for some labels, and from label to label."""

    labels: tuple[str, ...]
    features: dict[str, list[int]]
    """Feature → label, weight, label, weight …"""
    transitions: list[list[int]]
    """Row: the label before; column: the label after."""
    packed: dict[str, int] = field(default_factory=dict)
    """Features that were met, each as one number."""

    def tag(self, text: str, start: int, end: int) -> list[tuple[str, Span]]:
        """Each stretch of tokens of one label, in order."""
        tokens = find_tokens(text, start, end)
        found: list[tuple[str, Span]] = []
        for token, label in zip(tokens, self._best(make_token_features(text, tokens)), strict=True):
            if found and found[-1][0] == label:
                found[-1] = (label, Span(found[-1][1].start, token.end))
            else:
                found.append((label, token))
        return found

    def _best(self, rows: Sequence[Sequence[str]]) -> list[str]:
        """The likeliest sequence of labels (Viterbi 1967)."""
        if not rows:
            return []
        # For each token and label the best score of a labelling that ends with it; which label came before is asked of one path only.
        columns = list(zip(*self.transitions, strict=True))
        scores = [self._scores(rows[0])]
        for row in rows[1:]:
            before = scores[-1]
            best = [max(map(add, before, column)) for column in columns]
            scores.append([*map(add, best, self._scores(row))])
        at = scores[-1].index(max(scores[-1]))
        path = [at]
        for before in reversed(scores[:-1]):
            # `index` takes the first of equal scores: the same text is always tagged alike.
            values = [*map(add, before, columns[at])]
            at = values.index(max(values))
            path.append(at)
        return [self.labels[label] for label in reversed(path)]

    def _scores(self, row: Sequence[str]) -> list[int]:
        """The sum of what the features of a token say for each label."""
        if not self.packed:
            self.packed[""] = sum(_MIDDLE << _BITS * label for label in range(len(self.labels)))
        packed = self.packed
        total = packed[""] + sum([packed[f] if f in packed else self._pack(f) for f in row if f in self.features])
        digits = memoryview(total.to_bytes(_BITS // 8 * len(self.labels), sys.byteorder)).cast("I").tolist()
        return digits if sys.byteorder == "little" else digits[::-1]

    def _pack(self, feature: str) -> int:
        """A feature's weights as the digits of one number, so that one addition adds those of all labels."""
        weights = self.features[feature]
        number = sum(weights[i + 1] << _BITS * weights[i] for i in range(0, len(weights), 2))
        self.packed[feature] = number
        return number


def read_model(path: Path) -> Tagger:
    """The weights of a model file."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return Tagger(tuple(content["labels"]), content["features"], content["transitions"])


@cache
def tagger() -> Tagger:
    """The packaged weights, read at the first reference string."""
    return read_model(_MODEL)
