"""What the benchmarks of public sets share: a corpus made of texts, its index, a sample of questions, figures beside anchors.

Every figure is one of the real pipeline: texts are written as files, indexed, and asked and searched through `qa.Corpus`.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from qa import Answer, Corpus, open_corpus

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure, and what others are known to reach, by whom."""

    name: str
    value: float | None
    anchors: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured, on how much of which set, and the figures."""

    measured: str
    asked: int
    of: int
    figures: Sequence[Figure]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        figures = {f.name: {"value": _rounded(f.value), "anchors": dict(f.anchors)} for f in self.figures}
        return {"measured": self.measured, "asked": self.asked, "of": self.of, "figures": figures}

    def lines(self) -> Iterator[str]:
        """The table, line by line."""
        yield f"{self.measured}; {self.asked} of {self.of} questions"
        for figure in self.figures:
            value = "—" if figure.value is None else f"{figure.value:.3f}"
            anchors = "  ".join(f"{name} {anchor:.3f}" for name, anchor in figure.anchors.items())
            yield f"  {figure.name:24} {value:>6}   {anchors}".rstrip()


def run(
    description: str, what: str, load: Callable[[Path], T], measure: Callable[[T, argparse.Namespace], Report]
) -> None:
    """The command line of a benchmark: a path, how many questions, where to keep the index; prints the report.

    Args:
        description: the text of `--help`.
        what: what the path must be.
        load: reads the set.
        measure: asks its questions; of the options it needs `path`, `questions` and `keep`.
    """
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, help=what)
    parser.add_argument("--questions", type=int, metavar="N", help="ask only N of them, always the same ones")
    parser.add_argument(
        "--keep",
        type=Path,
        metavar="DIR",
        help="keep corpus and index here; a second or a killed run goes on from them",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    try:
        loaded = load(options.path)
    except (OSError, KeyError, TypeError, ValueError) as error:
        reason = f"no key {error}" if isinstance(error, KeyError) else str(error)
        sys.exit(f"{options.path}: not the set that is expected ({reason}); give {what}")
    report = measure(loaded, options)
    print(json.dumps(report.to_dict(), indent=2) if options.json else "\n".join(report.lines()))


@contextmanager
def indexed(texts: Mapping[str, str], keep: Path | None = None, suffix: str = ".txt") -> Iterator[Corpus]:
    """A corpus of these texts, each a document with its key for `doc_id`, indexed and loaded.

    Raises:
        SystemExit: `keep` holds a corpus of other texts.
    """
    with TemporaryDirectory() as temporary:
        folder = keep or Path(temporary)
        files = folder / "corpus"
        files.mkdir(parents=True, exist_ok=True)
        if others := {path.name for path in files.iterdir()} - {f"{name}{suffix}" for name in texts}:
            sys.exit(f"{files} holds other files, as {min(others)}; give --keep another folder")
        for name, text in texts.items():
            (files / f"{name}{suffix}").write_text(text, encoding="utf-8", newline="")
        corpus = open_corpus(files, index=folder / "index")
        corpus.build(progress=Progress())
        corpus.load()
        yield corpus


def sample(questions: Sequence[T], count: int | None) -> list[T]:
    """All questions, or `count` of them drawn with a fixed seed."""
    return list(questions) if count is None or count >= len(questions) else random.Random(0).sample(questions, count)


def tracked(questions: Sequence[T], what: str = "asking") -> Iterator[T]:
    """The questions, or whatever else is gone through, with progress on standard error."""
    progress = Progress()
    for number, question in enumerate(questions):
        yield question
        progress(what, number + 1, len(questions))


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def surety(answer: Answer) -> float:
    """The answer's confidence; of one that carries none, whether there is an answer."""
    return float(answer.status == "answered") if answer.confidence is None else answer.confidence


def mean(values: Sequence[float]) -> float | None:
    """Arithmetic mean; None of nothing."""
    return sum(values) / len(values) if values else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


class Progress:
    """Writes a line to standard error for every tenth of a long work."""

    def __init__(self) -> None:
        self.last = ("", -1)

    def __call__(self, what: str, done: int, total: int) -> None:
        """`done` of `total` is done."""
        tenth = (what, 10 * done // max(total, 1))
        if tenth != self.last:
            self.last = tenth
            print(f"{what} {done}/{total}", file=sys.stderr, flush=True)
