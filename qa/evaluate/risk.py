"""Confidence and outcome of each question → risk–coverage, calibration, AUROC of refusal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

BINS = 10
THRESHOLDS = tuple(i / 20 for i in range(1, 20))


@dataclass(frozen=True, slots=True)
class Judged:
    """What the refusal of one question is judged by."""

    confidence: float
    answerable: bool
    right: bool
    """The quote that comes first answers; never so where the corpus does not."""
    weight: float = 1.0
    """How much it counts for the calibration error, where the shares of a set are to be others than they are."""


@dataclass(frozen=True, slots=True)
class Point:
    """What would be, were every question below a threshold refused."""

    threshold: float
    coverage: float
    """Share of all questions that would be answered."""
    risk: float | None
    """Share of those whose first quote would be wrong; None when none is answered."""
    answered: float | None
    """Share of the answerable ones that would be answered."""
    abstained: float | None
    """Share of the unanswerable ones that would be refused."""


@dataclass(frozen=True, slots=True)
class Risk:
    """How well confidence tells what can be answered from what cannot."""

    questions: int
    """How many carried a confidence; the others are left out."""
    curve: tuple[Point, ...]
    area: float | None
    """Area under the risk–coverage curve: mean risk over all coverages (Geifman and El-Yaniv 2017); lower is better."""
    calibration_error: float | None
    """Expected calibration error in ten equal bins (Guo and others 2017), of “the corpus answers the question”."""
    auroc: float | None
    """Chance that an answerable question has a higher confidence than an unanswerable one."""

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, rounded to four digits."""
        curve = [{key: _rounded(value) for key, value in asdict(point).items()} for point in self.curve]
        return {
            "questions": self.questions,
            "curve": curve,
            "area": _rounded(self.area),
            "calibration_error": _rounded(self.calibration_error),
            "auroc": _rounded(self.auroc),
        }


def assess(judged: Sequence[Judged], thresholds: Sequence[float] = THRESHOLDS) -> Risk:
    """All of it, for the questions that carry a confidence."""
    return Risk(
        len(judged),
        tuple(point_at(judged, threshold) for threshold in thresholds) if judged else (),
        area_under(judged),
        calibration_error(judged),
        auroc([j.confidence for j in judged if j.answerable], [j.confidence for j in judged if not j.answerable]),
    )


def point_at(judged: Sequence[Judged], threshold: float) -> Point:
    """The point of the risk–coverage curve at a threshold."""
    kept = [j for j in judged if j.confidence >= threshold]
    return Point(
        threshold,
        len(kept) / len(judged),
        _share([not j.right for j in kept]),
        _share([j.confidence >= threshold for j in judged if j.answerable]),
        _share([j.confidence < threshold for j in judged if not j.answerable]),
    )


def area_under(judged: Sequence[Judged]) -> float | None:
    """Mean over k of the risk of the k surest questions; those that are equally sure share their risk."""
    risks: list[float] = []
    wrong = 0.0
    for _, group in groupby(sorted(judged, key=lambda j: -j.confidence), key=lambda j: j.confidence):
        tied = list(group)
        share = sum(not j.right for j in tied) / len(tied)
        for _ in tied:
            wrong += share
            risks.append(wrong / (len(risks) + 1))
    return _share(risks)


def calibration_error(judged: Sequence[Judged], bins: int = BINS) -> float | None:
    """Mean over the questions, by their weights, of how far their bin's mean confidence is from its share of answerable ones."""
    if not judged:
        return None
    binned: dict[int, list[Judged]] = {}
    for j in judged:
        binned.setdefault(min(int(j.confidence * bins), bins - 1), []).append(j)
    gaps = [abs(sum(j.weight * (j.confidence - j.answerable) for j in part)) for part in binned.values()]
    return sum(gaps) / sum(j.weight for j in judged)


def auroc(yes: Sequence[float], no: Sequence[float]) -> float | None:
    """Area under the ROC curve: how often a value of `yes` is above one of `no`, ties counted half; None when one is empty."""
    if not yes or not no:
        return None
    labelled = sorted([(value, 1) for value in yes] + [(value, 0) for value in no])
    below = above = 0.0
    for _, group in groupby(labelled, key=lambda pair: pair[0]):
        labels = [label for _, label in group]
        ones, zeros = sum(labels), len(labels) - sum(labels)
        above += ones * (below + zeros / 2)
        below += zeros
    return above / (len(yes) * len(no))


def _share(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
