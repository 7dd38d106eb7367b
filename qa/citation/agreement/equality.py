"""When two values are one: the same amount in other words, a date within a date, another form of a name; and when they compete."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from qa.citation.agreement.names import named_in, same_name
from qa.citation.agreement.pieces import CutText
from qa.citation.agreement.values import Day, Value
from qa.types.backing import ValueKind


def equal(ours: Value, theirs: Value) -> bool:
    """True when theirs says all that ours says: `3 May 2024` says `May 2024`, not the other way round."""
    if ours.words or theirs.words:
        return bool(ours.words and theirs.words) and same_name(ours.words, theirs.words)
    if any(a.same(b) for a in ours.readings for b in theirs.readings):
        return True
    return any(_within(a, b) for a in ours.days for b in theirs.days)


def exact(ours: Value, theirs: Value) -> bool:
    """True when they are equal without being converted from one system of units to another."""
    if ours.readings and theirs.readings and not ours.days:
        return any(a.same(b) and a.kindred(b) for a in ours.readings for b in theirs.readings)
    return equal(ours, theirs)


def _within(ours: Day, theirs: Day) -> bool:
    return all(b == a for a, b in zip(ours.fields(), theirs.fields(), strict=True) if a is not None)


def compatible(ours: Value, theirs: Value) -> bool:
    """True when both can hold: equal, or dates that fit as far as each goes."""
    return equal(ours, theirs) or equal(theirs, ours) or any(a.fits(b) for a in ours.days for b in theirs.days)


def competing(ours: Value, theirs: Value, *, same_place: bool) -> bool:
    """True when a text that says the one instead of the other says something else.

    Names, and amounts of different units, compete only where they stand in the same place.
    """
    if compatible(ours, theirs):
        return False
    if ours.words or theirs.words:
        return same_place
    if ours.days and theirs.days:
        return same_place or _as_exact(ours, theirs)
    units = {r.unit for r in ours.readings} & {r.unit for r in theirs.readings}
    if same_place:
        return bool(ours.readings and theirs.readings) and ({r.unit for r in ours.readings} == {"th"}) == (
            {r.unit for r in theirs.readings} == {"th"}
        )
    return bool(units) and ours.kind is theirs.kind


def _as_exact(ours: Value, theirs: Value) -> bool:
    """True when two dates give something of the same: two years, two days of months."""
    return any(
        a is not None and b is not None
        for x in ours.days
        for y in theirs.days
        for a, b in zip(x.fields(), y.fields(), strict=True)
    )


def paired_values(ours: Sequence[Value], theirs: Sequence[Value], *, mixed: bool) -> Iterator[tuple[Value, Value]]:
    """Values of one place that stand where the other text has another: in order, between those that are equal.

    With `mixed`, a name and a number make a pair too, where nothing else is left.
    """
    twins = [_twin(ours, theirs, j) for j in range(len(theirs))]
    blocks = SequenceMatcher(None, range(len(ours)), twins, autojunk=False).get_matching_blocks()
    i = j = 0
    for block in blocks:
        left, right = _unmatched(ours[i : block.a], theirs[j : block.b])
        if mixed and len(left) == len(right) == 1:
            yield left[0], right[0]
        else:
            for family in (_is_name, _is_numeric):
                yield from zip(filter(family, left), filter(family, right), strict=False)
        i, j = block.a + block.size, block.b + block.size


def _twin(ours: Sequence[Value], theirs: Sequence[Value], j: int) -> int:
    """Which of ours theirs equals, the same words before another form of the name; a number of its own where none does."""
    value = theirs[j]
    same = (i for i, v in enumerate(ours) if v.words and v.words == value.words)
    if (i := next(same, None)) is not None:
        return i
    # “Frame Relay (UDP)”, “User Datagram Protocol (UDP)”: the acronym is the acronym's.
    taken = {u.words for u in theirs if u.words}
    return next((i for i, v in enumerate(ours) if exact(v, value) and v.words not in taken), -1 - j)


def _unmatched(ours: Sequence[Value], theirs: Sequence[Value]) -> tuple[list[Value], list[Value]]:
    """What is left of both when equal values are taken away two by two."""
    left, right = list(ours), list(theirs)
    for value in ours:
        if (twin := next((u for u in right if equal(value, u)), None)) is not None:
            left.remove(value)
            right.remove(twin)
    return left, right


def _is_name(value: Value) -> bool:
    return bool(value.words)


def _is_numeric(value: Value) -> bool:
    return value.numeric


def occurs(value: Value, passage: CutText, background: CutText) -> bool:
    """Whether a passage has a value in an equal form.

    The background, what is said of the source and the head of its text, may give names, and the month and year of a date.
    """
    there = passage.values
    if value.words:
        return any(named_in(value.words, side.values, side.words, side.initials) for side in (passage, background))
    if any(equal(value, other) for other in there):
        return True
    days = [d for other in there for d in other.days]
    dated = [
        Day(d.year, month) for other in background.values for d in other.days if d.year for month in (d.month, None)
    ]
    return any(_covered(day, [*days, *dated]) for day in value.days)


def _covered(day: Day, there: Sequence[Day]) -> bool:
    """`November 2, 2004` where a text has `November 2` in one place and 2004 in another."""
    fitting = [other for other in there if day.fits(other)]
    if day.day is not None and not any(other.day == day.day and other.month == day.month for other in fitting):
        return False
    if day.weekday is not None and not any(other.weekday == day.weekday for other in fitting):
        return False
    return all(_given(i, field, fitting) for i, field in enumerate(day.fields()) if field is not None)


def _given(i: int, field: int, days: Iterable[Day]) -> bool:
    return any(day.fields()[i] == field for day in days)


def is_required(value: Value) -> bool:
    """Whether a passage that backs a statement must have the value."""
    return not value.weak


def clash_kind(ours: Value, theirs: Value) -> ValueKind:
    """What a difference between two values is called: the more exact kind of the two."""
    return theirs.kind if ours.kind is ValueKind.NUMBER and theirs.kind is not ValueKind.NAME else ours.kind
