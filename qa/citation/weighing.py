"""A statement + the sentences of one source with their scores → the verdict on the source, and the sentences that give it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.citation.agreement.judge import Agreement, Judge, Window, judge
from qa.citation.support_model import SupportScores
from qa.types.backing import Backing

LEAST_ABOUT = -1.0
"""Score from which a sentence counts as being about the statement, whatever values it has."""
MOST_JUDGED = 6
"""Sentences of a source that are compared: those with the best scores."""
_NEARER = 0.15
"""By how much more of the statement a sentence that differs must have than one that backs it, to be the one that is meant."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """The verdict on a source, with the sentences that give it, best first: their numbers, and what was found in each."""

    backing: Backing
    sentences: tuple[tuple[int, Agreement], ...]


def weigh(
    statement: str,
    window_of: Callable[[int], Window],
    scores: SupportScores,
    background: str = "",
    judge: Judge = judge,
) -> Weighed:
    """Judge the nearest sentences of a source, and give the verdict of the best; `window_of` is a sentence with its neighbours."""
    nearest = [int(i) for i in (-scores.about).argsort(kind="stable")[:MOST_JUDGED] if scores.about[i] >= LEAST_ABOUT]
    judged = [(i, judge(statement, window_of(i), background)) for i in nearest]
    backing = [(i, a) for i, a in judged if a.backing is Backing.BACKS and scores.backs[i] >= 0]
    differing = [(i, a) for i, a in judged if a.backing is Backing.DIFFERS]
    closest = max((a.nearness for _, a in differing), default=0.0)
    if backing and closest <= max(a.nearness for _, a in backing) + _NEARER:
        return Weighed(Backing.BACKS, tuple(sorted(backing, key=lambda entry: -float(scores.backs[entry[0]]))))
    if differing:
        return Weighed(Backing.DIFFERS, tuple(sorted(differing, key=lambda entry: -entry[1].nearness)))
    rest: Sequence[tuple[int, Agreement]] = [(i, a) for i, a in judged if scores.about[i] >= 0]
    return Weighed(Backing.MENTIONS if rest else Backing.NOT_FOUND, tuple(rest))
