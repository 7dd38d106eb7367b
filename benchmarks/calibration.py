"""How far the confidences are from what comes of them, on SQuAD 2.0, by kind of question: expected calibration error in ten bins.

    python -m benchmarks.calibration FILE.json [--questions N] [--keep DIR] [--json]

FILE.json is in SQuAD's own format; give articles that served for nothing. Each question is asked of its own paragraph. Three claims
of the program are held against the set: that the paragraph answers (the answer's confidence, for a refusal too), that the sentence
quoted first holds a right answer (the same confidence, of what is shown), and that the short answer is right (its own; a token F1
of .5). Each is told twice: as the questions are, and with those that can be answered counting as much as all the others, since the
models behind the confidences were fitted so and articles differ much in their share.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.harness import Figure, Report, indexed, run, sample, surety, tracked
from benchmarks.squad import Question, f1, normal, read_squad
from qa import Corpus
from qa.evaluate.risk import Judged, calibration_error

RIGHT = 0.5
"""Token F1 from which a short answer counts as right."""
_KIND = re.compile(
    r"\b(?:how (?:many|much|long|old|far|often)|what|which|who|whom|whose|when|where|why|how)\b", re.IGNORECASE
)
_FEW = 20
"""Questions below which a kind is not told alone."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question: what was claimed of it, and what is so."""

    kind: str
    answerable: bool
    confidence: float
    quoted: bool | None
    """Whether the first quote holds a right answer; None for a refusal."""
    short: tuple[float, bool] | None
    """The short answer's confidence, and whether it is right."""


def measure(squad: tuple[dict[str, str], list[Question]], options: argparse.Namespace) -> Report:
    """Index all paragraphs, ask the questions."""
    paragraphs, questions = squad
    asked = sample(questions, options.questions)
    with indexed(paragraphs, options.keep) as corpus:
        outcomes = [ask(corpus, question) for question in tracked(asked)]
    return Report(f"calibration: {options.path.name}", len(asked), len(questions), list(figures(outcomes)))


def ask(corpus: Corpus, question: Question) -> Outcome:
    """Ask within the paragraph."""
    answer = corpus.ask(question.text, document=question.document)
    first = next((citation.quote for claim in answer.claims for citation in claim.citations), None)
    golds = [normal(gold) for gold in question.answers]
    quoted = None if first is None else any(gold in normal(first) for gold in golds)
    short = None
    if answer.short_answer and answer.short_confidence is not None:
        right = max((f1(answer.short_answer, gold) for gold in question.answers), default=0.0) >= RIGHT
        short = answer.short_confidence, right
    return Outcome(kind_of(question.text), bool(golds), surety(answer), quoted, short)


def kind_of(question: str) -> str:
    """By what it asks with."""
    found = _KIND.search(question)
    return found.group().lower().replace("whom", "who").replace("whose", "who") if found else "other"


def figures(outcomes: Sequence[Outcome]) -> Iterator[Figure]:
    """Of all questions, then of each kind that is asked often enough."""
    kinds = sorted({outcome.kind for outcome in outcomes})
    for name, own in [("all", list(outcomes)), *((kind, [o for o in outcomes if o.kind == kind]) for kind in kinds)]:
        if len(own) < _FEW:
            continue
        for claim, claimed in _CLAIMS:
            said = [(o, *found) for o in own if (found := claimed(o)) is not None]
            if len(said) < _FEW:
                continue
            share = sum(o.answerable for o in own) / len(own)
            evened = [0.5 / (share if o.answerable else 1 - share) for o, _, _ in said] if 0 < share < 1 else None
            yield Figure(f"{name} ({len(own)}): {claim}", _error(said, [1.0] * len(said)))
            yield Figure(f"{name}: {claim}, evened", _error(said, evened) if evened else None)


_CLAIMS: tuple[tuple[str, Callable[[Outcome], tuple[float, bool] | None]], ...] = (
    ("answers", lambda o: (o.confidence, o.answerable)),
    ("first quote", lambda o: None if o.quoted is None else (o.confidence, o.quoted)),
    ("short answer", lambda o: o.short),
)


def _error(said: Sequence[tuple[Outcome, float, bool]], weights: Sequence[float]) -> float | None:
    return calibration_error(
        [Judged(sure, so, so, weight) for (_, sure, so), weight in zip(said, weights, strict=True)]
    )


if __name__ == "__main__":
    run(__doc__ or "", "a file in the format of SQuAD 2.0", read_squad, measure)
