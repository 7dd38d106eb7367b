"""Sentence ranking and refusal on SQuAD 2.0 articles and on a gold file, side by side with the plain baselines.

    python benchmarks/ranking.py SQUAD.json [--gold GOLD.jsonl] [--questions 800] [--fit] [--json]

Every article of SQUAD.json (SQuAD's own format) becomes a document of a temporary corpus, which is indexed and asked for real.
A sentence is right when the first annotator's answer begins in it (SQuAD), or when it rests on gold evidence (GOLD, the
repository's own corpus). `--fit` fits `SENTENCE_WEIGHTS` of `qa.retrieval.weights` on the SQuAD questions, listwise, and prints
them.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Callable
from dataclasses import astuple, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.harness import indexed
from qa import Corpus, open_corpus
from qa.answering.answerability import judge_answerability
from qa.evaluate import read_gold
from qa.evaluate.risk import auroc
from qa.index.engine import Snapshot
from qa.index.read import Index
from qa.reader import Reader, ReaderSettings, open_reader
from qa.retrieval.hybrid_search import retrieve
from qa.retrieval.prepared_question import prepare_question
from qa.retrieval.ranking import rank_sentences
from qa.retrieval.sentence_ranker import SENTENCE_FEATURES
from qa.retrieval.weights import NOTE_PENALTY, RANK_FUSION_K, SENTENCE_WEIGHTS

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Row:
    """One question: its candidates' features, which of them are right, and how sure the answerability model is."""

    features: Array
    notes: Array
    right: NDArray[np.bool_]
    answerable: bool
    confidence: float
    scores: Array
    """With the reader."""


def main() -> None:
    """Build, ask, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("squad", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--questions", type=int, default=800)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    texts, questions = read_articles(options.squad, options.questions)
    with indexed(texts) as corpus:
        sets = {"SQuAD 2.0": run(corpus, questions)}
    if options.gold:
        gold = [(g.question, g.evidence) for g in read_gold(options.gold) if g.kind != "footnote"]
        with TemporaryDirectory() as folder:
            own = open_corpus("corpus", index=folder)
            own.build()
            sets[options.gold.name] = run(own, gold)
    weights = fit(sets["SQuAD 2.0"]) if options.fit else np.array(astuple(SENTENCE_WEIGHTS), dtype=np.float32)
    report = {name: figures(rows, weights) for name, rows in sets.items()}
    if options.json:
        print(
            json.dumps(
                {"weights": dict(zip(SENTENCE_FEATURES, weights.round(2).tolist(), strict=True)), "sets": report}
            )
        )
        return
    if options.fit:
        print(
            "weights", ", ".join(f"{name} {value:.2f}" for name, value in zip(SENTENCE_FEATURES, weights, strict=True))
        )
    for name, table in report.items():
        print(f"\n{name}: {len(sets[name])} questions")
        for row, values in table.items():
            print(f"  {row:22}", "  ".join(f"{key} {value:.3f}" for key, value in values.items()))


def read_articles(path: Path, limit: int) -> tuple[dict[str, str], list[tuple[str, tuple[str, ...]]]]:
    """Articles as texts; questions as (question, sentences that hold the first answer), none when unanswerable."""
    texts: dict[str, str] = {}
    questions = []
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        paragraphs = [" ".join(p["context"].split()) for p in article["paragraphs"]]
        name = re.sub(r"\W+", "-", article["title"])
        texts[name] = "\n\n".join([article["title"].replace("_", " "), *paragraphs])
        for paragraph in article["paragraphs"]:
            for qa in paragraph["qas"]:
                questions.append((qa["question"], _around(paragraph["context"], qa)))
    random.Random(0).shuffle(questions)
    return texts, questions[:limit]


def _around(context: str, qa: dict[str, Any]) -> tuple[str, ...]:
    """Sixty characters around the answer: enough to tell its sentence from all others."""
    if qa.get("is_impossible"):
        return ()
    answer = qa["answers"][0]
    start, end = answer["answer_start"], answer["answer_start"] + len(answer["text"])
    left = max(context.rfind(". ", 0, start) + 2, start - 30) if ". " in context[:start] else max(0, start - 30)
    stop = context.find(". ", end)
    return (" ".join(context[left : min(end + 30, stop if stop > 0 else len(context))].split()),)


def run(corpus: Corpus, questions: list[tuple[str, tuple[str, ...]]]) -> list[Row]:
    """Every question's features."""
    reader = open_reader(ReaderSettings())
    with Index(corpus.index_folder).snapshot() as snapshot:
        return [row for question, evidence in questions if (row := make_row(snapshot, question, evidence, reader))]


def make_row(snapshot: Snapshot, text: str, evidence: tuple[str, ...], reader: Reader | None) -> Row | None:
    """Features and scores of one question's candidates, as for an answer."""
    question = prepare_question(snapshot, text)
    ranked = rank_sentences(snapshot, question, retrieve(snapshot, question), reader)
    if ranked is None:
        return None
    right = np.array([any(_rests_on(c.text, e) for e in evidence) for c in ranked.candidates])
    notes = np.array([c.is_note for c in ranked.candidates])
    return Row(
        ranked.features,
        notes,
        right,
        bool(evidence),
        judge_answerability(ranked).confidence,
        ranked.scores,
    )


def _rests_on(sentence: str, evidence: str) -> bool:
    a, b = (re.sub(r"[\W_]+", "", t.casefold()) for t in (sentence, evidence))
    return b in a or (a in b and len(a) >= 0.5 * len(b))


def fit(rows: list[Row], penalty: float = 3e-3) -> Array:
    """Listwise softmax regression with L2, by L-BFGS."""
    import torch

    used = [row for row in rows if row.answerable and row.right.any()]
    stacked = np.concatenate([row.features for row in used])
    mean, spread = stacked.mean(axis=0), stacked.std(axis=0) + 1e-6
    lists = [(torch.tensor((r.features - mean) / spread), torch.tensor(r.right)) for r in used]
    weights = torch.zeros(len(SENTENCE_FEATURES), requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=100, line_search_fn="strong_wolfe")

    def closure() -> float:
        optimizer.zero_grad()
        loss = penalty * (weights**2).sum()
        for features, right in lists:
            scores = features @ weights
            loss = loss - (torch.logsumexp(scores[right], 0) - torch.logsumexp(scores, 0)) / len(lists)
        loss.backward()
        return float(loss)

    optimizer.step(closure)
    fitted: Array = (weights.detach().numpy() / spread).astype(np.float32)
    return fitted


def figures(rows: list[Row], weights: Array) -> dict[str, dict[str, float]]:
    """recall@1 and recall@5 of each ranking over answerable questions; AUROC of refusal and the risk–coverage curve."""
    column = {name: i for i, name in enumerate(SENTENCE_FEATURES)}
    rankings: dict[str, Callable[[Row], Any]] = {
        "cosine": lambda r: r.features[:, column["sentence"]],
        "BM25": lambda r: r.features[:, column["bm25"]],
        "rank fusion": lambda r: sum(
            1 / (RANK_FUSION_K + _ranks(r.features[:, column[n]]))
            for n in ("sentence", "window", "bm25", "passage_bm25")
        ),
        "late interaction": lambda r: r.features[:, column["late"]],
        "fitted model": lambda r: r.features @ weights - NOTE_PENALTY * r.notes,
        "with the reader": lambda r: r.scores,
    }
    answerable = [row for row in rows if row.answerable]
    table = {}
    for name, ranking in rankings.items():
        hits = [row.right[np.argsort(-ranking(row), kind="stable")[:5]] for row in answerable]
        table[name] = {
            "recall@1": float(np.mean([h[0] for h in hits])),
            "recall@5": float(np.mean([h.any() for h in hits])),
        }
    yes = np.array([row.confidence for row in rows if row.answerable])
    no = np.array([row.confidence for row in rows if not row.answerable])
    if len(no):
        table["refusal"] = {"AUROC": auroc(yes.tolist(), no.tolist()) or 0.0}
        for threshold in (0.4, 0.5, 0.54, 0.6, 0.7):
            table[f"refuse below {threshold}"] = {
                "answered": float((yes >= threshold).mean()),
                "abstained": float((no < threshold).mean()),
            }
    return table


def _ranks(values: Array) -> Array:
    ranks = np.empty(len(values), dtype=np.float32)
    ranks[np.argsort(-values, kind="stable")] = np.arange(1, len(values) + 1)
    return ranks


if __name__ == "__main__":
    main()
