"""A large corpus on one machine: built, killed in the middle and resumed, opened, asked, added to; time, memory and disk.

    python benchmarks/scale.py PATH... [--passages 100000] [--questions 200] [--keep DIR] [--json]

Each PATH is a file of public text: SciFact's `corpus.jsonl`, SQuAD's JSON, Chroma's Markdown, plain text. Its sentences become
paragraphs of up to four, as they follow each other, each of which is a passage. Where they do not suffice, further paragraphs are
made of three sentences from different documents: each is a text of its own, which must be embedded, but its sentences are not,
since they were met before; real text of as many passages has more sentences to embed.

Every part runs in a process of its own. `embedded twice` is what the killed and the resumed build embedded more than there is.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.harness import Figure, Progress, Report
from benchmarks.mass import texts_of, write_mass

_ADDED = """An added source

The lighthouse keeper of Lumo was paid forty crowns in 1931. He had three assistants, who took turns at the lamp.

A storm took the roof of the store in the same year, and it was never put back.
"""
_QUESTION = "How much was the lighthouse keeper of Lumo paid?"


def measure(options: argparse.Namespace, folder: Path) -> Report:
    """All parts, one after the other."""
    recombined = write_mass(folder / "corpus", options.paths, options.passages)
    killed = _run("build", folder, options, until=0.5)
    resumed = _run("build", folder, options)
    asked = _run("ask", folder, options)
    added = _run("add", folder, options)
    figures = [
        ("passages", resumed["passages"]),
        ("of them recombined", recombined),
        ("texts to embed", killed["total"]),
        ("embedded before the kill", killed["done"]),
        ("embedded after it", resumed["embedded"]),
        ("embedded twice", max(killed["done"] + resumed["embedded"] - killed["total"], 0)),
        ("build, s", killed["seconds"] + resumed["seconds"]),
        ("build after the kill, s", resumed["seconds"]),
        ("peak memory of a build, MB", resumed["megabytes"]),
        ("cold process to first answer, s", asked["first"]),
        ("Corpus.load, s", asked["load"]),
        ("answer p50, s", asked["p50"]),
        ("answer p95, s", asked["p95"]),
        ("memory of answering, MB", asked["megabytes"]),
        ("adding one source, s", added["seconds"]),
        ("texts embedded for it", added["embedded"]),
        ("peak memory of adding, MB", added["megabytes"]),
        ("unchanged build, s", added["unchanged"]),
        ("index on disk, MB", _megabytes_in(folder / "index")),
        ("of it for vectors by text, MB", _megabytes_in(folder / "index", "cache.sqlite*")),
        ("corpus on disk, MB", _megabytes_in(folder / "corpus")),
    ]
    measured = f"{options.passages:,} passages of {', '.join(path.name for path in options.paths)}"
    return Report(measured, asked["asked"], asked["asked"], [Figure(name, value) for name, value in figures])


def _run(part: str, folder: Path, options: argparse.Namespace, until: float | None = None) -> dict[str, Any]:
    """Run a part in a process of its own, or kill it when it has embedded a share `until` of the texts."""
    progress, start, done, total = Progress(), time.time(), 0, 0
    command = [sys.executable, __file__, *map(str, options.paths), "--part", part, "--keep", str(folder)]
    command += ["--questions", str(options.questions), "--began", str(start)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for line in child.stdout:
            row: dict[str, Any] = json.loads(line)
            if "what" not in row:
                return row
            progress(row["what"], row["done"], row["total"])
            if row["what"] == "embedding":
                done, total = row["done"], row["total"]
                if until is not None and done >= until * total:
                    child.kill()
                    return {"done": done, "total": total, "seconds": time.time() - start}
    if until is None or child.returncode:
        sys.exit(f"{part}: failed with exit status {child.returncode}")
    return {"done": done, "total": total, "seconds": time.time() - start}


def _build(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    from qa import open_corpus

    def told(what: str, done: int, total: int) -> None:
        print(json.dumps({"what": what, "done": done, "total": total}), flush=True)

    report = open_corpus(folder / "corpus", index=folder / "index").build(progress=told)
    return {"passages": report.passages, "embedded": report.embedded}


def _ask(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    from qa import open_corpus

    corpus = open_corpus(folder / "corpus", index=folder / "index")
    corpus.ask(_QUESTION)
    first = time.time() - options.began
    again = open_corpus(folder / "corpus", index=folder / "index")
    load = _seconds(again.load)
    del again
    chance = random.Random(0)
    texts = [text.split() for path in options.paths for text in texts_of(path)]
    questions = [f"What is known of {' '.join(text[i : i + 6])}?" for text in texts for i in [chance.randrange(20)]]
    times = sorted(
        _seconds(partial(corpus.ask, question)) for question in chance.choices(questions, k=options.questions)
    )
    p50, p95 = times[len(times) // 2], times[len(times) * 95 // 100]
    return {"asked": len(times), "first": first, "load": load, "p50": p50, "p95": p95}


def _add(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    from qa import open_corpus

    corpus = open_corpus(folder / "corpus", index=folder / "index")
    unchanged = _seconds(corpus.build)
    start = time.perf_counter()
    corpus.add("added-source.txt", data=_ADDED.encode())
    report = corpus.build()
    seconds = time.perf_counter() - start
    assert corpus.ask(_QUESTION).claims[0].citations[0].document == "added-source"
    corpus.remove("added-source")
    corpus.build()
    return {"embedded": report.embedded, "seconds": seconds, "unchanged": unchanged}


_PARTS: dict[str, Callable[[Path, argparse.Namespace], dict[str, Any]]] = {"build": _build, "ask": _ask, "add": _add}


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _peak_megabytes() -> float:
    try:
        import resource
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def _megabytes_in(folder: Path, pattern: str = "*") -> float:
    return sum(path.stat().st_size for path in folder.rglob(pattern) if path.is_file()) / 1e6


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files of text")
    parser.add_argument("--passages", type=int, default=100_000, metavar="N", help="about how many (100000)")
    parser.add_argument("--questions", type=int, default=200, metavar="N", help="asked to measure the time (200)")
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="keep corpus and index here; a second run goes on from them"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--part", choices=_PARTS, help=argparse.SUPPRESS)
    parser.add_argument("--began", type=float, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        start = time.perf_counter()
        row = _PARTS[options.part](options.keep, options)
        print(json.dumps({"seconds": time.perf_counter() - start, "megabytes": _peak_megabytes()} | row), flush=True)
        return 0
    with TemporaryDirectory() as folder:
        report = measure(options, options.keep or Path(folder))
    print(json.dumps(report.to_dict(), indent=2) if options.json else "\n".join(report.lines()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
