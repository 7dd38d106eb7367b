"""Fits whether a source's text supports a statement (`qa/citation/verdict_model.py`), on claims that the reader never saw.

    python -m training.verdicts DATA [--keep FILE]

DATA holds fm2, wice and squad2; of each, the articles that are held out from the reader's training are used. FoolMeTwice's claims
are read beside all sentences that it gives for them, half of them also without those that tell, and a third of the supported ones
with a detail altered; sentences of SQuAD as they stand and altered. FILE keeps what was compared, to be fitted again at once.
Prints the weights, and what they reach in cross-validation by article.
"""

from __future__ import annotations

import argparse
import json
import random
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.backing import NAMES, changed_paragraphs, window_of
from benchmarks.changed_statements import EDITS, UNCHANGED
from benchmarks.support import as_read, encode_texts
from qa.citation.nearest_passages import NEAREST, nearest_passages
from qa.citation.support_model import support_scores
from qa.citation.verdict_model import VerdictFeatures, decide, verdict_features
from qa.citation.weighing import weigh
from qa.embed.passages import PassageEncoder
from qa.embed.weights import PACKAGED, locate
from qa.reader.packaged import PackagedReader
from qa.types.audit import AuditVerdict
from qa.types.backing import Backing
from qa.types.document import Span
from training.claims import is_held_out

SUPPORTED, REFUTED, NEITHER, PARTLY = "supported", "refuted", "neither", "partly"
SHARES = {"fm2": 1.0, "without evidence": 1.0, "altered": 0.5, "squad": 0.3, "wice": 3.0}
"""How much a claim of each set counts."""
PENALTY = 0.3
FOLDS = 5
_MOST_SENTENCES, _MOST_LETTERS = 100, 1000
_EACH = 60
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement, the sentences of its source, and what these say of it."""

    name: str
    article: str
    statement: str
    sentences: tuple[str, ...]
    says: str


def main() -> None:
    """Compare, fit, report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--keep", type=Path, default=None)
    options = parser.parse_args()
    if options.keep and options.keep.exists():
        rows = [json.loads(line) for line in options.keep.read_text(encoding="utf-8").splitlines()]
    else:
        rows = list(compared(list(claims(options.data))))
        if options.keep:
            options.keep.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    fit(rows)


def claims(data: Path) -> Iterator[Claim]:
    """The held-out claims of all sets."""
    rng = random.Random(7)
    for row in _lines(data / "fm2" / "dev.jsonl"):
        if is_held_out(row["wikipedia_page"]):
            yield from _of_fm2(row, rng)
    for row in _lines(data / "wice" / "claim-dev.jsonl"):
        if is_held_out(row["meta"]["claim_title"]):
            texts = tuple(t.strip()[:_MOST_LETTERS] or "." for t in row["evidence"][:_MOST_SENTENCES])
            says = {"supported": SUPPORTED, "partially_supported": PARTLY}.get(row["label"], NEITHER)
            yield Claim("wice", row["meta"]["claim_title"], row["claim"], texts, says)
    for changed, sentences in changed_paragraphs(data, True, _EACH):
        says = SUPPORTED if changed.kind in UNCHANGED else REFUTED
        yield Claim("squad", changed.article, changed.statement, sentences, says)


def _of_fm2(row: dict[str, Any], rng: random.Random) -> Iterator[Claim]:
    page, statement, number = str(row["wikipedia_page"]), str(row["text"]).strip(), zlib.crc32(str(row["id"]).encode())
    gold = [e["text"] for e in row["gold_evidence"]]
    others = [e["text"] for e in row["retrieved_evidence"] if e["text"] not in gold]
    texts = gold + others
    rng.shuffle(texts)
    says = SUPPORTED if row["label"] == "SUPPORTS" else REFUTED
    yield Claim("fm2", page, statement, tuple(texts), says)
    if others and number % 2:
        yield Claim("without evidence", page, statement, tuple(others), NEITHER)
    if says == SUPPORTED and number % 3 == 0:
        names = [m.group(1) for text in texts for m in NAMES.finditer(text)]
        for kind, edit in EDITS.items():
            if (changed := edit(statement, rng, names)) and changed != statement:
                yield Claim("altered", page, changed, tuple(texts), SUPPORTED if kind in UNCHANGED else REFUTED)


def compared(found: Sequence[Claim]) -> Iterator[dict[str, Any]]:
    """Each claim's features, as a row; claims of one source after the other."""
    encoder, reader = PassageEncoder(locate(PACKAGED)), PackagedReader()
    by_source: dict[tuple[str, ...], list[Claim]] = {}
    for claim in found:
        by_source.setdefault(claim.sentences, []).append(claim)
    for sentences, own in by_source.items():
        vectors, _ = encode_texts(encoder, sentences)
        read = as_read(encoder, sentences, vectors)
        claim_vectors, claim_tokens = encode_texts(encoder, [claim.statement for claim in own])
        text = " ".join(sentences)
        ends = np.cumsum([len(sentence) + 1 for sentence in sentences])
        places = [Span(int(end) - len(s) - 1, int(end) - 1) for s, end in zip(sentences, ends, strict=True)]
        for claim, vector, tokens in zip(own, claim_vectors, claim_tokens, strict=True):
            scores = support_scores(claim.statement, vector, tokens, read)
            weighed = weigh(claim.statement, partial(window_of, sentences), scores, f"{claim.article}. {text[:300]}")
            nearest = [int(i) for i in (-scores.about).argsort(kind="stable")[:NEAREST]]
            best = weighed.sentences[0] if weighed.sentences else None
            passages = nearest_passages(text, claim.article, places, best[0] if best else nearest[0], nearest)
            readings = reader.compare(claim.statement, passages)
            features = verdict_features(weighed, scores, readings)
            yield {"set": claim.name, "article": claim.article, "says": claim.says, "features": asdict(features)}


def fit(rows: Sequence[dict[str, Any]]) -> None:
    """Print weights and figures."""
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    features = [_features(row["features"]) for row in rows]
    says = np.array([row["says"] for row in rows])
    sets = np.array([row["set"] for row in rows])
    folds = np.array([zlib.crc32(str(row["article"]).encode()) // 2 % FOLDS for row in rows])
    weights = np.array([SHARES[str(name)] for name in sets])
    clash = np.array([f.backing is Backing.DIFFERS for f in features])
    columns = np.array([[f.support, f.refutation, f.backs, f.nearness, float(f.lacks)] for f in features])
    unread = np.array([[f.backs, f.nearness, float(f.lacks)] for f in features])
    telling = np.array([[f.nearness, f.refutation] for f in features])
    for name, x, where, target in (
        ("READ", columns, ~clash, SUPPORTED), ("UNREAD", unread, ~clash, SUPPORTED), ("DIFFERS", telling, clash, REFUTED),
    ):  # fmt: skip
        model = LogisticRegression(C=PENALTY, max_iter=5000).fit(x[where], says[where] == target, weights[where])
        print(name, model.intercept_.round(2).tolist(), model.coef_[0].round(2).tolist())
    chance = np.zeros(len(rows))
    for fold in range(FOLDS):
        rest = ~clash & (folds != fold)
        model = LogisticRegression(C=PENALTY, max_iter=5000).fit(columns[rest], says[rest] == SUPPORTED, weights[rest])
        chance[folds == fold] = model.predict_proba(columns[folds == fold])[:, 1]
    for name in SHARES:
        own = (sets == name) & ~clash
        line = "  ".join(_point(chance[own], says[own] == SUPPORTED, least) for least in (0.4, 0.45, 0.5))
        print(
            f"{name:<18} {own.sum():>4} claims, told apart by rule besides {((sets == name) & clash).sum():>4}: {line}"
        )
    _confusion(features, says, sets)
    _otherwise(rows, features)


def _point(chance: Array, right: NDArray[np.bool_], least: float) -> str:
    shown = chance >= least
    precision = right[shown].mean() if shown.any() else float("nan")
    recall = shown[right].mean() if right.any() else float("nan")
    return f"from {least}: P {precision:.2f} R {recall:.2f}"


def _confusion(features: Sequence[VerdictFeatures], says: NDArray[np.str_], sets: NDArray[np.str_]) -> None:
    """What the program's verdicts are now, by set and by what the source says; weights as they are in the package."""
    verdicts = np.array([decide(f).verdict.value for f in features])
    for name in SHARES:
        for label in dict.fromkeys(says[sets == name]):
            own = verdicts[(sets == name) & (says == label)]
            shares = "  ".join(
                f"{v.value} {np.mean(own == v.value):.2f}" for v in AuditVerdict if (own == v.value).any()
            )
            print(f"{name:<18} {label:<10} {len(own):>4}: {shares}")


def _otherwise(rows: Sequence[dict[str, Any]], features: Sequence[VerdictFeatures]) -> None:
    """What is told to differ of FoolMeTwice's claims: the point was chosen on the first half of the articles, in their order."""
    own = sorted((str(row["article"]), str(row["says"]), i) for i, row in enumerate(rows) if row["set"] == "fm2")
    for name, half in (("chosen on", own[: len(own) // 2]), ("counted on", own[len(own) // 2 :])):
        for says in (REFUTED, SUPPORTED):
            told = [decide(features[i]).verdict is AuditVerdict.DIFFERS for _, what, i in half if what == says]
            print(f"fm2, {name:<10} {says:<10} told to differ {sum(told)} of {len(told)}")


def _features(row: Mapping[str, Any]) -> VerdictFeatures:
    return VerdictFeatures(**{**row, "backing": Backing(row["backing"])})


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line)


if __name__ == "__main__":
    main()
