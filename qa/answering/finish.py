"""What every answer is finished with: the sources that it comes from or leads to; or a refusal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.citation.support import name_held
from qa.index.engine import Snapshot
from qa.types.answer import Answer, Citation, Claim, Status

NEAREST_SHOWN = 3
"""Nearest passages that a refusal shows."""


def refuse(question: str, reason: str, nearest: Sequence[Citation]) -> Answer:
    """An answer that says that there is none, and why."""
    return Answer(question, Status.ABSTAINED, None, reason, (), (), tuple(nearest))


def finish_answer(snapshot: Snapshot, question: str, claims: tuple[Claim, ...], short: str | None) -> Answer:
    """An answer with the sources that it comes from or leads to."""
    known = snapshot.sources()
    by_id = {source.source_id: source for source in known}
    claims = tuple(Claim(c.text, tuple(name_held(x, by_id) for x in c.citations)) for c in claims)
    used = {source_id for claim in claims for citation in claim.citations for source_id in _leads_to(citation)}
    sources = tuple(s for s in known if s.source_id in used)
    return Answer(question, Status.ANSWERED, short, None, claims, sources, ())


def _leads_to(citation: Citation) -> Iterator[str]:
    """The sources that a citation's footnotes name, and those whose own text it quotes."""
    yield from (link.source for link in (*citation.footnotes, *citation.nearby_footnotes))
    yield from citation.source_of
