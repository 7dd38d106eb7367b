"""What was read of documents, kept in memory while there is room; what was not asked for longest goes first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

_T = TypeVar("_T")
MOST_KEPT = 100_000_000
"""Characters of parsed documents, in about 160 MB: questions about the notes look at every report."""


class KeptDocuments(Generic[_T]):
    """Parsed documents of one generation, or their texts, by identifier, for all threads."""

    def __init__(self, most: int, size: Callable[[_T], int]) -> None:
        """None yet; up to `most` characters, which `size` counts of each."""
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, _T] = OrderedDict()
        self._most, self._size, self._characters = most, size, 0

    def get(self, doc_id: str, read: Callable[[], _T | None]) -> _T | None:
        """What is kept of a document, or what `read` gives."""
        with self._lock:
            if doc_id in self._kept:
                self._kept.move_to_end(doc_id)
                return self._kept[doc_id]
        found = read()
        if found is None:
            return None
        with self._lock:
            if doc_id not in self._kept:
                self._kept[doc_id] = found
                self._characters += self._size(found)
            while self._characters > self._most and len(self._kept) > 1:
                self._characters -= self._size(self._kept.popitem(last=False)[1])
        return found
