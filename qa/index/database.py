"""The database: its tables, and how rows become values and values rows."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, fields
from pathlib import Path

from qa.document_json import document_to_fields, fields_to_document
from qa.errors import IndexUnusableError
from qa.types import BlockKind, Document, Passage, Source, SourceKind, Span

FILE = "index.sqlite"
FORMAT = 2
"""Raised whenever tables, parsing or chunking change so that an older index gives other answers."""

CACHE = """CREATE TABLE IF NOT EXISTS vectors (
    hash TEXT NOT NULL, encoder TEXT NOT NULL, vector BLOB NOT NULL, tokens BLOB, PRIMARY KEY (hash, encoder)) STRICT"""

CONTENT = {
    "meta": "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
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
    "words": """CREATE VIRTUAL TABLE words USING fts5 (
        text, context, tokenize = 'porter unicode61 remove_diacritics 2')""",
}


def connect(folder: Path, *, write: bool = False) -> sqlite3.Connection:
    """Open the database of an index folder.

    Raises:
        IndexUnusableError: it is missing or cannot be opened.
    """
    path = folder / FILE
    if not write and not path.is_file():
        raise IndexUnusableError(f"{folder}: there is no index yet; run: qa index")
    mode = "rwc" if write else "ro"
    try:
        connection = _open(path, mode)
    except sqlite3.OperationalError as error:
        if write:
            raise IndexUnusableError(f"{path}: cannot be opened ({error}); check the folder's permissions") from error
        # A read-only folder has no room for the write-ahead log's helper files; without a log the file may be read alone.
        connection = _open(path, "ro&immutable=1")
    except sqlite3.DatabaseError as error:
        raise IndexUnusableError(f"{path}: damaged ({error}); run: qa index --rebuild") from error
    return connection


def _open(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=10, isolation_level=None, check_same_thread=False
    )
    connection.row_factory = sqlite3.Row
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit what the block writes, or none of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def text_hash(text: str) -> str:
    """The key of a text's vector."""
    return hashlib.sha256(text.encode()).hexdigest()


def create(connection: sqlite3.Connection) -> None:
    """Make the content tables anew, inside the caller's transaction; cached vectors stay."""
    for name, statement in CONTENT.items():
        connection.execute(f"DROP TABLE IF EXISTS {name}")
        connection.execute(statement)
    connection.execute("CREATE INDEX passages_doc ON passages (doc_id)")


def read_meta(connection: sqlite3.Connection) -> dict[str, str]:
    """All of `meta`."""
    with closing(connection.execute("SELECT key, value FROM meta")) as rows:
        return {row["key"]: row["value"] for row in rows}


def document_to_row(document: Document) -> dict[str, str]:
    """The parsed part of a row of `documents`: everything but identifier and title."""
    return document_to_fields(document)


def row_to_document(row: sqlite3.Row) -> Document:
    """The document of a row of `documents`."""
    return fields_to_document(row["doc_id"], row["title"], {name: row[name] for name in row.keys()})  # noqa: SIM118


def row_to_passage(row: sqlite3.Row) -> Passage:
    """The passage of a row of `passages`."""
    return Passage(
        passage_id=row["passage_id"],
        doc_id=row["doc_id"],
        span=Span(row["start"], row["end"]),
        kind=BlockKind(row["kind"]),
        sentences=tuple(Span(a, b) for a, b in json.loads(row["sentences"])),
        heading_path=tuple(json.loads(row["heading_path"])),
        labels=tuple(json.loads(row["labels"])),
        context=row["context"],
    )


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


def row_to_source(row: sqlite3.Row) -> Source:
    """The source of a row of `sources`."""
    values = json.loads(row["fields"])
    values["document"] = row["document"]
    values["authors"] = tuple(values["authors"])
    values["kind"] = SourceKind(values["kind"])
    return Source(**{f.name: values[f.name] for f in fields(Source)})
