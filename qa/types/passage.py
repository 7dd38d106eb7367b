"""What is retrieved and quoted: passages, hits, and quotes in them."""

from __future__ import annotations

from dataclasses import dataclass

from qa.types.document import BlockKind, Span


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of retrieval: whole sentences of one block."""

    passage_id: str
    doc_id: str
    span: Span
    kind: BlockKind
    sentences: tuple[Span, ...]
    heading_path: tuple[str, ...]
    labels: tuple[str, ...]
    """Labels of the footnotes whose markers stand in it; for a note, its own label."""
    context: str
    """What is embedded and searched beside the text itself: headings, or the statement that a note backs."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that retrieval found."""

    passage: Passage
    score: float
    rank: int


@dataclass(frozen=True, slots=True)
class Quote:
    """A span that an answer quotes, and the passage it was found in."""

    passage: Passage
    span: Span
