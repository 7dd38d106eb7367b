"""Every file of a folder of bad files is parsed or refused: tallies, reasons, the slowest, the biggest in memory.

usage: python benchmarks/hostile.py FOLDER [--workers 2] [--list]

Each file is parsed in a process of its own, so that a crash, a hang or a leak is seen and charged to its file. Exits 1 when a
file crashes the caller, takes longer than 30 s or more than 1 GB, gives an empty document, or is refused in more than a line.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

MAX_SECONDS, MAX_MEGABYTES = 30.0, 1000
_HANGS = 120
"""Seconds after which a file is given up: four times what is allowed."""
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file; memory is the larger of the caller's and its child's."""

    name: str
    kind: str
    detail: str
    seconds: float
    megabytes: float

    @property
    def is_bad(self) -> bool:
        """True when the file did harm, or was neither parsed nor refused in one line."""
        return self.kind not in ("parsed", "refused") or self.seconds > MAX_SECONDS or self.megabytes > MAX_MEGABYTES


def parse_one(path: Path) -> Outcome:
    """Parse one file in this process, and measure it."""
    from qa.errors import DocumentError
    from qa.parse import parse_file
    from qa.parse.children import end_children

    start = time.perf_counter()
    try:
        document = parse_file(path, "document")
    except DocumentError as error:
        message = str(error)
        one_line = "\n" not in message and message.startswith(path.name)
        kind, detail = "refused" if one_line else "badly refused", message.removeprefix(f"{path.name}: ")
    else:
        unreadable = sum(p.kind == "unreadable-page" for p in document.problems)
        kind = "parsed" if document.text.strip() and document.blocks else "empty"
        detail = f"{len(document.text):,} characters, {len(document.footnotes)} notes, {unreadable} unreadable pages"
    seconds = time.perf_counter() - start
    # What a child took is known when it has ended.
    end_children()
    return Outcome(path.name, kind, detail, seconds, _peak_megabytes())


def _peak_megabytes() -> float:
    try:
        import resource
    except ImportError:
        return 0.0
    peaks = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return max(peaks) / (1024 if sys.platform != "darwin" else 1024 * 1024)


def parse_apart(path: Path) -> Outcome:
    """Parse one file in a process of its own."""
    start = time.perf_counter()
    try:
        run = subprocess.run(
            [sys.executable, __file__, "--one", str(path)], capture_output=True, text=True, timeout=_HANGS, check=False
        )
    except subprocess.TimeoutExpired:
        return Outcome(path.name, "hangs", "", time.perf_counter() - start, 0.0)
    if run.returncode:
        last = (run.stderr.strip().splitlines() or [f"exit {run.returncode}"])[-1]
        return Outcome(path.name, "crashes", last, time.perf_counter() - start, 0.0)
    return Outcome(**json.loads(run.stdout.splitlines()[-1]))


def report(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The tally, line by line."""
    yield "  ".join(f"{kind} {n}" for kind, n in Counter(o.kind for o in outcomes).most_common())
    # What differs from file to file (numbers) is folded, so that reasons can be counted.
    reasons = Counter(re.sub(r"\d[\d,.]*", "N", o.detail) for o in outcomes if o.kind == "refused")
    yield from (f"  {n:5d}  {reason}" for reason, n in reasons.most_common())
    for title, key in (("slowest", lambda o: o.seconds), ("biggest", lambda o: o.megabytes)):
        yield f"{title}:"
        for o in sorted(outcomes, key=key, reverse=True)[:_SHOWN]:
            yield f"  {o.seconds:6.1f} s {o.megabytes:6.0f} MB  {o.name}  {o.kind}"
    bad = [o for o in outcomes if o.is_bad]
    yield f"over the limits or neither parsed nor refused: {len(bad)}"
    yield from (f"  {o.name}: {o.kind} {o.detail} ({o.seconds:.1f} s, {o.megabytes:.0f} MB)" for o in bad)


def main() -> int:
    """Command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--list", action="store_true", help="a line for every file")
    options.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.one:
        print(json.dumps(asdict(parse_one(given.folder))))
        return 0
    files = sorted(path for path in given.folder.rglob("*") if path.is_file())
    with ThreadPoolExecutor(given.workers) as pool:
        outcomes = list(pool.map(parse_apart, files))
    if given.list:
        for o in outcomes:
            print(f"{o.name}\t{o.kind}\t{o.seconds:.1f}\t{o.megabytes:.0f}\t{o.detail}")
    print("\n".join(report(outcomes)))
    return int(any(o.is_bad for o in outcomes))


if __name__ == "__main__":
    sys.exit(main())
