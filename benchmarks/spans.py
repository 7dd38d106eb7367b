"""How much of the exact spans that answer a question the first five passages hold: Chroma's evaluation of chunking (2024).

    python benchmarks/spans.py FOLDER [--questions N] [--keep DIR] [--json]

FOLDER holds the corpora as Markdown, itself or in `corpora/`, and the questions: `questions_df.csv` as published, or
`questions.jsonl` with `question`, `corpus` and `references`. All corpora are indexed together, and each question is searched for
in all of them.

Lengths are in characters of the raw files, as in the published code: recall is the part of the reference spans that the passages
hold, precision the part of the passages that is reference, IoU both in one; each is the mean over the questions.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.harness import Figure, Report, indexed, mean, read_lines, run, sample, tracked
from qa import Corpus
from qa.corpus.manifest import make_doc_id

DEPTH = 5
RECALL = {"BM25": 0.845, "all-MiniLM-L6-v2": 0.765, "their rank fusion": 0.823}
"""Chunks of 200 tokens, top 5, of the whole set."""

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the corpus that answers it, and where."""

    text: str
    corpus: str
    spans: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """The three shares of one question."""

    recall: float
    precision: float
    iou: float


def measure(spans: tuple[dict[str, str], list[Question]], options: argparse.Namespace) -> Report:
    """Index the corpora, search for the questions."""
    texts, questions = spans
    asked = sample(questions, options.questions)
    with indexed(texts, options.keep, ".md") as corpus:
        found = [compare(q.spans, *retrieved(corpus, q)) for q in tracked(asked)]
    measured = f"spans: {', '.join(texts)}; top {DEPTH} passages"
    rows = [
        Figure("span recall", mean([f.recall for f in found]), RECALL),
        Figure("span precision", mean([f.precision for f in found])),
        Figure("IoU", mean([f.iou for f in found])),
    ]
    return Report(measured, len(asked), len(questions), rows)


def read_spans(folder: Path) -> tuple[dict[str, str], list[Question]]:
    """The corpora that are there, by their documents' identifiers, and the questions about them."""
    files = sorted((folder / "corpora" if (folder / "corpora").is_dir() else folder).glob("*.md"))
    texts = {make_doc_id(file.name): file.read_text(encoding="utf-8") for file in files if file.stem != "README"}
    questions = [q for q in map(_question, _rows(folder)) if q.corpus in texts]
    if not questions:
        raise ValueError("no question about any of its corpora")
    return texts, questions


def _rows(folder: Path) -> Iterator[dict[str, Any]]:
    if (folder / "questions_df.csv").exists():
        with (folder / "questions_df.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield {**row, "corpus": row["corpus_id"], "references": json.loads(row["references"])}
    else:
        yield from read_lines(folder / "questions.jsonl")


def _question(row: dict[str, Any]) -> Question:
    spans = tuple((r["start_index"], r["end_index"]) for r in row["references"])
    return Question(row["question"], make_doc_id(f"{row['corpus']}.md"), spans)


def retrieved(corpus: Corpus, question: Question) -> tuple[list[Range], int]:
    """Where the passages that are found stand in the raw file of the question's corpus; and how long all of them are, of any."""
    ranges, length = [], 0
    for hit in corpus.search(question.text, k=DEPTH, read=True):
        found, span = hit.citation.document, hit.citation.span
        offsets = corpus.document(found).offsets
        first, last = offsets.to_raw(span.start), offsets.to_raw(span.end - 1)
        assert first is not None and last is not None
        length += last + 1 - first
        if found == question.corpus:
            ranges.append((first, last + 1))
    return ranges, length


def compare(spans: Sequence[Range], ranges: Sequence[Range], length: int) -> Overlap:
    """Recall, precision and IoU of ranges against reference spans; `length` counts the ranges of other corpora too."""
    wanted, shared = _length(spans), _length((max(a, c), min(b, d)) for a, b in spans for c, d in ranges)
    return Overlap(shared / wanted, shared / length if length else 0.0, shared / (length + wanted - shared))


def _length(ranges: Iterable[Range]) -> int:
    """Characters that the ranges cover, each counted once; a range whose end is before its start covers none."""
    total, reached = 0, 0
    for start, end in sorted(ranges):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


if __name__ == "__main__":
    run(__doc__ or "", "a folder with the corpora as .md and questions_df.csv or questions.jsonl", read_spans, measure)
