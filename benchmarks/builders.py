"""How long builds take that one process makes, and several together: `python -m benchmarks.builders CORPUS [--pinned]`.

Each build begins with an empty index folder; all kinds take turns, round by round. With `--pinned`, each builder has a processor of
its own, and so one thread. Wall time is of what else runs, too: run it on a quiet machine, or before all else (`nice -n -19`).
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory


def main() -> None:
    """Measure, and print a line for each kind of build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--builders", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pinned", action="store_true")
    options = parser.parse_args()
    kinds = {"alone": (1, False), "together, 1": (1, True), f"together, {options.builders}": (options.builders, True)}
    found: dict[str, list[tuple[float, float]]] = {kind: [] for kind in kinds}
    for _ in range(options.rounds):
        for kind, (builders, together) in kinds.items():
            found[kind].append(_measured(options.corpus, builders, together=together, pinned=options.pinned))
    walls = {kind: median(wall for wall, _ in times) for kind, times in found.items()}
    for kind, times in found.items():
        processor, faster = median(seconds for _, seconds in times), walls["alone"] / walls[kind]
        each = ", ".join(f"{wall:.1f}" for wall, _ in times)
        print(f"{kind:12} {walls[kind]:6.1f} s ({each}), processor {processor:6.1f} s, {faster:.2f} times as fast")


def _measured(corpus: Path, builders: int, *, together: bool, pinned: bool) -> tuple[float, float]:
    """Wall and processor seconds of one build, from the start of the first process to the end of the last."""
    with TemporaryDirectory() as index:
        command = [sys.executable, "-m", "qa", "index", "--corpus", str(corpus), "--index", index]
        before, began = _processor(), time.monotonic()
        running = []
        for number in range(builders):
            cores = {number} if pinned else os.sched_getaffinity(0)
            os.sched_setaffinity(0, cores)
            running.append(subprocess.Popen([*command, *["--together"] * together], stdout=subprocess.DEVNULL))
            os.sched_setaffinity(0, _ALL)
        if any(process.wait() for process in running):
            raise SystemExit("a builder failed")
        return time.monotonic() - began, _processor() - before


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


_ALL = os.sched_getaffinity(0)

if __name__ == "__main__":
    main()
