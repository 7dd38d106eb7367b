"""One answer → how it went; many of these → the figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from qa.evaluate.gold import Given, Gold
from qa.evaluate.texts import letters_of, rests_on, short_f1


class Miss(StrEnum):
    """What is wrong with an answer."""

    ANSWERED = "answered, should refuse"
    WRONG_FIRST = "wrong first citation"
    INCOMPLETE = "evidence missing"


@dataclass(frozen=True, slots=True)
class ScoredAnswer:
    """How one question went."""

    gold: Gold
    given: Given
    rests: tuple[bool, ...]
    """For each citation, whether it rests on gold evidence."""
    covers: bool
    """The citations cover the evidence, all of it where all is needed."""
    first_is_right: bool
    """The quote that comes first, or for a refusal would have come first, rests on gold evidence."""
    short_f1: float | None
    """None where the short answer is not scored."""
    footnotes_are_right: bool | None
    """The citations that rest on evidence carry exactly the gold footnotes; None where they are not scored."""
    bad_quotes: tuple[str, ...]
    """Quotes that stand in none of the texts."""

    @property
    def answerable(self) -> bool:
        """True when the corpus answers the question."""
        return bool(self.gold.evidence)

    @property
    def miss(self) -> Miss | None:
        """What is wrong, or None; of a refusal in place of an answer, the first citation is."""
        if not self.answerable:
            return Miss.ANSWERED if self.given.answered else None
        if not (self.rests and self.rests[0]):
            return Miss.WRONG_FIRST
        return None if self.covers else Miss.INCOMPLETE


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a set of questions; None where no question has what a figure is of."""

    questions: int
    evidence_first: float | None
    """Answerable questions whose first citation rests on gold evidence: evidence@1."""
    evidence: float | None
    """Answerable questions whose citations cover the gold evidence."""
    precision: float | None
    """Citations of answerable questions that rest on gold evidence."""
    short_f1: float | None
    footnotes: float | None
    answered: float | None
    """Answerable questions that were answered."""
    abstained: float | None
    """Unanswerable questions that were refused."""
    quotes: int
    quotes_bad: int | None
    """Quotes that stand in none of the texts; None when there were no texts to look in."""

    def to_dict(self) -> dict[str, int | float | None]:
        """By the names under which the figures are known, rounded to four digits."""
        return {
            "questions": self.questions,
            "evidence@1": _rounded(self.evidence_first),
            "evidence": _rounded(self.evidence),
            "precision": _rounded(self.precision),
            "short_f1": _rounded(self.short_f1),
            "footnotes": _rounded(self.footnotes),
            "answered": _rounded(self.answered),
            "abstained": _rounded(self.abstained),
            "quotes": self.quotes,
            "quotes_bad": self.quotes_bad,
        }


def score_answer(gold: Gold, given: Given, text_letters: str = "") -> ScoredAnswer:
    """Compare one answer with gold; `text_letters` are the letters of the texts that may be quoted, empty for none."""
    hits = [[rests_on(citation.quote, piece) for piece in gold.evidence] for citation in given.citations]
    rests = tuple(any(hit) for hit in hits)
    found = [any(hit[i] for hit in hits) for i in range(len(gold.evidence))]
    labels = {
        label for citation, right in zip(given.citations, rests, strict=True) if right for label in citation.footnotes
    }
    scored = bool(gold.evidence and gold.answers)
    return ScoredAnswer(
        gold,
        given,
        rests,
        covers=bool(found) and (all(found) if gold.need_all else any(found)),
        first_is_right=given.first is not None and any(rests_on(given.first, piece) for piece in gold.evidence),
        short_f1=_best_f1(gold, given) if scored else None,
        footnotes_are_right=labels == gold.footnotes if gold.evidence and gold.footnotes else None,
        bad_quotes=tuple(c.quote for c in given.citations if text_letters and letters_of(c.quote) not in text_letters),
    )


def _best_f1(gold: Gold, given: Given) -> float:
    return max(short_f1(given.short_answer, answer) for answer in gold.answers) if given.answered else 0.0


def summarise(outcomes: Sequence[ScoredAnswer], *, with_texts: bool) -> Figures:
    """The figures of these questions; `with_texts` says whether quotes were looked up."""
    yes = [outcome for outcome in outcomes if outcome.answerable]
    no = [outcome for outcome in outcomes if not outcome.answerable]
    return Figures(
        questions=len(outcomes),
        evidence_first=_mean([any(o.rests[:1]) for o in yes]),
        evidence=_mean([o.covers for o in yes]),
        precision=_mean([right for o in yes for right in o.rests]),
        short_f1=_mean([o.short_f1 for o in yes if o.short_f1 is not None]),
        footnotes=_mean([o.footnotes_are_right for o in yes if o.footnotes_are_right is not None]),
        answered=_mean([o.given.answered for o in yes]),
        abstained=_mean([not o.given.answered for o in no]),
        quotes=sum(len(o.given.citations) for o in outcomes),
        quotes_bad=sum(len(o.bad_quotes) for o in outcomes) if with_texts else None,
    )


def by_kind(outcomes: Sequence[ScoredAnswer], *, with_texts: bool) -> dict[str, Figures]:
    """The figures of each kind of question, in the order in which the kinds first occur."""
    kinds = dict.fromkeys(outcome.gold.kind for outcome in outcomes)
    return {kind: summarise([o for o in outcomes if o.gold.kind == kind], with_texts=with_texts) for kind in kinds}


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
