"""Compares what an index says of documents with their files, parsed again: a checksum finds damage, only this a forgery."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.corpus.manifest import Entry, fingerprints_now
from qa.errors import DocumentError
from qa.index import database
from qa.index.content import insert_document, link_sources
from qa.parse import parse_with_sources, read_bytes

if TYPE_CHECKING:
    from qa.index.engine import Snapshot
    from qa.types.document import Document
    from qa.types.source import Source

Rows = Sequence[dict[str, object]]
_ORDER = {"documents": "doc_id", "sources": "position", "passages": "start, passage_id"}
_NAMES = {
    "text": "text",
    "markers": "markers",
    "footnotes": "notes",
    "blocks": "paragraphs",
    "offsets": "places in the file",
    "places": "places in the file",
    "problems": "problems",
}
_SAID = "what corpus.toml says"


@dataclass(frozen=True, slots=True)
class Altered:
    """A document of which the index holds something else than its file says; `str` gives it as a line."""

    doc_id: str
    parts: tuple[str, ...]
    """What differs: `text`, `markers`, `notes`, `sources`, `passages` …"""
    document: Document
    """As the file has it."""
    sources: tuple[Source, ...]
    """As the file has them."""

    def __str__(self) -> str:
        return (
            f"{self.doc_id}: the index holds other {', '.join(self.parts)} than the file: it was altered, "
            "or made by another edition of this program"
        )


def find_altered(
    snapshot: Snapshot,
    entries: Sequence[Entry],
    wanted: Collection[str] | None = None,
    progress: Callable[[str, int, int], None] = lambda what, done, total: None,
) -> tuple[Altered, ...]:
    """Documents, of all or of those wanted, that are in the index otherwise than their files have them.

    A file that has changed since it was indexed is passed over: that the index is behind it is told elsewhere.
    """
    now = fingerprints_now(entries)
    known, failed = snapshot.fingerprints(), snapshot.failed()
    # A document that stands there for a file “that cannot be read” is no excuse: whether it can be is tried.
    looked = [
        entry
        for entry in entries
        if (wanted is None or entry.doc_id in wanted)
        and entry.doc_id in known
        and now[entry.doc_id] in (known[entry.doc_id], failed.get(entry.doc_id))
    ]
    linked = now == known | failed
    found = []
    for number, entry in enumerate(looked):
        progress("comparing", number, len(looked))
        altered = _compare(snapshot, entry, entries if linked else None)
        if altered is not None:
            found.append(altered)
    return tuple(found)


def _compare(snapshot: Snapshot, entry: Entry, linked: Sequence[Entry] | None) -> Altered | None:
    """`linked` are the entries that say which document holds which source's text; None where the index is behind them."""
    try:
        data = read_bytes(entry.path)
        document, named = parse_with_sources(
            data, entry.path.name, entry.doc_id, encoding=entry.encoding, folder=entry.path.parent
        )
    except DocumentError:
        return None
    with closing(database.open_draft(database.MEMORY)) as made:
        database.create_tables(made)
        insert_document(made, entry, document, named, entry.fingerprint(data))
        if linked is not None:
            link_sources(made, linked)
        parts = [
            part
            for table in _ORDER
            for part in _parts(
                table, _rows(made, table, entry.doc_id), snapshot.rows(table, _ORDER[table], entry.doc_id)
            )
            if part != "links" or linked is not None
        ]
        if not parts:
            return None
        row = made.execute("SELECT * FROM documents").fetchone()
        sources = made.execute("SELECT * FROM sources ORDER BY position").fetchall()
        return Altered(
            entry.doc_id,
            tuple(dict.fromkeys(parts)),
            database.row_to_document(row),
            tuple(database.row_to_source(source) for source in sources),
        )


def _rows(connection: sqlite3.Connection, table: str, doc_id: str) -> Rows:
    found = connection.execute(f"SELECT * FROM {table} WHERE doc_id = ? ORDER BY {_ORDER[table]}", (doc_id,))
    return [dict(row) for row in found]


def _parts(table: str, ours: Rows, theirs: Rows) -> Iterator[str]:
    """What differs between the rows that a file gives and those of the index."""
    if table == "documents":
        for one, other in zip(ours, theirs, strict=True):
            yield from (_NAMES.get(name, _SAID) for name in one if one[name] != other[name])
    elif table == "sources":
        if [_without(row, "document") for row in ours] != [_without(row, "document") for row in theirs]:
            yield "sources"
        elif ours != theirs:
            yield "links"
    elif [_without(row, "row") for row in ours] != [_without(row, "row") for row in theirs]:
        yield "passages"


def _without(row: dict[str, object], name: str) -> dict[str, object]:
    return {key: value for key, value in row.items() if key != name}
