"""Answers of several sentences, and refusals, on CLAPNQ (Rosenthal and others 2025).

    python benchmarks/clapnq.py PATH [--questions N] [--keep DIR] [--json]

PATH is a file of CLAPNQ's annotated data (`clapnq_dev_answerable.jsonl`), or the folder with those of the answerable and of the
unanswerable questions. Every question's passage becomes a document, and the question is asked of it alone: gold passages.

gold sentence first: answerable questions whose first quote, or for a refusal the nearest, is a sentence that an annotator chose.
citation precision: quotes of answerable questions that are such sentences.
citation recall: share of an annotator's sentences that is quoted, of the annotator who agrees best; 0 for refusals.
AUROC of refusal: how well the answer's confidence tells the answerable questions from the others.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.harness import Figure, Report, indexed, mean, read_lines, run, sample, surety, tracked
from qa import Answer
from qa.evaluate.risk import auroc
from qa.evaluate.texts import rests_on

FIRST = {"all-MiniLM-L6-v2": 0.753}
REFUSAL = {"all-MiniLM-L6-v2 cosine": 0.880}


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the document that its passage has become, and each annotator's sentences: none where it is unanswerable."""

    text: str
    document: str
    chosen: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """How one question went."""

    answerable: bool
    answered: bool
    first: bool
    right: tuple[bool, ...]
    """For each quote, whether it is a sentence that an annotator chose."""
    recall: float
    confidence: float


def measure(clapnq: tuple[dict[str, str], list[Question]], options: argparse.Namespace) -> Report:
    """Index all passages, ask the questions."""
    passages, questions = clapnq
    asked = sample(questions, options.questions)
    with indexed(passages, options.keep) as corpus:
        results = [judge(q, corpus.ask(q.text, document=q.document)) for q in tracked(asked)]
    return Report(f"CLAPNQ: {options.path.name}, gold passages", len(asked), len(questions), figures(results))


def read_clapnq(path: Path) -> tuple[dict[str, str], list[Question]]:
    """The text of each document by its identifier, and all questions."""
    texts: dict[str, str] = {}
    questions = []
    for file in sorted(path.glob("*answerable*.jsonl")) if path.is_dir() else [path]:
        for row in read_lines(file):
            name = f"passage-{len(texts):05}"
            texts[name] = (
                "\n\n".join((row["passages"][0]["title"], *(_folded(p["text"]) for p in row["passages"]))) + "\n"
            )
            questions.append(Question(row["input"], name, _chosen(row)))
    if not questions:
        raise ValueError("no file *answerable*.jsonl in it")
    return texts, questions


def _folded(text: str) -> str:
    return " ".join(text.split())


def _chosen(row: dict[str, Any]) -> tuple[tuple[str, ...], ...]:
    lists = (tuple(s for s in output["selected_sentences"] if s.strip()) for output in row["output"])
    return tuple(sentences for sentences in lists if sentences)


def judge(question: Question, answer: Answer) -> Result:
    """Compare an answer's quotes with the annotators' sentences."""
    quotes = [citation.quote for claim in answer.claims for citation in claim.citations]
    sentences = {sentence for chosen in question.chosen for sentence in chosen}
    right = {
        quote: any(rests_on(quote, s) for s in sentences) for quote in (*quotes, *(c.quote for c in answer.nearest))
    }
    return Result(
        bool(question.chosen),
        bool(quotes),
        next(iter(right.values()), False),
        tuple(right[quote] for quote in quotes),
        max((_covered(chosen, quotes) for chosen in question.chosen), default=0.0),
        surety(answer),
    )


def _covered(sentences: Sequence[str], quotes: Sequence[str]) -> float:
    return sum(any(rests_on(quote, sentence) for quote in quotes) for sentence in sentences) / len(sentences)


def figures(results: Sequence[Result]) -> list[Figure]:
    """The figures, each beside its anchors."""
    yes, no = [r for r in results if r.answerable], [r for r in results if not r.answerable]
    return [
        Figure("gold sentence first", mean([r.first for r in yes]), FIRST),
        Figure("citation precision", mean([right for r in yes for right in r.right])),
        Figure("citation recall", mean([r.recall for r in yes])),
        Figure("AUROC of refusal", auroc([r.confidence for r in yes], [r.confidence for r in no]), REFUSAL),
        Figure("answered", mean([r.answered for r in yes])),
        Figure("abstained", mean([not r.answered for r in no])),
    ]


if __name__ == "__main__":
    run(__doc__ or "", "a file or folder of CLAPNQ's annotated data", read_clapnq, measure)
