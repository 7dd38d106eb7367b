"""What the last generation left that the next can be built on: its files are compared with their checksums first."""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from qa.errors import IndexDamagedError, IndexUnusableError
from qa.index.current import Current, FileSum, read_current
from qa.index.database import check_trees
from qa.index.layers import open_layers

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Base:
    """What can be reused of the last generation."""

    generation: int = 0
    """The highest generation number in use."""
    current: Current | None = None
    content: Path | None = None
    """Its database, or None when nothing of it can be used: then neither can the vectors."""
    vectors_are_sound: bool = False
    export_is_sound: bool = False
    known: dict[str, str] = field(default_factory=dict)
    """The fingerprint of each document."""
    failures: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Fingerprint and reason of each file that could not be read."""

    def is_whole(self, encoder: str) -> bool:
        """True when every file is sound and of that encoder."""
        return self.content is not None and self.same(encoder) and self.vectors_are_sound and self.export_is_sound

    def same(self, encoder: str) -> bool:
        """True when it was built with that encoder."""
        return self.current is not None and self.current.encoder == encoder

    @property
    def export(self) -> dict[str, FileSum]:
        """The question encoder's files."""
        return self.current.export if self.current else {}


def find_base(folder: Path) -> Base:
    """The last generation; damaged parts are logged and left out."""
    numbers = [int(m[1]) for path in folder.iterdir() if (m := re.fullmatch(r"content-(\d+)\.sqlite", path.name))]
    highest = max(numbers, default=0)
    try:
        current = read_current(folder)
    except IndexDamagedError as error:
        _warn(error, "the index is built again from the corpus and the stored vectors")
        return Base(highest)
    except IndexUnusableError:
        return Base(highest)
    names = [name for name in current.files if name.startswith("vectors-")]
    vectors = _is_sound(folder, current, names, "they are made again from the stored vectors")
    export = _is_sound(folder, current, current.export, "it is exported again")
    generation = max(highest, current.generation)
    if not _is_sound(folder, current, current.contents, "it is built again from the corpus and the stored vectors"):
        return Base(generation, current, None, vectors, export)
    path = folder / current.content
    try:
        for name in current.contents:
            # Its trees were looked at when it was made.
            if not current.is_untouched(folder, name):
                check_trees(folder / name)
        with closing(open_layers(folder, current)) as connection:
            rows = connection.execute("SELECT doc_id, fingerprint FROM documents").fetchall()
            known = {row["doc_id"]: row["fingerprint"] for row in rows}
            rows = connection.execute("SELECT * FROM failures").fetchall()
            failures = {row["doc_id"]: (row["fingerprint"], row["reason"]) for row in rows}
    except (IndexDamagedError, sqlite3.DatabaseError) as error:
        _warn(error, "it is built again from the corpus and the stored vectors")
        return Base(generation, current, None, vectors, export)
    return Base(generation, current, path, vectors, export, known, failures)


def _is_sound(folder: Path, current: Current, names: Iterable[str], mended: str) -> bool:
    try:
        for name in names:
            current.check(folder, name)
    except IndexDamagedError as error:
        _warn(error, mended)
        return False
    return True


def _warn(error: Exception, mended: str) -> None:
    _log.warning("%s; %s", error, mended)
