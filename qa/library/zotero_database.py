"""Opening Zotero's database for reading: nothing in it runs, nothing is written, and it may be open in Zotero."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from qa.errors import CorpusError

DATABASE = "zotero.sqlite"
READING_SECONDS = 60.0
"""That reading it may take; a library of 20,000 works takes three."""
_MOST_BYTES = 8 * 1024**3
_INSTRUCTIONS = 20_000
"""Of SQLite's machine, between two looks at the clock."""
_HOT = bytes.fromhex("d9d505f920a163d7")
"""How a journal begins whose change is not done."""
_TRIES = 3
_NEEDED = {
    "items": ("itemID", "itemTypeID", "key"),
    "itemTypes": ("itemTypeID", "typeName"),
    "itemData": ("itemID", "fieldID", "valueID"),
    "itemDataValues": ("valueID", "value"),
    "fields": ("fieldID", "fieldName"),
    "creators": ("creatorID", "firstName", "lastName"),
    "itemCreators": ("itemID", "creatorID", "creatorTypeID", "orderIndex"),
    "creatorTypes": ("creatorTypeID", "creatorType"),
    "itemAttachments": ("itemID", "parentItemID", "linkMode", "contentType", "path"),
    "deletedItems": ("itemID",),
}
_FUNCTIONS = frozenset({"substr"})
_ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)


@contextmanager
def open_zotero(folder: Path) -> Iterator[sqlite3.Connection]:
    """The database of a Zotero data folder; a copy of it where changes of a running Zotero lie beside it.

    Raises:
        CorpusError: it cannot be read, is no database of Zotero's, or takes too long.
    """
    path = folder / DATABASE
    try:
        with tempfile.TemporaryDirectory(prefix="qa-zotero-") as temporary:
            path, immutable = _place(folder, Path(temporary))
            with closing(_connect(path, immutable)) as connection:
                _check_tables(connection, folder / DATABASE)
                _guard(connection)
                yield connection
    except sqlite3.DatabaseError as error:
        if "interrupted" in str(error):
            raise CorpusError(
                f"{path.name}: reading takes over {READING_SECONDS:.0f} s; export the works as RIS"
            ) from error
        raise CorpusError(f"{path.name}: cannot be read ({error}); close Zotero and try again") from error
    except OSError as error:
        raise CorpusError(f"{path.name}: cannot be read ({error.strerror}); check its permissions") from error


def _place(folder: Path, temporary: Path) -> tuple[Path, bool]:
    """Where the database is read, and whether nothing changes it there."""
    path, log = folder / DATABASE, folder / f"{DATABASE}-wal"
    if not path.resolve(strict=True).is_relative_to(folder.resolve(strict=True)):
        raise CorpusError(f"{DATABASE}: a link that leads out of the folder; name the folder where the file itself is")
    if path.stat().st_size > _MOST_BYTES:
        raise CorpusError(f"{DATABASE}: {path.stat().st_size:,} bytes; export the works as RIS")
    # A journal names files that SQLite would delete when it takes the change back: it is not followed.
    journal = folder / f"{DATABASE}-journal"
    if journal.is_file() and not journal.is_symlink():
        with journal.open("rb") as opened:
            if opened.read(len(_HOT)) == _HOT:
                raise CorpusError(f"{DATABASE}: Zotero is changing it; close Zotero, or wait, and try again")
    if log.is_symlink() or not log.is_file() or not log.stat().st_size:
        return path, True
    for _ in range(_TRIES):
        before = _state(path, log)
        for file in (path, log):
            shutil.copyfile(file, temporary / file.name)
        if _state(path, log) == before:
            return temporary / DATABASE, False
    raise CorpusError(f"{DATABASE}: Zotero keeps changing it; close Zotero and try again")


def _state(*paths: Path) -> Sequence[tuple[int, int]]:
    return [(path.stat().st_size, path.stat().st_mtime_ns) for path in paths]


def _connect(path: Path, immutable: bool) -> sqlite3.Connection:
    how = "mode=ro&immutable=1" if immutable else "mode=rw"
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, isolation_level=None)
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON", "mmap_size = 0"):
        connection.execute(f"PRAGMA {pragma}")
    end = time.monotonic() + READING_SECONDS
    connection.set_progress_handler(lambda: time.monotonic() > end, _INSTRUCTIONS)
    return connection


def _check_tables(connection: sqlite3.Connection, path: Path) -> None:
    """Only plain tables with Zotero's columns are read; a view or a virtual table could stand in their places."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchmany(10_000)
    plain = {name for kind, name, sql in rows if kind == "table" and str(sql).upper().startswith("CREATE TABLE")}
    for table, columns in _NEEDED.items():
        found = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")} if table in plain else set()
        if missing := [column for column in columns if column not in found]:
            raise CorpusError(
                f"{path.name}: no library of Zotero 5 or newer ({table}.{missing[0]} is missing); open it with a newer "
                "Zotero, or export the works as RIS"
            )


def _guard(connection: sqlite3.Connection) -> None:
    """From now on only the columns that are needed can be read."""

    def allow(action: int, first: str | None, second: str | None, *_: object) -> int:
        known = (
            action == sqlite3.SQLITE_SELECT
            or (action == sqlite3.SQLITE_READ and (not second or second in _NEEDED.get(first or "", ())))
            or (action == sqlite3.SQLITE_FUNCTION and second in _FUNCTIONS)
        )
        return sqlite3.SQLITE_OK if known else sqlite3.SQLITE_DENY

    connection.set_authorizer(allow)
