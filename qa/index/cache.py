"""Vectors by text and encoder, so that no text is embedded twice. Every row carries a checksum, which every read verifies.

The cache belongs to no generation: a row says which text it is of, so it can be of no other.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from enum import StrEnum
from pathlib import Path

from qa.errors import IndexDamagedError
from qa.files import follow_folder, remove_path, sync, write_whole
from qa.index.database import is_damage, transaction

CACHE_FILE = "cache.sqlite"
DOUBT = "cache.doubt"
"""Stands beside the cache when rows were found missing or altered: the next build looks at all that the corpus needs."""
_TABLE = "CREATE TABLE cached (key BLOB NOT NULL UNIQUE, data BLOB NOT NULL, checksum BLOB NOT NULL) STRICT"
"""The key is of encoder, text and kind together: of short rows, their names would be a third."""
_OWN = frozenset({("table", "cached", _TABLE), ("index", "sqlite_autoindex_cached_1", None)})
_WAL_VERSIONS = b"\2\2"
"""What the header of a database with a write-ahead log says of who can write and read it."""
_AT_ONCE = 500
_PAGES = "PRAGMA page_size = 32768"
"""Of a new file: of a page of 4,096 bytes, one row of token vectors leaves a quarter empty."""

_WRITER_MEMORY = "PRAGMA cache_size = -65536"
"""Keys come in no order: of a large cache, the pages of their index are to stay in memory while it is written."""

_log = logging.getLogger(__name__)


class Kind(StrEnum):
    """What the cache holds for a text."""

    VECTOR = "vector"
    """See `qa.embed.tokens.pack_vector`."""
    TOKENS = "token signs on axes, about the vector"
    """See `qa.embed.tokens.pack`."""


_Row = tuple[bytes, bytes, bytes]
"""Key, data and checksum."""


class Cache:
    """An open cache; for one thread at a time."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        """Wrap an open connection; `open_to_read` and `open_to_write` create one."""
        self.path, self._connection = path, connection

    def read(self, encoder: str, kind: Kind, hashes: Sequence[str]) -> dict[str, bytes]:
        """The rows of texts, by their hash; missing rows and those that fail their checksum are left out.

        Raises:
            IndexDamagedError: the file is not a sound database.
        """
        found, keys = {}, {_key(encoder, text, kind): text for text in hashes}
        every = list(keys)
        for part in (every[first : first + _AT_ONCE] for first in range(0, len(every), _AT_ONCE)):
            query = f"SELECT key, data, checksum FROM cached WHERE key IN ({_marks(part)})"
            with _translated(self.path):
                # A database made to deceive may have a row without end.
                rows = self._connection.execute(query, part).fetchmany(len(part))
            found.update({keys[row[0]]: row[1] for row in rows if _is_sound(row)})
        return found

    def keep(self, encoder: str, rows: Iterable[tuple[str, Kind, bytes]]) -> None:
        """Keep rows of hash, kind and data, all or none."""
        keyed = ((_key(encoder, text, kind), data) for text, kind, data in rows)
        full = [(key, data, _checksum(key, data)) for key, data in keyed]
        with _translated(self.path), transaction(self._connection):
            self._connection.executemany("INSERT OR REPLACE INTO cached VALUES (?, ?, ?)", full)

    def reindex(self) -> None:
        """Rebuild the database's own indexes: a damaged one misses rows that are there, or lets them be kept twice.

        Raises:
            IndexDamagedError: rows were kept twice, or cannot be read.
        """
        with _translated(self.path):
            self._connection.execute("REINDEX")

    def keep_only(self, hashes: Iterable[str], encoders: Collection[str]) -> int:
        """Delete every row of another text or another encoder; how many went.

        Of deleted rows, also of earlier ones, nothing stays in the file.
        """
        with _translated(self.path):
            self._connection.execute("PRAGMA secure_delete = ON")
            self._connection.execute("CREATE TEMP TABLE needed (key BLOB PRIMARY KEY) WITHOUT ROWID")
            with transaction(self._connection):
                # Rows of another kind, which an older version wrote, have none of these keys.
                keys = ((_key(encoder, text, kind),) for text in hashes for encoder in encoders for kind in Kind)
                self._connection.executemany("INSERT OR IGNORE INTO needed VALUES (?)", keys)
                unknown = "DELETE FROM cached WHERE key NOT IN (SELECT key FROM needed)"
                gone = self._connection.execute(unknown).rowcount
            # A vacuum writes every row once more: of a million passages, gigabytes.
            if gone or self._connection.execute("PRAGMA freelist_count").fetchone()[0]:
                self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return gone

    def size(self) -> int:
        """How many rows there are, sound or not."""
        with _translated(self.path):
            return int(self._connection.execute("SELECT count(*) FROM cached").fetchone()[0])

    def is_empty(self) -> bool:
        """True when nothing is kept."""
        with _translated(self.path):
            return self._connection.execute("SELECT 1 FROM cached LIMIT 1").fetchone() is None

    def count(self) -> tuple[int, int]:
        """How many rows there are, and how many of them fail their checksum; reads everything.

        Raises:
            IndexDamagedError: the file is not a sound database.
        """
        rows = bad = 0
        most = self.path.stat().st_size
        with _translated(self.path):
            for row in self._connection.execute("SELECT * FROM cached"):
                rows += 1
                bad += not _is_sound(row)
                if rows > most:
                    raise IndexDamagedError(self.path, "damaged (more rows than it has bytes)")
        return rows, bad


@contextmanager
def open_to_read(folder: Path) -> Iterator[Cache]:
    """The cache, for reading beside a writer, also in a folder that cannot be written.

    Raises:
        IndexDamagedError: it is missing or no database.
    """
    path = folder / CACHE_FILE
    if not path.is_file():
        raise IndexDamagedError(path, "missing")
    with _translated(path):
        try:
            connection = _connect(path, "ro")
        except sqlite3.OperationalError:
            # A read-only folder has no room for the log's helper files; without a log the file can be read alone.
            connection = _connect(path, "ro&immutable=1")
    with closing(connection):
        yield Cache(path, connection)


@contextmanager
def open_as_it_is(folder: Path) -> Iterator[Cache | None]:
    """The cache as its file is, without locks and logs, which a network folder may not have; None where there is none.

    What another process is just writing is missing, or fails its checksum.
    """
    try:
        connection = _connect(folder / CACHE_FILE, "ro&immutable=1")
    except sqlite3.Error:
        connection = None
    if connection is None:
        yield None
        return
    with closing(connection):
        yield Cache(folder / CACHE_FILE, connection)


@contextmanager
def open_to_write(folder: Path) -> Iterator[Cache]:
    """The cache, created when there is none; a damaged database is replaced by one with its sound rows."""
    path = folder / CACHE_FILE
    try:
        connection = _prepared(path)
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        salvage(folder)
        connection = _prepared(path)
    with closing(connection):
        yield Cache(path, connection)


def salvage(folder: Path) -> None:
    """Replace an unreadable cache by a new one with the rows of it that can be read and are sound."""
    path, fresh = folder / CACHE_FILE, folder / f".{CACHE_FILE}.tmp"
    remove_path(fresh)
    kept = 0
    with closing(sqlite3.connect(fresh, isolation_level=None)) as new:
        new.execute(_PAGES)
        new.execute("PRAGMA journal_mode = OFF")
        new.execute(_TABLE)
        follow_folder(fresh)
        new.execute("BEGIN")
        for row in _readable_rows(path):
            if _is_sound(row):
                new.execute("INSERT OR REPLACE INTO cached VALUES (?, ?, ?)", row)
                kept += 1
        new.execute("COMMIT")
    sync(fresh)
    # A log left beside the new file would be taken for its own.
    for suffix in ("-wal", "-shm"):
        path.with_name(f"{CACHE_FILE}{suffix}").unlink(missing_ok=True)
    fresh.replace(path)
    sync(folder)
    doubt(folder)
    _log.warning("%s was damaged; %d rows of it are kept, and what is missing is embedded again", path, kept)


def doubt(folder: Path) -> None:
    """Make the next build check every text's vectors; a folder that cannot be written is left as it is."""
    with suppress(OSError):
        if not (folder / DOUBT).exists():
            write_whole(
                folder / DOUBT, b"Rows of the cache are missing or altered: the next build embeds them again.\n"
            )


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=10, isolation_level=None, check_same_thread=False
    )
    # Damaged text is to fail its checksum, not the reading.
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        found = connection.execute("SELECT type, name, sql FROM sqlite_schema").fetchmany(10)
        if not _OWN.issuperset(found):
            raise sqlite3.DatabaseError("its tables are not those of a cache")
    except BaseException:
        connection.close()
        raise
    return connection


def _prepared(path: Path) -> sqlite3.Connection:
    is_new = not path.exists()
    connection = _connect(path, "rwc")
    try:
        if is_new:
            follow_folder(path)
            connection.execute(_PAGES)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(_WRITER_MEMORY)
        connection.execute(_TABLE.replace("TABLE", "TABLE IF NOT EXISTS", 1))
        connection.execute("SELECT * FROM cached LIMIT 1").fetchone()
        with path.open("rb") as file:
            # Other versions than these make SQLite take the file for one that must not be written.
            if file.read(20)[18:] != _WAL_VERSIONS:
                raise sqlite3.DatabaseError("its header is damaged")
    except BaseException:
        connection.close()
        raise
    return connection


def _readable_rows(path: Path) -> Iterator[_Row]:
    """Rows one by one, past those that cannot be reached."""
    try:
        connection = _connect(path, "ro")
    except sqlite3.DatabaseError:
        return
    with closing(connection):
        try:
            last = connection.execute("SELECT max(rowid) FROM cached").fetchone()[0] or 0
        except sqlite3.DatabaseError:
            last = path.stat().st_size // 256  # more rows than fit
        # The number is what the file says; rows have hundreds of bytes, and each rebuilding numbers them anew.
        for number in range(1, min(last, path.stat().st_size // 8) + 1):
            with suppress(sqlite3.DatabaseError):
                row = connection.execute("SELECT * FROM cached WHERE rowid = ?", (number,)).fetchone()
                if row is not None:
                    yield row


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        raise IndexDamagedError(path, f"damaged ({error})") from error


def _is_sound(row: _Row) -> bool:
    """True when the last column is the checksum of the others; in a damaged file, they may be of any type."""
    key, data, checksum = row
    return isinstance(key, bytes) and isinstance(data, bytes) and checksum == _checksum(key, data)


def _key(encoder: str, text: str, kind: Kind) -> bytes:
    return hashlib.sha256(f"{encoder}\0{text}\0{kind}".encode()).digest()[:16]


def _checksum(key: bytes, data: bytes) -> bytes:
    # The key is hashed with the data: a whole row that damage put under another text's key must fail, too.
    return hashlib.sha256(key + data).digest()[:16]


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))
