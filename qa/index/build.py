"""Corpus → index: parse and embed only what changed, and commit it all at once."""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qa.chunk import make_passages
from qa.corpus import Entry, Manifest
from qa.embed.tokens import pack
from qa.embed.weights import locate
from qa.errors import BusyError, CorpusError, DocumentError, IndexUnusableError
from qa.files import sha256_file
from qa.index import database
from qa.index.vectors import remove_other_generations, stored_vectors, vectors_path, write_vectors
from qa.parse import parse_file
from qa.sources import make_sources
from qa.types import Document

if TYPE_CHECKING:
    from qa.embed.passages import PassageEncoder, Vectors
    from qa.embed.tokens import TokenVectors

log = logging.getLogger(__name__)

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


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


def is_stale(manifest: Manifest, folder: Path) -> str | None:
    """Why the index does not match the corpus, in a few words, or None when it does. Imports nothing heavy."""
    try:
        with closing(database.connect(folder)) as connection:
            meta = database.read_meta(connection)
            known = dict(connection.execute("SELECT doc_id, fingerprint FROM documents").fetchall())
    except (IndexUnusableError, sqlite3.DatabaseError):
        return "there is no usable index"
    if meta.get("format") != str(database.FORMAT):
        return "the index was made by another version of the program"
    if meta.get("encoder") != locate(manifest.encoder).digest:
        return "the index was made with another encoder"
    wanted = {entry.doc_id: entry.fingerprint() for entry in manifest.entries}
    if wanted != known:
        return "the corpus has changed"
    return None if vectors_path(folder, int(meta["generation"])).is_file() else "the vectors are missing"


def text_hash(text: str) -> str:
    """The key of a text's vector."""
    return hashlib.sha256(text.encode()).hexdigest()


def export_folder(folder: Path, digest: str) -> Path:
    """Where the question encoder of an encoder lies."""
    return folder / f"encoder-{digest[:12]}"


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
        self.encoder: PassageEncoder | None = None
        tables = {row["name"] for row in connection.execute("SELECT name FROM sqlite_schema")}
        self.meta = database.read_meta(connection) if "meta" in tables else {}
        self.anew = rebuild or self.meta.get("format") != str(database.FORMAT)
        self.reembed = rebuild
        self.known: dict[str, str] = {}
        if not self.anew:
            self.known = {r["doc_id"]: r["fingerprint"] for r in connection.execute("SELECT * FROM documents")}
        self.skipped = list(manifest.skipped)
        self.embedded: set[str] = set()
        self.whole: set[str] = set()

    def run(self) -> BuildReport:
        """Parse, embed, commit."""
        wanted = {entry.doc_id: entry.fingerprint() for entry in self.manifest.entries}
        changed = [entry for entry in self.manifest.entries if self.known.get(entry.doc_id) != wanted[entry.doc_id]]
        removed = sorted(self.known.keys() - wanted.keys())
        generation = int(self.meta.get("generation", "0"))
        same_encoder = self.meta.get("encoder") == self.files.digest
        if not (changed or removed or self.anew) and same_encoder and self._files_are_sound(generation):
            remove_other_generations(self.folder, generation)
            return self._report(False, 0, 0, generation)
        parsed = self._parse(changed)
        self._embed(
            self._texts(parsed, {*removed, *(document.doc_id for _, document in parsed)}, all_texts=not same_encoder)
        )
        self._commit(parsed, removed, wanted, generation + 1)
        remove_other_generations(self.folder, generation + 1)
        return self._report(True, len(parsed), len(removed), generation + 1)

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

    def _texts(self, parsed: Sequence[tuple[Entry, Document]], replaced: set[str], *, all_texts: bool) -> list[str]:
        """Every text that the new index needs a vector for, of new documents and, for a new encoder, of all."""
        texts: dict[str, None] = {}
        documents = [(document, make_passages(document, entry.language)) for entry, document in parsed]
        if all_texts and not self.anew:
            for row in self.connection.execute("SELECT * FROM documents").fetchall():
                if row["doc_id"] not in replaced:
                    rows = self.connection.execute("SELECT * FROM passages WHERE doc_id = ?", (row["doc_id"],))
                    documents.append((database.row_to_document(row), tuple(database.row_to_passage(r) for r in rows)))
        for document, passages in documents:
            for passage in passages:
                self.whole.add(passage.span.of(document.text))
                texts.update(dict.fromkeys(span.of(document.text) for span in (passage.span, *passage.sentences)))
        return list(texts)

    def _embed(self, texts: Sequence[str]) -> None:
        """Encode what has no vector yet, and keep every batch as it is done: a killed run loses at most one."""
        known: dict[str, bool] = {}
        if not self.reembed:
            query = "SELECT hash, tokens IS NOT NULL AS whole FROM vectors WHERE encoder = ?"
            known = {row["hash"]: bool(row["whole"]) for row in self.connection.execute(query, (self.files.digest,))}
        missing = [
            text
            for text in texts
            if not known.get(text_hash(text), False) and (text in self.whole or text_hash(text) not in known)
        ]
        if not missing:
            return
        self.progress("loading the encoder", 0, len(missing))

        def keep(positions: list[int], vectors: Vectors, tokens: list[TokenVectors]) -> None:
            rows = [
                (
                    text_hash(missing[i]),
                    self.files.digest,
                    vector.tobytes(),
                    pack(token) if missing[i] in self.whole else None,
                )
                for i, vector, token in zip(positions, vectors, tokens, strict=True)
            ]
            with self._transaction():
                self.connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)", rows)
            self.embedded.update(row[0] for row in rows)
            self.progress("embedding", len(self.embedded), len(missing))

        self._loaded_encoder().encode(missing, keep)

    def _loaded_encoder(self) -> PassageEncoder:
        from qa.embed.passages import PassageEncoder

        if self.encoder is None:
            self.encoder = PassageEncoder(self.files)
        return self.encoder

    def _commit(
        self, parsed: Sequence[tuple[Entry, Document]], removed: Sequence[str], wanted: dict[str, str], generation: int
    ) -> None:
        """Write all content and the generation's vectors in one transaction."""
        export = self._export()
        self.progress("committing", 0, 1)
        with self._transaction():
            if self.anew:
                database.create(self.connection)
            for doc_id in [*removed, *(document.doc_id for _, document in parsed)]:
                self._delete(doc_id)
            for entry, document in parsed:
                self._insert(entry, document, wanted[entry.doc_id])
            self._link_sources()
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

    def _delete(self, doc_id: str) -> None:
        self.connection.execute(
            "DELETE FROM words WHERE rowid IN (SELECT row FROM passages WHERE doc_id = ?)", (doc_id,)
        )
        for table in ("passages", "sources", "documents"):
            self.connection.execute(f"DELETE FROM {table} WHERE doc_id = ?", (doc_id,))

    def _insert(self, entry: Entry, document: Document, fingerprint: str) -> None:
        row = {
            "doc_id": entry.doc_id,
            "fingerprint": fingerprint,
            "file": entry.path.name,
            "kind": entry.kind,
            "title": entry.title or document.title,
            "language": entry.language,
            "publisher": entry.publisher,
            "container": entry.container,
            "credit": entry.credit,
            "url": entry.url,
            **database.document_to_row(document),
        }
        columns, marks = ", ".join(row), ", ".join("?" * len(row))
        self.connection.execute(f"INSERT INTO documents ({columns}) VALUES ({marks})", tuple(row.values()))
        for position, source in enumerate(make_sources(document)):
            self.connection.execute(
                "INSERT INTO sources VALUES (?, ?, ?, NULL, ?)",
                (source.source_id, source.doc_id, position, database.source_to_json(source)),
            )
        for passage in make_passages(document, entry.language):
            cursor = self.connection.execute(
                f"INSERT INTO passages VALUES (NULL{', ?' * 10})",
                (*database.passage_to_row(passage), text_hash(passage.span.of(document.text))),
            )
            self.connection.execute(
                "INSERT INTO words (rowid, text, context) VALUES (?, ?, ?)",
                (cursor.lastrowid, passage.span.of(document.text), passage.context),
            )

    def _link_sources(self) -> None:
        """Which document holds which source's text; a link to a footnote that does not exist is named in `skipped`."""
        self.connection.execute("UPDATE sources SET document = NULL")
        for entry in self.manifest.entries:
            for source_id in entry.source_of:
                # What points back to a source (`ibid.`) is held with it.
                done = self.connection.execute(
                    "UPDATE sources SET document = ? WHERE source_id = ? OR json_extract(fields, '$.same_as') = ?",
                    (entry.doc_id, source_id, source_id),
                )
                if done.rowcount == 0:
                    self.skipped.append(
                        f"{entry.path.name}: source_of names {source_id}, which is no footnote of the corpus"
                    )

        self.connection.execute(
            "UPDATE sources SET document = (SELECT work.document FROM sources AS work "
            "WHERE work.source_id = json_extract(sources.fields, '$.same_as')) "
            "WHERE document IS NULL AND json_extract(fields, '$.same_as') IS NOT NULL"
        )

    def _export(self) -> dict[str, str]:
        """The question encoder's files and their sha256, written once for each encoder; {} when it cannot be exported."""
        folder = export_folder(self.folder, self.files.digest)
        if self.meta.get("encoder") == self.files.digest and not self.reembed and self._export_is_sound():
            known: dict[str, str] = json.loads(self.meta["export"])
            return known
        from qa.embed.passages import export_for_questions

        self.progress("exporting the question encoder", 0, 1)
        fresh = folder.with_name(f".{folder.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        exported = export_for_questions(self._loaded_encoder(), fresh)
        shutil.rmtree(folder, ignore_errors=True)
        if not exported:
            shutil.rmtree(fresh)
            return {}
        fresh.rename(folder)
        return {path.name: sha256_file(path) for path in sorted(folder.iterdir())}

    def _files_are_sound(self, generation: int) -> bool:
        path = vectors_path(self.folder, generation)
        return path.is_file() and sha256_file(path) == self.meta.get("vectors") and self._export_is_sound()

    def _export_is_sound(self) -> bool:
        folder = export_folder(self.folder, self.files.digest)
        sums = json.loads(self.meta.get("export", "{}"))
        return all((folder / name).is_file() and sha256_file(folder / name) == value for name, value in sums.items())

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def _report(self, changed: bool, parsed: int, removed: int, generation: int) -> BuildReport:
        def count(table: str) -> int:
            return int(self.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

        return BuildReport(
            changed,
            count("documents"),
            count("passages"),
            parsed,
            len(self.embedded),
            removed,
            tuple(self.skipped),
            generation,
        )
