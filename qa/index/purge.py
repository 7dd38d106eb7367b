"""What a purge leaves of an index: neither words nor vectors of a document that the corpus does not have any more."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from qa.files import remove_path
from qa.index import cache
from qa.index.cache import Cache
from qa.index.comparisons import forget_comparisons
from qa.index.content import texts_of
from qa.index.current import CURRENT_FILE, Current
from qa.index.database import text_hash
from qa.index.heard import forget_heard
from qa.index.layers import open_layers
from qa.index.leftovers import remove_leftovers
from qa.index.together.parts import TOGETHER


def compact(connection: sqlite3.Connection) -> None:
    """Have nothing of deleted rows stay in a database: neither in the list of words nor in free pages."""
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA secure_delete = ON")
    # Until the parts of the list are merged, deleted words stand in one and their deletion in another.
    connection.execute("INSERT INTO words (words) VALUES ('optimize')")
    connection.execute("VACUUM")


def purge_rest(folder: Path, current: Current, opened: Cache) -> list[str]:
    """Delete older generations, and from the cache what no document and this encoder have; a line for each file that stays."""
    with closing(open_layers(folder, current)) as connection:
        doc_ids = [row["doc_id"] for row in connection.execute("SELECT doc_id FROM documents")]
        opened.keep_only((text_hash(text) for text, _ in texts_of(connection, doc_ids)), {current.encoder})
    forget_comparisons(folder)
    forget_heard(folder)
    remove_leftovers(folder, current)
    return _staying(folder, current)


def purge_all(folder: Path) -> list[str]:
    """Delete an index whose corpus has no document left; a line for each file that stays."""
    forget_comparisons(folder)
    forget_heard(folder)
    remove_leftovers(folder)
    remove_path(folder / TOGETHER)
    # After it, no reader finds files that are gone.
    for name in (CURRENT_FILE, *(f"{cache.CACHE_FILE}{suffix}" for suffix in ("", "-wal", "-shm")), cache.DOUBT):
        with suppress(OSError):
            remove_path(folder / name)
    return _staying(folder, None)


def _staying(folder: Path, current: Current | None) -> list[str]:
    own = set() if current is None else set(current.files)
    found = [path.name for pattern in ("content-*", "vectors-*") for path in sorted(folder.glob(pattern))]
    return [
        f"{name}: could not be deleted; close what has it open, and build the index"
        for name in found
        if name not in own
    ]
