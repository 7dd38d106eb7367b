"""Whether an index still fits its corpus; imports nothing heavy, so that every command can ask."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from qa.corpus.manifest import Manifest, fingerprints_now
from qa.embed.weights import locate
from qa.errors import IndexDamagedError, IndexUnusableError
from qa.index import cache
from qa.index.current import read_current
from qa.index.engine import Snapshot
from qa.index.layers import open_layers


def is_stale(manifest: Manifest, folder: Path) -> str | None:
    """Why the index does not match the corpus, or None when it does.

    A file that could not be read makes no index stale, until it changes. Checksums are not compared.
    """
    try:
        current = read_current(folder)
        with closing(open_layers(folder, current)) as connection:
            known = dict(connection.execute("SELECT doc_id, fingerprint FROM documents").fetchall())
            failed = dict(connection.execute("SELECT doc_id, fingerprint FROM failures").fetchall())
    except (IndexDamagedError, sqlite3.DatabaseError):
        return "the index is damaged"
    except IndexUnusableError as error:
        return str(error)
    if current.encoder != locate(manifest.encoder).digest:
        return "the index was made with another encoder"
    if fingerprints_now(manifest.entries) != known | failed:
        return "the corpus has changed"
    if not all((folder / name).is_file() for name in current.files):
        return "files of the index are missing"
    if (folder / cache.DOUBT).exists() or not (folder / cache.CACHE_FILE).is_file():
        return "some stored vectors are missing or altered"
    return None


def why_behind(manifest: Manifest, snapshot: Snapshot) -> str | None:
    """The same of an index that another engine holds."""
    if snapshot.current.encoder != locate(manifest.encoder).digest:
        return "the index was made with another encoder"
    if fingerprints_now(manifest.entries) != snapshot.fingerprints() | snapshot.failed():
        return "the corpus has changed"
    return None
