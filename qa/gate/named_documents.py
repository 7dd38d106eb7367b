"""Which of the sources a note of a draft names: by identifier, file name or title."""

from __future__ import annotations

from collections.abc import Iterable

from qa.gate.quoted_words import fold_quotable
from qa.types.document_info import DocumentInfo

_LEAST = 8
"""Letters of a title or name that a note is searched for; a shorter one stands in many."""


def named_documents(note: str, infos: Iterable[DocumentInfo]) -> tuple[str, ...]:
    """The identifiers of the documents that the note's text names."""
    said = f" {fold_quotable(note).text.strip()} "
    return tuple(info.doc_id for info in infos if any(f" {name} " in said for name in _names(info)))


def _names(info: DocumentInfo) -> Iterable[str]:
    """The names as they are compared. An identifier counts however short it is, where it is all that a note says."""
    for name in (info.doc_id, info.title):
        folded = fold_quotable(name).text.strip()
        if len(folded) >= _LEAST:
            yield folded
