"""Nothing is lost, shown by force: kills, sudden ends, damage and full disks, and after each what the index answers.

    python benchmarks/durability.py [kill] [exit] [damage] [full] [--trials N] [--seed S] [--keep DIR] [--json]

A tiny made-up corpus of numbered editions is rebuilt again and again (tests/trials/editions.py). After each misfortune the index
must open, answer from one edition and as that edition answered before, and hold everything that was acknowledged: that for which
an `add` or a `build` had returned.

kill: kill -9 at N random moments of rebuilds, as many of adding and removing with a build after each, some of builds that embed.
exit: an end at every write, rename, fsync and commit of a rebuild, of adding and removing; again, losing what was not synced.
damage: N flips, truncations, zeroed pages and deletions over all files of the index: noticed or without effect, and mended.
full: N limits on the size of files, and N small rests of a small disk: the old index answers, and the space comes back.

Exits 1 when anything was lost, mixed, or not noticed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from benchmarks.trials import add_options, run_kinds
from tests.trials import damage, full_disk, kills
from tests.trials.editions import Bench
from tests.trials.tally import Tally

_TRIALS = {"kill": 200, "exit": 1, "damage": 500, "full": 50}


def _kill(bench: Bench, options: argparse.Namespace) -> Iterator[Tally]:
    trials, seed = _trials(options, "kill"), options.seed
    yield kills.kill_rebuilds(bench, trials, seed)
    yield kills.kill_changes(bench, trials, seed)
    yield kills.kill_embedding(bench, max(trials // 20, 1), seed)


def _exit(bench: Bench, options: argparse.Namespace) -> Iterator[Tally]:
    for lose in (False, True):
        yield kills.end_rebuilds(bench, lose=lose, step=_trials(options, "exit"))
        yield kills.end_changes(bench, lose=lose, step=_trials(options, "exit"))


def _damage(bench: Bench, options: argparse.Namespace) -> Iterator[Tally]:
    yield damage.damage_files(bench, _trials(options, "damage"), options.seed)


def _full(bench: Bench, options: argparse.Namespace) -> Iterator[Tally]:
    yield full_disk.limit_size(bench, _trials(options, "full"))
    yield full_disk.fill_disk(bench, _trials(options, "full"))


def _trials(options: argparse.Namespace, kind: str) -> int:
    return options.trials or _TRIALS[kind]


def main() -> int:
    """Command line."""
    kinds = {"kill": _kill, "exit": _exit, "damage": _damage, "full": _full}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_options(parser, kinds)
    parser.add_argument(
        "--trials", type=int, metavar="N", help=f"of each kind; for exit, every N-th operation: {_TRIALS}"
    )
    parser.add_argument("--seed", type=int, default=0, help="of what is random (0)")
    return run_kinds(parser, kinds)


if __name__ == "__main__":
    sys.exit(main())
