"""A document's footnotes, examined: each marker with the words before it and its note, and what is missing or open."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from qa.types.document import Document, Marker, Place, Problem, Span

CHARACTERS_BEFORE = 90
"""Characters of clean text that are given before a marker."""


@dataclass(frozen=True, slots=True)
class ExaminedMarker:
    """A marker, what stands before it, and the note that it calls."""

    label: str
    before: str
    """The last `CHARACTERS_BEFORE` characters of clean text before it."""
    note: str | None
    """The note's text, or None when no note could be linked."""
    at: int
    """Offset in `Document.text`."""
    raw: Span | None
    """Where its characters stand in the raw file; None for formats without character offsets."""
    place: Place | None
    said: str | None = None
    """What a citation by key says beside the work: `see`, `p. 33`."""


@dataclass(frozen=True, slots=True)
class ExaminedFootnote:
    """A note, and how often it is called."""

    label: str
    text: str
    span: Span
    called: int
    refers_to: tuple[str, ...]
    """Labels of the notes that its `ibid.`, `supra note 5` … mean."""
    place: Place | None


@dataclass(frozen=True, slots=True)
class FootnoteReport:
    """What the integrity check of one document found; markers in reading order, those inside notes after the body's."""

    document: str
    title: str
    markers: tuple[ExaminedMarker, ...]
    footnotes: tuple[ExaminedFootnote, ...]
    problems: tuple[Problem, ...]

    def to_dict(self) -> dict[str, Any]:
        """As `qa footnotes --json` prints it."""
        return {
            "document": self.document,
            "title": self.title,
            "markers": [
                {
                    "label": marker.label,
                    "before": marker.before,
                    "note": marker.note,
                    "at": marker.at,
                    "raw": [marker.raw.start, marker.raw.end] if marker.raw else None,
                    **_place_to_dict(marker.place),
                    **({"said": marker.said} if marker.said else {}),
                }
                for marker in self.markers
            ],
            "footnotes": [
                {
                    "label": note.label,
                    "text": note.text,
                    "start": note.span.start,
                    "end": note.span.end,
                    "called": note.called,
                    "refers_to": list(note.refers_to),
                    **_place_to_dict(note.place),
                }
                for note in self.footnotes
            ],
            "problems": [{"kind": p.kind.value, "label": p.label, "message": p.message} for p in self.problems],
        }


def examine_footnotes(document: Document) -> FootnoteReport:
    """Every marker with its note, every note with how often it is called, and what does not add up."""
    calls = Counter(marker.note for marker in document.markers)
    return FootnoteReport(
        document=document.doc_id,
        title=document.title,
        markers=tuple(_examine_marker(document, marker) for marker in document.markers),
        footnotes=tuple(
            ExaminedFootnote(
                label=note.label,
                text=note.span.of(document.text),
                span=note.span,
                called=calls[i],
                refers_to=tuple(document.footnotes[n].label for n in note.refers_to),
                place=document.place(note.span.start),
            )
            for i, note in enumerate(document.footnotes)
        ),
        problems=document.problems,
    )


def _examine_marker(document: Document, marker: Marker) -> ExaminedMarker:
    return ExaminedMarker(
        label=marker.label,
        before=document.text[max(0, marker.at - CHARACTERS_BEFORE) : marker.at],
        note=None if marker.note is None else document.footnotes[marker.note].span.of(document.text),
        at=marker.at,
        raw=marker.raw,
        place=document.place(marker.at),
        said=marker.said,
    )


def _place_to_dict(place: Place | None) -> dict[str, Any]:
    return {
        "page": place.page if place else None,
        "box": list(place.box) if place and place.box else None,
        "element": place.element if place else None,
    }
