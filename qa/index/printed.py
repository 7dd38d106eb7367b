"""The pages of documents as they are printed, by the files that were indexed; the last few are kept."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from qa.errors import DocumentError, Remedy, UnknownDocumentError, UsageError
from qa.index.changed_files import ChangedFiles
from qa.parse import read_bytes
from qa.parse.printed import draw_printed, wanted_pages
from qa.types.document import Span
from qa.types.page_image import PageImage

if TYPE_CHECKING:
    from qa.index.engine import Snapshot

_KEPT = 8
_MOST_PAGES = 4
"""Of one quote."""


class PrintedPages:
    """Draws pages, and remembers the last few quotes' pages."""

    def __init__(self, folder: Path, changed: ChangedFiles) -> None:
        """`folder` is the corpus's; nothing is read yet."""
        self._folder, self._changed, self._lock = folder, changed, Lock()
        self._kept: OrderedDict[tuple[str, str, Span], tuple[PageImage, ...]] = OrderedDict()

    def of(self, snapshot: Snapshot, doc_id: str, span: Span) -> tuple[PageImage, ...]:
        """The pages on which a stretch of a document stands.

        Raises:
            UsageError: there is no such document or stretch, or its format has no pages to show.
            DocumentError: the file is gone or another than was indexed, or a page cannot be drawn.
        """
        document = snapshot.document(doc_id)
        if document is None:
            raise UnknownDocumentError(doc_id)
        name, fingerprint = snapshot.files([doc_id])[doc_id]
        if not 0 <= span.start < span.end <= len(document.text):
            raise UsageError(f"{doc_id}: it has no characters {span.start} to {span.end}", document=doc_id)
        wanted = wanted_pages(document, span)[:_MOST_PAGES]
        if not wanted:
            raise UsageError(f"{name}: only of PDFs and scans can pages be shown as they are printed", document=doc_id)
        key = (doc_id, fingerprint, span)
        self._check_unchanged(snapshot, doc_id, name)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        data = read_bytes(self._folder / name)
        # Once more: it may have been replaced just now.
        self._check_unchanged(snapshot, doc_id, name)
        pages = tuple(draw_printed(data, name, page) for page in wanted)
        with self._lock:
            self._kept[key] = pages
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return pages

    def _check_unchanged(self, snapshot: Snapshot, doc_id: str, name: str) -> None:
        if self._changed.among(snapshot, [doc_id]):
            raise DocumentError(
                f"{name}: changed or gone since it was indexed, so that its pages would be marked at the wrong places",
                remedy=Remedy.BUILD_INDEX,
                document=doc_id,
            )
