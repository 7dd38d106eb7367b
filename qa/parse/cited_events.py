"""Citations by key in the events of a Markdown file: `CitedKeys` events take their place among the pieces of text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from qa.parse.citation_keys import CITE_ROLE, KeyCall, KeyCitation, find_citations, role_calls
from qa.parse.inline_notes import Event
from qa.regex import regex

_CLOSED = regex(r"\s*(?:[.,;:!?)\]…»”’\"']|$)")
_TEXT = ("Text", "SoftBreak")
_NO_TEXT = ("CodeBlock", "MetadataBlock", "HtmlBlock", "Link", "Image")
_IN_SENTENCE = ("t", "ts", "author", "year", "yearpar")


@dataclass(frozen=True, slots=True)
class CitedKeys:
    """What a `CitedKeys` event says."""

    calls: tuple[KeyCall, ...]
    """Their places are in bytes of the file."""
    names: bool = False
    """For a citation that is part of its sentence: whether that reads the authors,"""
    year: bool = False
    """… and whether the year."""

    @property
    def in_sentence(self) -> bool:
        """True where something of it stays in the text."""
        return self.names or self.year


def with_citations(events: Sequence[Event], data: bytes, known: Callable[[str], bool]) -> list[Event]:
    """The events with `("Cited", CitedKeys, start, end)` for each citation of running text; `data` is the file in UTF-8."""
    found: list[Event] = []
    run: list[Event] = []
    closed = 0
    for event in events:
        name, value, start, end = event
        closed += _name(value) in _NO_TEXT if name == "Start" else -(_name(value) in _NO_TEXT) if name == "End" else 0
        if name in _TEXT and not closed and _is_plain(event, data):
            if run and not _goes_on(run[-1], event, data):
                found += _searched(run, data, known)
                run = []
            run.append(event)
            continue
        role = _role(run, event) if name == "Code" and not closed else None
        cited = _of_role(role, value, start, end, data) if role else None
        if role and cited:
            run, event = _cut(run, len(role), keep_space=cited.in_sentence), ("Cited", cited, start, end)
        found += [*_searched(run, data, known), event]
        run = []
    return found + list(_searched(run, data, known))


def _goes_on(before: Event, event: Event, data: bytes) -> bool:
    """True where a piece follows right after another, or on the next line, which may be indented or quoted."""
    between = data[before[3] : event[2]]
    return not between or ("SoftBreak" in (before[0], event[0]) and not between.strip(b" \t>"))


def _name(value: object) -> str:
    return value if isinstance(value, str) else next(iter(value)) if isinstance(value, dict) else ""


def _is_plain(event: Event, data: bytes) -> bool:
    """True for a piece that stands in the file as it is printed: no entity, nothing made up."""
    name, value, start, end = event
    return start >= 0 and (name == "SoftBreak" or data[start:end] == value.encode())


def _role(run: Sequence[Event], event: Event) -> str | None:
    """`{cite:p}`, where it stands right before code."""
    if not run or run[-1][0] != "Text" or run[-1][3] != event[2]:
        return None
    match = CITE_ROLE.search(run[-1][1])
    return match[0] if match else None


def _cut(run: Sequence[Event], length: int, *, keep_space: bool) -> list[Event]:
    """The pieces before a role; the space before it is no text where nothing of it stays."""
    name, value, start, _ = run[-1]
    before = value[:-length] if keep_space else value[:-length].rstrip()
    return [*run[:-1], (name, before, start, start + len(before.encode()))]


def _of_role(role: str, value: str, start: int, end: int, data: bytes) -> CitedKeys:
    at = data.find(value.encode(), start, end)
    calls = role_calls(value, 0)
    placed = tuple(
        replace(c, start=at + len(value[: c.start].encode()), end=at + len(value[: c.end].encode())) for c in calls
    )
    kind = role.strip("{}").removeprefix("cite").strip(":")
    inside = kind in _IN_SENTENCE
    return CitedKeys(placed, names=inside and not kind.startswith("year"), year=inside and kind != "author")


class _Run:
    """One stretch of running text, and where each of its characters stands in the file."""

    def __init__(self, pieces: Sequence[Event]) -> None:
        self._values = ["\n" if name == "SoftBreak" else str(value) for name, value, _, _ in pieces]
        self._pieces = pieces
        self._starts = [0, *accumulate(len(value) for value in self._values)]
        self.text = "".join(self._values)
        self._last = (0, 0, 0)
        """The piece and the character in it that were asked for last, and how many bytes come before that."""

    def byte(self, offset: int) -> int:
        """Where the character at `offset` stands, in bytes of the file."""
        i = min(bisect_right(self._starts, offset) - 1, len(self._pieces) - 1)
        place, value = offset - self._starts[i], self._values[i]
        piece, known, length = self._last if self._last[0] == i else (i, 0, 0)
        # Each is asked for near the one before.
        ahead = value[known:place] if place >= known else value[place:known]
        length += len(ahead.encode()) if place >= known else -len(ahead.encode())
        self._last = (piece, place, length)
        return self._pieces[i][2] + length

    def after(self, offset: int) -> int:
        """Where the character before `offset` ends."""
        return self.byte(offset - 1) + len(self.text[offset - 1].encode())

    def between(self, start: int, end: int, *, keep_space: bool) -> Iterator[Event]:
        """The pieces from `start` to `end`; the space before a bracket is no text once the bracket is gone."""
        end = end if keep_space else start + len(self.text[start:end].rstrip())
        for i in range(max(bisect_right(self._starts, start) - 1, 0), len(self._pieces)):
            if self._starts[i] >= end:
                return
            name, value, _, _ = self._pieces[i]
            first, last = max(start, self._starts[i]), min(end, self._starts[i + 1])
            if first < last:
                text = value if name == "SoftBreak" else self.text[first:last]
                yield name, text, self.byte(first), self.after(last)


def _searched(pieces: Sequence[Event], data: bytes, known: Callable[[str], bool]) -> Iterator[Event]:
    """The pieces of one stretch of text, cut where citations stand in it."""
    if not any("@" in event[1] for event in pieces if event[0] == "Text"):
        yield from pieces
        return
    run = _Run(pieces)
    text = run.text
    # What is escaped is no citation: another character stands in its place while the stretch is searched.
    escaped = data[max(pieces[0][2] - 1, 0) : pieces[0][2]] == b"\\" and text[0] in "@[-"
    at = 0
    for citation in find_citations("\\" + text[1:] if escaped else text, known):
        yield from run.between(at, citation.start, keep_space=citation.in_sentence)
        yield _event(citation, run)
        at = citation.end
        if not citation.in_sentence and not _CLOSED.match(text, at) and not text[at].isspace():
            yield ("Text", " ", -1, -1)
    yield from run.between(at, len(text), keep_space=True)


def _event(citation: KeyCitation, run: _Run) -> Event:
    calls = tuple(replace(call, start=run.byte(call.start), end=run.after(call.end)) for call in citation.calls)
    names = citation.in_sentence and not citation.calls[0].only_year
    return "Cited", CitedKeys(calls, names, citation.in_sentence), run.byte(citation.start), run.after(citation.end)
