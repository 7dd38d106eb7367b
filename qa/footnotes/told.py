"""Where something stands in a document, in the words of a message."""

from __future__ import annotations

from qa.types.document import Document, Span

EXAMPLE = 40
"""Characters that are shown of a text."""


def where(document: Document, span: Span) -> str:
    """`after “the last words”, page 4`."""
    before = document.text[max(0, span.start - EXAMPLE) : span.start].rpartition("\n")[2]
    words = before.partition(" ")[2] if len(before) == EXAMPLE else before
    return f"after “{(words or before).rstrip(' [〔【［')}”{on_page(document, span)}"


def on_page(document: Document, span: Span) -> str:
    """`, page 4`, or the element; nothing where neither is known."""
    place = document.place(span.start)
    if place is None:
        return ""
    return f", page {place.page}" if place.page else f", {place.element}" if place.element else ""


def shortened(text: str) -> str:
    """The first words of a text."""
    words = " ".join(text[: 2 * EXAMPLE].split())
    return words if len(text) <= EXAMPLE else f"{words[:EXAMPLE].rpartition(' ')[0] or words[:EXAMPLE]} …"
