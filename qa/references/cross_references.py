"""Which notes a note means by `ibid.`, `op. cit.`, `supra note 5`, `see note 5`; numbering may have started again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qa.references.hereinafter import GivenName, find_given, given_names, name_heads, names_in_text, nearest_given
from qa.references.pieces import find_quoted
from qa.references.pointers import Pointer, Way, find_pointers, may_point
from qa.references.short_forms import find_short
from qa.references.spans import MOST_READ
from qa.regex import regex
from qa.types.document import Footnote, Marker, Problem, ProblemKind, Span

_EDGES = "()[]{}<>,.;:!?\"'“”‘’«»„*–—-"
_PARTS = regex(r"[,;:“”‘’«»\"()]|\band\b|&")
_ET_AL = regex(r"\bet\s+al\b\.?|\b(?:eds?|Hg|dir)\b\.?")
_SMALL = frozenset("v vs the of in re ex and inc ltd co llc jr sr part a an parte matter interest".split())
_MOST_CANDIDATES = 100
_BY_NAMES = (Way.NAME, Way.SHORT)


@dataclass(frozen=True, slots=True)
class NoteMention:
    """A pointer of a note, with the notes that it means and the labels that no note has."""

    pointer: Pointer
    notes: tuple[int, ...]
    """Indices of notes; empty when the note meant is not told, or is not there."""
    missing: tuple[str, ...] = ()
    given: GivenName | None = None
    """Where the short name was given that the pointer is."""


def cross_reference(
    text: str, footnotes: Sequence[Footnote], markers: Sequence[Marker] = ()
) -> tuple[tuple[Footnote, ...], list[Problem]]:
    """The footnotes with `refers_to` filled, and a problem for every label that no note has."""
    linked, problems = [], []
    notes = [footnote.span.of(text) for footnote in footnotes]
    mentions = find_mentions([footnote.label for footnote in footnotes], notes, names_in_text(text, markers))
    for footnote, found in zip(footnotes, mentions, strict=True):
        meant = dict.fromkeys(note for mention in found for note in mention.notes)
        linked.append(replace(footnote, refers_to=tuple(meant)) if meant else footnote)
        problems += [_problem(footnote.label, mention, label) for mention in found for label in mention.missing]
    return tuple(linked), problems


def find_mentions(
    labels: Sequence[str], notes: Sequence[str], in_text: Mapping[str, Sequence[GivenName]] | None = None
) -> list[tuple[NoteMention, ...]]:
    """For each note, in order, the mentions of other notes in it; `labels` and texts of all notes of a document.

    `in_text` are the short names that the text gives.
    """
    notes = [note[:MOST_READ] for note in notes]
    given = (given_names(notes), in_text or {})
    heads = name_heads(*given)
    pointers = [_pointers(index, note, heads, given) for index, note in enumerate(notes)]
    by_label: dict[str, list[int]] = {}
    for index, label in enumerate(labels):
        by_label.setdefault(label, []).append(index)
    names = _Names(notes, pointers) if any(p.way in _BY_NAMES for found in pointers for p in found) else None
    resolved = [
        [
            _by_given_name(index, pointer, notes[index], given)
            or _resolve(index, pointer, notes[index], by_label, names)
            for pointer in found
        ]
        for index, found in enumerate(pointers)
    ]
    # `Moss, The Intent to Live, p. 44` is the work itself where no other note tells more of it.
    return [tuple(m for m in found if m.notes or m.pointer.way is not Way.SHORT) for found in resolved]


def _pointers(
    index: int, note: str, heads: frozenset[str], given: Sequence[Mapping[str, Sequence[GivenName]]]
) -> tuple[Pointer, ...]:
    found = find_pointers(note, find_quoted(note, Span(0, len(note)))) if may_point(note) else ()
    short = None if found else find_given(index, note, heads, *given) or find_short(note)
    return (short,) if short else found


def _by_given_name(
    index: int, pointer: Pointer, note: str, given: Sequence[Mapping[str, Sequence[GivenName]]]
) -> NoteMention | None:
    """The note in which the pointer's words were given as a short name."""
    if pointer.way is not Way.SHORT or pointer.names is None:
        return None
    place = nearest_given(index, pointer.names.of(note), *given)
    return NoteMention(pointer, (place.note,), given=place) if place else None


def _resolve(
    index: int, pointer: Pointer, note: str, by_label: dict[str, list[int]], names: _Names | None
) -> NoteMention:
    if pointer.way is Way.IBID:
        return NoteMention(pointer, (index - 1,)) if index else NoteMention(pointer, (), (pointer.span.of(note),))
    if pointer.way in _BY_NAMES:
        meant = names.nearest(index, pointer, note) if names else None
        return NoteMention(pointer, () if meant is None else (meant,))
    found, missing = [], []
    for label in pointer.labels:
        meant = _nearest(by_label.get(label, ()), index, pointer.forward)
        if meant is None:
            missing.append(label)
        else:
            found.append(meant)
    return NoteMention(pointer, tuple(found), tuple(missing))


def _nearest(places: Sequence[int], index: int, forward: bool | None) -> int | None:
    """The nearest earlier place, the nearest later one for `infra`; without either word, a later one where no earlier one is."""
    earlier = bisect_left(places, index) - 1
    later = bisect_right(places, index)
    if forward is not True and earlier >= 0:
        return places[earlier]
    if forward is not False and later < len(places):
        return places[later]
    return None


class _Names:
    """Where each word stands in the notes, outside of what only points back."""

    def __init__(self, notes: Sequence[str], pointers: Sequence[Sequence[Pointer]]) -> None:
        self._notes = notes
        self._places: dict[str, list[int]] = {}
        for index, (note, found) in enumerate(zip(notes, pointers, strict=True)):
            for word in set(words_of(_without_pointers(note, found))):
                self._places.setdefault(word, []).append(index)

    def nearest(self, index: int, pointer: Pointer, note: str) -> int | None:
        """The nearest earlier note (later for `infra`) in which every part of the name stands."""
        parts = list(name_words(pointer.names.of(note))) if pointer.names else []
        if not parts:
            return None
        places = min((self._places.get(part, []) for part in parts), key=len)
        if pointer.forward:
            candidates = places[bisect_right(places, index) :][:_MOST_CANDIDATES]
        else:
            candidates = places[: bisect_left(places, index)][: -_MOST_CANDIDATES - 1 : -1]
        return next((c for c in candidates if all(self._stands(part, c) for part in parts)), None)

    def _stands(self, part: str, index: int) -> bool:
        places = self._places.get(part, [])
        at = bisect_left(places, index)
        return at < len(places) and places[at] == index


def _without_pointers(note: str, pointers: Sequence[Pointer]) -> str:
    """The note without the names that only lead to a pointer, so that `Smith, op. cit.` leads past its like."""
    for pointer in reversed(pointers):
        if pointer.names and pointer.way is not Way.SHORT:
            note = f"{note[: pointer.names.start]} {note[pointer.names.end :]}"
    return note


def words_of(text: str) -> Iterator[str]:
    """Words as they are compared: without case, outer punctuation and possessive."""
    for piece in text.replace("/", " ").split():
        word = piece.strip(_EDGES).casefold().removesuffix("’s").removesuffix("'s")
        if word:
            yield word


def name_words(names: str) -> Iterator[str]:
    """Of each part of `State v. Dyous` or `Smith, The Quiet Harbour` the words that tell it from others."""
    for part in _PARTS.split(_ET_AL.sub(" ", names)):
        capitals = [word for word in part.split() if word[:1].isupper() or word[:1].isdigit()]
        words = [word for word in words_of(" ".join(capitals)) if word not in _SMALL]
        # An author may be `J. Smith` here and `John Smith` there.
        yield from (word for word in words if len(word) > 1)


def _problem(label: str, mention: NoteMention, missing: str) -> Problem:
    if mention.pointer.way is Way.IBID:
        message = f"note {label} says {missing} but no note comes before it"
    else:
        where = {True: " after it", False: " before it", None: ""}[mention.pointer.forward]
        message = f"note {label} points to note {missing}, and there is no such note{where}"
    return Problem(ProblemKind.DANGLING_REFERENCE, label, message)
