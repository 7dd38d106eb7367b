"""Text cut at its footnote markers: what to set as words, and what to raise as calls of notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from qa.markup import Html, el, join
from qa.types.document import Document, Marker, Span

SetCall = Callable[[Marker, str, bool], Html]
"""Sets a marker with its label; true when it follows another directly, and a comma must part them."""


def with_markers(document: Document, span: Span, call: SetCall | None = None) -> Html:
    """Text with its markers set by `call`, or simply raised. A marker at the end of a stretch belongs to it."""
    return join(*_pieces(document, span, call or _raised)) if span.start < span.end else Html()


def _pieces(document: Document, span: Span, call: SetCall) -> Iterator[str]:
    markers = document.markers_on(span)
    times = Counter((marker.at, marker.label) for marker in markers)
    position, before = span.start, -1
    for marker in markers:
        label = marker.label
        # `36–39` stands for four markers at one place, each with a note of its own.
        if marker.note is not None and times[marker.at, label] > 1:
            label = document.footnotes[marker.note].label
        yield document.text[position : marker.at]
        yield call(marker, label, marker.at == before)
        position = before = marker.at
    yield document.text[position : span.end]


def _raised(marker: Marker, label: str, follows: bool) -> Html:
    return el("sup", f", {label}" if follows else label, cls="fq-marker")
