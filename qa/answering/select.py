"""Ranked sentences → which of them to quote: the best, what comes near it, and what belongs to these."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from qa.answering.enumerations import find_enumerated
from qa.citation.context import find_context
from qa.language.en.anaphora import is_consequence
from qa.retrieval import weights
from qa.retrieval.answer_type import AnswerType, answer_type_of, asks_for_several
from qa.retrieval.ranked_sentences import RankedSentences

if TYPE_CHECKING:
    from qa.index.engine import Snapshot


def select_quotes(snapshot: Snapshot, ranked: RankedSentences, *, whole: bool) -> list[int]:
    """Which candidates to quote, in the order of quoting; `whole`: a few words are no whole answer, as far as can be told."""
    if not asks_for_several(ranked.question.text):
        return with_rest(ranked, select_best(ranked)) if whole else select_best(ranked)
    causes = find_causes(snapshot, ranked) if answer_type_of(ranked.question.text) is AnswerType.CAUSE else {}
    near = select_several(ranked, causes)
    best = [i for i, behind in near.items() if behind <= weights.QUOTE_MARGIN]
    # Members of an enumeration join what is merely near, sequels only the best: a sequel says less by itself.
    belonging = find_enumerated(snapshot, ranked, near) | find_sequels(snapshot, ranked, best)
    return order_quotes(ranked, near, belonging)


def select_best(ranked: RankedSentences) -> list[int]:
    """The best, and what is about as good."""
    order = ranked.order()
    return [i for i in order[: weights.QUOTE_LIMIT] if ranked.behind_best(i) <= weights.QUOTE_MARGIN]


def with_rest(ranked: RankedSentences, best: list[int]) -> list[int]:
    """The best, and what else answers in the passage of the very best, in its order."""
    passage = ranked.quotes[best[0]].passage
    near = [i for i in ranked.order() if ranked.behind_best(i) <= weights.SEVERAL_MARGIN and i not in best]
    rest = [i for i in near if ranked.quotes[i].passage == passage]
    return [*best, *sorted(rest[: weights.SEVERAL_LIMIT - len(best)])]


def select_several(ranked: RankedSentences, causes: Mapping[int, int]) -> dict[int, float]:
    """The best, and those that come near it, with how far they are behind; a cause counts as much as what follows from it."""
    behind = {i: ranked.behind_best(i) for i in ranked.order()[: weights.SEVERAL_LIMIT]}
    # “As a result, homicides rose” has the words of “why did homicides rise?”; the sentence before it has the answer.
    for effect, cause in causes.items():
        behind[cause] = min(behind[effect], behind.get(cause, math.inf))
    nearest = sorted(behind, key=behind.__getitem__)[: weights.SEVERAL_LIMIT]
    return {i: behind[i] for i in nearest if behind[i] <= weights.SEVERAL_MARGIN}


def find_causes(snapshot: Snapshot, ranked: RankedSentences) -> dict[int, int]:
    """The best candidates that call themselves consequences (“As a result, …”), each with the candidate that it follows from."""
    causes = {}
    for i in ranked.order()[: weights.SEVERAL_LIMIT]:
        if is_consequence(ranked.candidates[i].text) and (cause := _antecedent(snapshot, ranked, i)) is not None:
            causes[i] = cause
    return causes


def find_sequels(snapshot: Snapshot, ranked: RankedSentences, best: Iterable[int]) -> dict[int, int]:
    """Candidates that go on with one of `best`, leaning on what stands before them in its passage; each with that one."""
    found = {}
    for i in best:
        passage = ranked.quotes[i].passage
        for sequel in range(i + 1, i + 1 + weights.SEQUEL_LIMIT):
            # The first sentence that stands by itself ends the train of thought, whatever comes after it.
            if (
                sequel == len(ranked.quotes)
                or ranked.quotes[sequel].passage != passage
                or ranked.behind_best(sequel) > weights.SEQUEL_MARGIN
                or _antecedent(snapshot, ranked, sequel) is None
            ):
                break
            found[sequel] = i
    return found


def order_quotes(ranked: RankedSentences, near: Mapping[int, float], belonging: Mapping[int, int]) -> list[int]:
    """Those as good as the best first, and then the others, each in the documents' order; what belongs to one stands with it."""
    behind = dict(near)
    for i, head in belonging.items():
        if i in behind or len(behind) < weights.CLAIM_LIMIT:
            # With the place of the one that it belongs to, whatever its own score is.
            behind[i] = min(near[head], behind.get(i, math.inf))
    documents = list(dict.fromkeys(ranked.quotes[i].passage.doc_id for i in behind))

    # Not by score: claims that are about as good read best in the order in which their author put them.
    def place(i: int) -> tuple[bool, int, int]:
        quote = ranked.quotes[i]
        return behind[i] > weights.QUOTE_MARGIN, documents.index(quote.passage.doc_id), quote.span.start

    return sorted(behind, key=place)


def _antecedent(snapshot: Snapshot, ranked: RankedSentences, position: int) -> int | None:
    """The candidate just before, on which this one leans; None when there is no such candidate."""
    quote = ranked.quotes[position]
    document = snapshot.document(quote.passage.doc_id)
    before = find_context(document, quote.span) if document else None
    if before is None:
        return None
    ends = ((other.passage.doc_id, other.span.end) for other in ranked.quotes)
    return next((i for i, end in enumerate(ends) if end == (quote.passage.doc_id, before.span.end)), None)
