"""Gold questions + answers + the texts that may be quoted → the whole evaluation, as values, JSON and text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qa.errors import UsageError
from qa.evaluate.figures import Figures, ScoredAnswer, by_kind, score_answer, summarise
from qa.evaluate.gold import Given, Gold
from qa.evaluate.risk import Judged, Risk, assess

_SHOWN = 60
"""Characters of a quote that a line has room for."""
_HEADS = {"questions": "n", "evidence@1": "evid@1", "short_f1": "short", "footnotes": "notes", "quotes_bad": "bad"}
_BLANK = "—"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What an evaluation found."""

    overall: Figures
    kinds: Mapping[str, Figures]
    risk: Risk
    misses: tuple[ScoredAnswer, ...]
    bad_quotes: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values: the figures, then the tables, then what went wrong."""
        return {
            **self.overall.to_dict(),
            "kinds": {kind: figures.to_dict() for kind, figures in self.kinds.items()},
            "risk": self.risk.to_dict(),
            "misses": [_miss_to_dict(outcome) for outcome in self.misses],
            "bad_quotes": list(self.bad_quotes),
        }

    def to_text(self) -> str:
        """The same, to be read."""
        return "\n".join((*_table(self), "", *_risk(self.risk), "", *_misses(self)))


def evaluate(gold: Sequence[Gold], answers: Sequence[Given], text_letters: str = "") -> Evaluation:
    """Score answers, which must be in the order of the gold questions.

    Args:
        gold: the questions.
        answers: one for each.
        text_letters: the letters (`qa.evaluate.texts.letters_of`) of the texts that may be quoted; empty: quotes are not looked up.

    Raises:
        UsageError: there are more or fewer answers than questions, or one answers another question.
    """
    if len(gold) != len(answers):
        raise UsageError(
            f"{len(gold)} gold questions but {len(answers)} answers; ask the questions of the gold file again"
        )
    for question, answer in zip(gold, answers, strict=True):
        if question.question != answer.question:
            raise UsageError(
                f"the answer to “{answer.question}” stands where that to “{question.question}” should; "
                "ask the questions of the gold file again"
            )
    outcomes = [score_answer(question, answer, text_letters) for question, answer in zip(gold, answers, strict=True)]
    judged = [
        Judged(o.given.confidence, o.answerable, o.first_is_right) for o in outcomes if o.given.confidence is not None
    ]
    return Evaluation(
        summarise(outcomes, with_texts=bool(text_letters)),
        by_kind(outcomes, with_texts=bool(text_letters)),
        assess(judged),
        tuple(outcome for outcome in outcomes if outcome.miss),
        tuple(quote for outcome in outcomes for quote in outcome.bad_quotes),
    )


def _miss_to_dict(outcome: ScoredAnswer) -> dict[str, Any]:
    return {
        "why": outcome.miss,
        "kind": outcome.gold.kind,
        "question": outcome.gold.question,
        "answered": outcome.given.answered,
        "confidence": outcome.given.confidence,
        "short_answer": outcome.given.short_answer,
        "first": outcome.given.first,
        "evidence": list(outcome.gold.evidence),
    }


def _table(report: Evaluation) -> Iterator[str]:
    """The figures of all questions and of each kind."""
    rows = {**report.kinds, "all": report.overall}
    wide = max(len(kind) for kind in rows)
    yield f"{'':{wide}} " + " ".join(f"{_HEADS.get(name, name):>9}" for name in report.overall.to_dict())
    for kind, figures in rows.items():
        yield f"{kind:{wide}} " + " ".join(f"{_cell(value):>9}" for value in figures.to_dict().values())


def _risk(risk: Risk) -> Iterator[str]:
    """Risk and coverage by threshold, and how good the confidence is."""
    if not risk.curve:
        yield "no answer carries a confidence: no risk–coverage"
        return
    yield f"were all below a threshold refused, of the {risk.questions} questions whose answer carries a confidence:"
    yield " ".join(f"{name:>9}" for name in ("threshold", "coverage", "risk", "answered", "abstained"))
    for point in risk.curve:
        values = (point.coverage, point.risk, point.answered, point.abstained)
        yield f"{point.threshold:9.2f} " + " ".join(f"{_cell(value):>9}" for value in values)
    yield (
        f"area under risk–coverage {_cell(risk.area)}, AUROC of refusal {_cell(risk.auroc)}, "
        f"expected calibration error {_cell(risk.calibration_error)}"
    )


def _misses(report: Evaluation) -> Iterator[str]:
    yield f"{len(report.misses)} misses" + (":" if report.misses else "")
    for outcome in report.misses:
        given = outcome.given
        yield f"- {outcome.miss} [{outcome.gold.kind}] {outcome.gold.question}"
        sure = "" if given.confidence is None else f" ({given.confidence:.2f})"
        said = given.short_answer or ("answered" if given.answered else "refused")
        quote = " ".join((given.first or "").split())
        shown = f"“{quote[:_SHOWN]}{'…' if len(quote) > _SHOWN else ''}”" if quote else "nothing was near"
        yield f"    {said}{sure}: {shown}"
    yield from (f"- quote that stands in no text: “{quote}”" for quote in report.bad_quotes)


def _cell(value: float | None) -> str:
    if value is None:
        return _BLANK
    return str(value) if isinstance(value, int) else f"{value:.3f}"
