"""Works that a Markdown file cites by key: each citation a marker, each work a note with the bibliography's own fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from qa.parse.bibliography import bibliographies_of
from qa.parse.bibliography.bibliography import NamedBibliography, read_bibliography
from qa.parse.citation_keys import KeyCall, looks_like_key
from qa.parse.cited_events import CitedKeys, with_citations
from qa.parse.faults import TooManyError
from qa.parse.limits import CITATION_APART, FEW_NOTES
from qa.regex import regex
from qa.types.document import Problem, ProblemKind, Span

if TYPE_CHECKING:
    from qa.parse.builder import DocumentBuilder
    from qa.parse.inline_notes import Event

_DIRECTIVE = regex(r"\{(?:foot)?bibliography\}")
_ANY = ".md"
"""A text that came without a name."""


@dataclass(slots=True)
class CitedWorks:
    """Writes the citations of one file, and the notes that they call."""

    bibliography: NamedBibliography = field(default_factory=NamedBibliography)
    problems: list[Problem] = field(default_factory=list)
    _called: dict[str, None] = field(default_factory=dict)

    def write(self, builder: DocumentBuilder, cited: CitedKeys, chars: Callable[[int], int], *, in_note: bool) -> None:
        """Append a citation: its markers, or in a note the references themselves. `chars` counts characters for bytes."""
        if in_note and not cited.in_sentence:
            self._write_references(builder, cited)
            return
        for call in cited.calls:
            entry = self.bibliography.find(call.key)
            start, end = chars(call.start), chars(call.end)
            if cited.in_sentence:
                shown = (
                    entry.short(names=cited.names, year=cited.year, brackets=cited.names) if entry else f"@{call.key}"
                )
                builder.work(entry.fields if entry and in_note else None)
                builder.add(shown, start)
                builder.work(None)
            builder.mark(call.key, f"@{call.key}", Span(start, end), call.said)
            if entry:
                self._called.setdefault(call.key)

    def write_notes(self, builder: DocumentBuilder) -> None:
        """Append a note for each work that was called, in the order of their first calls."""
        for key in self._called:
            entry = self.bibliography.find(key)
            if entry:
                builder.begin_note(f"@{key}", key)
                builder.work(entry.fields)
                builder.add(entry.reference)
                builder.work(None)
                builder.end_note()

    def _write_references(self, builder: DocumentBuilder, cited: CitedKeys) -> None:
        builder.add(" ")
        for number, call in enumerate(cited.calls):
            entry = self.bibliography.find(call.key)
            builder.add("; " if number else "")
            builder.add(f"{call.before} " if call.before else "")
            if entry:
                builder.work(entry.fields)
                builder.add(entry.reference.rstrip("."))
                builder.work(None)
            else:
                builder.add(f"@{call.key}")
            builder.add(f", {call.after}" if call.after else "")


def with_works(events: Sequence[Event], data: bytes, name: str, folder: Path | None) -> tuple[list[Event], CitedWorks]:
    """The events with those of citations, and what writes these; without a bibliography all stays as it is, and is told."""
    if b"@" not in data and b"{cite" not in data:
        return list(events), CitedWorks()
    if min(data.count(b"@"), data.count(b"[")) > max(FEW_NOTES, len(data) // CITATION_APART):
        raise TooManyError("citations")
    names = bibliographies_of(data, name or _ANY, folder)
    bibliography = read_bibliography(names, folder, name)
    found = with_citations(events, data, lambda key: bibliography.find(key) is not None)
    cited = [value for kind, value, _, _ in found if kind == "Cited"]
    if not names:
        return list(events), CitedWorks(problems=list(_without_bibliography(cited, data)))
    problems = [*bibliography.problems, *_unknown(cited, bibliography, data)]
    return found, CitedWorks(bibliography, problems)


def is_directive(info: str | dict[str, str] | None) -> bool:
    """True for a block of code that stands where MyST prints the bibliography."""
    return isinstance(info, dict) and bool(_DIRECTIVE.match(info.get("Fenced", "")))


def _unknown(cited: Sequence[CitedKeys], bibliography: NamedBibliography, data: bytes) -> Iterator[Problem]:
    """The keys that no bibliography has, each where it stands first."""
    missing: dict[str, KeyCall] = {}
    for call in (call for one in cited for call in one.calls):
        if bibliography.find(call.key) is None:
            missing.setdefault(call.key, call)
    line = at = 0
    for key, call in missing.items():
        line, at = line + data.count(b"\n", at, call.start) - data.count(b"\n", call.start, at), call.start
        message = f"line {line + 1} cites {key[:80]!r}, which {_names(bibliography)} does not have"
        yield Problem(ProblemKind.CITATION_WITHOUT_WORK, key, message)


def _names(bibliography: NamedBibliography) -> str:
    return ", ".join(name[:80] for name in bibliography.names[:3])


def _without_bibliography(cited: Sequence[CitedKeys], data: bytes) -> Iterator[Problem]:
    calls = [call for one in cited for call in one.calls if not one.in_sentence and looks_like_key(call.key)]
    if calls:
        message = (
            f"works are cited by key ({len(calls)} times, first {calls[0].key!r} in line {_line(data, calls[0].start)}), and "
            "the file names no bibliography; name it in its head: bibliography: references.bib"
        )
        yield Problem(ProblemKind.UNREAD_BIBLIOGRAPHY, "", message)


def _line(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, max(at, 0)) + 1
