"""The content database of a generation: its tables, and how rows become values and values rows."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, fields
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, TypeVar

from qa.errors import IndexDamagedError
from qa.types.document import BlockKind, Document, Span
from qa.types.document_json import document_to_fields, fields_to_document
from qa.types.passage import Passage
from qa.types.source import Source, SourceKind

_T = TypeVar("_T")
_Row = sqlite3.Row | dict[str, Any]
CONTENT = {
    "documents": """CREATE TABLE documents (
        doc_id TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, file TEXT NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL,
        language TEXT NOT NULL, publisher TEXT, container TEXT, credit TEXT, url TEXT, text TEXT NOT NULL,
        blocks TEXT NOT NULL, markers TEXT NOT NULL, footnotes TEXT NOT NULL, problems TEXT NOT NULL,
        offsets TEXT NOT NULL, places TEXT NOT NULL) STRICT""",
    "sources": """CREATE TABLE sources (
        source_id TEXT PRIMARY KEY, doc_id TEXT NOT NULL, position INTEGER NOT NULL, document TEXT,
        fields TEXT NOT NULL) STRICT""",
    "passages": """CREATE TABLE passages (
        row INTEGER PRIMARY KEY AUTOINCREMENT, passage_id TEXT NOT NULL UNIQUE, doc_id TEXT NOT NULL,
        start INTEGER NOT NULL, "end" INTEGER NOT NULL, kind TEXT NOT NULL, sentences TEXT NOT NULL,
        heading_path TEXT NOT NULL, labels TEXT NOT NULL, context TEXT NOT NULL, hash TEXT NOT NULL) STRICT""",
    "failures": """CREATE TABLE failures (
        doc_id TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, reason TEXT NOT NULL) STRICT""",
    # The text of `words` is not stored again: it is a passage's.
    "words": """CREATE VIRTUAL TABLE words USING fts5 (
        text, context, content = '', tokenize = 'porter unicode61 remove_diacritics 2')""",
    "passages_doc": "CREATE INDEX passages_doc ON passages (doc_id)",
    "passages_hash": "CREATE INDEX passages_hash ON passages (hash)",
}
GONE = "CREATE TABLE gone (doc_id TEXT PRIMARY KEY) STRICT"
"""In an upper layer: the documents of the lower one that do not count any more. See `qa.index.layers`."""
LAYERED = ("documents", "passages", "sources")
"""Tables of which each layer has rows."""
_SHADOWS = ("words_", "sqlite_")
"""What SQLite makes by itself, beside `words` and for keys."""
STATEMENT_SECONDS = 20.0
"""That one statement may read; of 100,000 passages, none takes one."""
_BYTES_A_SECOND = 25_000_000
"""And a second more for each so many of the files."""
_STEPS = 100_000
"""Of SQLite's machine, between two looks at the clock."""
_MOST_STEPS = 20_000_000
"""That one statement may take, and ten more for each byte: every row has some thirty, and is read in twenty."""
_REFUSALS = "AUTH BUSY CANTOPEN FULL IOERR LOCKED NOMEM PERM READONLY".split()
_ENVIRONMENT = frozenset(getattr(sqlite3, f"SQLITE_{name}") for name in _REFUSALS)
"""What the disk or the system refuses, whatever the file holds."""


class BoundedConnection(sqlite3.Connection):
    """A connection to a file that somebody else may have made: what its schema holds does not run, and no statement has no end.

    Pages of a database that lead to one another in a few kilobytes make rows without number.
    """

    def limit(self, size: int) -> None:
        """From now on, end each statement that takes longer than one of ours can, for files of this size."""
        super().execute("PRAGMA trusted_schema = OFF")
        # Not `self`: a connection that is held by its own handler would never go.
        self._left = left = [0, 0.0]
        self._most = (_MOST_STEPS + 10 * size) // _STEPS
        self._seconds = STATEMENT_SECONDS + size / _BYTES_A_SECOND

        def is_over() -> bool:
            left[0] -= 1
            return left[0] < 0 or time.monotonic() > left[1]

        self.set_progress_handler(is_over, _STEPS)

    def execute(self, *statement: Any) -> sqlite3.Cursor:  # noqa: ANN401 - as sqlite3 has it
        """As `sqlite3.Connection.execute`; the time begins anew."""
        self._left[:] = self._most, time.monotonic() + self._seconds
        return super().execute(*statement)


def open_content(path: Path, above: Path | None = None) -> sqlite3.Connection:
    """Open a committed content database, which never changes, for reading; nothing is written next to it.

    With a layer `above` it, tables have the rows of both, but for the list of words: `main.words` and `above.words`.
    """
    connection = sqlite3.connect(
        _uri(path), uri=True, isolation_level=None, check_same_thread=False, factory=BoundedConnection
    )
    connection.row_factory = sqlite3.Row
    connection.limit(sum(file.stat().st_size for file in (path, above) if file is not None and file.exists()))
    try:
        _check_schema(connection, path)
        if above is not None:
            connection.execute("ATTACH ? AS above", (_uri(above),))
            _check_schema(connection, above, "above")
            for table in LAYERED:
                lower = f"SELECT * FROM main.{table} WHERE doc_id NOT IN (SELECT doc_id FROM above.gone)"
                connection.execute(f"CREATE TEMP VIEW {table} AS {lower} UNION ALL SELECT * FROM above.{table}")
            connection.execute("CREATE TEMP VIEW failures AS SELECT * FROM above.failures")
    except BaseException as error:
        connection.close()
        if isinstance(error, sqlite3.DatabaseError) and is_damage(error):
            raise IndexDamagedError(path, f"damaged ({error})") from error
        raise
    return connection


def _uri(path: Path) -> str:
    return f"{path.absolute().as_uri()}?mode=ro&immutable=1"


def check_trees(path: Path) -> None:
    """Look at every page of a content database that is to be written on with, which has no limit.

    Raises:
        IndexDamagedError: its pages are no trees, but lead round in circles, or are damaged otherwise.
    """
    with closing(sqlite3.connect(_uri(path), uri=True)) as connection:
        connection.execute("PRAGMA trusted_schema = OFF")
        # Each page is looked at once, and the first fault ends it.
        (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise IndexDamagedError(path, "damaged (its pages do not belong together)")


def _check_schema(connection: sqlite3.Connection, path: Path, name: str = "main") -> None:
    """Raises IndexDamagedError where there is a table, view, trigger or index that is not ours, or one of ours is another."""
    rows = connection.execute(f"SELECT type, name, sql FROM {name}.sqlite_master").fetchall()
    own = {row["name"]: row["sql"] for row in rows if not row["name"].startswith(_SHADOWS)}
    if own != (CONTENT if name == "main" else {**CONTENT, "gone": GONE}) or any(
        row["type"] not in ("table", "index") for row in rows
    ):
        raise IndexDamagedError(path, "damaged (its tables are not those of an index)")


MEMORY = Path(":memory:")
"""The path of a database that is nowhere."""


def open_draft(path: Path, **attached: Path | None) -> sqlite3.Connection:
    """Open a content database that no reader knows yet, to write to. Its journal takes back one document, not a crash.

    Those that are `attached`, by the names they get, are only read.
    """
    place = path if path == MEMORY else path.absolute()
    connection = sqlite3.connect(place, uri=True, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA journal_mode = MEMORY")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -65536")
    for name, other in attached.items():
        if other is not None:
            connection.execute(f"ATTACH ? AS {name}", (_uri(other),))
    return connection


def create_tables(connection: sqlite3.Connection) -> None:
    """Make the tables of an empty content database."""
    for statement in CONTENT.values():
        connection.execute(statement)


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """True when an error comes from what is in the file, not from what the disk or the system refuses."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF not in _ENVIRONMENT


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit what the block writes, or none of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def text_hash(text: str) -> str:
    """The key of a text's vector."""
    return hashlib.sha256(text.encode()).hexdigest()


def match_text(phrases: Iterable[Iterable[str]]) -> str:
    """The FTS5 query for rows of `words` in whose text, of each of these, one phrase stands."""
    groups = (" OR ".join(f'"{phrase}"' for phrase in some) for some in phrases)
    return f"text : ({' AND '.join(f'({group})' for group in groups)})"


def document_to_row(document: Document) -> dict[str, str]:
    """The parsed part of a row of `documents`: everything but identifier, title and language."""
    return document_to_fields(document)


def _of_ours(make: Callable[[_Row], _T]) -> Callable[[_Row], _T]:
    """The same, for rows that somebody else may have written: one that has no such value is damage, not a fault of the program."""

    @wraps(make)
    def made(row: _Row) -> _T:
        try:
            return make(row)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise sqlite3.DataError("a row that this program did not write") from error

    return made


@_of_ours
def row_to_document(row: _Row) -> Document:
    """The document of a row of `documents`."""
    return fields_to_document(row["doc_id"], row["title"], {name: row[name] for name in row.keys()})  # noqa: SIM118


@_of_ours
def row_to_passage(row: _Row) -> Passage:
    """The passage of a row of `passages`."""
    return Passage(
        passage_id=row["passage_id"],
        doc_id=row["doc_id"],
        span=Span(row["start"], row["end"]),
        kind=BlockKind(row["kind"]),
        sentences=tuple(Span(a, b) for a, b in json.loads(row["sentences"])),
        heading_path=_strings(row["heading_path"]),
        labels=_strings(row["labels"]),
        context=row["context"],
    )


@lru_cache(maxsize=4096)
def _strings(text: str) -> tuple[str, ...]:
    """Of a JSON list; most passages have the headings of the one before, and no label."""
    return tuple(json.loads(text))


def passage_to_row(passage: Passage) -> tuple[str | int, ...]:
    """The columns of a row of `passages` between its number and its hash."""
    return (
        passage.passage_id,
        passage.doc_id,
        passage.span.start,
        passage.span.end,
        passage.kind.value,
        json.dumps([[span.start, span.end] for span in passage.sentences]),
        json.dumps(passage.heading_path, ensure_ascii=False),
        json.dumps(passage.labels, ensure_ascii=False),
        passage.context,
    )


def source_to_json(source: Source) -> str:
    """A source's fields as JSON."""
    return json.dumps(asdict(source), ensure_ascii=False)


@_of_ours
def row_to_source(row: _Row) -> Source:
    """The source of a row of `sources`."""
    values = json.loads(row["fields"])
    values["document"] = row["document"]
    values["authors"] = tuple(values["authors"])
    values["kind"] = SourceKind(values["kind"])
    # Rows made before sources could be corrected do not have it.
    values["corrected"] = tuple(values.get("corrected", ()))
    return Source(**{f.name: values[f.name] for f in fields(Source)})
