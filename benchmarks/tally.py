"""What trials came to: how many, how they ended, and what went wrong; and the command line of those who make them."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.editions import Bench, copied, prepare
from benchmarks.guests import Guests

_SHOWN = 10


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


def add_options(parser: argparse.ArgumentParser, kinds: Collection[str]) -> None:
    """What those who make trials have in common."""
    parser.add_argument("kinds", nargs="*", help=f"of {', '.join(kinds)}; all, where none is named", metavar="KIND")
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="keep what is prepared here; a second run begins with it"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON list")


def run_kinds(
    parser: argparse.ArgumentParser, kinds: Mapping[str, Callable[[Bench, argparse.Namespace], Iterator[Tally]]]
) -> int:
    """Make the trials that the command line names, each kind on a bench of its own, and print what they came to.

    Returns:
        The exit status: 1 where a promise was broken.
    """
    options = parser.parse_args()
    if unknown := set(options.kinds) - set(kinds):
        parser.error(f"{min(unknown)}: no such kind; use {', '.join(kinds)}")
    tallies: list[Tally] = []
    with TemporaryDirectory() as folder:
        prepared = prepare(options.keep or Path(folder))
        Guests(prepared.folder)
        for kind in options.kinds or kinds:
            with copied(prepared) as bench:
                tallies += kinds[kind](bench, options)
    if options.json:
        print(json.dumps([tally.to_dict() for tally in tallies], indent=2))
    else:
        print("\n".join(line for tally in tallies for line in tally.lines()))
    return int(any(tally.failures for tally in tallies))
