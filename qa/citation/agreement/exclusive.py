"""Whether two sentences give one noun attributes of which only one can be true: third and second; oldest and youngest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.citation.agreement.amounts import ORDINAL_UNIT
from qa.citation.agreement.keys import comparison_key
from qa.citation.agreement.names import same_name
from qa.citation.agreement.pieces import CutText, Snippet
from qa.citation.agreement.polarity import Clash, denies
from qa.language.en.exclusive_words import ATTRIBUTES, SUPERLATIVES
from qa.types.backing import ValueKind
from qa.types.document import Span

_LEAST_SHARED = 3
"""Words and names in common, with the noun, from which two sentences are taken to be about one thing; with a name one less."""
_HEAD_WITHIN = 2
"""Words after an attribute among which the noun is: “second shortstop”, “second largest city”."""
_MANY_OF = frozenset({"century", "centuri", "time", "year", "day", "place", "half", "part", "round", "week", "month"})
"""Nouns of which a text has a first and a third without contradiction."""
_ORDINALS = {comparison_key("debut"): "1", comparison_key("first"): "1", comparison_key("second"): "2"}
"""Words that are no numbers by themselves: “a second baseman”."""


@dataclass(frozen=True, slots=True)
class _Attribute:
    """An attribute with its noun."""

    at: int
    family: str
    member: str
    noun: str
    """Empty where none follows at once."""
    kind: ValueKind


def exclusive_clashes(ours: CutText, theirs: CutText, core: Span) -> Iterator[Clash]:
    """Attributes of one noun that cannot both be true, where each text has one of them alone and nothing is denied."""
    own = [piece for piece in theirs.pieces if core.start <= piece.span.start < core.end]
    here = list(_attributes(ours.pieces))
    if not here or denies(ours.text, Span(0, len(ours.text))) or denies(theirs.text, core):
        return
    anywhere = list(_attributes(theirs.pieces))
    there = [a for a in anywhere if core.start <= theirs.pieces[a.at].span.start < core.end]
    for mine in here:
        same = [a for a in there if (a.family, a.noun) == (mine.family, mine.noun)]
        # Of “her first and second novel”, the first one has its noun further on.
        open_ones = [a for a in there if (a.family, a.noun) == (mine.family, "")]
        alone = (
            len({a.member for a in here if a.family == mine.family})
            == len({a.member for a in (*same, *open_ones)})
            == 1
        )
        known = any((a.family, a.member) == (mine.family, mine.member) for a in anywhere)
        if mine.noun and same and alone and not known and _shares(ours.pieces, own):
            yield Clash(mine.kind, ours.pieces[mine.at].span, theirs.pieces[same[0].at].span)


def _attributes(pieces: Sequence[Snippet]) -> Iterator[_Attribute]:
    for at, piece in enumerate(pieces):
        noun = next((p.key for p in pieces[at + 1 : at + 1 + _HEAD_WITHIN] if p.content and p.key), "")
        if noun in _MANY_OF:
            continue
        if piece.value and piece.value.readings and piece.value.readings[0].unit == ORDINAL_UNIT:
            yield _Attribute(at, "ordinal", f"{piece.value.readings[0].amount:g}", noun, ValueKind.NUMBER)
        elif piece.value is None and piece.key in _ORDINALS:
            yield _Attribute(at, "ordinal", _ORDINALS[piece.key], noun, ValueKind.NUMBER)
        for family, member in _MEMBERS.get(piece.key, ()) if piece.key and piece.value is None else ():
            yield _Attribute(at, family, member, noun, ValueKind.DIRECTION)


def _shares(ours: Sequence[Snippet], theirs: Sequence[Snippet]) -> bool:
    """Whether two sentences are about one thing, by the content words and names that both have."""
    words = {p.key for p in ours if p.key and p.content} & {p.key for p in theirs if p.key and p.content}
    names = [p.value.words for p in theirs if p.value and p.value.words]
    named = sum(any(same_name(p.value.words, n) for n in names) for p in ours if p.value and p.value.words)
    return len(words) + named >= _LEAST_SHARED - bool(named)


def _members() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for family in (*SUPERLATIVES, *ATTRIBUTES):
        for member in family.split("/"):
            for word in member.split(","):
                found.setdefault(comparison_key(word), []).append((family, member))
    return found


_MEMBERS = _members()
"""Families and members by stem."""
