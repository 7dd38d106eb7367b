"""Calls → markers: which note each calls, which are exponents, and which nobody can tell."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from qa.parse.pdf.calls import Exponent, RaisedCall
from qa.parse.pdf.feet import PdfNote
from qa.parse.pdf.labels import split_number
from qa.parse.pdf.shapes import LinePiece
from qa.types.document import Problem, ProblemKind

_NEAR = 40.0
"""Points between where a link leads and the note's first line."""
_ENOUGH_LINKS = 3
_CLOSE = 3
"""Between the numbers of markers that follow each other."""

Linked = dict[LinePiece, tuple[tuple[str, str], ...]]
"""Pieces that are markers: label and key of the note for each; an unknown key for a marker without a note."""


class Linker:
    """Links calls to notes: by link, by page and label, by list of endnotes."""

    def __init__(self, notes: Sequence[PdfNote], list_places: Sequence[int], uppers: Sequence[float]) -> None:
        self._notes = notes
        self._lists = list_places
        self._uppers = uppers
        self._by_page: dict[tuple[int, str], list[PdfNote]] = defaultdict(list)
        self._by_list: dict[tuple[int, str], list[PdfNote]] = defaultdict(list)
        self._on_page: dict[int, list[PdfNote]] = defaultdict(list)
        for note in notes:
            self._on_page[note.page].append(note)
            if note.group < 0:
                self._by_page[note.page, note.label].append(note)
            else:
                self._by_list[note.group, note.label].append(note)
        self._orders: dict[LinePiece, int] = {}
        self._all_linked = False
        self.problems: list[Problem] = []

    def link(self, calls: Sequence[RaisedCall]) -> Linked:
        """The markers among the calls. What is ambiguous goes to `problems`."""
        linked: Linked = {}
        self._orders = {call.piece: call.order for call in calls}
        lists = _lists_of(calls, self._lists)
        found_of = {call.piece: self._notes_of(call, lists.get(call.piece)) for call in calls}
        self._all_linked = _are_links_the_rule(call for call in calls if found_of[call.piece])
        certain: dict[str, int] = defaultdict(int)
        unsure: dict[str, list[tuple[RaisedCall, list[tuple[str, PdfNote]]]]] = defaultdict(list)
        for call in calls:
            found = found_of[call.piece]
            if not found:
                continue
            if self._is_doubtful(call, found[0][1]):
                unsure[found[0][1].key].append((call, found))
                continue
            linked[call.piece] = tuple((label, note.key) for label, note in found)
            for _, note in found:
                certain[note.key] += 1
        self._settle(unsure, certain, linked)
        self._keep_unlinked(calls, linked)
        return linked

    def _is_doubtful(self, call: RaisedCall, note: PdfNote) -> bool:
        """True for what is a marker only if its note has no other.

        It looks like an exponent, lacks the link that the others have, or stands on the page before its note.
        """
        if self._by_link(call):
            return False
        return bool(call.exponent) or self._all_linked or (note.group < 0 and call.page < note.page)

    def _notes_of(self, call: RaisedCall, group: int | None) -> list[tuple[str, PdfNote]]:
        """Label and note for every label of the call; empty when any is missing."""
        by_link = self._by_link(call)
        if by_link and len(call.labels) == 1:
            return [(call.labels[0], by_link)]
        found = [(label, self._note(call, label, group)) for label in call.labels]
        parted = self._split(call, group)
        if all(note for _, note in found):
            whole = [(label, note) for label, note in found if note]
            # `23` on the page of notes 2 and 3 is not note 23 of the next page.
            return parted if _are_nearer(parted, whole, call.page) else whole
        return parted

    def _split(self, call: RaisedCall, group: int | None) -> list[tuple[str, PdfNote]]:
        """`12` may be notes 1 and 2 called in one place, when both are there and no note 12 is."""
        pair = split_number(call.labels[0]) if len(call.labels) == 1 else ()
        found = [(label, self._note(call, label, group)) for label in pair]
        return [(label, note) for label, note in found if note] if all(note for _, note in found) else []

    def _by_link(self, call: RaisedCall) -> PdfNote | None:
        """The note that the call's link leads to. Links are often off by some lines: the printed label decides."""
        target = call.piece.target
        if not target or target.page >= len(self._uppers):
            return None
        y = self._uppers[target.page] - target.y
        there = [note for note in self._on_page[target.page] if note.label in call.labels]
        near = [note for note in there if abs(note.top - y) < _NEAR or len(there) == 1]
        return min(near, key=lambda note: abs(note.top - y), default=None)

    def _note(self, call: RaisedCall, label: str, group: int | None) -> PdfNote | None:
        numeric = label.isdecimal()
        for page in (call.page, call.page + 1, call.page - 1) if numeric else (call.page,):
            found = self._by_page.get((page, label))
            if found:
                return found[0]
        listed = self._by_list.get((group, label)) if group is not None else None
        return listed[0] if listed else None

    def _settle(
        self,
        unsure: dict[str, list[tuple[RaisedCall, list[tuple[str, PdfNote]]]]],
        certain: dict[str, int],
        linked: Linked,
    ) -> None:
        """What looks like an exponent is a marker when its note has no other; where two look so, neither is chosen."""
        orders = {label: self._orders[piece] for piece, all_of in linked.items() for label, _ in all_of}
        for key, pairs in unsure.items():
            if certain[key]:
                continue
            least = min(call.exponent for call, _ in pairs)
            best = [(call, found) for call, found in pairs if call.exponent == least]
            call, found = best[0]
            note = found[0][1]
            if least is Exponent.NO:
                linked.update((c.piece, tuple((label, n.key) for label, n in pairs)) for c, pairs in best)
            elif len(best) == 1 and (note.group < 0 or _is_in_sequence(call, note, orders)):
                linked[call.piece] = tuple((label, note.key) for label, note in found)
            elif len(best) > 1 and note.group < 0:
                message = f"{len(best)} places on page {note.page + 1} could call note {note.label}"
                self.problems.append(Problem(ProblemKind.AMBIGUOUS_MARKER, note.label, message))

    def _keep_unlinked(self, calls: Sequence[RaisedCall], linked: Linked) -> None:
        """A number without a note is a marker when it takes its place in the numbering of those that have one."""
        numbers = {int(label) for pairs in linked.values() for label, _ in pairs if label.isdecimal()}
        plain = [
            c
            for c in calls
            if c.piece not in linked and not c.exponent and all(x.isdecimal() for x in c.labels)
            if c.piece.target or not self._all_linked
        ]
        if not numbers:
            loose = {int(label) for call in plain for label in call.labels}
            numbers = loose if {1, 2} <= loose else set()
        places = {c.piece: i for i, c in enumerate(calls)}
        settled = [(places[p], int(label)) for p, pairs in linked.items() for label, _ in pairs if label.isdecimal()]
        settled.sort()
        for call in plain:
            if all({int(label) - 1, int(label) + 1} & numbers for label in call.labels) and _is_between(
                [int(label) for label in call.labels], places[call.piece], settled
            ):
                linked[call.piece] = tuple((label, f"none:{label}") for label in call.labels)


def _is_between(labels: Sequence[int], place: int, settled: Sequence[tuple[int, int]]) -> bool:
    """True when the marker before this place has a number a little below these, or the one after it a little above."""
    at = bisect_left(settled, (place, 0))
    steps = [min(labels) - number for _, number in settled[max(at - 1, 0) : at]]
    steps += [number - max(labels) for _, number in settled[at : at + 1]]
    return not steps or any(0 < step <= _CLOSE for step in steps)


def _are_nearer(parted: Sequence[tuple[str, PdfNote]], whole: Sequence[tuple[str, PdfNote]], page: int) -> bool:
    here = bool(parted) and all(note.page == page and note.group < 0 for _, note in parted)
    return here and any(note.page != page for _, note in whole)


def _are_links_the_rule(calls: Iterable[RaisedCall]) -> bool:
    """True when nearly every marker is a link: a raised number without one is then rather something else."""
    linked = [call.piece.target is not None for call in calls]
    return sum(linked) >= max(_ENOUGH_LINKS, 0.8 * len(linked))


def _is_in_sequence(call: RaisedCall, note: PdfNote, orders: Mapping[str, int]) -> bool:
    """True when the notes numbered one less and one more are called before and after this place."""
    if not note.label.isdecimal() or call.order < 0:
        return False
    before, after = (orders.get(str(int(note.label) + step)) for step in (-1, 1))
    fits = (before is None or before <= call.order) and (after is None or after >= call.order)
    return fits and not (before is None and after is None)


def _lists_of(calls: Sequence[RaisedCall], places: Sequence[int]) -> dict[LinePiece, int]:
    """For each call the list of endnotes that it means: the next one in the text, or the one of its chapter."""
    if not places:
        return {}
    body = [call for call in calls if call.order >= 0]
    if len(places) == 1:
        return {call.piece: 0 for call in calls}
    if places[-1] - places[0] > 5 * len(places):
        return {c.piece: next((i for i, at in enumerate(places) if at > c.order), len(places) - 1) for c in body}
    return _lists_by_restart(body, len(places))


def _lists_by_restart(calls: Sequence[RaisedCall], count: int) -> dict[LinePiece, int]:
    """Lists that all stand at the end: the numbering in the text starts again as often as there are lists, or none is linked."""
    chapter, last = 0, 0
    found: dict[LinePiece, int] = {}
    for call in calls:
        numbers = [int(label) for label in call.labels if label.isdecimal()]
        if call.exponent or not numbers:
            continue
        if numbers[0] == 1 and last > 1:
            chapter += 1
        last = numbers[-1]
        found[call.piece] = chapter
    return found if chapter == count - 1 else {}
