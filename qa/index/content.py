"""Documents → rows of the database, and back out: what a commit writes and deletes. The caller holds the transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from qa.chunk import make_passages
from qa.corpus import Entry
from qa.index import database
from qa.index.database import text_hash
from qa.sources import make_sources
from qa.types import Document


def delete_document(connection: sqlite3.Connection, doc_id: str) -> None:
    """Delete a document with its passages and sources; vectors stay, for when the same text comes again."""
    connection.execute("DELETE FROM words WHERE rowid IN (SELECT row FROM passages WHERE doc_id = ?)", (doc_id,))
    for table in ("passages", "sources", "documents"):
        connection.execute(f"DELETE FROM {table} WHERE doc_id = ?", (doc_id,))


def insert_document(connection: sqlite3.Connection, entry: Entry, document: Document, fingerprint: str) -> None:
    """Insert a document with its passages and sources."""
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
    connection.execute(f"INSERT INTO documents ({columns}) VALUES ({marks})", tuple(row.values()))
    for position, source in enumerate(make_sources(document)):
        connection.execute(
            "INSERT INTO sources VALUES (?, ?, ?, NULL, ?)",
            (source.source_id, source.doc_id, position, database.source_to_json(source)),
        )
    for passage in make_passages(document, entry.language):
        text = passage.span.of(document.text)
        cursor = connection.execute(
            f"INSERT INTO passages VALUES (NULL{', ?' * 10})", (*database.passage_to_row(passage), text_hash(text))
        )
        connection.execute(
            "INSERT INTO words (rowid, text, context) VALUES (?, ?, ?)", (cursor.lastrowid, text, passage.context)
        )


def link_sources(connection: sqlite3.Connection, entries: Iterable[Entry]) -> list[str]:
    """Enter which document holds which source's text; returns a line for each link to a footnote that does not exist."""
    connection.execute("UPDATE sources SET document = NULL")
    unknown = []
    for entry in entries:
        for source_id in entry.source_of:
            # What points back to a source (`ibid.`) is held with it.
            done = connection.execute(
                "UPDATE sources SET document = ? WHERE source_id = ? OR json_extract(fields, '$.same_as') = ?",
                (entry.doc_id, source_id, source_id),
            )
            if done.rowcount == 0:
                unknown.append(f"{entry.path.name}: source_of names {source_id}, which is no footnote of the corpus")
    connection.execute(
        "UPDATE sources SET document = (SELECT work.document FROM sources AS work "
        "WHERE work.source_id = json_extract(sources.fields, '$.same_as')) "
        "WHERE document IS NULL AND json_extract(fields, '$.same_as') IS NOT NULL"
    )
    return unknown
