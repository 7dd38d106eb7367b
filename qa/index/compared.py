"""What was found when an index was compared with its corpus; answers are then judged by the files, not by the index."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.index.genuine import Altered
from qa.index.state import state_of

if TYPE_CHECKING:
    from qa.index.engine import Snapshot
    from qa.index.state import IndexState
    from qa.types.document import Document
    from qa.types.source import Source


@dataclass(frozen=True, slots=True)
class Held:
    """One generation's documents and sources, with those of altered documents as their files have them."""

    snapshot: Snapshot
    altered: tuple[Altered, ...]

    def document(self, doc_id: str) -> Document | None:
        """A document, or None when the corpus has none of that identifier."""
        return next((a.document for a in self.altered if a.doc_id == doc_id), None) or self.snapshot.document(doc_id)

    def sources(self, doc_id: str | None = None) -> tuple[Source, ...]:
        """All sources, or those that one document's footnotes name, in the notes' order."""
        found = self.snapshot.sources(doc_id)
        for altered in self.altered:
            if doc_id in (None, altered.doc_id):
                found = (*(s for s in found if s.doc_id != altered.doc_id), *altered.sources)
        return found

    def altered_among(self, doc_ids: Sequence[str]) -> tuple[str, ...]:
        """Those of these documents that were found altered."""
        names = {altered.doc_id for altered in self.altered}
        return tuple(doc_id for doc_id in doc_ids if doc_id in names)


class Compared:
    """Remembers what was found of the generation that was compared last."""

    def __init__(self) -> None:
        """Nothing was compared."""
        self._lock = threading.Lock()
        self._state: IndexState | None = None
        self._found: tuple[Altered, ...] = ()

    @property
    def found(self) -> bool:
        """True when something was found, perhaps of a generation that is no more."""
        return bool(self._found)

    def note(self, snapshot: Snapshot, found: Iterable[Altered], looked_at: Sequence[str] | None) -> None:
        """Keep what was found of all documents, or of those that were looked at."""
        state = state_of(snapshot.folder, snapshot.current)
        with self._lock:
            before = self._found if state == self._state and looked_at is not None else ()
            self._state = state
            self._found = (*(a for a in before if a.doc_id not in (looked_at or ())), *found)

    def held(self, snapshot: Snapshot) -> Held:
        """The generation as it may be trusted, by what is known of it."""
        with self._lock:
            known = self._found and self._state == state_of(snapshot.folder, snapshot.current)
            return Held(snapshot, self._found if known else ())
