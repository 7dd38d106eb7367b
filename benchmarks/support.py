"""Does a source back a claim, and with which sentence? Measured on a file of WiCE (JSON Lines: claim, evidence, label)."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.citation.support_model import (
    LEAST_LOG_ODDS,
    SUPPORT_BIAS,
    SUPPORT_FEATURES,
    SUPPORT_WEIGHTS,
    SourceSentence,
    support_features,
)
from qa.embed.passages import PassageEncoder
from qa.embed.tokens import TokenVectors
from qa.embed.weights import PACKAGED, locate
from qa.index.chunking import MAX_CHARACTERS

Floats = NDArray[np.float64]
FOLDS = 10


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim with the features of its source's sentences, and which of them support it (none, for many)."""

    features: Floats
    gold: NDArray[np.bool_]


def main() -> None:
    """Print how plain scores, the packaged weights and weights fitted anew by cross-validation do."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="claims with evidence sentences and labels")
    parser.add_argument("--claims", type=int, default=None, help="read only so many claims")
    parser.add_argument("--sentences", type=int, default=100, help="read only so many sentences of each source")
    parser.add_argument(
        "--fit", action="store_true", help="fit weights, measure them by cross-validation and print them"
    )
    options = parser.parse_args()
    claims = list(_read(options.file, options.claims, options.sentences))
    supported = sum(bool(claim.gold.any()) for claim in claims)
    print(f"{len(claims)} claims, {supported} with a supporting sentence")
    print(
        f"{'score':<14} {'P@1':>6} {'AUROC':>6} | at the best F1:  {'P':>5} {'R':>5} {'F1':>5} {'none':>5} {'least':>7}"
    )
    for i, name in enumerate(SUPPORT_FEATURES):
        _report(name, claims, [claim.features[:, i] for claim in claims])
    packaged = [claim.features @ np.array(SUPPORT_WEIGHTS) + SUPPORT_BIAS for claim in claims]
    _report("packaged", claims, packaged)
    print(f"packaged, at {LEAST_LOG_ODDS}: " + _at(claims, packaged, LEAST_LOG_ODDS))
    if options.fit:
        _fit(claims)


def _read(path: Path, most: int | None, sentences: int) -> Iterator[Claim]:
    encoder = PassageEncoder(locate(PACKAGED))
    for line in path.read_text(encoding="utf-8").splitlines()[:most]:
        row = json.loads(line)
        evidence = [text.strip()[:MAX_CHARACTERS] or "." for text in row["evidence"][:sentences]]
        right = (
            {i for group in row["supporting_sentences"] for i in group} if row["label"] != "not_supported" else set()
        )
        vectors, tokens = encode_texts(encoder, [*evidence, row["claim"]])
        features = support_features(row["claim"], vectors[-1], tokens[-1], as_read(encoder, evidence, vectors))
        yield Claim(features.astype(np.float64), np.array([i in right for i in range(len(evidence))]))


def encode_texts(encoder: PassageEncoder, texts: Sequence[str]) -> tuple[list[Any], list[TokenVectors]]:
    """Vectors and token vectors of texts, each read alone."""
    vectors: list[Any] = [None] * len(texts)
    tokens: list[Any] = [None] * len(texts)

    def keep(positions: list[int], found: Any, states: list[TokenVectors]) -> None:  # noqa: ANN401
        for position, vector, state in zip(positions, found, states, strict=True):
            vectors[position], tokens[position] = vector, state

    encoder.encode(texts, keep)
    return vectors, tokens


def as_read(encoder: PassageEncoder, evidence: Sequence[str], vectors: Sequence[Any]) -> list[SourceSentence]:
    """The sentences, read in passages as long as the index makes them."""
    groups: list[list[int]] = [[]]
    for i, text in enumerate(evidence):
        if groups[-1] and sum(len(evidence[k]) + 1 for k in groups[-1]) + len(text) > MAX_CHARACTERS:
            groups.append([])
        groups[-1].append(i)
    _, tokens = encode_texts(encoder, [" ".join(evidence[i] for i in group) for group in groups])
    found = []
    for group, states in zip(groups, tokens, strict=True):
        ends = np.cumsum([len(evidence[i]) + 1 for i in group])
        starts = [0, *ends[:-1]]
        for k, i in enumerate(group):
            window = states.between(starts[max(k - 1, 0)], ends[min(k + 1, len(group) - 1)]).mean()
            found.append(SourceSentence(evidence[i], vectors[i], states.between(starts[k], ends[k]).units(), window))
    return found


def _report(name: str, claims: Sequence[Claim], scores: Sequence[Floats]) -> None:
    has = np.array([claim.gold.any() for claim in claims])
    first = np.array([claim.gold[score.argmax()] for claim, score in zip(claims, scores, strict=True)])
    top = np.array([score.max() for score in scores])
    # The chance that a claim with support scores above one without (Mann and Whitney 1947).
    above = (top[has][:, None] > top[~has][None]).mean() if has.any() and not has.all() else float("nan")
    least = max(np.unique(top), key=lambda value: _measures(has, first, top >= value)[2])
    print(
        f"{name:<14} {first[has].mean():6.3f} {above:6.3f} |                  {_line(has, first, top >= least)} {least:7.2f}"
    )


def _at(claims: Sequence[Claim], scores: Sequence[Floats], least: float) -> str:
    has = np.array([claim.gold.any() for claim in claims])
    first = np.array([claim.gold[score.argmax()] for claim, score in zip(claims, scores, strict=True)])
    return _line(has, first, np.array([score.max() >= least for score in scores]))


def _line(has: NDArray[np.bool_], first: NDArray[np.bool_], shown: NDArray[np.bool_]) -> str:
    precision, recall, f1 = _measures(has, first, shown)
    none = 1 - shown[~has].mean() if not has.all() else float("nan")
    return f"{precision:5.3f} {recall:5.3f} {f1:5.3f} {none:5.3f}"


def _measures(has: NDArray[np.bool_], first: NDArray[np.bool_], shown: NDArray[np.bool_]) -> tuple[float, float, float]:
    """Precision, recall and F1 of `the sentence shown first supports the claim`."""
    right = (first & shown).sum()
    precision, recall = right / max(shown.sum(), 1), right / max(has.sum(), 1)
    return float(precision), float(recall), float(2 * right / max(shown.sum() + has.sum(), 1))


def _fit(claims: Sequence[Claim]) -> None:
    """Logistic regression over sentences; each claim is scored by weights fitted without its fold."""
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    for label, columns in (("fitted", list(range(len(SUPPORT_FEATURES)))), ("without tokens", [0, 3, 4, 5])):
        scores: list[Floats] = [np.zeros(0)] * len(claims)
        for fold in range(FOLDS):
            rest = [claim for i, claim in enumerate(claims) if i % FOLDS != fold]
            model = LogisticRegression(max_iter=1000).fit(*_stacked(rest, columns))
            for i in range(fold, len(claims), FOLDS):
                scores[i] = model.decision_function(claims[i].features[:, columns])
        _report(label, claims, scores)
        for least in (-1.5, -1.0, -0.5, 0.0, 0.5):
            print(f"  at {least:4}: {_at(claims, scores, least)}")
        model = LogisticRegression(max_iter=1000).fit(*_stacked(claims, columns))
        print(
            [SUPPORT_FEATURES[i] for i in columns], model.coef_[0].round(2).tolist(), model.intercept_.round(2).tolist()
        )


def _stacked(claims: Sequence[Claim], columns: Sequence[int]) -> tuple[Floats, NDArray[np.bool_]]:
    return np.concatenate([claim.features[:, columns] for claim in claims]), np.concatenate([c.gold for c in claims])


if __name__ == "__main__":
    main()
