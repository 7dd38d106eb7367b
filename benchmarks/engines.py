"""An index in files beside the same in milvus-lite: what moving takes, what a search takes, and whether they find the same.

    python -m benchmarks.engines INDEX QUESTIONS

INDEX is an index folder, which is copied; QUESTIONS has a `question` or `claim` in each of its JSON lines. Times are of the
processor, in this process, which milvus-lite shares. See docs/MILVUS.md.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from qa.index.engine import Engine, Snapshot
from qa.index.milvus.address import milvus_address
from qa.index.milvus.client import Milvus
from qa.index.milvus.publish import publish
from qa.index.milvus.read import MilvusIndex
from qa.index.read import Index

Search = Callable[[Snapshot, int], list[tuple[int, float]]]
_QUESTIONS = 200
_HITS = 10


def main() -> int:
    """Print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("questions", type=Path)
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.questions.read_text(encoding="utf-8").splitlines()]
    asked = [row.get("question") or row["claim"] for row in rows][:: max(len(rows) // _QUESTIONS, 1)][:_QUESTIONS]
    with TemporaryDirectory() as place:
        folder = Path(place)
        for path in options.index.iterdir():
            if path.is_file():
                shutil.copy(path, folder)
        milvus = Milvus(milvus_address("milvus.db", folder))
        _compare(folder, milvus, asked)
        milvus.close()
    return 0


def _compare(folder: Path, milvus: Milvus, asked: list[str]) -> None:
    local, moved = Index(folder), MilvusIndex(milvus, folder)
    before = time.process_time()
    publish(folder, milvus, lambda what, done, total: None)
    spent = time.process_time() - before
    passages = local.read(lambda snapshot: snapshot.current.passages)
    size = sum(path.stat().st_size for path in (folder / "milvus.db").rglob("*") if path.is_file())
    print(f"{passages:,} passages moved: {passages / spent:,.0f} a second, {size / passages:,.0f} bytes each")
    vectors = local.read(lambda snapshot: [snapshot.encoder.encode(question) for question in asked])
    searches: dict[str, Search] = {
        "words": lambda snapshot, number: snapshot.search_words(asked[number], _HITS),
        "meaning": lambda snapshot, number: snapshot.search_meaning(vectors[number], _HITS),
    }
    for what, search in searches.items():
        own, own_ms = _ask(local, search, len(asked))
        other, other_ms = _ask(moved, search, len(asked))
        same = sum(a == b for a, b in zip(own, other, strict=True))
        print(f"{what}: {own_ms:.1f} ms in files, {other_ms:.1f} ms in Milvus; the same ten for {same} of {len(asked)}")


def _ask(engine: Engine, search: Search, questions: int) -> tuple[list[list[int]], float]:
    """The rows that are found for each question, in order, and the median of the milliseconds."""
    found, spent = [], []
    engine.read(lambda snapshot: search(snapshot, 0))
    for number in range(questions):
        before = time.process_time()
        hits = engine.read(lambda snapshot: search(snapshot, number))  # noqa: B023 - called now
        spent.append(1000 * (time.process_time() - before))
        found.append([row for row, _ in hits])
    return found, statistics.median(spent)


if __name__ == "__main__":
    raise SystemExit(main())
