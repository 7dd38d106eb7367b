"""A ledger in numbers: what share of the statements rests on what, and how the sources are spread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.citation.ledger import Basis, Ledger
from qa.types.source import Source


@dataclass(frozen=True, slots=True)
class YearOfSources:
    """The works of one year, and what rests on them."""

    year: int
    sources: int
    kinds: dict[str, int]
    statements: int


@dataclass(frozen=True, slots=True)
class Shares:
    """Counts and shares of statements by basis, and the works by kind, language, holding and year.

    The field names are those of `qa rests --json`; `dataclasses.asdict` makes the one from the other.
    """

    statements: int
    counts: dict[str, int]
    """By `Basis`, and `with-marker`: those on which a marker stands, with a note or without."""
    shares: dict[str, float]
    """The counts as parts of all statements, rounded to four places."""
    sources: int
    """Works, each once: comments and repeated references left out."""
    kinds: dict[str, int]
    languages: dict[str, int]
    holdings: dict[str, int]
    timeline: tuple[YearOfSources, ...]
    """The years that have works, in order."""
    undated: int


def make_shares(ledger: Ledger) -> Shares:
    """Count a ledger's statements and sources."""
    total = len(ledger.statements)
    counts = {basis.value: len(ledger.having(basis)) for basis in Basis}
    counts["with-marker"] = sum(bool(s.citation.footnotes) or Basis.UNLINKED in s.basis for s in ledger.statements)
    works = [s for s in ledger.sources if not s.is_comment and s.same_as is None]
    return Shares(
        statements=total,
        counts=counts,
        shares={name: round(count / total, 4) if total else 0.0 for name, count in counts.items()},
        sources=len(works),
        kinds=dict(Counter(s.kind.value for s in works).most_common()),
        languages=dict(Counter(s.language or "unknown" for s in works).most_common()),
        holdings=dict(Counter(s.holding.value for s in works).most_common()),
        timeline=tuple(_timeline(ledger, works)),
        undated=sum(s.issued is None for s in works),
    )


def _timeline(ledger: Ledger, works: Sequence[Source]) -> Iterator[YearOfSources]:
    resting_on = ledger.by_source()
    dated = [work for work in works if work.issued]
    for year in sorted({(work.issued or "")[:4] for work in dated}):
        own = [work for work in dated if (work.issued or "").startswith(year)]
        resting = {s.citation.span.start for work in own for s in resting_on[work.source_id]}
        yield YearOfSources(int(year), len(own), dict(Counter(work.kind.value for work in own)), len(resting))
