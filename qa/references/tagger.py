"""A linear-chain conditional random field over the tokens of a reference string: the likeliest field of each token.

The weights, `crf.json`, were fitted by `training/references.py` on the tagged references of AnyStyle (BSD-2-Clause).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qa.references.features import find_tokens, make_token_features
from qa.types.document import Span

_MODEL = Path(__file__).with_name("crf.json")
SCALE = 100
"""Weights are stored as whole hundredths."""


@dataclass(frozen=True, slots=True)
class Tagger:
    """The weights: of each feature for some labels, and from label to label."""

    labels: tuple[str, ...]
    features: dict[str, list[int]]
    """Feature → label, weight, label, weight …"""
    transitions: list[list[int]]
    """Row: the label before; column: the label after."""

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
        count = range(len(self.labels))
        # Each token keeps, for every label, the best score of a labelling that ends with it, and which label came before.
        columns = list(zip(*self.transitions, strict=True))
        scores = self._scores(rows[0])
        came_from: list[list[int]] = []
        for row in rows[1:]:
            here = self._scores(row)
            sums = [[score + step for score, step in zip(scores, columns[label], strict=True)] for label in count]
            best = [max(values) for values in sums]
            # `index` takes the first of equal scores: the same text is always tagged alike.
            came_from.append([values.index(top) for values, top in zip(sums, best, strict=True)])
            scores = [top + own for top, own in zip(best, here, strict=True)]
        at = scores.index(max(scores))
        path = [at]
        for origin in reversed(came_from):
            at = origin[at]
            path.append(at)
        return [self.labels[label] for label in reversed(path)]

    def _scores(self, row: Sequence[str]) -> list[int]:
        scores = [0] * len(self.labels)
        for feature in row:
            weights = self.features.get(feature)
            if weights:
                for i in range(0, len(weights), 2):
                    scores[weights[i]] += weights[i + 1]
        return scores


def read_model(path: Path) -> Tagger:
    """The weights of a model file."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return Tagger(tuple(content["labels"]), content["features"], content["transitions"])


@cache
def tagger() -> Tagger:
    """The packaged weights, read at the first reference string."""
    return read_model(_MODEL)
