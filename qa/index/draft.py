"""The content of the next generation: a copy of the last one's, begun when the first change is written. No reader sees it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from qa.files import follow_folder, remove_path, sync
from qa.index import database, unfinished
from qa.index.content import merge_layer
from qa.index.layers import begin_layer

_WASTE = 0.3
"""Share of free pages above which a draft is rewritten compactly."""


class Draft:
    """A content database to write to; whoever fails before the commit deletes it with the other leftovers."""

    def __init__(
        self,
        path: Path,
        base: Path | None,
        *,
        below: Path | None = None,
        above: Path | None = None,
        unfinished: Path | None = None,
    ) -> None:
        """`path` is its place in the end, `base` what it goes on from, or None to begin with nothing.

        With `below` it is an upper layer of that; with `above`, which was an upper layer of `base`, it takes that in. Where a build
        before was ended, it is what that had written, `unfinished`.
        """
        self.path, self._base, self._below, self._above = path, base, below, above
        self.unfinished = unfinished
        self._written = 0
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
            place = self.unfinished or self.path
            if self.unfinished is None:
                remove_path(place)
            if self._base is not None:
                shutil.copyfile(self._base, place)
            self._connection = database.open_draft(place, below=self._below, above=self._above)
            follow_folder(place)
            if self._base is None and self.unfinished is None:
                database.create_tables(self._connection)
                if self.is_layer:
                    begin_layer(self._connection)
            self._connection.execute("BEGIN")
            if self._above is not None:
                merge_layer(self._connection)
            self._written = self._connection.total_changes if self.unfinished else -1
        return self._connection

    def leave(self) -> None:
        """Have all that was written so far be found by the next build, should this one be ended; nothing where it is little.

        Only for one that goes on from nothing.
        """
        connection, place = self.begin(), self.unfinished or self.path
        if connection.total_changes == self._written:
            return
        connection.execute("COMMIT")
        if place.stat().st_size >= unfinished.WORTH_IT:
            connection.close()
            sync(place)
            self.unfinished = place.replace(unfinished.unfinished_path(place))
            self._connection = connection = database.open_draft(self.unfinished)
            self._written = 0
        connection.execute("BEGIN")

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
        if self.unfinished is not None:
            self.unfinished.replace(self.path)
            self.unfinished = None
        sync(self.path)
