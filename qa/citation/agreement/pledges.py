"""Whether one text says that somebody gave his word, and the other that nobody did: “has promised to”, “cannot promise that”."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qa.citation.agreement.common import count_common
from qa.citation.agreement.pieces import CutText
from qa.citation.agreement.polarity import Clash
from qa.language.en.pledges import ACTS, NOTHING, UNSAID
from qa.types.backing import ValueKind
from qa.types.document import Span

_LEAST_SHARED, _LEAST_AROUND = 2, 3
"""Other words and names that the statement has in common with the sentence; or with that and its neighbours, one with it itself."""
_BEFORE, _AFTER = 60, 20
"""Characters around such a word in which it is denied."""


@dataclass(frozen=True, slots=True)
class _Act:
    """A word for giving one's word."""

    span: Span
    """With what denies it."""
    denied: bool


def pledge_clashes(ours: CutText, theirs: CutText, core: Span) -> Iterator[Clash]:
    """A promise, an admission, an apology or an assent that one side has, where the other denies each that it speaks of."""
    for family in range(len(ACTS)):
        here, there = list(_acts(ours.text, family)), list(_acts(theirs.text, family))
        own = [act for act in there if core.start <= act.span.end <= core.end]
        if not here or not own or len({act.denied for act in here}) + len({act.denied for act in there}) > 2:
            continue
        spans, whole = [act.span for act in here], Span(0, len(theirs.text))
        shared, around = (count_common(ours, theirs, within, spans) for within in (core, whole))
        about_one = shared >= _LEAST_SHARED or (shared and around >= _LEAST_AROUND)
        if here[0].denied is not own[0].denied and about_one:
            yield Clash(ValueKind.NEGATION, here[0].span, own[0].span)


def _acts(text: str, family: int) -> Iterator[_Act]:
    for match in ACTS[family].finditer(text):
        start, end = match.span()
        before = UNSAID.search(text[max(0, start - _BEFORE) : start])
        after = NOTHING.match(text[end : end + _AFTER])
        span = Span(max(0, start - _BEFORE) + before.start() if before else start, end + after.end() if after else end)
        yield _Act(span, bool(before or after))
