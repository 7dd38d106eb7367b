"""One part of the comparison in a process of its own: build, ask or add; prints one JSON object.

    python part.py SYSTEM PART FOLDER SET.json ENCODER

SET.json has `texts` by name, `questions` as pairs of question and name, and `added`, a pair of name and text.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.peers.systems import System

_TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Run the part on one core, so that nothing gains by more than one thread."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    from benchmarks.peers.systems import SYSTEMS

    name, part, folder, given, encoder = sys.argv[1:]
    system = SYSTEMS[name](Path(folder), encoder)
    data = json.loads(Path(given).read_text(encoding="utf-8"))
    row: dict[str, float] = {}
    if part == "build":
        system.build(data["texts"])
    elif part == "add":
        system.add(*data["added"])
    else:
        row = _ask(system, data["questions"])
    print("\n" + json.dumps({"processor": _processor(), "megabytes": _peak()} | row), flush=True)


def _ask(system: System, questions: list[tuple[str, str]]) -> dict[str, float]:
    system.open()
    system.first(questions[0][0])
    first = {"processor": _processor()}
    right, walls, processors = 0, [], []
    for question, name in questions:
        wall, processor = time.perf_counter(), time.process_time()
        right += system.first(question) == name
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
    milliseconds = {"search_wall": statistics.median(walls) * 1e3, "search": statistics.median(processors) * 1e3}
    return first | milliseconds | {"right": right / len(questions)}


def _processor() -> float:
    """Seconds of this process and of its children, also of those that still run."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    running = 0.0
    for child in _children():
        fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
        running += (int(fields[11]) + int(fields[12])) / _TICKS
    return sum(used.ru_utime + used.ru_stime for used in spent) + running


def _peak() -> float:
    """The most resident memory of this process, and of the children that still run, together."""
    found = 0
    for process in ("self", *_children()):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                found += int(line.split()[1])
    return found / 1024


def _children() -> list[str]:
    return [pid for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()]


if __name__ == "__main__":
    main()
