"""Which statements are audited, and what has to be compared for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qa.citation.ledger import Ledger, Statement
from qa.types.answer import Citation, LinkKind
from qa.types.source import Source


@dataclass(frozen=True, slots=True)
class Job:
    """A statement with the works that its footnotes name; comments name none."""

    citation: Citation
    named: tuple[tuple[str, Source], ...]
    """The footnote's label, and the work that it names or, by `ibid.` and the like, means."""


def make_jobs(ledger: Ledger) -> tuple[Job, ...]:
    """The statements of a ledger on which a footnote's marker stands, in its order."""
    by_id = {source.source_id: source for source in ledger.sources}
    return tuple(_job(s, by_id) for s in ledger.statements if any(_is_marked(s)))


def _is_marked(statement: Statement) -> Iterator[bool]:
    return (link.link is LinkKind.MARKER for link in statement.citation.footnotes)


def _job(statement: Statement, by_id: Mapping[str, Source]) -> Job:
    named: dict[str, tuple[str, Source]] = {}
    for link in statement.citation.footnotes:
        source = by_id.get(link.source)
        if source is not None and link.link is LinkKind.MARKER and not source.is_comment:
            work = by_id.get(source.same_as or "", source)
            named.setdefault(work.source_id, (link.label, work))
    return Job(statement.citation, tuple(named.values()))
