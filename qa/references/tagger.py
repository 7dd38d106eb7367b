"""A linear-chain conditional random field over the tokens of a reference string: the likeliest field of each token.

The weights, `crf.json`, were fitted by `training/references.py` on the tagged references of AnyStyle (BSD-2-Clause).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from qa.references.features import Group, features_of, find_groups, find_tokens
from qa.types.document import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MODEL = Path(__file__).with_name("crf.json")
SCALE = 100
"""Weights are stored as whole hundredths."""
_BITS, _MIDDLE = 32, 1 << 31
"""Of a digit that holds a sum of weights, and what stands for none: a sum may be negative."""
_MOST_SUMS = 100_000
"""Groups that are remembered, some twenty megabytes; texts in one language have a few thousand."""


@dataclass(frozen=True, slots=True)
class Tagger:
    """The weights: of each feature for some labels, and from label to label."""

    labels: tuple[str, ...]
    features: dict[str, list[int]]
    """Feature → label, weight, label, weight …"""
    transitions: list[list[int]]
    """Row: the label before; column: the label after."""
    words: frozenset[str] | None = None
    """All that features name: any other is none of them. None where that is not known."""
    sums: dict[Group, int] = field(default_factory=dict)
    """Groups of features that were met, each with the sum of its weights."""

    def tag(self, text: str, start: int, end: int) -> list[tuple[str, Span]]:
        """Each stretch of tokens of one label, in order."""
        tokens = find_tokens(text, start, end)
        found: list[tuple[str, Span]] = []
        for token, label in zip(tokens, self._best(find_groups(text, tokens, self.words)), strict=True):
            if found and found[-1][0] == label:
                found[-1] = (label, Span(found[-1][1].start, token.end))
            else:
                found.append((label, token))
        return found

    def _best(self, rows: Sequence[Sequence[Group]]) -> list[str]:
        """The likeliest sequence of labels (Viterbi 1967)."""
        import numpy as np

        if not rows:
            return []
        # For each token and label the best score of a labelling that ends with it; which label came before is asked of one path only.
        scores, transitions = self._scores(rows), np.array(self.transitions, dtype=np.int64)
        room, best = np.empty_like(transitions), np.empty(len(transitions), np.int64)
        for before, now in zip(scores[:, :, None], scores[1:], strict=False):
            np.maximum.reduce(np.add(transitions, before, out=room), axis=0, out=best)
            now += best
        columns = list(transitions.T.copy())
        at = int(scores[-1].argmax())
        path = [at]
        for before in scores[-2::-1]:
            # The first of equal scores: the same text is always tagged alike.
            at = int(np.add(before, columns[at], out=best).argmax())
            path.append(at)
        return [self.labels[label] for label in reversed(path)]

    def _scores(self, rows: Sequence[Sequence[Group]]) -> NDArray[np.int64]:
        """For each token, what the features say for each label, all of them alike too high."""
        import numpy as np

        if len(self.sums) > _MOST_SUMS:
            self.sums.clear()
        sums, base = self.sums, sum(_MIDDLE << _BITS * label for label in range(len(self.labels)))
        totals = [sum([sums[g] if g in sums else self._sum(g) for g in row], base) for row in rows]
        digits = b"".join([total.to_bytes(_BITS // 8 * len(self.labels), "little") for total in totals])
        return np.frombuffer(digits, "<u4").reshape(len(rows), -1).astype(np.int64)

    def _sum(self, group: Group) -> int:
        """The weights of a group's features as the digits of one number, so that one addition adds those of all labels."""
        number = 0
        for feature in features_of(group):
            weights = self.features.get(feature, ())
            number += sum(weights[i + 1] << _BITS * weights[i] for i in range(0, len(weights), 2))
        self.sums[group] = number
        return number


def read_model(path: Path) -> Tagger:
    """The weights of a model file."""
    content = json.loads(path.read_text(encoding="utf-8"))
    features = content["features"]
    return Tagger(tuple(content["labels"]), features, content["transitions"], frozenset(_words(features)))


def _words(features: Iterable[str]) -> Iterator[str]:
    """The words in the names of features: `w-1=journal`, `ww=of|the`."""
    for feature in features:
        kind, _, words = feature.partition("=")
        if kind.startswith("ww"):
            cuts = [at for at, sign in enumerate(words) if sign == "|"]
            yield from (word for at in cuts for word in (words[:at], words[at + 1 :]))
        elif kind.startswith("w"):
            yield words


@cache
def tagger() -> Tagger:
    """The packaged weights, read at the first reference string."""
    return read_model(_MODEL)
