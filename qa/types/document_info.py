"""What the corpus says of a document, beside its text."""

from __future__ import annotations

from dataclasses import dataclass

from qa.types.document import DocumentKind


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """One document of the index, as `corpus.toml` describes it."""

    doc_id: str
    file: str
    """The file's name in the corpus folder."""
    kind: DocumentKind
    title: str
    """As the manifest has it, else the document's own."""
    language: str
    """ISO 639-1 code."""
    publisher: str | None = None
    container: str | None = None
    """The larger work: a journal, a series, a website."""
    credit: str | None = None
    url: str | None = None
