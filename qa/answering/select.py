"""Ranked candidates → which of them to quote: the best, what comes near it, and what belongs to these."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from qa.answering.enumerations import find_series
from qa.citation.context import find_context
from qa.language.en.anaphora import is_consequence
from qa.retrieval.answer_type import Asks, asks_for, wants_several
from qa.retrieval.ranked import Ranked

if TYPE_CHECKING:
    from qa.index.read import Snapshot

MARGIN, MARGIN_SEVERAL = 1.5, 3.5
MOST, MOST_SEVERAL = 2, 4
"""A further sentence is quoted when its score is within the margin of the best; more of them when several are wanted."""
MARGIN_SEQUEL, MOST_SEQUELS = 8.0, 2
"""The same, for sentences that go on with a quoted one; so many for each."""
MOST_IN_ALL = 8


def choose(snapshot: Snapshot, ranked: Ranked) -> list[int]:
    """Which candidates to quote, in the order of quoting."""
    if not wants_several(ranked.question.text):
        return nearest(ranked)
    causes = find_causes(snapshot, ranked) if asks_for(ranked.question.text) is Asks.CAUSE else {}
    near = nearest_of_several(ranked, causes)
    best = [i for i, behind in near.items() if behind <= MARGIN]
    belonging = find_series(snapshot, ranked, near) | find_sequels(snapshot, ranked, best)
    return in_order(ranked, near, belonging)


def nearest(ranked: Ranked) -> list[int]:
    """The best, and what is about as good."""
    order = ranked.order()
    return [i for i in order[:MOST] if _behind(ranked, i) <= MARGIN]


def nearest_of_several(ranked: Ranked, causes: Mapping[int, int]) -> dict[int, float]:
    """The best, and those that come near it, with how far they are behind; a cause counts as much as what follows from it."""
    behind = {i: _behind(ranked, i) for i in ranked.order()[:MOST_SEVERAL]}
    for effect, cause in causes.items():
        behind[cause] = min(behind[effect], behind.get(cause, math.inf))
    return {i: behind[i] for i in sorted(behind, key=behind.__getitem__)[:MOST_SEVERAL] if behind[i] <= MARGIN_SEVERAL}


def find_causes(snapshot: Snapshot, ranked: Ranked) -> dict[int, int]:
    """For each of the best candidates that says that it follows from what stands before it, the candidate that it follows from."""
    causes = {}
    for i in ranked.order()[:MOST_SEVERAL]:
        if is_consequence(ranked.candidates[i].text) and (cause := _leans_on(snapshot, ranked, i)) is not None:
            causes[i] = cause
    return causes


def find_sequels(snapshot: Snapshot, ranked: Ranked, best: Iterable[int]) -> dict[int, int]:
    """Candidates that go on with one of `best`, leaning on what stands before them in its passage; each with that one."""
    found = {}
    for i in best:
        passage = ranked.quotes[i].passage
        for sequel in range(i + 1, i + 1 + MOST_SEQUELS):
            if (
                sequel == len(ranked.quotes)
                or ranked.quotes[sequel].passage != passage
                or _behind(ranked, sequel) > MARGIN_SEQUEL
                or _leans_on(snapshot, ranked, sequel) is None
            ):
                break
            found[sequel] = i
    return found


def in_order(ranked: Ranked, near: Mapping[int, float], belonging: Mapping[int, int]) -> list[int]:
    """Those as good as the best first, and then the others, each in the documents' order; what belongs to one stands with it."""
    behind = dict(near)
    for i, head in belonging.items():
        if i in behind or len(behind) < MOST_IN_ALL:
            behind[i] = min(near[head], behind.get(i, math.inf))
    documents = list(dict.fromkeys(ranked.quotes[i].passage.doc_id for i in behind))

    def place(i: int) -> tuple[bool, int, int]:
        quote = ranked.quotes[i]
        return behind[i] > MARGIN, documents.index(quote.passage.doc_id), quote.span.start

    return sorted(behind, key=place)


def _behind(ranked: Ranked, position: int) -> float:
    """How much worse a candidate's score is than the best."""
    return float(ranked.scores.max() - ranked.scores[position])


def _leans_on(snapshot: Snapshot, ranked: Ranked, position: int) -> int | None:
    """The candidate just before, on which this one leans; None where it leans on nothing, or that is no candidate."""
    quote = ranked.quotes[position]
    document = snapshot.document(quote.passage.doc_id)
    before = find_context(document, quote.span) if document else None
    if before is None:
        return None
    ends = ((other.passage.doc_id, other.span.end) for other in ranked.quotes)
    return next((i for i, end in enumerate(ends) if end == (quote.passage.doc_id, before.span.end)), None)
