"""What trials came to: how many, how they ended, and what went wrong."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_SHOWN = 10
_TOLD_EVERY = 10
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Tally:
    """The outcomes of one kind of trial; anything in `failures` breaks a promise."""

    what: str
    trials: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    figures: dict[str, float] = field(default_factory=dict)
    skipped: str | None = None
    """Why it could not be tried here."""

    def note(self, outcome: str, problem: str | None = None) -> None:
        """One trial is over."""
        self.trials += 1
        self.outcomes[outcome] += 1
        if problem:
            self.failures.append(f"trial {self.trials}, {outcome}: {problem}")
        if self.trials % _TOLD_EVERY == 0:
            _log.info("%s: %d trials, %d failures", self.what, self.trials, len(self.failures))

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        figures = {name: round(value, 6) for name, value in self.figures.items()}
        return {
            "what": self.what,
            "trials": self.trials,
            "outcomes": dict(self.outcomes),
            "failures": self.failures,
            "figures": figures,
            "skipped": self.skipped,
        }

    def lines(self) -> Iterator[str]:
        """A line on each kind, and on the first things that went wrong."""
        if self.skipped:
            yield f"{self.what}: not tried, {self.skipped}"
            return
        outcomes = ", ".join(f"{name} {count}" for name, count in self.outcomes.most_common())
        yield f"{self.what}: {self.trials} trials, {len(self.failures)} failures ({outcomes})"
        yield from (f"  {name:40} {value:.4g}" for name, value in self.figures.items())
        yield from (f"  FAILED {failure}" for failure in self.failures[:_SHOWN])
