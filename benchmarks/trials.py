"""The command line of those who make trials (`durability.py`, `concurrency.py`); the trials themselves are in `tests/trials`."""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.trials.editions import Bench, copied, prepare
from tests.trials.guests import Guests
from tests.trials.tally import Tally


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
    logging.basicConfig(format="%(message)s")
    logging.getLogger("tests.trials").setLevel(logging.INFO)
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
