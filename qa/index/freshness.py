"""Whether an index still fits its corpus; imports nothing heavy, so that every command can ask."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from qa.corpus import Manifest
from qa.embed.weights import locate
from qa.errors import IndexUnusableError
from qa.index import database
from qa.index.vectors import vectors_path


def is_stale(manifest: Manifest, folder: Path) -> str | None:
    """Why the index does not match the corpus, in a few words, or None when it does. Imports nothing heavy."""
    try:
        with closing(database.connect(folder)) as connection:
            meta = database.read_meta(connection)
            known = dict(connection.execute("SELECT doc_id, fingerprint FROM documents").fetchall())
    except (IndexUnusableError, sqlite3.DatabaseError):
        return "there is no usable index"
    if meta.get("format") != str(database.FORMAT):
        return "the index was made by another version of the program"
    if meta.get("encoder") != locate(manifest.encoder).digest:
        return "the index was made with another encoder"
    wanted = {entry.doc_id: entry.fingerprint() for entry in manifest.entries}
    if wanted != known:
        return "the corpus has changed"
    return None if vectors_path(folder, int(meta["generation"])).is_file() else "the vectors are missing"
