"""What people highlight in documents, with or without a note."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qa.types.document import Document, Span


@dataclass(frozen=True, slots=True)
class Highlight:
    """A stretch of a document that somebody set off."""

    document: str
    span: Span
    quote: str
    """The words that stood there then."""
    note: str = ""
    at: str = ""
    """UTC, ISO 8601."""

    @property
    def key(self) -> tuple[str, Span]:
        """What is set off: of several lines about it the last counts."""
        return self.document, self.span

    def to_dict(self) -> dict[str, Any]:
        """As plain values: a line of JSON Lines."""
        place = {"document": self.document, "start": self.span.start, "end": self.span.end}
        return {**place, "quote": self.quote, "note": self.note, "at": self.at}

    def place_in(self, document: Document) -> Span | None:
        """Where its words stand now: at their place, else wherever else they stand once; None where that is nowhere."""
        if self.span.of(document.text) == self.quote:
            return self.span
        start = document.text.find(self.quote)
        if start < 0 or document.text.find(self.quote, start + 1) >= 0:
            return None
        return Span(start, start + len(self.quote))
