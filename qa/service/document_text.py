"""A document as text that is sent: with its markers and notes in brackets, up to a limit, without what is not seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.export.answers import printable
from qa.export.document import document_to_text

if TYPE_CHECKING:
    from qa.api import Corpus

MOST_DOCUMENT = 400_000
"""Characters."""


def sent_document(corpus: Corpus, doc_id: str) -> str:
    """The text of a document, or its beginning, and then a line that says so.

    Raises:
        UsageError: there is no such document.
    """
    # What is not seen may be meant for a model alone.
    text = printable(document_to_text(corpus.document(doc_id)))
    if len(text) <= MOST_DOCUMENT:
        return text
    return (
        f"{text[:MOST_DOCUMENT]}\n\n[{MOST_DOCUMENT:,} of {len(text):,} characters; the operation read gives the rest]"
    )
