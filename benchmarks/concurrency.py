"""Many at once: readers during rebuilds, writers against each other, a new generation noticed, encoding in many threads.

    python benchmarks/concurrency.py [read] [write] [follow] [encode] [--questions N] [--rebuilds N] [--rounds N]

read: eight readers, four processes and four threads of one, ask N questions each during N rebuilds: every answer is of one edition,
exactly as that edition answers, never of an older one than the answer before, and there is no exception.
write: two writers add or remove a document each and build, N rounds, as processes and as threads of one corpus: after each round
the index holds what both did; who must wait is told within a second; a dead writer's lock does not outlive it.
follow: an open corpus answers from a new generation within two seconds.
encode: eight threads encode 200 texts each, many longer than the model's window, to the vectors that one thread gives (1e-4), and
read with the packaged reader what one thread reads.

Exits 1 when a promise was broken.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from benchmarks.trials import add_options, run_kinds
from tests.trials.editions import Bench
from tests.trials.many_readers import SOON, ask_during_rebuilds, follow
from tests.trials.many_threads import encode_together, read_together
from tests.trials.many_writers import SOON as TOLD
from tests.trials.many_writers import free_dead_lock, race
from tests.trials.tally import Tally

_TEXTS = 200


def _read(bench: Bench, options: argparse.Namespace) -> Iterator[Tally]:
    yield ask_during_rebuilds(bench, options.questions, options.rebuilds)


def _write(bench: Bench, options: argparse.Namespace) -> Iterator[Tally]:
    yield race(bench, options.rounds, threads=False, soon=TOLD)
    yield race(bench, options.rounds, threads=True, soon=TOLD)
    yield free_dead_lock(bench, max(options.rounds // 10, 1), TOLD)


def _follow(bench: Bench, options: argparse.Namespace) -> Iterator[Tally]:
    yield follow(bench, options.rebuilds, SOON)


def _encode(bench: Bench, options: argparse.Namespace) -> Iterator[Tally]:
    yield encode_together(bench, _TEXTS)
    yield read_together(bench, 10)


def main() -> int:
    """Command line."""
    kinds = {"read": _read, "write": _write, "follow": _follow, "encode": _encode}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_options(parser, kinds)
    parser.add_argument("--questions", type=int, default=2000, metavar="N", help="of each reader (2000)")
    parser.add_argument("--rebuilds", type=int, default=20, metavar="N", help="while they ask (20)")
    parser.add_argument("--rounds", type=int, default=100, metavar="N", help="of the writers (100)")
    return run_kinds(parser, kinds)


if __name__ == "__main__":
    sys.exit(main())
