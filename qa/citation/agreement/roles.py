"""Whether two sentences give one role, which only one can hold, to two names: “Brazil is the top supplier”."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qa.citation.agreement.equality import equal
from qa.citation.agreement.names import same_name
from qa.citation.agreement.pieces import CutText
from qa.citation.agreement.polarity import Clash, denies
from qa.citation.agreement.values import Value
from qa.language.en.sole_roles import HELD, RANKS
from qa.types.backing import ValueKind
from qa.types.document import Span

_GAP = 12
"""Characters between a name and its verb: “Brazil still is”."""


@dataclass(frozen=True, slots=True)
class _Holder:
    """Who holds a role."""

    name: Value
    rank: int
    noun: str
    span: Span
    """Of the role."""


def role_clashes(ours: CutText, theirs: CutText, core: Span) -> Iterator[Clash]:
    """A role whose holder differs, where neither sentence denies anything, nor names the other's holder in that role."""
    here = list(_holders(ours, Span(0, len(ours.text))))
    there = list(_holders(theirs, core)) if here else []
    if (
        not there
        or _at_other_times(ours, theirs, core)
        or denies(ours.text, Span(0, len(ours.text)))
        or denies(theirs.text, core)
    ):
        return
    for mine in here:
        same = [other for other in there if (other.rank, other.noun) == (mine.rank, mine.noun)]
        known = any(same_name(mine.name.words, other.name.words) for other in same)
        if same and not known and _is_of_one_thing(ours, theirs, core, mine):
            yield Clash(ValueKind.NAME, mine.name.span, same[0].name.span)


def _holders(text: CutText, within: Span) -> Iterator[_Holder]:
    for match in HELD.finditer(text.text, within.start, within.end):
        before = [v for v in text.values if v.words and v.span.end <= match.start() < v.span.end + _GAP]
        noun = next((p.key for p in text.pieces if p.span.start >= match.end() and p.key and p.content), "")
        if before and noun:
            yield _Holder(before[-1], RANKS[match["rank"].casefold()], noun, Span(*match.span()))


def _at_other_times(ours: CutText, theirs: CutText, core: Span) -> bool:
    """Whether both are dated, and no date of the one is the other's: a role passes on."""
    here = [v for v in ours.values if v.days]
    there = [v for v in theirs.values if v.days and core.start <= v.span.start < core.end]
    return bool(here and there) and not any(equal(a, b) for a in here for b in there)


def _is_of_one_thing(ours: CutText, theirs: CutText, core: Span, mine: _Holder) -> bool:
    """Whether the sentence has some of what follows the role."""
    rest = (p.key for p in ours.pieces if p.key and p.content and p.span.start >= mine.span.end)
    own = {p.key for p in theirs.pieces if p.key and p.content and core.start <= p.span.start < core.end}
    return not own.isdisjoint({*rest} - {mine.noun})
