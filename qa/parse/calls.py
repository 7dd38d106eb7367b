"""Text with the characters of its markers taken out: what plain text and other formats with typed notes have in common."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from qa.footnotes import Found
from qa.parse.builder import DocumentBuilder
from qa.types.document import Span


class CallWriter:
    """Appends stretches of a text to a builder, without the markers in them, which it sets.

    `add` appends a stretch that has no marker; `to_raw` gives where a marker's characters stand in the raw file.
    """

    def __init__(
        self,
        builder: DocumentBuilder,
        found: Found,
        add: Callable[[int, int], None],
        to_raw: Callable[[Span], Span | None] = lambda span: span,
    ) -> None:
        self._builder = builder
        self._found = found
        self._add = add
        self._to_raw = to_raw

    def write(self, span: Span) -> None:
        """Append one stretch to the open block or note."""
        calls = self._found.calls
        position = span.start
        i = bisect_left(calls, span.start, key=lambda call: call.raw.start)
        while i < len(calls) and calls[i].raw.start < span.end:
            call = calls[i]
            if call.whole.start > position:
                self._add(position, call.whole.start)
            key = "" if call.note is None else str(call.note)
            self._builder.mark(call.label, key, self._to_raw(call.raw), call.said)
            position = max(position, call.whole.end)
            i += 1
        if position < span.end:
            self._add(position, span.end)

    def write_notes(self, order: Sequence[int] | None = None) -> None:
        """Append the notes, as they come or in that order, with the calls inside them."""
        for n in range(len(self._found.notes)) if order is None else order:
            note = self._found.notes[n]
            self._builder.begin_note(str(n), note.label)
            for piece in note.pieces:
                self._builder.begin_block()
                self.write(piece)
            self._builder.end_note()
