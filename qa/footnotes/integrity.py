"""A document's footnotes, examined: each marker with the words before it and its note, and what is missing or open."""

from __future__ import annotations

from collections import Counter
from typing import Any

from qa.types.document import Document, Marker

CHARACTERS_BEFORE = 90
"""Characters of clean text that are given before a marker."""


def examine_footnotes(document: Document) -> dict[str, Any]:
    """The integrity report as plain JSON values: `document`, `title`, `markers`, `footnotes`, `problems`.

    `markers` are in reading order, those inside notes after the body's; `note` is the note's text, or null when none is linked.
    """
    calls = Counter(marker.note for marker in document.markers)
    return {
        "document": document.doc_id,
        "title": document.title,
        "markers": [_marker(document, marker) for marker in document.markers],
        "footnotes": [
            {
                "label": footnote.label,
                "text": footnote.span.of(document.text),
                "start": footnote.span.start,
                "end": footnote.span.end,
                "called": calls[i],
                "refers_to": [document.footnotes[n].label for n in footnote.refers_to],
                **_place(document, footnote.span.start),
            }
            for i, footnote in enumerate(document.footnotes)
        ],
        "problems": [{"kind": p.kind.value, "label": p.label, "message": p.message} for p in document.problems],
    }


def _marker(document: Document, marker: Marker) -> dict[str, Any]:
    note = None if marker.note is None else document.footnotes[marker.note].span.of(document.text)
    return {
        "label": marker.label,
        "before": document.text[max(0, marker.at - CHARACTERS_BEFORE) : marker.at],
        "note": note,
        "at": marker.at,
        "raw": [marker.raw.start, marker.raw.end] if marker.raw else None,
        **_place(document, marker.at),
    }


def _place(document: Document, offset: int) -> dict[str, Any]:
    place = document.place(offset)
    return {
        "page": place.page if place else None,
        "box": list(place.box) if place and place.box else None,
        "element": place.element if place else None,
    }
