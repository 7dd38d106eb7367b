"""Sentences that a text counts up: “One option is …”, “Another option is …”; “First, …”, “Second, …”. English only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.language.stems import content_stems, stem
from qa.retrieval.ranked import Ranked
from qa.types.document import BlockKind

if TYPE_CHECKING:
    from qa.index.read import Snapshot

_APART = 6000
"""Characters from one to the next; those that are farther apart belong to different series."""
_PARAGRAPHS = 3
"""How far before “Another option” the first option is looked for, where none says that it is the first."""
_NUMBERED = r"second|third|fourth|fifth|sixth|seventh|next|last|final|further|other"
_NAMED = re.compile(
    rf"(?:(?P<first>One|The first|A first)|(?:Yet a|A)nother|(?:A|The) (?:{_NUMBERED})(?: and (?:last|final))?)"
    r" (?:[\w-]+ ){0,2}?(?P<name>[a-z]{3,})(?:,[^,.]{1,60},| (?:for|of|in|to|on|that) [^,.;]{1,60}?)? "
    r"(?:is|was|would|could|may|might|will|has|had|concerns|involves|lies|relates|comes|came)\b"
)
_COUNTED = re.compile(
    r"(?:(?P<first>First(?:ly)?|To begin with)|Second(?:ly)?|Third(?:ly)?|Fourth(?:ly)?|Fifth(?:ly)?|Sixth|Last(?:ly)?|Finally),"
)

_MAY_BE = re.compile(r"\b(?:if|would|could|might|may|possibl[ey]|probabl[ey]|(?:un)?likely)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Member:
    """A candidate that is counted up, as a `name` or, when that is empty, by number alone."""

    position: int
    doc_id: str
    start: int
    name: str
    is_first: bool


def find_series(snapshot: Snapshot, ranked: Ranked, near: Iterable[int]) -> dict[int, int]:
    """Candidates that the text counts up together with one of `near`, or after one that leads up to the first, each with that one.

    What is counted by name belongs there only when the question asks for that name: for options, scenarios, reasons.
    """
    asked = set(content_stems(ranked.question.text))
    members = [m for m in _members(ranked) if not m.name or stem(m.name) in asked]
    found: dict[int, int] = {}
    for series in _grouped(members):
        positions = [member.position for member in series]
        head = next((i for i in near if i in positions or (i + 1 == positions[0] and series[0].is_first)), None)
        if head is None:
            continue
        found |= dict.fromkeys(positions, head)
        if series[0].name and not series[0].is_first:
            first = _unsaid_first(snapshot, ranked, series[0])
            if first is not None:
                found[first] = head
    return found


def _members(ranked: Ranked) -> list[_Member]:
    found = []
    for i, (quote, candidate) in enumerate(zip(ranked.quotes, ranked.candidates, strict=True)):
        match = _NAMED.match(candidate.text) or _COUNTED.match(candidate.text)
        if match and not candidate.is_note:
            name = match.groupdict().get("name") or ""
            found.append(_Member(i, quote.passage.doc_id, quote.span.start, name, match["first"] is not None))
    return sorted(found, key=lambda member: (member.doc_id, member.start))


def _grouped(members: Iterable[_Member]) -> list[list[_Member]]:
    """Those of one document and name, up to where a series begins anew, or one is too far from the next."""
    found: list[list[_Member]] = []
    open_series: dict[tuple[str, str], list[_Member]] = {}
    for member in members:
        series = open_series.get((member.doc_id, member.name))
        if series is None or member.is_first or member.start - series[-1].start > _APART:
            series = open_series[member.doc_id, member.name] = []
            found.append(series)
        series.append(member)
    return found


def _unsaid_first(snapshot: Snapshot, ranked: Ranked, second: _Member) -> int | None:
    """“Another option” stands beside one told before, as what may be: of such openings of the paragraphs before, the likest."""
    document = snapshot.document(second.doc_id)
    if document is None:
        return None
    blocks = document.blocks[: document.block_index(second.start)]
    openings = {b.span.start for b in [b for b in blocks if b.kind is BlockKind.PARAGRAPH][-_PARAGRAPHS:]}
    like, candidates = ranked.candidates[second.position].vector, ranked.candidates
    before = [
        i
        for i, quote in enumerate(ranked.quotes)
        if (quote.passage.doc_id, quote.span.start in openings) == (second.doc_id, True)
        and _MAY_BE.search(candidates[i].text)
    ]
    return max(before, key=lambda i: float(candidates[i].vector @ like), default=None)
