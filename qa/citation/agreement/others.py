"""The only other value of a kind in a sentence: what it has where the statement has another, or may have."""

from __future__ import annotations

from qa.citation.agreement.equality import compatible, competing
from qa.citation.agreement.pieces import CutText
from qa.citation.agreement.values import Value
from qa.regex import regex
from qa.types.document import Span

_BY = regex(r"\bby (?:about |around |almost |nearly |over |roughly )?(?:an? )?\Z")
_BEFORE = 20
"""Characters before a value in which that stands."""
_MOST = 30
"""Values of a text from which nothing is looked for: of so many, which one is meant could not be told."""


def sole_other(value: Value, ours: CutText, theirs: CutText, core: Span) -> Value | None:
    """The only value in the core of theirs that competes with a number or date of ours, and that ours has not."""
    if not value.numeric or max(len(ours.values), len(theirs.values)) > _MOST:
        return None
    there = [u for u in theirs.values if core.start <= u.span.start < core.end and not u.weak]
    free = [u for u in there if competing(value, u, same_place=False)]
    free = [u for u in free if not any(compatible(v, u) for v in ours.values)]
    return free[0] if len(free) == 1 else None


def rival_part(value: Value, ours: CutText, theirs: CutText, core: Span) -> Value | None:
    """The one part by which something changed in theirs, where ours has one too, and another: “by a third”, “by a quarter”."""
    if max(len(ours.values), len(theirs.values)) > _MOST:
        return None
    if not _is_part(value, ours) or sum(_is_part(v, ours) for v in ours.values) > 1:
        return None
    there = [u for u in theirs.values if core.start <= u.span.start < core.end and _is_part(u, theirs)]
    return there[0] if len(there) == 1 and competing(value, there[0], same_place=False) else None


def _is_part(value: Value, text: CutText) -> bool:
    fraction = any(not reading.unit and 0 < reading.amount < 1 for reading in value.readings)
    at = value.span.start
    return fraction and _BY.search(text.text, max(0, at - _BEFORE), at) is not None
