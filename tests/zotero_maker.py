"""A Zotero data folder for tests: the tables and columns that Zotero 7 has for what is read, and works that are made up."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

_TABLES = """
CREATE TABLE version (schema TEXT PRIMARY KEY, version INT NOT NULL);
CREATE TABLE libraries (libraryID INTEGER PRIMARY KEY, type TEXT NOT NULL, editable INT NOT NULL, filesEditable INT NOT NULL,
    version INT NOT NULL DEFAULT 0, storageVersion INT NOT NULL DEFAULT 0, lastSync INT NOT NULL DEFAULT 0,
    archived INT NOT NULL DEFAULT 0);
CREATE TABLE groups (groupID INTEGER PRIMARY KEY, libraryID INT NOT NULL UNIQUE, name TEXT NOT NULL,
    description TEXT NOT NULL, version INT NOT NULL);
CREATE TABLE itemTypes (itemTypeID INTEGER PRIMARY KEY, typeName TEXT, templateItemTypeID INT, display INT DEFAULT 1);
CREATE TABLE fields (fieldID INTEGER PRIMARY KEY, fieldName TEXT, fieldFormatID INT);
CREATE TABLE creatorTypes (creatorTypeID INTEGER PRIMARY KEY, creatorType TEXT);
CREATE TABLE items (itemID INTEGER PRIMARY KEY, itemTypeID INT NOT NULL, dateAdded TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    dateModified TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, clientDateModified TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    libraryID INT NOT NULL, key TEXT NOT NULL, version INT NOT NULL DEFAULT 0, synced INT NOT NULL DEFAULT 0,
    UNIQUE (libraryID, key));
CREATE TABLE itemDataValues (valueID INTEGER PRIMARY KEY, value UNIQUE);
CREATE TABLE itemData (itemID INT, fieldID INT, valueID INT, PRIMARY KEY (itemID, fieldID));
CREATE TABLE creators (creatorID INTEGER PRIMARY KEY, firstName TEXT, lastName TEXT, fieldMode INT,
    UNIQUE (lastName, firstName, fieldMode));
CREATE TABLE itemCreators (itemID INT NOT NULL, creatorID INT NOT NULL, creatorTypeID INT NOT NULL DEFAULT 1,
    orderIndex INT NOT NULL DEFAULT 0, PRIMARY KEY (itemID, creatorID, creatorTypeID, orderIndex), UNIQUE (itemID, orderIndex));
CREATE TABLE itemAttachments (itemID INTEGER PRIMARY KEY, parentItemID INT, linkMode INT, contentType TEXT, charsetID INT,
    path TEXT, syncState INT DEFAULT 0, storageModTime INT, storageHash TEXT, lastProcessedModificationTime INT);
CREATE TABLE deletedItems (itemID INTEGER PRIMARY KEY, dateDeleted DEFAULT CURRENT_TIMESTAMP NOT NULL);
INSERT INTO version VALUES ('userdata', 124);
INSERT INTO libraries (libraryID, type, editable, filesEditable) VALUES (1, 'user', 1, 1);
INSERT INTO creatorTypes VALUES (8, 'author'), (10, 'editor');
"""
STORED, STORED_PAGE, LINKED_FILE, LINKED_ADDRESS = range(4)


@dataclass(frozen=True)
class Attachment:
    """A file of an item; with `data`, it is written into `storage`."""

    path: str
    data: bytes | None = None
    mode: int = STORED
    kind: str = "application/pdf"


@dataclass(frozen=True)
class Item:
    """A made-up item."""

    kind: str
    values: dict[str, str]
    authors: Sequence[tuple[str, str]] = ()
    """First and last names; a body has no first name."""
    files: Sequence[Attachment] = ()
    deleted: bool = False
    key: str = field(default="")


def make_zotero(folder: Path, items: Sequence[Item]) -> Path:
    """Write a data folder; returns the database."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "zotero.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript(_TABLES)
    for item in items:
        _add(connection, folder, item)
    connection.commit()
    connection.close()
    return path


def _add(connection: sqlite3.Connection, folder: Path, item: Item) -> None:
    number = _item(connection, item.kind, item.key)
    for name, value in item.values.items():
        field_id = _named(connection, "fields", "fieldName", name)
        value_id = _named(connection, "itemDataValues", "value", value)
        connection.execute("INSERT INTO itemData VALUES (?, ?, ?)", (number, field_id, value_id))
    for place, (first, last) in enumerate(item.authors):
        mode = 0 if first else 1
        connection.execute(
            "INSERT OR IGNORE INTO creators (firstName, lastName, fieldMode) VALUES (?, ?, ?)", (first, last, mode)
        )
        creator = connection.execute(
            "SELECT creatorID FROM creators WHERE firstName = ? AND lastName = ?", (first, last)
        ).fetchone()[0]
        connection.execute("INSERT INTO itemCreators VALUES (?, ?, 8, ?)", (number, creator, place))
    for file in item.files:
        child = _item(connection, "attachment", "")
        key = connection.execute("SELECT key FROM items WHERE itemID = ?", (child,)).fetchone()[0]
        connection.execute(
            "INSERT INTO itemAttachments (itemID, parentItemID, linkMode, contentType, path) VALUES (?, ?, ?, ?, ?)",
            (child, number, file.mode, file.kind, file.path),
        )
        if file.data is not None:
            target = folder / "storage" / key / file.path.removeprefix("storage:")
            target.parent.mkdir(parents=True)
            target.write_bytes(file.data)
    if item.deleted:
        connection.execute("INSERT INTO deletedItems (itemID) VALUES (?)", (number,))


def _item(connection: sqlite3.Connection, kind: str, key: str) -> int:
    kind_id = _named(connection, "itemTypes", "typeName", kind)
    number: int = connection.execute("SELECT coalesce(max(itemID), 0) + 1 FROM items").fetchone()[0]
    key = key or f"MADEUP{number:02}"
    connection.execute(
        "INSERT INTO items (itemID, itemTypeID, libraryID, key) VALUES (?, ?, 1, ?)", (number, kind_id, key)
    )
    return number


def _named(connection: sqlite3.Connection, table: str, column: str, value: str) -> int:
    found = connection.execute(f"SELECT rowid FROM {table} WHERE {column} = ?", (value,)).fetchone()
    if found:
        return int(found[0])
    cursor = connection.execute(f"INSERT INTO {table} ({column}) VALUES (?)", (value,))
    return int(cursor.lastrowid or 0)
