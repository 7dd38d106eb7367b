"""What a build that was ended before its commit leaves of its reading: all documents, parsed. The next build goes on from it.

Embedding a large corpus takes hours, and reading it many minutes. The file's name has its sha256: no other file is taken for it.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from qa.errors import IndexDamagedError
from qa.files import sha256_file
from qa.index.current import FORMAT
from qa.index.database import check_trees, open_content
from qa.regex import regex

WORTH_IT = 16_000_000
"""Bytes of the database from which on it is kept: what is smaller is read again in seconds."""
UNFINISHED = regex(r"unfinished-(\d+)-([0-9a-f]{64})\.sqlite")

_log = logging.getLogger(__name__)


def unfinished_path(written: Path) -> Path:
    """Where a database that was written to the end of the reading is to lie; it is read for it."""
    return written.with_name(f"unfinished-{FORMAT}-{sha256_file(written)}.sqlite")


def find_unfinished(folder: Path) -> tuple[Path, dict[str, str]] | None:
    """The database that a build left, and the fingerprint of each of its documents; None where there is none that is sound."""
    for path in _left(folder):
        try:
            check_trees(path)
            with closing(open_content(path)) as connection:
                return path, dict(connection.execute("SELECT doc_id, fingerprint FROM documents").fetchall())
        except (IndexDamagedError, sqlite3.DatabaseError) as error:
            _log.warning("%s: what was read for it is read again (%s)", path, error)
    return None


def _left(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        name = UNFINISHED.fullmatch(path.name)
        if name and int(name[1]) == FORMAT and path.is_file() and sha256_file(path) == name[2]:
            yield path
