"""Corpus → index: parse and embed only what changed, and commit it all at once."""

from __future__ import annotations

import hashlib
import json
import logging
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qa.chunk import make_passages
from qa.corpus import Entry, Manifest
from qa.embed.weights import locate
from qa.errors import BusyError, CorpusError, DocumentError, IndexUnusableError
from qa.files import sha256_file
from qa.index import database
from qa.index.content import delete_document, insert_document, link_sources
from qa.index.database import transaction
from qa.index.embedding import Progress, embed, texts_of, without_vectors
from qa.index.export import export_encoder, export_is_sound
from qa.index.vectors import remove_other_generations, stored_vectors, vectors_path, write_vectors
from qa.parse import parse_file
from qa.types import Document

if TYPE_CHECKING:
    from qa.embed.passages import PassageEncoder

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    changed: bool
    documents: int
    passages: int
    parsed: int
    embedded: int
    removed: int
    skipped: tuple[str, ...]
    generation: int


def build_index(
    manifest: Manifest, folder: Path, *, rebuild: bool = False, progress: Progress = lambda what, done, total: None
) -> BuildReport:
    """Bring the index in `folder` up to date with the corpus.

    Unchanged documents are not parsed again, and no text is embedded twice by the same encoder. Readers see the old index
    until the commit. A file that cannot be read keeps its last good version, and is named in `skipped`.

    Raises:
        BusyError: another process is writing.
        CorpusError: no file can be read.
        IndexUnusableError: the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "writer.lock", timeout=0.5), closing(_open(folder)) as connection:
            return _Build(manifest, folder, connection, rebuild, progress).run()
    except Timeout as error:
        raise BusyError(f"{folder}: another process is building the index; wait for it and try again") from error
    except (OSError, sqlite3.OperationalError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise IndexUnusableError(f"{folder}: cannot be written ({reason}); the index is as it was") from error


def _open(folder: Path) -> sqlite3.Connection:
    """The database to write to; a damaged one is begun anew, since it can always be made again from the corpus."""
    try:
        return _prepared(folder)
    except sqlite3.OperationalError:
        raise
    except (sqlite3.DatabaseError, IndexUnusableError) as error:
        log.warning("%s is damaged and is built anew (%s)", folder / database.FILE, error)
        for suffix in ("", "-wal", "-shm"):
            (folder / f"{database.FILE}{suffix}").unlink(missing_ok=True)
        return _prepared(folder)


def _prepared(folder: Path) -> sqlite3.Connection:
    connection = database.connect(folder, write=True)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(database.CACHE)
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("its pages do not fit together")
    except BaseException:
        connection.close()
        raise
    return connection


class _Build:
    """One run of the builder, from the manifest to the commit."""

    def __init__(
        self, manifest: Manifest, folder: Path, connection: sqlite3.Connection, rebuild: bool, progress: Progress
    ) -> None:
        self.manifest, self.folder, self.connection, self.progress = manifest, folder, connection, progress
        self.files = locate(manifest.encoder)
        self.loaded: PassageEncoder | None = None
        tables = {row["name"] for row in connection.execute("SELECT name FROM sqlite_schema")}
        self.meta = database.read_meta(connection) if "meta" in tables else {}
        self.anew = rebuild or self.meta.get("format") != str(database.FORMAT)
        self.rebuild = rebuild
        self.same_encoder = self.meta.get("encoder") == self.files.digest
        self.known: dict[str, str] = {}
        if not self.anew:
            self.known = {r["doc_id"]: r["fingerprint"] for r in connection.execute("SELECT * FROM documents")}
        self.skipped = list(manifest.skipped)

    def run(self) -> BuildReport:
        """Parse, embed, commit."""
        wanted = {entry.doc_id: entry.fingerprint() for entry in self.manifest.entries}
        changed = [entry for entry in self.manifest.entries if self.known.get(entry.doc_id) != wanted[entry.doc_id]]
        removed = sorted(self.known.keys() - wanted.keys())
        generation = int(self.meta.get("generation", "0"))
        if not (changed or removed or self.anew) and self.same_encoder and self._files_are_sound(generation):
            remove_other_generations(self.folder, generation)
            return self._report(False, 0, 0, 0, generation)
        parsed = self._parse(changed)
        embedded = self._embed(parsed, removed, all_texts=not self.same_encoder)
        self._commit(parsed, removed, wanted, generation + 1)
        remove_other_generations(self.folder, generation + 1)
        return self._report(True, len(parsed), embedded, len(removed), generation + 1)

    def _parse(self, changed: Sequence[Entry]) -> list[tuple[Entry, Document]]:
        parsed = []
        for number, entry in enumerate(changed):
            self.progress("reading", number, len(changed))
            try:
                parsed.append((entry, parse_file(entry.path, entry.doc_id, encoding=entry.encoding)))
            except DocumentError as error:
                kept = " (its last good version is kept)" if entry.doc_id in self.known else ""
                self.skipped.append(f"{error}{kept}")
        if not parsed and not self.known and changed:
            raise CorpusError(
                self.skipped[-1] if len(self.skipped) == 1 else f"no document can be read; the first: {self.skipped[0]}"
            )
        return parsed

    def _embed(self, parsed: Sequence[tuple[Entry, Document]], removed: Sequence[str], *, all_texts: bool) -> int:
        """Give every text of new documents a vector, and for a new encoder those of all; returns how many were encoded."""
        documents = [(document, make_passages(document, entry.language)) for entry, document in parsed]
        if all_texts and not self.anew:
            replaced = {*removed, *(document.doc_id for document, _ in documents)}
            for row in self.connection.execute("SELECT * FROM documents").fetchall():
                if row["doc_id"] not in replaced:
                    rows = self.connection.execute("SELECT * FROM passages WHERE doc_id = ?", (row["doc_id"],))
                    documents.append((database.row_to_document(row), tuple(database.row_to_passage(r) for r in rows)))
        texts = texts_of(documents)
        if not self.rebuild:
            texts = without_vectors(self.connection, texts, self.files.digest)
        return embed(self.connection, texts, self.files.digest, self._encoder, self.progress)

    def _encoder(self) -> PassageEncoder:
        from qa.embed.passages import PassageEncoder

        if self.loaded is None:
            self.loaded = PassageEncoder(self.files)
        return self.loaded

    def _commit(
        self, parsed: Sequence[tuple[Entry, Document]], removed: Sequence[str], wanted: dict[str, str], generation: int
    ) -> None:
        """Write all content and the generation's vectors in one transaction."""
        export = self._export()
        self.progress("committing", 0, 1)
        with transaction(self.connection):
            if self.anew:
                database.create(self.connection)
            for doc_id in [*removed, *(document.doc_id for _, document in parsed)]:
                delete_document(self.connection, doc_id)
            for entry, document in parsed:
                insert_document(self.connection, entry, document, wanted[entry.doc_id])
            self.skipped += link_sources(self.connection, self.manifest.entries)
            data = stored_vectors(self.connection, self.files.digest).to_bytes()
            write_vectors(self.folder, generation, data)
            meta = {
                "format": str(database.FORMAT),
                "generation": str(generation),
                "vectors": hashlib.sha256(data).hexdigest(),
                "encoder": self.files.digest,
                "encoder_name": self.files.name,
                "export": json.dumps(export),
            }
            self.connection.execute("DELETE FROM meta")
            self.connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
        self.progress("committing", 1, 1)

    def _export(self) -> dict[str, str]:
        if self.same_encoder and not self.rebuild and export_is_sound(self.folder, self.files.digest, self.meta):
            known: dict[str, str] = json.loads(self.meta["export"])
            return known
        self.progress("exporting the question encoder", 0, 1)
        return export_encoder(self.folder, self.files.digest, self._encoder)

    def _files_are_sound(self, generation: int) -> bool:
        path = vectors_path(self.folder, generation)
        whole = path.is_file() and sha256_file(path) == self.meta.get("vectors")
        return whole and export_is_sound(self.folder, self.files.digest, self.meta)

    def _report(self, changed: bool, parsed: int, embedded: int, removed: int, generation: int) -> BuildReport:
        def count(table: str) -> int:
            return int(self.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

        return BuildReport(
            changed, count("documents"), count("passages"), parsed, embedded, removed, tuple(self.skipped), generation
        )
