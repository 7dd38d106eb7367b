"""The content of the next generation: a copy of the last one's, begun when the first change is written. No reader sees it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from qa.files import follow_folder, remove_path, sync
from qa.index import database
from qa.index.content import merge_layer
from qa.index.layers import begin_layer

_WASTE = 0.3
"""Share of free pages above which a draft is rewritten compactly."""


class Draft:
    """A content database to write to; whoever fails before the commit deletes it with the other leftovers."""

    def __init__(self, path: Path, base: Path | None, *, below: Path | None = None, above: Path | None = None) -> None:
        """`path` is its place, `base` what it goes on from, or None to begin with nothing.

        With `below` it is an upper layer of that; with `above`, which was an upper layer of `base`, it takes that in.
        """
        self.path, self._base, self._below, self._above = path, base, below, above
        self._connection: sqlite3.Connection | None = None

    def __enter__(self) -> Draft:
        return self

    def __exit__(self, *_: object) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()

    @property
    def is_layer(self) -> bool:
        """True when it is an upper layer."""
        return self._below is not None

    @property
    def begun(self) -> bool:
        """True when something was written, so that it becomes a generation."""
        return self._connection is not None

    def begin(self) -> sqlite3.Connection:
        """Its connection, in a transaction."""
        if self._connection is None:
            remove_path(self.path)
            if self._base is not None:
                shutil.copyfile(self._base, self.path)
            self._connection = database.open_draft(self.path, below=self._below, above=self._above)
            follow_folder(self.path)
            if self._base is None:
                database.create_tables(self._connection)
                if self.is_layer:
                    begin_layer(self._connection)
            self._connection.execute("BEGIN")
            if self._above is not None:
                merge_layer(self._connection)
        return self._connection

    @contextmanager
    def whole_or_not(self) -> Iterator[sqlite3.Connection]:
        """Its connection, for changes that are taken back when one of them fails."""
        connection = self.begin()
        connection.execute("SAVEPOINT change")
        try:
            yield connection
        except BaseException:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK TO change")
                connection.execute("RELEASE change")
            raise
        connection.execute("RELEASE change")

    def finish(self, compact: Callable[[sqlite3.Connection], None] | None = None) -> None:
        """Flush it to disk and close it; `compact` takes what was deleted out of the file."""
        connection = self.begin()
        connection.execute("COMMIT")
        if compact:
            compact(connection)
        free, pages = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("freelist_count", "page_count"))
        if free > pages * _WASTE:
            connection.execute("VACUUM")
        connection.close()
        sync(self.path)
