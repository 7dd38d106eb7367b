"""Preparing documents for a build: parsed and encoded one by one, each by one process, until all are prepared.

Nobody leads: whoever runs this takes the next document that nobody has in hand, so that processes may come, go and be killed.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from pathlib import Path

from qa.corpus.manifest import Entry, Manifest, fingerprints_now, read_corpus
from qa.corpus.permissions import allowed_models
from qa.embed.weights import locate
from qa.errors import DocumentError, IndexDamagedError, IndexUnusableError
from qa.files import make_folder, remove_path, write_whole
from qa.index import database
from qa.index.base import find_base
from qa.index.cache import Cache, Kind, open_as_it_is
from qa.index.content import insert_document
from qa.index.current import CURRENT_FILE
from qa.index.embedding import LazyEncoder, Progress, embed
from qa.index.together.leases import LEASE, Leases
from qa.index.together.parts import LEFT_TO_BUILD, TOGETHER, VectorRow, pack_part, part_name, part_path
from qa.parse import parse_with_sources, prepare_child, read_bytes, telling_scans
from qa.parse.faults import faults_of

_PAUSE = 0.5
"""Seconds between two looks at what others have in hand."""


def prepare_together(
    corpus: Path, folder: Path, *, progress: Progress = lambda what, done, total: None, lease: float = LEASE
) -> int:
    """Prepare what a build will want and no other process prepares, until all of it is; returns how many documents that were.

    Parts lie in the index folder until a build takes them in; see `qa.index.build`. What others have in hand is waited for, and
    taken over when they give no sign of life for `lease` seconds.

    Raises:
        CorpusError: the corpus cannot be read.
        IndexUnusableError: the folder cannot be written.
    """
    manifest = read_corpus(corpus)
    encoder = LazyEncoder(locate(manifest.encoder, manifest.encoder in allowed_models(corpus)))
    try:
        make_folder(folder)
        with open_as_it_is(folder) as cache:
            return _Preparing(manifest, encoder, folder, cache, progress, lease).run()
    except OSError as error:
        raise IndexUnusableError(
            f"{folder}: cannot be written ({error.strerror or error}); what was prepared stays"
        ) from error


class _Preparing:
    """What one process does of it."""

    def __init__(
        self,
        manifest: Manifest,
        encoder: LazyEncoder,
        folder: Path,
        cache: Cache | None,
        progress: Progress,
        lease: float,
    ) -> None:
        self._encoder, self._folder, self._cache, self._progress = encoder, folder, cache, progress
        self._leases = Leases(folder / TOGETHER, lease)
        self._committed = self._commit()
        self._wanted = self._find_wanted(manifest)

    def run(self) -> int:
        prepared, waiting = 0, self._wanted
        if waiting:
            prepare_child()
        with self._leases.alive():
            while waiting and self._commit() == self._committed:
                others: list[tuple[str, Entry]] = []
                for number, (name, entry) in enumerate(waiting):
                    self._progress(
                        "preparing", len(self._wanted) - len(waiting) + number - len(others), len(self._wanted)
                    )
                    if self._path(name).exists() or self._commit() != self._committed:
                        continue
                    if not self._leases.take(name):
                        others.append((name, entry))
                        continue
                    prepared += self._prepare(name, entry)
                    self._leases.release(name)
                if len(others) == len(waiting):
                    time.sleep(_PAUSE)
                waiting = others
        return prepared

    def _find_wanted(self, manifest: Manifest) -> Sequence[tuple[str, Entry]]:
        """What the index does not have as it is now, the largest first: at the end nobody shall wait long for another."""
        base, now = find_base(self._folder), fingerprints_now(manifest.entries)
        known = base.known if base.content and base.same(self._encoder.digest) else {}
        # A file that cannot be read has no fingerprint; the build says why.
        wanted = [e for e in manifest.entries if now[e.doc_id] and known.get(e.doc_id) != now[e.doc_id]]
        wanted.sort(key=lambda entry: -entry.path.stat().st_size if entry.path.exists() else 0)
        return [(part_name(entry, now[entry.doc_id], self._encoder.digest), entry) for entry in wanted]

    def _prepare(self, name: str, entry: Entry) -> bool:
        """Prepare one document; False where there is nothing to do, or it is left to the build."""
        path = self._path(name)
        # Another may just have done it.
        part = None if path.exists() else self._make(name, entry)
        # Another may have taken it over and done it, while this machine slept.
        if part is None or not self._leases.is_held(name):
            return False
        with suppress(FileNotFoundError):
            write_whole(path, part)
        if not self._leases.is_held(name):
            # A build or a purge has ended: nothing may stay of what it did away with.
            remove_path(path)
            return False
        return part is not LEFT_TO_BUILD

    def _make(self, name: str, entry: Entry) -> bytes | None:
        """The part of a document; None of one that changes at the moment: the build will read it as it is then."""
        try:
            data = read_bytes(entry.path)
            fingerprint = entry.fingerprint(data)
            if part_name(entry, fingerprint, self._encoder.digest) != name:
                return None
            with telling_scans(self._progress):
                document, named = parse_with_sources(
                    data, entry.path.name, entry.doc_id, encoding=entry.encoding, folder=entry.path.parent
                )
            made = _Made(self._cache)
            with faults_of(entry.path.name), closing(database.open_draft(database.MEMORY)) as connection:
                database.create_tables(connection)
                insert_document(connection, entry, document, named, fingerprint)
                embed(connection, [entry.doc_id], made, self._encoder, self._progress)
            return pack_part(document, named, made.rows)
        except DocumentError:
            return LEFT_TO_BUILD

    def _path(self, name: str) -> Path:
        return part_path(self._folder / TOGETHER, name)

    def _commit(self) -> tuple[int, int] | None:
        """Tells one committed generation from the next."""
        try:
            found = (self._folder / CURRENT_FILE).stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns


class _Made:
    """The vectors that were made of one document, beside those that the cache has already."""

    def __init__(self, cache: Cache | None) -> None:
        self.rows: list[VectorRow] = []
        self._cache = cache

    def read(self, encoder: str, kind: Kind, hashes: Sequence[str]) -> dict[str, bytes]:
        """What the cache has; nothing where it is damaged, or being written."""
        try:
            return self._cache.read(encoder, kind, hashes) if self._cache else {}
        except (IndexDamagedError, sqlite3.Error):
            return {}

    def keep(self, _: str, rows: Iterable[VectorRow]) -> None:
        """Keep rows until the part is written."""
        self.rows += rows
