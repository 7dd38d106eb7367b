"""Parsed documents that are kept in memory while there is room; what was not asked for longest goes first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.types.document import Document

_KEPT = 100_000_000
"""Characters, in about 160 MB: questions about the notes look at every report."""


class KeptDocuments:
    """Documents of one generation, by identifier, for all threads."""

    def __init__(self) -> None:
        """None yet."""
        self._lock = threading.Lock()
        self._documents: OrderedDict[str, Document] = OrderedDict()
        self._characters = 0

    def get(self, doc_id: str, read: Callable[[], Document | None]) -> Document | None:
        """The document that is kept, or that `read` gives."""
        with self._lock:
            if doc_id in self._documents:
                self._documents.move_to_end(doc_id)
                return self._documents[doc_id]
        document = read()
        if document is None:
            return None
        with self._lock:
            if doc_id not in self._documents:
                self._documents[doc_id] = document
                self._characters += len(document.text)
            while self._characters > _KEPT and len(self._documents) > 1:
                self._characters -= len(self._documents.popitem(last=False)[1].text)
        return document
