"""The commands about how good answers are: what people said of them, and the scores by a gold file."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from qa.cli.terminal import opened, progress
from qa.errors import UsageError
from qa.evaluate import Given, evaluate, given, quotable_letters, read_answers, read_gold

if TYPE_CHECKING:
    import argparse

    from qa.api import Corpus


def run(options: argparse.Namespace) -> int:
    """Ask or read, score, print."""
    from qa.export.answers import printable

    left_out: list[UsageError] = []
    gold = read_gold(Path(options.gold), left_out.append)
    corpus = opened(options)
    saved = read_answers(Path(options.answers), left_out.append) if options.answers else None
    for line in left_out:
        print(f"left out: {line}", file=sys.stderr)
    answers = saved or list(_ask(corpus, [question.question for question in gold]))
    report = evaluate(gold, answers, quotable_letters(corpus.manifest()))
    print(json.dumps(report.to_dict(), ensure_ascii=False) if options.json else printable(report.to_text()))
    return 1 if left_out else 0


def show_judged(options: argparse.Namespace) -> int:
    """Print what people said of answers, or set off in documents, in the form that was asked for."""
    corpus = opened(options)
    write = corpus.export_highlights if options.highlights else corpus.export_opinions
    print(write(options.form), end="")
    return 0


def _ask(corpus: Corpus, questions: list[str]) -> Iterator[Given]:
    draw = progress()
    for number, question in enumerate(questions, start=1):
        (answer,) = corpus.ask_all([question], prose=False)
        draw("asking", number, len(questions))
        yield given(answer.to_dict())
