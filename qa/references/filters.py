"""Choosing sources by what is known of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qa.errors import UsageError
from qa.types.source import Holding, Source, SourceKind


@dataclass(frozen=True, slots=True)
class Filter:
    """What sources must be; what is empty or None does not narrow."""

    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    """ISO 639-1 codes; `unknown` for sources whose language is not known."""
    holdings: tuple[str, ...] = ()
    """`held`, `reference only`, `unpublished`."""
    documents: tuple[str, ...] = ()
    since: str | None = None
    """First date, as exact as given: `2024`, `2024-02`, `2024-02-12`; a source without a date is left out."""
    until: str | None = None
    """Last date, likewise: `2024` takes in all of that year."""

    def __post_init__(self) -> None:
        """Refuse a kind or holding that no source can have.

        Raises:
            UsageError: there is no such kind or holding.
        """
        for name, given, known in (("kind", self.kinds, SourceKind), ("holding", self.holdings, Holding)):
            for value in given:
                if value not in [member.value for member in known]:
                    raise UsageError(f"{name} {value!r}: use one of {', '.join(known)}")


def select(sources: Iterable[Source], wanted: Filter) -> tuple[Source, ...]:
    """The sources that fit every part of the filter, in their order."""
    return tuple(source for source in sources if _fits(source, wanted))


def _fits(source: Source, wanted: Filter) -> bool:
    among = (
        (source.kind.value, wanted.kinds),
        (source.language or "unknown", wanted.languages),
        (source.holding, wanted.holdings),
        (source.doc_id, wanted.documents),
    )
    if any(allowed and value not in allowed for value, allowed in among):
        return False
    return _dated(source.issued, wanted.since, wanted.until)


def _dated(issued: str | None, since: str | None, until: str | None) -> bool:
    """True for a date that may lie in the range: `2024` may be in `2024-02`, since more is not known of it."""
    if not (since or until):
        return True
    if issued is None:
        return False
    after = since is None or issued[: len(since)] >= since[: len(issued)]
    before = until is None or issued[: len(until)] <= until[: len(issued)]
    return after and before
