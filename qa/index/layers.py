"""A generation in two layers: the files of a large index as they were, and above them what has changed since.

So what is added to a million passages is written alone. A document of the lower layer that is changed, removed, or whose sources
get another link, is `gone` there, and stands above if it stays. Passages above have higher row numbers than any below. When much
has changed, or when something must not stay anywhere, a build makes one layer of the two.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from qa.index.current import Current
from qa.index.database import GONE, open_content

MOST_LAYERED = 10_000
"""Passages of the upper layer, with those gone from the lower one, from which on a build makes one of the two."""
GONE_ROWS = "SELECT row FROM main.passages WHERE doc_id IN (SELECT doc_id FROM above.gone)"
"""For readers: the passages below that do not count."""


def open_layers(folder: Path, current: Current) -> sqlite3.Connection:
    """Open a generation's content for reading, with both of its layers if it has two."""
    lower, *upper = (folder / name for name in current.contents)
    return open_content(lower, *upper)


def count_rows(connection: sqlite3.Connection, table: str, layers: tuple[str, str] | None) -> int:
    """The rows of one of the layered tables; `layers` are the names of lower and upper one, None where there is but one."""
    # Not count(*), which SQLite does in one step that no limit ends.
    if layers is None:
        return int(connection.execute(f"SELECT total(1) FROM main.{table}").fetchone()[0])
    lower, upper = layers
    gone = f"SELECT total(1) FROM {lower}.{table} WHERE doc_id IN (SELECT doc_id FROM {upper}.gone)"
    query = f"SELECT (SELECT total(1) FROM {lower}.{table}) - ({gone}) + (SELECT total(1) FROM {upper}.{table})"
    return int(connection.execute(query).fetchone()[0])


def count_layered(connection: sqlite3.Connection) -> int:
    """Of a draft that is an upper layer: its passages, and those gone from below."""
    gone = "SELECT count(*) FROM below.passages WHERE doc_id IN (SELECT doc_id FROM gone)"
    return int(connection.execute(f"SELECT (SELECT count(*) FROM main.passages) + ({gone})").fetchone()[0])


def begin_layer(connection: sqlite3.Connection) -> None:
    """Make a new draft an upper layer of what is attached as `below`."""
    connection.execute(GONE)
    # Row numbers go on where those below end: a number means one passage in both.
    connection.execute(
        "INSERT INTO sqlite_sequence SELECT name, seq FROM below.sqlite_sequence WHERE name = 'passages'"
    )


def is_layer(connection: sqlite3.Connection) -> bool:
    """True for a draft that is an upper layer."""
    return any(row["name"] == "below" for row in connection.execute("PRAGMA database_list"))


def lay_aside(connection: sqlite3.Connection, doc_id: str) -> None:
    """Have a document below not count any more, if there is one."""
    connection.execute("INSERT OR IGNORE INTO gone SELECT doc_id FROM below.documents WHERE doc_id = ?", (doc_id,))


def lift_document(connection: sqlite3.Connection, doc_id: str) -> None:
    """Copy a document from below, so that it can be changed."""
    copy_document(connection, doc_id, "below", keep_rows=False)
    lay_aside(connection, doc_id)


def copy_document(connection: sqlite3.Connection, doc_id: str, origin: str, *, keep_rows: bool) -> None:
    """Copy a document with its passages and sources from an attached database; with `keep_rows` under their numbers."""
    for table in ("documents", "sources"):
        connection.execute(f"INSERT INTO main.{table} SELECT * FROM {origin}.{table} WHERE doc_id = ?", (doc_id,))
    (text,) = connection.execute("SELECT text FROM main.documents WHERE doc_id = ?", (doc_id,)).fetchone()
    for row in connection.execute(
        f"SELECT * FROM {origin}.passages WHERE doc_id = ? ORDER BY row", (doc_id,)
    ).fetchall():
        number, *values = row
        cursor = connection.execute(
            f"INSERT INTO main.passages VALUES (?{', ?' * len(values)})", (number if keep_rows else None, *values)
        )
        connection.execute(
            "INSERT INTO words (rowid, text, context) VALUES (?, ?, ?)",
            (cursor.lastrowid, text[row["start"] : row["end"]], row["context"]),
        )
