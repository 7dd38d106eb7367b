"""Reading a passage for a statement: whether it supports it, refutes it, or neither."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class StatementReading:
    """What a network made of a statement and a passage, in logits."""

    supports: float
    refutes: float
    neither: float

    @property
    def support(self) -> float:
        """The log odds that the passage supports the statement."""
        return self.supports - _log_sum(self.refutes, self.neither)

    @property
    def refutation(self) -> float:
        """The log odds that it refutes the statement."""
        return self.refutes - _log_sum(self.supports, self.neither)

    @property
    def against(self) -> float:
        """The log odds that it refutes the statement rather than supports it, whether or not it says either."""
        return self.refutes - self.supports


ReadPassages = Callable[[str, Sequence[str]], Sequence[StatementReading]]
"""Reads passages for a statement: one reading for each, in order."""


BY_RULES = "the reader in use cannot tell support; the packaged one can"
"""Why rules alone compare, where nothing reads."""


class Comparer(Protocol):
    """Reads passages for a statement, from any thread."""

    @property
    def identity(self) -> str:
        """What tells these weights from others."""
        ...

    def compare(self, statement: str, passages: Sequence[str]) -> list[StatementReading]:
        """One reading for each passage, in order."""
        ...


def _log_sum(a: float, b: float) -> float:
    return max(a, b) + math.log1p(math.exp(-abs(a - b)))
