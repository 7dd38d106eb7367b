"""Fits the probability that the few words shown above an answer are right, on questions that the reader never saw.

    python -m training.headlines DATA CORPUS GOLD.jsonl … [--keep DIR]

DATA holds squad2, of which the articles held out from training are used: two for fitting, one for the report, each question asked
of its own paragraph and every second one of all paragraphs too. CORPUS is the corpus of the gold set (`tests/gold/README.md`) and
GOLD are questions about it, `tests/gold` and `tests/headlines`, whose half `dev` is fitted on and whose half `held` is reported.
Only words that may be shown count: those of sentences that are not refused and differ in no year or name. Prints `headline` and
`HEADLINE_UNREAD`, for each the slope and shift where nothing speaks against the sentence and where something does, and curves.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from benchmarks import squad
from benchmarks.harness import indexed, tracked
from qa import Corpus, open_corpus
from qa.answering.answerability import judge_answerability
from qa.answering.differences import tell_difference
from qa.answering.headline import headline_features, propose_words
from qa.answering.signs_against import SPEAKS_OF_ANOTHER, signs_against
from qa.evaluate.texts import short_f1
from qa.index.read import Index
from qa.reader import DEFAULT_READER, Reader, ReaderSettings, open_reader
from qa.retrieval.hybrid_search import retrieve
from qa.retrieval.prepared_question import prepare_question
from qa.retrieval.ranking import rank_sentences
from training.answerability import fit_logistic
from training.reading_lists import HELD_OUT
from training.remembered import Remembered

Array = NDArray[np.float64]
REPORTED = "Packet_switching"
"""The held-out article that is not fitted on."""
UNANSWERABLE_SHARE = 0.5
"""How much a question of SQuAD that has no answer counts: they were written to mislead, and are half of all there."""
PENALTY = 0.005
RIGHT = 0.5
"""Token F1 from which words count as right."""
POINTS = (0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5, 0.45, 0.4, 0.3)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, what it is asked of (None: all documents), its right short answers, and whether it is fitted on."""

    text: str
    document: str | None
    answers: tuple[str, ...]
    fitted: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """Words that might be shown, by what they are judged, and whether they are right; no features where none may be shown."""

    asked: Asked
    features: tuple[float, ...] | None
    right: bool
    against: bool
    """True when something speaks against the sentence."""
    could: bool
    """True when the reader's own words are right, whether they may be shown or not."""


def read_squad(data: Path, keep: Path) -> tuple[dict[str, str], list[Asked]]:
    """The paragraphs and questions of the held-out articles."""
    held = json.loads((data / "squad2/squad2-dev-a.json").read_text(encoding="utf-8"))
    held["data"] = [article for article in held["data"] if article["title"] in HELD_OUT]
    (keep / "held-out.json").write_text(json.dumps(held), encoding="utf-8")
    texts, questions = squad.read_squad(keep / "held-out.json")
    fitted = {name: not text.startswith(REPORTED.replace("_", " ")) for name, text in texts.items()}
    own = [Asked(q.text, q.document, q.answers, fitted[q.document]) for q in questions]
    return texts, own + [Asked(q.text, None, q.answers, q.fitted) for q in own[::2]]


def read_own(paths: Sequence[Path]) -> list[Asked]:
    """Those gold questions whose short answers are known, or known to be none."""
    rows = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    known = [row for row in rows if row.get("answers") or not row.get("evidence")]
    return [Asked(r["question"], None, tuple(r.get("answers", ())), _is_dev(r["question"])) for r in known]


def _is_dev(question: str) -> bool:
    """As `tests/gold/setting.py` halves the gold set."""
    return hashlib.sha256(question.encode()).digest()[-1] % 2 == 0


def look(corpus: Corpus, questions: Sequence[Asked], reader: Reader | None) -> Iterator[Shown]:
    """Every question that is not refused."""
    with Index(corpus.index_folder).snapshot() as snapshot:
        for asked in tracked(questions):
            prepared = prepare_question(snapshot, asked.text)
            hits = retrieve(snapshot, prepared, document=asked.document)
            ranked = rank_sentences(snapshot, prepared, hits, reader)
            if ranked is None:
                continue
            best = ranked.order()[0]
            judged = judge_answerability(ranked)
            if not judged.answers:
                continue
            text = ranked.candidates[best].passage_text
            span = propose_words(ranked, best)
            differs = tell_difference(asked.text, ranked.candidates[best]) is not None
            against = signs_against(prepared, ranked.candidates[best])
            may_be = span if not differs and SPEAKS_OF_ANOTHER.isdisjoint(against) else None
            features = (
                headline_features(ranked, best, may_be, judged.features, judged.confidence).values() if may_be else None
            )
            read = ranked.reading_of(best)
            raw = read[0].spans[read[1]] if read else None
            right = bool(span) and is_right(span.of(text) if span else "", asked.answers)
            could = right or bool(raw and is_right(text[raw.start : raw.end], asked.answers))
            yield Shown(asked, features, right, bool(against), could)


def is_right(words: str, answers: Sequence[str]) -> bool:
    """True when some words are near enough to one of the answers."""
    return any(short_f1(words, answer) >= RIGHT for answer in answers)


def fit(sets: dict[str, list[Shown]]) -> tuple[float, Array]:
    """Bias and weights; each set counts the same."""
    rows: list[tuple[tuple[float, ...], bool, float]] = []
    for name, part in sets.items():
        fitted = [shown for shown in part if shown.asked.fitted and shown.features]
        for shown in fitted:
            less = UNANSWERABLE_SHARE if name == "SQuAD 2.0" and not shown.asked.answers else 1.0
            rows.append((shown.features or (), shown.right, less / len(fitted)))
    x, y, weight = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    return fit_logistic(x, y, weight, PENALTY)


def fit_curves(sets: dict[str, list[Shown]], bias: float, weights: Array) -> dict[bool, tuple[float, float]]:
    """Slope and shift of the log odds, by whether something speaks against the sentence; here every question counts the same."""
    curves = {}
    for against in (False, True):
        fitted = [s for part in sets.values() for s in part if s.asked.fitted and s.features and s.against is against]
        odds = np.array([s.features for s in fitted]) @ weights + bias
        right = np.array([s.right for s in fitted], dtype=float)
        shift, slope = fit_logistic(odds[:, None], right, np.ones(len(fitted)), PENALTY / 10)
        curves[against] = (float(slope[0]), shift)
    return curves


def report(sets: dict[str, list[Shown]], bias: float, weights: Array, curves: dict[bool, tuple[float, float]]) -> None:
    """Print, for what was and was not fitted on: at each point the right of those shown, and their share of all that could be."""
    chosen: tuple[tuple[str, Callable[[Shown], bool]], ...] = (
        ("fitted on", lambda s: s.asked.fitted),
        ("not fitted on", lambda s: not s.asked.fitted),
        ("not fitted on, with an answer", lambda s: not s.asked.fitted and bool(s.asked.answers)),
    )
    for name, part in sets.items():
        for half, belongs in chosen:
            some = [shown for shown in part if belongs(shown)]
            shown = [s for s in some if s.features]
            lines = np.array([curves[s.against] for s in shown])
            odds = (np.array([s.features for s in shown]) @ weights + bias) * lines[:, 0] + lines[:, 1]
            right, could = np.array([s.right for s in shown]), sum(s.could for s in some)
            print(f"{name}, {half}: {len(some)} answered, {could} could be shown right")
            for point in POINTS:
                over = odds >= np.log(point / (1 - point))
                print(
                    f"  from {point}: {right[over].sum()} of {over.sum()} right, {right[over].sum() / max(could, 1):.2f} of those"
                )


def main() -> None:
    """Ask, fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--keep", type=Path, help="keep indexes and readings here")
    parser.add_argument("--reader", default=DEFAULT_READER)
    options = parser.parse_args()
    with TemporaryDirectory() as temporary:
        keep = options.keep or Path(temporary)
        keep.mkdir(parents=True, exist_ok=True)
        texts, in_squad = read_squad(options.data, keep)
        corpus = open_corpus(options.corpus, index=keep / "gold")
        corpus.build()
        with indexed(texts, keep / "squad") as paragraphs:
            own = open_reader(ReaderSettings(options.reader))
            assert own is not None
            remembered = Remembered(own, keep / f"{options.reader}.jsonl")
            for name, reader in (("headline", remembered), ("HEADLINE_UNREAD", None)):
                sets = {
                    "SQuAD 2.0": list(look(paragraphs, in_squad, reader)),
                    "own": list(look(corpus, read_own(options.gold), reader)),
                }
                bias, weights = fit(sets)
                print(name, round(bias, 2), weights.round(2).tolist())
                curves = fit_curves(sets, bias, weights)
                print(f"{name}: slope and shift, by whether something speaks against it: {curves}")
                report(sets, bias, weights, curves)


if __name__ == "__main__":
    main()
