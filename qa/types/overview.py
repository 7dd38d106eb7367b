"""A report as a whole: what is said of it, its outline, and the sentences that stand for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qa.types.answer import Citation
from qa.types.document import DocumentKind, Span
from qa.types.json_form import json_of


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a document."""

    text: str
    level: int
    """From 1."""
    span: Span


@dataclass(frozen=True, slots=True)
class Overview:
    """One document as a whole. Every sentence is quoted and cited; nothing is written for it."""

    document: str
    title: str
    kind: DocumentKind
    language: str
    """ISO 639-1 code."""
    publisher: str | None
    """As `corpus.toml` says, as are the container and the address."""
    container: str | None
    url: str | None
    authors: tuple[Citation, ...]
    """The lines at the head of the text that name them; none where it does not."""
    dates: tuple[Citation, ...]
    """The lines at the head of the text that date it; none where it does not."""
    outline: tuple[Heading, ...]
    sentences: tuple[Citation, ...]
    """Those that stand for the whole, spread over its sections, in its order."""
    findings: tuple[Citation, ...]
    """From its sections of findings or conclusions, or said to be findings; none where there are no such."""
    recommendations: tuple[Citation, ...]

    def to_dict(self) -> dict[str, Any]:
        """What `qa overview --json` prints."""
        row: dict[str, Any] = json_of(self)
        return row
