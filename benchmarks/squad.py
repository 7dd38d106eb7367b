"""Short answers and refusals on SQuAD 2.0 (Rajpurkar, Jia and Liang 2018), by the definitions of its official script.

    python benchmarks/squad.py FILE.json [--questions N] [--keep DIR] [--json]

FILE.json is in SQuAD's own format. Every paragraph becomes a document, under its article's title, and all are indexed together.

EM, F1, NoAns: as in the official setting the paragraph is given, so each question is asked of its own paragraph only. What is
compared is the short answer, or the first quoted sentence of an answer that has none; nothing, for a refusal.
AUROC of refusal: how well the answer's confidence tells the answerable questions from the others, given the paragraph.
paragraph R@1: answerable questions whose own paragraph is found first among all the paragraphs of the file.
"""

from __future__ import annotations

import argparse
import json
import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.harness import Figure, Report, indexed, mean, run, sample, surety, tracked
from qa import Answer, Corpus
from qa.evaluate.risk import auroc
from qa.evaluate.texts import token_f1

READER = {"MiniLM-L6-H384, trained on SQuAD 2.0": 0.756, "BERT-base": 0.768}
"""F1 on the whole dev set, as published (microsoft/unilm)."""
REFUSAL = {"all-MiniLM-L6-v2 cosine": 0.641}
RETRIEVAL = {"BM25": 0.803, "all-MiniLM-L6-v2": 0.659, "their rank fusion": 0.798}
"""Of the whole dev set's 1,204 paragraphs."""

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the document that its paragraph has become, and the annotators' answers: none where there is none."""

    text: str
    document: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """How one question went."""

    answerable: bool
    exact: float
    f1: float
    confidence: float
    found_first: bool


def measure(squad: tuple[dict[str, str], list[Question]], options: argparse.Namespace) -> Report:
    """Index all paragraphs, ask the questions."""
    paragraphs, questions = squad
    asked = sample(questions, options.questions)
    with indexed(paragraphs, options.keep) as corpus:
        results = [ask(corpus, question) for question in tracked(asked)]
    return Report(
        f"SQuAD 2.0: {options.path.name}, {len(paragraphs):,} paragraphs", len(asked), len(questions), figures(results)
    )


def read_squad(path: Path) -> tuple[dict[str, str], list[Question]]:
    """The text of each document by its identifier, and all questions."""
    texts: dict[str, str] = {}
    questions = []
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        title = article["title"].replace("_", " ")
        for paragraph in article["paragraphs"]:
            name = f"paragraph-{len(texts):05}"
            texts[name] = f"{title}\n\n{' '.join(paragraph['context'].split())}\n"
            for qa in paragraph["qas"]:
                answers = () if qa.get("is_impossible") else tuple(answer["text"] for answer in qa["answers"])
                questions.append(Question(qa["question"], name, answers))
    return texts, questions


def ask(corpus: Corpus, question: Question) -> Result:
    """Ask within the paragraph, and search for it in all of them."""
    answer = corpus.ask(question.text, document=question.document)
    predicted, golds = words_of(answer), [gold for gold in question.answers if normal(gold)] or [""]
    hits = corpus.search(question.text, k=1, read=True) if question.answers else []
    return Result(
        bool(question.answers),
        max(float(normal(predicted) == normal(gold)) for gold in golds),
        max(f1(predicted, gold) for gold in golds),
        surety(answer),
        bool(hits) and hits[0].citation.document == question.document,
    )


def words_of(answer: Answer) -> str:
    """What of an answer is compared with gold: the short answer, else the first quote, nothing for a refusal."""
    return answer.short_answer or next((c.quote for claim in answer.claims for c in claim.citations), "")


def normal(text: str) -> str:
    """Lower case, without punctuation, articles and superfluous spaces, as the official script has it."""
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def f1(predicted: str, gold: str) -> float:
    """Token F1; where either is empty, 1 if both are, else 0."""
    guess, wanted = normal(predicted).split(), normal(gold).split()
    return token_f1(guess, wanted) if guess and wanted else float(guess == wanted)


def figures(results: Sequence[Result]) -> list[Figure]:
    """The figures, each beside its anchors."""
    yes, no = [r for r in results if r.answerable], [r for r in results if not r.answerable]
    rows: Sequence[tuple[str, float | None, Mapping[str, float]]] = (
        ("EM", mean([r.exact for r in results]), {}),
        ("F1", mean([r.f1 for r in results]), READER),
        ("HasAns F1", mean([r.f1 for r in yes]), {}),
        ("NoAns F1", mean([r.f1 for r in no]), {}),
        ("AUROC of refusal", auroc([r.confidence for r in yes], [r.confidence for r in no]), REFUSAL),
        ("paragraph R@1", mean([r.found_first for r in yes]), RETRIEVAL),
    )
    return [Figure(*row) for row in rows]


if __name__ == "__main__":
    run(__doc__ or "", "a file in the format of SQuAD 2.0", read_squad, measure)
