"""Text cut at its footnote markers: what to set as words, and what to raise as calls of notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby

from qa.markup import Html, el, join
from qa.regex import regex
from qa.types.document import Document, Marker, Span

SetCall = Callable[[Marker, str, bool], Html]
"""Sets a marker with its label; true when it follows another directly, and a comma must part them."""

_KEPT = 12
"""Characters of the word before a marker that stay on its line; a longer one may still be broken."""
_WORD_END = regex(r"\S+\Z")
_AFTER = regex(r"[.,;:!?)\]}»”’…]{1,3}")


def with_markers(document: Document, span: Span, call: SetCall | None = None) -> Html:
    """Text with its markers set by `call`, or simply raised. A marker at the end of a stretch belongs to it."""
    return join(*_pieces(document, span, call or _raised)) if span.start < span.end else Html()


def _pieces(document: Document, span: Span, call: SetCall) -> Iterator[str]:
    markers = document.markers_on(span)
    times = Counter((marker.at, marker.label) for marker in markers)
    position = span.start
    groups = [(at, list(group)) for at, group in groupby(markers, key=lambda marker: marker.at)]
    limits = [*(at for at, _ in groups[1:]), span.end]
    for (at, group), limit in zip(groups, limits, strict=False):
        calls: list[Html] = []
        for marker in group:
            label = marker.label
            # `36–39` stands for four markers at one place, each with a note of its own.
            if marker.note is not None and times[at, label] > 1:
                label = document.footnotes[marker.note].label
            calls.append(call(marker, label, bool(calls)))
        before = document.text[position:at]
        end = _AFTER.match(document.text, at, limit)
        position = end.end() if end else at
        # A browser may break a line before a button: the end of the word, the marker and what closes behind it stay together.
        word = _WORD_END.search(before, max(0, len(before) - _KEPT))
        tail = word.group() if word else ""
        yield before.removesuffix(tail)
        yield el("span", tail, *calls, document.text[at:position], cls="fq-kept")
    yield document.text[position : span.end]


def _raised(marker: Marker, label: str, follows: bool) -> Html:
    return el("sup", f", {label}" if follows else label, cls="fq-marker")
