"""Documents → rows of the content database: what a draft writes and deletes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace

from qa.corpus.circles import faulty_links
from qa.corpus.corrections import apply_corrections
from qa.corpus.manifest import Entry
from qa.index import database
from qa.index.chunking import make_passages
from qa.index.database import text_hash
from qa.index.layers import copy_document, is_layer, lay_aside, lift_document
from qa.language.of_document import language_of
from qa.types.document import Document, Problem
from qa.types.source import Source

_SOURCES = (
    "SELECT source_id, doc_id, document, json_extract(fields, '$.same_as') AS same_as, 0 AS is_below FROM main.sources"
)
_SOURCES_BELOW = (
    " UNION ALL SELECT source_id, doc_id, document, json_extract(fields, '$.same_as'), 1 FROM below.sources "
    "WHERE doc_id NOT IN (SELECT doc_id FROM gone)"
)


def delete_document(connection: sqlite3.Connection, doc_id: str) -> None:
    """Delete a document with its passages and sources; vectors stay, for when the same text comes again."""
    document = connection.execute("SELECT text FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
    rows = connection.execute('SELECT row, start, "end", context FROM passages WHERE doc_id = ?', (doc_id,)).fetchall()
    # FTS5 keeps no text here: to delete a row it needs the words of that row.
    connection.executemany(
        "INSERT INTO words (words, rowid, text, context) VALUES ('delete', ?, ?, ?)",
        [(row["row"], document["text"][row["start"] : row["end"]], row["context"]) for row in rows],
    )
    for table in ("passages", "sources", "documents"):
        connection.execute(f"DELETE FROM {table} WHERE doc_id = ?", (doc_id,))
    if is_layer(connection):
        lay_aside(connection, doc_id)


def merge_layer(connection: sqlite3.Connection) -> None:
    """Take into a copy of a lower layer what the upper one, attached as `above`, has."""
    for row in connection.execute("SELECT doc_id FROM above.gone").fetchall():
        delete_document(connection, row["doc_id"])
    for row in connection.execute("SELECT doc_id FROM above.documents").fetchall():
        copy_document(connection, row["doc_id"], "above", keep_rows=True)
    connection.execute("DELETE FROM main.failures")
    connection.execute("INSERT INTO main.failures SELECT * FROM above.failures")


def insert_document(
    connection: sqlite3.Connection, entry: Entry, document: Document, named: tuple[Source, ...], fingerprint: str
) -> tuple[Problem, ...]:
    """Insert a document with its passages, and the sources that its notes name, with what a person says of these.

    Returns:
        What could not be applied.
    """
    language = entry.language or language_of(document)
    sources, unplaced = apply_corrections(entry.corrections, document, named)
    document = replace(document, problems=(*document.problems, *unplaced))
    row = {
        "doc_id": entry.doc_id,
        "fingerprint": fingerprint,
        "file": entry.path.name,
        "kind": entry.kind,
        "title": entry.title or document.title,
        "language": language,
        "publisher": entry.publisher,
        "container": entry.container,
        "credit": entry.credit,
        "url": entry.url,
        **database.document_to_row(document),
    }
    columns, marks = ", ".join(row), ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO documents ({columns}) VALUES ({marks})", tuple(row.values()))
    for position, source in enumerate(sources):
        connection.execute(
            "INSERT INTO sources VALUES (?, ?, ?, NULL, ?)",
            (source.source_id, source.doc_id, position, database.source_to_json(source)),
        )
    for passage in make_passages(document, language):
        text = passage.span.of(document.text)
        cursor = connection.execute(
            f"INSERT INTO passages VALUES (NULL{', ?' * 10})", (*database.passage_to_row(passage), text_hash(text))
        )
        connection.execute(
            "INSERT INTO words (rowid, text, context) VALUES (?, ?, ?)", (cursor.lastrowid, text, passage.context)
        )
    return unplaced


def link_sources(connection: sqlite3.Connection, entries: Iterable[Entry]) -> list[str]:
    """Enter which document holds which source's text; returns a line for each link that is left out.

    That is one to a footnote that does not exist, one that would make a document a source of itself, and one to a source that
    another document holds as well: the one that is named last is compared.
    """
    entries = tuple(entries)
    faulty = list(faulty_links(entries))
    left_out = {source_id for source_id, _ in faulty}
    held = {source_id: entry for entry in entries for source_id in entry.source_of if source_id not in left_out}
    rows = connection.execute(_SOURCES + (_SOURCES_BELOW if is_layer(connection) else "")).fetchall()
    same_as = {row["source_id"]: row["same_as"] for row in rows}
    lifted: set[str] = set()
    for row in rows:
        # What points back to a source (`ibid.`) is held with it.
        names = (row["source_id"], row["same_as"], same_as.get(row["same_as"]))
        document = next((held[name].doc_id for name in names if name in held), None)
        if document != row["document"]:
            if row["is_below"] and row["doc_id"] not in lifted:
                lift_document(connection, row["doc_id"])
                lifted.add(row["doc_id"])
            connection.execute("UPDATE sources SET document = ? WHERE source_id = ?", (document, row["source_id"]))
    known = {*same_as, *same_as.values()}
    twice = [
        f"{entry.path.name}: the text of {source_id} is {held[source_id].path.name}, and only that is compared; "
        "make one file of the two, or remove one"
        for entry in entries
        for source_id in entry.source_of
        if source_id in held and held[source_id] is not entry
    ]
    unknown = [
        f"{entry.path.name}: source_of names {source_id}, which is not a footnote in the corpus"
        for source_id, entry in held.items()
        if source_id not in known
    ]
    return [words for _, words in faulty] + twice + unknown


def texts_of(connection: sqlite3.Connection, doc_ids: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Every text that needs a vector; True for those of whole passages, which need token vectors too."""
    for doc_id in doc_ids:
        row = connection.execute("SELECT text FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
        spans = connection.execute('SELECT start, "end", sentences FROM passages WHERE doc_id = ?', (doc_id,))
        for start, end, sentences in spans.fetchall():
            yield row["text"][start:end], True
            for first, last in json.loads(sentences):
                yield row["text"][first:last], False
