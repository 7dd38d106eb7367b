"""What can be compared in two texts: amounts, dates and names, each with its place and the ways in which it can be read."""

from __future__ import annotations

from dataclasses import dataclass

from qa.types.backing import ValueKind
from qa.types.document import Span

_SAME = 1e-6
_CONVERTED = 0.012
"""How far two amounts may lie apart when one was converted from another system of units, and rounded."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read an amount: how many, of which base unit (`kg`, `EUR`, `%`; empty for a bare number)."""

    amount: float
    unit: str = ""
    factor: float = 1.0
    """How many of the base unit make the unit that is written."""

    def same(self, other: Reading) -> bool:
        """True for one amount, however it is written."""
        if self.unit != other.unit:
            return False
        a, b = self.amount * self.factor, other.amount * other.factor
        near = _SAME if self.kindred(other) else _CONVERTED
        return abs(a - b) <= near * max(abs(a), abs(b))

    def kindred(self, other: Reading) -> bool:
        """True for units of one system: kilos and tonnes, minutes and hours, but not kilometres and miles."""
        ratio = max(self.factor, other.factor) / min(self.factor, other.factor)
        return abs(ratio - round(ratio)) < _SAME


@dataclass(frozen=True, slots=True)
class Day:
    """A date, as exact as it is given."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None

    def fits(self, other: Day) -> bool:
        """True where nothing that both give differs, and they have something in common."""
        pairs = [(a, b) for a, b in zip(self.fields(), other.fields(), strict=True) if a is not None and b is not None]
        return bool(pairs) and all(a == b for a, b in pairs)

    def fields(self) -> tuple[int | None, ...]:
        """Year, month, day, weekday."""
        return self.year, self.month, self.day, self.weekday


@dataclass(frozen=True, slots=True)
class Value:
    """Something in a text that another text can say otherwise."""

    kind: ValueKind
    span: Span
    readings: tuple[Reading, ...] = ()
    """Of an amount."""
    days: tuple[Day, ...] = ()
    """Of a date: `03/05/2024` has two."""
    words: tuple[str, ...] = ()
    """Of a name, folded."""
    weak: bool = False
    """True for what may be no value at all (`one of them`, the first word of a sentence): a text may lack it."""

    @property
    def numeric(self) -> bool:
        """True for all but names."""
        return bool(self.readings or self.days)
