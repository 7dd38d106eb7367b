"""Sentences that a text counts up: “One option is …”, “Another option is …”; “First, …”, “Second, …”."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.language.en.enumerations import COUNTED_BY_NAME, COUNTED_BY_NUMBER, POSSIBILITY
from qa.language.stems import content_stems, stem
from qa.retrieval.ranked_sentences import RankedSentences
from qa.types.document import BlockKind

if TYPE_CHECKING:
    from qa.index.engine import Snapshot

_FARTHEST = 6000
"""Characters from one to the next; those that are farther apart belong to different enumerations."""
_PARAGRAPHS = 3
"""How far before “Another option” the first option is looked for, where none says that it is the first."""


@dataclass(frozen=True, slots=True)
class _Member:
    """A candidate that is counted up, as a `name` or, when that is empty, by number alone."""

    position: int
    doc_id: str
    start: int
    name: str
    is_first: bool


def find_enumerated(snapshot: Snapshot, ranked: RankedSentences, near: Iterable[int]) -> dict[int, int]:
    """Candidates that the text counts up together with one of `near`, or after one that leads up to the first, each with that one.

    What is counted by name belongs there only when the question asks for that name: for options, scenarios, reasons.
    """
    asked = set(content_stems(ranked.question.text))
    # “Another painter …” counts painters: that is of use only to a question about painters.
    members = [m for m in _members(ranked) if not m.name or stem(m.name) in asked]
    found: dict[int, int] = {}
    for enumeration in _grouped(members):
        positions = [member.position for member in enumeration]
        # “The guild gave three reasons.” comes just before “First, …”, and has the question's words.
        leads_up = enumeration[0].is_first
        head = next((i for i in near if i in positions or (i + 1 == positions[0] and leads_up)), None)
        if head is None:
            continue
        found |= dict.fromkeys(positions, head)
        # An author who writes “Another option” has told one before, and may not have called it an option.
        if enumeration[0].name and not enumeration[0].is_first:
            first = _unnamed_first(snapshot, ranked, enumeration[0])
            if first is not None:
                found[first] = head
    return found


def _members(ranked: RankedSentences) -> list[_Member]:
    found = []
    for i, (quote, candidate) in enumerate(zip(ranked.quotes, ranked.candidates, strict=True)):
        match = COUNTED_BY_NAME.match(candidate.text) or COUNTED_BY_NUMBER.match(candidate.text)
        if match and not candidate.is_note:
            name = match.groupdict().get("name") or ""
            found.append(_Member(i, quote.passage.doc_id, quote.span.start, name, match["first"] is not None))
    return sorted(found, key=lambda member: (member.doc_id, member.start))


def _grouped(members: Iterable[_Member]) -> list[list[_Member]]:
    """Those of one document and name, up to where counting starts again, or one is too far from the next."""
    found: list[list[_Member]] = []
    open_groups: dict[tuple[str, str], list[_Member]] = {}
    for member in members:
        group = open_groups.get((member.doc_id, member.name))
        if group is None or member.is_first or member.start - group[-1].start > _FARTHEST:
            group = open_groups[member.doc_id, member.name] = []
            found.append(group)
        group.append(member)
    return found


def _unnamed_first(snapshot: Snapshot, ranked: RankedSentences, second: _Member) -> int | None:
    """The candidate told before “Another option”: the most like it of those that open a paragraph before and say what may be."""
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
        and POSSIBILITY.search(candidates[i].text)
    ]
    return max(before, key=lambda i: float(candidates[i].vector @ like), default=None)
