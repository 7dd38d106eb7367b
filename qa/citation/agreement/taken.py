"""Stretches of a text that are taken: whether another meets one of them is told without looking at each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from qa.types.document import Span


class TakenSpans:
    """Any spans, in any order."""

    def __init__(self, spans: Iterable[Span]) -> None:
        """They are put in order once."""
        ordered = sorted(spans, key=lambda span: span.start)
        self._starts = [span.start for span in ordered]
        self._ends = list(accumulate((span.end for span in ordered), max))

    def meet(self, start: int, end: int) -> bool:
        """True where `[start, end)` shares a character with one of them."""
        before = bisect_left(self._starts, end)
        return before > 0 and start < self._ends[before - 1]
