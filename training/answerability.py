"""Fits what joins the reader with the ranking, and the answerability models, on questions that the reader never saw.

    python -m training.answerability DATA [--gold GOLD.jsonl …] [--keep DIR]

DATA holds squad2 (its held-out articles are used) and clapnq (the second half of each); questions are asked of their own paragraph,
every second one of all paragraphs too. GOLD are questions about the corpus of this repository, as `qa eval` reads them.
Prints `ranking`, `answers` and `WITHOUT_READER`, what they reach in ten-fold cross-validation, and points of the
risk–coverage curve.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from benchmarks import clapnq, squad
from benchmarks.harness import indexed, tracked
from qa import Corpus, open_corpus
from qa.answering.answerability import AnswerabilityFeatures, answerability_features
from qa.evaluate import read_gold
from qa.evaluate.risk import auroc
from qa.evaluate.texts import rests_on
from qa.index.read import Index
from qa.reader import DEFAULT_READER, LogitScale, Reader, ReaderSettings, open_reader
from qa.retrieval.hybrid_search import retrieve
from qa.retrieval.prepared_question import prepare_question
from qa.retrieval.ranked_sentences import RankedSentences
from qa.retrieval.ranking import rank_sentences
from qa.retrieval.reader_weights import UNREAD_LOGITS
from qa.retrieval.sentence_ranker import add_reader_scores, score_sentences
from training.reading_lists import HELD_OUT
from training.remembered import Remembered

Array = NDArray[np.float64]
FOLDS = 10
PENALTY = 1e-2
UNREAD_COLUMNS = 7
JUDGED_BY_READER = (5, 7, 8, 9)
"""Of `AnswerabilityFeatures`, missing names and the logits: all that counts beside the large network."""
PUBLIC = ("SQuAD 2.0", "CLAPNQ")
GOLD_SHARE = 2.0
"""How much questions about a report count for the answerability models; each other set counts 1."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the document that it is asked of (None: all), whether it can be answered, and which sentences answer."""

    text: str
    document: str | None
    answerable: bool
    is_right: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Case:
    """A question's candidates, scored without the reader, and which of them are right."""

    ranked: RankedSentences
    right: NDArray[np.bool_]
    answerable: bool

    def logits(self) -> Array:
        """The reader's, (candidates, 3)."""
        return np.array([self.ranked.reader_logits(i) or UNREAD_LOGITS for i in range(len(self.right))])


def read_sets(data: Path, gold: Sequence[Path], keep: Path, reader: Reader | None) -> dict[str, list[Case]]:
    """Every set's questions, ranked and read."""
    held = json.loads((data / "squad2/squad2-dev-a.json").read_text(encoding="utf-8"))
    held["data"] = [article for article in held["data"] if article["title"] in HELD_OUT]
    (keep / "held-out.json").write_text(json.dumps(held), encoding="utf-8")
    texts, asked = squad.read_squad(keep / "held-out.json")
    in_squad = [Question(q.text, q.document, bool(q.answers), holds(q.answers)) for q in asked[::2]]
    passages, all_asked = clapnq.read_clapnq(data / "clapnq")
    half = len(all_asked) // 4
    in_clapnq = [
        Question(q.text, q.document, bool(q.chosen), rests_on_any([s for c in q.chosen for s in c]))
        for i, q in enumerate(all_asked)
        if i % (2 * half) >= half
    ]
    sets = {}
    for name, documents, questions in zip(PUBLIC, (texts, passages), (in_squad, in_clapnq), strict=True):
        with indexed(documents, keep / name.split()[0].lower()) as corpus:
            sets[name] = list(cases(corpus, questions, reader))
            of_all = [replace(question, document=None) for question in questions[::2]]
            sets[f"{name}, all"] = list(cases(corpus, of_all, reader))
    for path in gold:
        own = [
            Question(g.question, None, bool(g.evidence), rests_on_any(g.evidence))
            for g in read_gold(path)
            if g.kind != "footnote"
        ]
        corpus = open_corpus("corpus", index=keep / "own")
        corpus.build()
        sets[path.stem] = list(cases(corpus, own, reader))
    return sets


def holds(answers: Sequence[str]) -> Callable[[str], bool]:
    """Tells whether a sentence holds one of the answers."""
    return lambda text: any(answer in text for answer in answers)


def rests_on_any(evidence: Sequence[str]) -> Callable[[str], bool]:
    """Tells whether a sentence rests on a piece of the evidence."""
    return lambda text: any(rests_on(text, piece) for piece in evidence)


def cases(corpus: Corpus, questions: Sequence[Question], reader: Reader | None) -> Iterator[Case]:
    """Rank and read."""
    with Index(corpus.index_folder).snapshot() as snapshot:
        for question in tracked(questions):
            prepared = prepare_question(snapshot, question.text)
            hits = retrieve(snapshot, prepared, document=question.document)
            ranked = rank_sentences(snapshot, prepared, hits, reader)
            if ranked:
                plain = score_sentences(ranked.features, ranked.candidates, with_tokens=prepared.tokens is not None)
                ranked = replace(ranked, scores=plain)
                right = np.array([question.is_right(c.text) for c in ranked.candidates])
                yield Case(ranked, right, question.answerable)


def fit_listwise(sets: Sequence[Sequence[Case]]) -> Array:
    """Weights of the reader's logits beside a weight of 1 for the score, by softmax regression with L2."""
    from scipy.optimize import minimize

    lists = [
        (case.ranked.scores, case.logits(), case.right, 1 / len(part))
        for part in sets
        for case in part
        if case.right.any() and not case.right.all()
    ]

    def loss(weights: Array) -> float:
        total = PENALTY * float((weights[1:] ** 2).sum())
        for scores, logits, right, share in lists:
            joined = weights[0] * (scores + logits @ weights[1:])
            top = joined.max()
            total += share * float(np.log(np.exp(joined - top).sum()) - np.log(np.exp(joined[right] - top).sum()))
        return total

    # Each logit speaks for a sentence; that they say nearly the same must not turn one against another.
    bounds = [(0.01, None)] + [(0.0, None)] * 3
    found: Array = minimize(loss, np.array([0.5, 0.3, 0.1, 0.1]), method="L-BFGS-B", bounds=bounds).x[1:]
    return found


def features_of(case: Case, weights: Sequence[float]) -> AnswerabilityFeatures:
    """What the answerability models weigh, with these weights of the reader's logits."""
    logits = [case.ranked.reader_logits(i) for i in range(len(case.right))]
    scores = add_reader_scores(case.ranked.scores, logits, weights)
    return answerability_features(replace(case.ranked, scores=scores))


def fit_logistic(x: Array, y: Array, weight: Array, penalty: float = 0.02) -> tuple[float, Array]:
    """Bias and weights, by L2-penalised logistic regression over standardised features."""
    from scipy.optimize import minimize

    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    z = (x - mean) / spread

    def loss(w: Array) -> tuple[float, Array]:
        total = z @ w[1:] + w[0]
        sign = np.where(y > 0, 1.0, -1.0)
        value = float((weight * np.logaddexp(0, -sign * total)).sum() / weight.sum() + penalty * (w[1:] ** 2).sum())
        slope = weight * (1 / (1 + np.exp(-total)) - (y > 0)) / weight.sum()
        return value, np.concatenate([[slope.sum()], z.T @ slope + 2 * penalty * w[1:]])

    w = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B").x
    return float(w[0] - (w[1:] / spread * mean).sum()), w[1:] / spread


def cross_validate(features: dict[str, Array], labels: dict[str, Array]) -> dict[str, Array]:
    """Each question's log odds by a model that was fitted without its fold."""
    found = {name: np.zeros(len(y)) for name, y in labels.items()}
    for fold in range(FOLDS):
        kept = {name: np.arange(len(y)) % FOLDS != fold for name, y in labels.items()}
        bias, weights = fit_logistic(*pooled(features, labels, kept))
        for name, x in features.items():
            found[name][~kept[name]] = x[~kept[name]] @ weights + bias
    return found


def pooled(
    features: dict[str, Array], labels: dict[str, Array], kept: dict[str, NDArray[np.bool_]] | None = None
) -> tuple[Array, Array, Array]:
    """All sets together, weighted."""
    use = {name: kept[name] if kept else np.ones(len(y), dtype=bool) for name, y in labels.items()}
    x = np.concatenate([features[name][use[name]] for name in features])
    y = np.concatenate([labels[name][use[name]] for name in features])
    weight = np.concatenate(
        [_balanced(labels[name][use[name]]) * (1 if name.startswith(PUBLIC) else GOLD_SHARE) for name in features]
    )
    return x, y, weight


def _balanced(y: Array) -> Array:
    """Answerable and unanswerable questions of a set count the same, so that no set is known by its share of them."""
    weights: Array = np.where(y > 0, 0.5 / max(y.sum(), 1), 0.5 / max((1 - y).sum(), 1))
    return weights


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--gold", type=Path, nargs="*", default=[])
    parser.add_argument("--keep", type=Path, help="keep indexes and readings here")
    parser.add_argument("--reader", default=DEFAULT_READER)
    options = parser.parse_args()
    with TemporaryDirectory() as temporary:
        keep = options.keep or Path(temporary)
        keep.mkdir(parents=True, exist_ok=True)
        reader = open_reader(ReaderSettings(options.reader))
        assert reader is not None
        remembered = Remembered(reader, keep / f"{options.reader}.jsonl")
        sets = read_sets(options.data, options.gold, keep, remembered)
    report(sets, reader.scale)


def columns_of(scale: LogitScale) -> Sequence[int]:
    """Which features the model of a reader weighs."""
    return JUDGED_BY_READER if scale is LogitScale.LARGE else range(UNREAD_COLUMNS + 3)


def report(sets: dict[str, list[Case]], scale: LogitScale) -> None:
    """Print weights and figures."""
    weights = fit_listwise(list(sets.values()))
    print("ranking", weights.round(2).tolist())
    for name, part in sets.items():
        yes = [case for case in part if case.answerable]
        plain = np.mean([case.right[case.ranked.scores.argmax()] for case in yes])
        joined = np.mean([case.right[(case.ranked.scores + case.logits() @ weights).argmax()] for case in yes])
        print(f"  {name:14} right sentence first: {plain:.3f} without, {joined:.3f} with the reader")
    features = {name: [features_of(case, weights.tolist()) for case in part] for name, part in sets.items()}
    for model, columns in (("answers", columns_of(scale)), ("WITHOUT_READER", range(UNREAD_COLUMNS))):
        is_read = model == "answers"
        chosen = {name: [i for i, f in enumerate(part) if f.logits or not is_read] for name, part in features.items()}
        x = {name: np.array([features[name][i].values() for i in part])[:, columns] for name, part in chosen.items()}
        y = {name: np.array([sets[name][i].answerable for i in part], dtype=float) for name, part in chosen.items()}
        bias, fitted = fit_logistic(*pooled(x, y))
        print(model, round(bias, 2), dict(zip(columns, fitted.round(2).tolist(), strict=True)))
        for name, odds in cross_validate(x, y).items():
            for_yes, for_no = odds[y[name] > 0], odds[y[name] == 0]
            print(f"  {name:14} AUROC {auroc(for_yes.tolist(), for_no.tolist()):.3f}", end="  ")
            for least in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55):
                at = np.log(least / (1 - least))
                print(
                    f"| at {least}: answered {np.mean(for_yes >= at):.2f}, abstained {np.mean(for_no < at):.2f}",
                    end=" ",
                )
            print()


if __name__ == "__main__":
    main()
