"""Milvus → a local generation with the same passages under the same numbers; nothing is parsed or embedded again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from qa.errors import BusyError, EngineError, IndexUnusableError
from qa.files import make_folder, mode_in, remove_path
from qa.index import cache, database
from qa.index.cache import Cache, Kind
from qa.index.current import Current, FileSum, content_name, read_current, stamps_of, write_current
from qa.index.draft import Draft
from qa.index.embedding import Progress
from qa.index.milvus.client import Milvus
from qa.index.milvus.generation import MilvusGeneration
from qa.index.milvus.layout import ALIAS, text_key
from qa.index.milvus.publish import checksum_of
from qa.index.milvus.read import unpack_text
from qa.index.vector_files import write_vectors

_DOCUMENTS = 50
_TEXTS = 1000


def bring_back(folder: Path, milvus: Milvus, progress: Progress) -> bool:
    """Have an index folder hold the generation that Milvus holds; False where it does already.

    What was fetched of vectors stays when this ends early, so that the next run goes on.

    Raises:
        BusyError: another process is building the index.
        EngineError: Milvus is away, refuses or holds no index.
        IndexUnusableError: the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    collection = milvus.alias(ALIAS)
    if collection is None:
        raise EngineError(f"{milvus.address}: there is no index yet, so that nothing can be moved from it")
    generation = MilvusGeneration(milvus, collection, folder)
    try:
        make_folder(folder)
        with FileLock(folder / "writer.lock", timeout=0.5, mode=mode_in(folder)):
            last = _last(folder)
            if last is not None and checksum_of(last) == generation.meta.checksum:
                return False
            with cache.open_to_write(folder) as opened:
                _Fetching(folder, generation, opened, progress).run(last)
    except Timeout as error:
        raise BusyError(f"{folder}: another process is building the index; wait for it and try again") from error
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise IndexUnusableError(f"{folder}: cannot be written ({reason}); the index is as it was") from error
    return True


def _last(folder: Path) -> Current | None:
    try:
        return read_current(folder)
    except IndexUnusableError:
        return None


class _Fetching:
    """One generation on its way back."""

    def __init__(self, folder: Path, generation: MilvusGeneration, opened: Cache, progress: Progress) -> None:
        self.folder, self.generation, self.cache, self.progress = folder, generation, opened, progress

    def run(self, last: Current | None) -> None:
        """Write the files, then name them as the newest generation."""
        numbers = [int(path.stem.partition("-")[2]) for path in self.folder.glob("content-*.sqlite")]
        number = max([*numbers, self.generation.meta.generation, last.generation if last else 0]) + 1
        meta, path = self.generation.meta, self.folder / content_name(number)
        try:
            with Draft(path, None) as draft:
                connection = draft.begin()
                self._documents(connection)
                self._passages(connection)
                dimension, files = write_vectors(self.folder, number, connection, self.cache, meta.encoder, None)
                draft.finish()
        except BaseException:
            with suppress(OSError):
                remove_path(path)
            raise
        sums = {path.name: FileSum.of_file(path), **files}
        counts = {table: getattr(meta, table) for table in database.LAYERED}
        current = Current(number, meta.encoder, meta.encoder_name, dimension, files=sums, **counts)
        write_current(self.folder, replace(current, stamps=stamps_of(self.folder, sums)))

    def _documents(self, connection: sqlite3.Connection) -> None:
        doc_ids = sorted(self.generation.infos())
        for done, doc_id in enumerate(doc_ids):
            self.progress("moving documents", done, len(doc_ids))
            _insert(connection, "documents", self.generation.document_row(doc_id))
        for first in range(0, len(doc_ids), _DOCUMENTS):
            for rows in self.generation.source_rows(doc_ids[first : first + _DOCUMENTS]).values():
                for row in rows:
                    _insert(connection, "sources", row)
        connection.executemany("INSERT INTO failures VALUES (?, ?, ?)", self.generation.failures())

    def _passages(self, connection: sqlite3.Connection) -> None:
        collection, total = self.generation.collection, self.generation.meta.passages
        last = self.generation.last_row()
        found = self.generation.milvus.all_rows(collection, "row >= 0", ["row", "passage"], last)
        for done, row in enumerate(found):
            if done % 1000 == 0:
                self.progress("moving passages", done, total)
            _insert(connection, "passages", {"row": int(row["row"]), **json.loads(row["passage"])})
        words = "INSERT INTO words (rowid, text, context) VALUES (?, ?, ?)"
        missing: dict[str, bool] = {}
        for doc_id in sorted(self.generation.infos()):
            (text,) = connection.execute("SELECT text FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
            rows = connection.execute("SELECT * FROM passages WHERE doc_id = ? ORDER BY row", (doc_id,)).fetchall()
            for row in rows:
                connection.execute(words, (row["row"], text[row["start"] : row["end"]], row["context"]))
                missing.update({database.text_hash(text[a:b]): False for a, b in json.loads(row["sentences"])})
            missing.update({row["hash"]: True for row in rows})
            if len(missing) >= _TEXTS:
                self._keep(missing)
                missing = {}
        self._keep(missing)

    def _keep(self, wanted: dict[str, bool]) -> None:
        """Fetch what the cache lacks of the vectors of these texts; True for whole passages."""
        encoder = self.generation.meta.encoder
        known = self.cache.read(encoder, Kind.VECTOR, list(wanted))
        tokens = self.cache.read(encoder, Kind.TOKENS, [key for key, whole in wanted.items() if whole])
        lacking = [key for key, whole in wanted.items() if key not in known or (whole and key not in tokens)]
        found = self.generation.texts.get(text_key(key) for key in lacking)
        self.cache.keep(encoder, _cache_rows({key: found[text_key(key)] for key in lacking if text_key(key) in found}))


def _cache_rows(found: dict[str, bytes]) -> Iterator[tuple[str, Kind, bytes]]:
    for key, data in found.items():
        vector, tokens = unpack_text(data)
        yield key, Kind.VECTOR, vector
        if tokens:
            yield key, Kind.TOKENS, tokens


def _insert(connection: sqlite3.Connection, table: str, row: dict[str, object]) -> None:
    # The names are those of the table itself: what Milvus gives under another one is refused by it.
    names = [name for (_, name, *_) in connection.execute(f"PRAGMA table_info({table})")]
    marks = ", ".join("?" * len(names))
    connection.execute(f"INSERT INTO {table} VALUES ({marks})", [row[name] for name in names])
