"""Which documents' files have changed since they were indexed: by size and time, and where these are new, by content."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from qa.corpus.manifest import Entry, read_corpus
from qa.corpus.settings import MANIFEST
from qa.errors import CorpusError
from qa.parse.bibliography import kept_folder

if TYPE_CHECKING:
    from qa.index.engine import Snapshot

_Look = tuple[int, int, int] | None


class ChangedFiles:
    """Remembers, for each file as it was last looked at, whether it is as it was indexed."""

    def __init__(self, folder: Path) -> None:
        """`folder` is the corpus's; nothing is read yet."""
        self._folder = folder
        self._known: dict[str, tuple[object, bool]] = {}
        self._listed: tuple[object, dict[str, Entry]] = None, {}

    def among(self, snapshot: Snapshot, doc_ids: Iterable[str]) -> tuple[str, ...]:
        """Those of these documents whose file, or what `corpus.toml` says of it, is no longer as it was indexed."""
        manifest, wanted = _look(self._folder / MANIFEST), tuple(dict.fromkeys(doc_ids))
        files = snapshot.files(wanted)
        return tuple(
            doc_id
            for doc_id in wanted
            if doc_id in files
            and self._is_changed(doc_id, files[doc_id][1], (*files[doc_id], *self._looks(files[doc_id][0]), manifest))
        )

    def _looks(self, name: str) -> tuple[_Look, ...]:
        """Of a document's file and of the bibliographies that are kept with it."""
        kept = sorted((self._folder / kept_folder(name)).rglob("*"))
        return tuple(_look(path) for path in (self._folder / name, *kept))

    def _is_changed(self, doc_id: str, fingerprint: str, state: object) -> bool:
        known = self._known.get(doc_id)
        # A copied or touched file has another time, and is the same all the same: its content is compared, once.
        if known is None or known[0] != state:
            known = self._known[doc_id] = (state, self._compare(doc_id, fingerprint))
        return known[1]

    def _compare(self, doc_id: str, fingerprint: str) -> bool:
        try:
            entry = self._entry(doc_id)
            return entry is None or entry.fingerprint() != fingerprint
        except CorpusError:
            return True

    def _entry(self, doc_id: str) -> Entry | None:
        """What the corpus says of a document; listing it takes a tenth of a second for some thousand files, so that is kept."""
        state = _look(self._folder / MANIFEST), _look(self._folder)
        listed, entries = self._listed
        if listed != state or doc_id not in entries:
            entries = {entry.doc_id: entry for entry in read_corpus(self._folder).entries}
            self._listed = state, entries
        return entries.get(doc_id)


def _look(path: Path) -> _Look:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino
