"""The command that asks the questions of a gold file and scores the answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from qa.cli.terminal import opened, progress
from qa.evaluate import Given, evaluate, given, quotable_letters, read_answers, read_gold

if TYPE_CHECKING:
    import argparse

    from qa.api import Corpus


def run(options: argparse.Namespace) -> int:
    """Ask or read, score, print."""
    from qa.export.answers import printable

    gold = read_gold(Path(options.gold))
    corpus = opened(options)
    saved = read_answers(Path(options.answers)) if options.answers else None
    answers = saved or list(_ask(corpus, [question.question for question in gold]))
    report = evaluate(gold, answers, quotable_letters(corpus.manifest()))
    print(json.dumps(report.to_dict(), ensure_ascii=False) if options.json else printable(report.to_text()))
    return 0


def _ask(corpus: Corpus, questions: list[str]) -> Iterator[Given]:
    draw = progress()
    for number, question in enumerate(questions, start=1):
        (answer,) = corpus.ask_all([question])
        draw("asking", number, len(questions))
        yield given(answer.to_dict())
