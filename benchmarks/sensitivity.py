"""Which figures of the gold set, and which tests, notice when one constant of ranking or selection is broken?

    python -m benchmarks.sensitivity

Each constant is broken alone, in this process only. A figure in brackets is below its floor in `tests/gold/setting.py`, so that
`tests/test_gold.py` fails; the last column is whether `tests/test_weights.py` fails. Takes several minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import replace
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from qa.retrieval import weights
from tests.gold.setting import FLOORS, HERE, Asked, ask_gold, make_gold, open_gold

BROKEN: dict[str, object] = {
    "RANK_FUSION_K": 1,
    "NOTE_PENALTY": 0.0,
    "SOURCE_PENALTY": 0.0,
    "CLAIM_LIMIT": 80,
    "SENTENCE_WEIGHTS": replace(weights.SENTENCE_WEIGHTS, passage_bm25=0.0),
}


@contextmanager
def broken(name: str) -> Iterator[None]:
    """One constant has its broken value meanwhile."""
    value = getattr(weights, name)
    setattr(weights, name, BROKEN[name])
    try:
        yield
    finally:
        setattr(weights, name, value)


def main() -> None:
    """Print a line for the program as it is, and one for each broken constant."""
    print("all questions".ljust(20), *(f"{name:>11}" for name in FLOORS["all"]), "test_weights")
    with TemporaryDirectory() as folder:
        make_gold(Path(folder))
        corpus = open_gold(Path(folder))
        _print_line("as it is", ask_gold(corpus))
        for name in BROKEN:
            with broken(name):
                _print_line(name, ask_gold(corpus))


def _print_line(name: str, asked: Asked) -> None:
    figures, below = asked.report("all").overall.to_dict(), asked.below_floors("all")
    cells = (f"({figures[figure]})" if figure in below else str(figures[figure]) for figure in FLOORS["all"])
    # In this process, where the constant is broken; pytest's warning that modules are imported already is no fault here.
    options = ["-q", "--no-header", "--capture=sys", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
    with redirect_stdout(StringIO()):
        failed = pytest.main([*options, str(HERE.parent / "test_weights.py")]) != 0
    print(name.ljust(20), *(f"{cell:>11}" for cell in cells), "fails" if failed else "passes", flush=True)


if __name__ == "__main__":
    main()
