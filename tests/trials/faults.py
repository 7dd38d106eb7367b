"""Faults put into a child process: its sudden end at the n-th write, rename, fsync or commit, and a limit on the size of files.

Every file is written through the functions that are wrapped here: those of `os`, `open`, and SQLite's connections. At the end a
write is half done, nothing is cleaned up, and, with `lose`, what was not synced is lost, as when the power fails.
"""

from __future__ import annotations

import builtins
import io
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from tests.trials.editions import CONTEXT

ENDED = 86
"""Exit status of a process that was ended."""
_CALLS = ("rename", "replace", "unlink", "remove", "mkdir", "rmdir", "truncate", "link", "symlink")
_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER", "BEGIN")
_ENDS = ("COMMIT", "VACUUM")


def ends_at(number: int, target: Callable[..., object], *arguments: object, lose: Path | None = None) -> bool:
    """Run `target` in a child that ends at its `number`-th operation; False when it came through before that.

    Args:
        number: counted from 1.
        target: a function of a module.
        arguments: what it is called with.
        lose: a folder in which files that were not synced lose their second half at the end.

    Raises:
        RuntimeError: the child failed in another way.
    """
    child = CONTEXT.Process(target=_run, args=(number, lose, target, arguments))
    child.start()
    child.join()
    if child.exitcode not in (0, ENDED):
        raise RuntimeError(f"the child that was to end at operation {number} failed: exit status {child.exitcode}")
    return bool(child.exitcode == ENDED)


def limit_files(size: int) -> None:
    """No file of this process may grow beyond `size` bytes from now on."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def _run(number: int, lose: Path | None, target: Callable[..., object], arguments: tuple[object, ...]) -> None:
    _Countdown(number, lose).install()
    target(*arguments)


class _Countdown:
    """Counts the operations of this process, and ends it at the last."""

    def __init__(self, left: int, lose: Path | None) -> None:
        self.left, self.lose = left, lose
        self.unsynced: set[tuple[int, int]] = set()

    def install(self) -> None:
        """Wrap what writes."""
        for name in _CALLS:
            setattr(os, name, self._before(getattr(os, name)))
        os.write = self._halved(os.write, lambda args: (args[0], args[1][: len(args[1]) // 2]))
        if hasattr(os, "sendfile"):
            os.sendfile = self._halved(os.sendfile, lambda args: (*args[:3], args[3] // 2))
        self._wrap_fsync()
        self._wrap_open()
        _wrap_sqlite(self)

    def step(self) -> bool:
        """True when the next operation is the last, which must then end in `end`."""
        self.left -= 1
        return self.left == 0

    def end(self) -> NoReturn:
        """End as by a kill, after losing what was not synced."""
        for path in self.lose.rglob("*") if self.lose else ():
            state = path.stat()
            if (state.st_dev, state.st_ino) in self.unsynced and path.is_file():
                with path.open("rb+") as file:
                    file.truncate(state.st_size // 2)
        os._exit(ENDED)

    def wrote(self, state: os.stat_result) -> None:
        """A file was written to and not synced since."""
        self.unsynced.add((state.st_dev, state.st_ino))

    def _before(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **named: Any) -> Any:
            if self.step():
                self.end()
            return call(*args, **named)

        return counted

    def _halved(
        self, call: Callable[..., Any], half: Callable[[tuple[Any, ...]], tuple[Any, ...]]
    ) -> Callable[..., Any]:
        def counted(*args: Any) -> Any:
            self.wrote(os.fstat(args[0]))
            if self.step():
                call(*half(args))
                self.end()
            return call(*args)

        return counted

    def _wrap_fsync(self) -> None:
        sync = os.fsync

        def fsync(file: Any) -> None:
            if self.step():
                self.end()
            sync(file)
            state = os.fstat(file if isinstance(file, int) else file.fileno())
            self.unsynced.discard((state.st_dev, state.st_ino))

        os.fsync = fsync  # type: ignore[assignment]

    def _wrap_open(self) -> None:
        plain, numbered = io.open, os.open

        def opened_number(file: Any, flags: int, *args: Any, **named: Any) -> int:
            if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and self.step():
                self.end()
            return numbered(file, flags, *args, **named)

        def opened(file: Any, mode: str = "r", *args: Any, **named: Any) -> Any:
            writes = isinstance(mode, str) and set(mode) & set("wax+")
            if writes and self.step():
                self.end()
            found = plain(file, mode, *args, **named)
            return _File(found, self) if writes else found

        io.open = builtins.open = opened
        os.open = opened_number  # type: ignore[assignment]


class _File:
    """An open file whose writes are counted."""

    def __init__(self, file: Any, countdown: _Countdown) -> None:
        self._file, self._countdown = file, countdown
        countdown.wrote(os.fstat(file.fileno()))

    def write(self, data: Any) -> int:
        self._countdown.wrote(os.fstat(self._file.fileno()))
        if self._countdown.step():
            self._file.write(data[: len(data) // 2])
            self._file.flush()
            self._countdown.end()
        return int(self._file.write(data))

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __iter__(self) -> Any:
        return iter(self._file)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


class _Connection(sqlite3.Connection):
    """A connection whose statements that write are counted, and both sides of whose commits are."""

    countdown: _Countdown

    def execute(self, sql: str, *args: Any) -> Any:
        return self._counted(sql, super().execute, sql, *args)

    def executemany(self, sql: str, *args: Any) -> Any:
        return self._counted(sql, super().executemany, sql, *args)

    def executescript(self, sql: str) -> Any:
        return self._counted("COMMIT", super().executescript, sql)

    def commit(self) -> None:
        self._counted("COMMIT", super().commit)

    def backup(self, *args: Any, **named: Any) -> None:
        self._counted("COMMIT", super().backup, *args, **named)

    def __exit__(self, *args: Any) -> Any:
        return self._counted("COMMIT", super().__exit__, *args)

    def _counted(self, sql: str, call: Callable[..., Any], *args: Any, **named: Any) -> Any:
        verb = sql.lstrip()[:8].upper()
        if not verb.startswith((*_WRITES, *_ENDS)):
            return call(*args, **named)
        if self.countdown.step():
            self.countdown.end()
        found = call(*args, **named)
        self._note()
        if verb.startswith(_ENDS) and self.countdown.step():
            self.countdown.end()
        return found

    def _note(self) -> None:
        """SQLite syncs its files itself where it keeps a journal; the others are for the program to sync."""
        if super().execute("PRAGMA journal_mode").fetchone()[0] in ("off", "memory"):
            for _, _, path in super().execute("PRAGMA database_list").fetchall():
                if path and Path(path).exists():
                    self.countdown.wrote(Path(path).stat())


def _wrap_sqlite(countdown: _Countdown) -> None:
    connect = sqlite3.connect
    _Connection.countdown = countdown

    def connected(*args: Any, **named: Any) -> Any:
        return connect(*args, **{"factory": _Connection, **named})

    sqlite3.connect = connected
