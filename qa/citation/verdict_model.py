"""Whether a source's text supports a statement, says otherwise, or says only a part of it: rules first, then a fitted model.

The model joins what the rules and the support model found with what the large packaged reader makes of the nearest passages.
`training/verdicts.py` fitted it on claims that the reader never saw, of held-out articles: FoolMeTwice's with and without their
evidence, and altered; WiCE's; and sentences of SQuAD as they stand and altered.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.reader.statements import StatementReading
from qa.types.audit import AuditVerdict
from qa.types.backing import Backing

if TYPE_CHECKING:
    from qa.citation.support_model import SupportScores
    from qa.citation.weighing import Weighed

READ_BIAS = -0.08
READ_WEIGHTS = (0.4, -0.11, 0.07, 0.53, -0.37)
"""Of `support`, `refutation`, `backs`, `nearness`, `lacks`."""
UNREAD_BIAS = -0.95
UNREAD_WEIGHTS = (0.0, 0.0, 0.21, 0.44, -0.62)
"""The same where no network read."""
DIFFERS_BIAS, DIFFERS_WEIGHTS = 1.2, (0.64, 0.51)
"""That values which the rules tell apart are of the same thing: of `nearness` and `refutation`."""
LEAST_AGAINST, LEAST_TO_CONFIRM = 2.0, 1.5
"""Mean log odds of what was read from which a text is told to say otherwise in other words; and from which a value that rules
tell apart in a sentence far from the statement's words is taken for one of the same thing. Chosen on half of FoolMeTwice's
articles that the reader never saw, for at most 5% false alarms: so 26% of the claims that their source refutes are told."""
AGAINST_CONFIDENCE = 0.62
"""That such a text refutes the statement: so for 49 of 79 of FoolMeTwice's claims, with those beside sentences that say neither."""
LEAST_SUPPORT = 0.45
"""Probability from which a text is said to support a statement. In five-fold cross-validation by article, three of four that are
said to support do so on claims written to fool (FoolMeTwice), 99 of 100 on sentences of a text, altered or not (SQuAD)."""
LEAST_PART, LEAST_PART_ABOUT = 0.15, 0.5
"""Probability, and score for being about it, from which a text is said to support a part. Chosen for WiCE's three classes."""
WORD_FOR_WORD = 0.85
"""Share of the statement's words, in order, from which agreement by rule needs no reading: right for 98 of 100 (SQuAD)."""
WORD_FOR_WORD_CONFIDENCE = 0.98
INCOMPLETE_CONFIDENCE = 0.94
"""That a text supports a statement only in part where it has no word of an item of a list: so in 30 of 32 of those claims."""

_UNREAD = StatementReading(-3.0, -3.0, 0.0)


@dataclass(frozen=True, slots=True)
class VerdictFeatures:
    """What is known of a statement and a source's text."""

    backing: Backing
    """What the rules say."""
    read: bool
    """Whether a network read passages."""
    support: float
    """Of those that were read, the highest log odds that one supports the statement."""
    refutation: float
    """The same, that one refutes it."""
    against: float
    """The mean of the log odds that what was read refutes the statement rather than supports it; 0 where nothing was read."""
    backs: float
    """Highest score of the support model."""
    about: float
    """The same, as if the sentence had the statement's numbers."""
    nearness: float
    """Share of the statement's words, in order, in the best sentence."""
    lacks: bool
    """Whether the best sentence and its neighbours lack a number, date or name of the statement."""
    outright: bool = False
    """Whether the best sentence denies outright what the statement says."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict, and the probability that it is right."""

    verdict: AuditVerdict
    confidence: float


def needs_reading(weighed: Weighed) -> bool:
    """Whether the rules leave something open: not where a text has the statement almost word for word."""
    return not _is_word_for_word(weighed.backing, weighed.sentences[0][1].nearness if weighed.sentences else 0.0)


def _is_word_for_word(backing: Backing, nearness: float) -> bool:
    return backing is Backing.BACKS and nearness >= WORD_FOR_WORD


def verdict_features(weighed: Weighed, scores: SupportScores, readings: Sequence[StatementReading]) -> VerdictFeatures:
    """Those of a weighed source, and of what was read of it."""
    best = weighed.sentences[0][1] if weighed.sentences else None
    return VerdictFeatures(
        backing=weighed.backing,
        read=bool(readings),
        support=max((reading.support for reading in readings), default=_UNREAD.support),
        refutation=max((reading.refutation for reading in readings), default=_UNREAD.refutation),
        against=sum(reading.against for reading in readings) / max(len(readings), 1),
        backs=float(scores.backs.max()),
        about=float(scores.about.max()),
        nearness=best.nearness if best else 0.0,
        lacks=bool(best and best.lacks),
        outright=bool(best and best.outright),
    )


def decide(features: VerdictFeatures, *, leaves_out: bool = False) -> Decision:
    """The verdict: in the statement's own words the rules tell, in other words what was read; for the rest, the model.

    `leaves_out`: the text has no word of an item of a list, which a network takes for a contradiction.
    """
    if features.backing is Backing.DIFFERS and _is_confirmed(features):
        told = _probability(DIFFERS_BIAS, DIFFERS_WEIGHTS, (features.nearness, features.refutation))
        return Decision(AuditVerdict.DIFFERS, max(told, AGAINST_CONFIDENCE) if features.outright else told)
    if _is_word_for_word(features.backing, features.nearness):
        return Decision(AuditVerdict.SUPPORTS, WORD_FOR_WORD_CONFIDENCE)
    if features.against >= LEAST_AGAINST and not leaves_out:
        return Decision(AuditVerdict.DIFFERS, AGAINST_CONFIDENCE)
    supported = support_probability(features)
    if supported >= LEAST_SUPPORT and features.backing is not Backing.DIFFERS:
        return Decision(AuditVerdict.SUPPORTS, supported)
    partly = supported >= LEAST_PART and features.about >= LEAST_PART_ABOUT
    return Decision(AuditVerdict.PARTLY if partly else AuditVerdict.NOT_FOUND, 1 - supported)


def _is_confirmed(features: VerdictFeatures) -> bool:
    """Whether a value that rules tell apart is one of the same thing: far from the statement's words, what was read must say so."""
    near = not features.read or features.nearness >= WORD_FOR_WORD
    return near or features.outright or features.against >= LEAST_TO_CONFIRM


def without_items(decision: Decision) -> Decision:
    """The verdict, where what was read has no word of an item of a list in the statement."""
    if decision.verdict is not AuditVerdict.SUPPORTS:
        return decision
    return Decision(AuditVerdict.PARTLY, INCOMPLETE_CONFIDENCE)


def support_probability(features: VerdictFeatures) -> float:
    """The probability that the text supports the whole statement."""
    bias, weights = (READ_BIAS, READ_WEIGHTS) if features.read else (UNREAD_BIAS, UNREAD_WEIGHTS)
    given = (features.support, features.refutation, features.backs, features.nearness, float(features.lacks))
    return _probability(bias, weights, given)


def _probability(bias: float, weights: Sequence[float], given: Sequence[float]) -> float:
    return 1 / (1 + math.exp(-bias - sum(w * x for w, x in zip(weights, given, strict=True))))
