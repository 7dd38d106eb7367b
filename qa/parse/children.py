"""Parses a hostile file in a process of its own, which can run out of memory, hang or crash without harm to ours.

The child stays for the next file: one start serves a whole batch. It is ended from here when it takes too long, since a
thread of its own could not run while a regular expression or a foreign library holds its interpreter.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

from qa.errors import DocumentError
from qa.parse.frames import read_frame, read_scan_frame, write_frame
from qa.parse.limits import (
    MAX_WALL,
    MEGABYTE_SECONDS,
    MOST_RETURNED,
    MOST_SCANS,
    NOTES_SECONDS,
    SCAN_SECONDS,
    SLOWNESS,
    STALL_SECONDS,
    STALLED,
)
from qa.parse.replies import TIME_IS_UP, read_document, read_failure, reason_for
from qa.parse.scanned import PICTURES
from qa.types.document import Document
from qa.types.source import Source
from qa.types.source_json import json_to_sources

_MOST_FILES = 200
"""That one child parses: what one leaves behind does not add up for ever."""
_MOST_KEPT = 2
_LAST_WORDS = 0.5
"""Seconds in which a child that has closed its output may end."""
_Reply = tuple[bytes, bytes, bytes]


_listener: ContextVar[Callable[[str, int, int], None] | None] = ContextVar("scans", default=None)


@contextmanager
def telling_scans(progress: Callable[[str, int, int], None]) -> Iterator[None]:
    """Within the block, `progress` is called before each page that is read by OCR: what is done, which page, of how many."""
    token = _listener.set(progress)
    try:
        yield
    finally:
        _listener.reset(token)


class _Gone(Exception):
    """The child ended; its argument is the exit status."""


def _started(seconds: float, expire: Callable[[], None]) -> threading.Timer:
    timer = threading.Timer(seconds, expire)
    timer.daemon = True
    timer.start()
    return timer


class Child:
    """A process that parses; used by one thread at a time."""

    def __init__(self) -> None:
        """Start it; it gets ready while we go on."""
        self.files = 0
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "qa.parse.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    @property
    def lives(self) -> bool:
        """False when it ended by itself, or was ended."""
        return self._process.poll() is None

    def parse(self, data: bytes, request: dict[str, object], seconds: float) -> _Reply:
        """The failure, or the document and its sources, as they came; it is ended when the time is up.

        Raises:
            _Gone: it ended.
        """
        self.files += 1
        expired = threading.Event()

        def expire() -> None:
            expired.set()
            self._process.kill()

        timers = [_started(seconds, expire)]
        try:
            to, back = self._process.stdin, self._process.stdout
            assert to is not None
            assert back is not None
            write_frame(to, json.dumps(request).encode("ascii"))
            write_frame(to, data)
            first = read_frame(back, MOST_RETURNED)
            for _ in range(MOST_SCANS):
                if (scan := read_scan_frame(first)) is None:
                    break
                # Each page that is read by OCR gets time of its own.
                timers.append(_started(SLOWNESS * SCAN_SECONDS, expire))
                timers.pop(0).cancel()
                if (told := _listener.get()) is not None:
                    told("reading by OCR, page", *scan)
                first = read_frame(back, MOST_RETURNED)
            return first, read_frame(back, MOST_RETURNED), read_frame(back, MOST_RETURNED)
        except (OSError, EOFError, MemoryError) as error:
            status = self._close()
            raise _Gone(STALLED if expired.is_set() else status) from error
        except BaseException:
            self.end()
            raise
        finally:
            timers[0].cancel()

    def end(self) -> int:
        """End it, if it lives, and wait for that; returns its exit status."""
        self._process.kill()
        return self._close()

    def _close(self) -> int:
        try:
            # One that is ending by itself says by its status why.
            status = self._process.wait(_LAST_WORDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                # What was not sent has nobody left to read it.
                stream and stream.close()
        return status

    def forget(self) -> None:
        """In a copy of this process: the child is not ours."""
        self._process.returncode = 0


class _Children:
    """Those that wait for the next file."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[Child] = []

    def take(self) -> Child:
        with self._lock:
            while self._idle:
                child = self._idle.pop()
                if child.lives:
                    return child
                child.end()
        return Child()

    def give(self, child: Child) -> None:
        with self._lock:
            if child.files < _MOST_FILES and len(self._idle) < _MOST_KEPT:
                self._idle.append(child)
                return
        child.end()

    def end(self) -> None:
        with self._lock:
            while self._idle:
                self._idle.pop().end()

    def forget(self) -> None:
        for child in self._idle:
            child.forget()
        self._lock, self._idle = threading.Lock(), []


_children = _Children()
atexit.register(_children.end)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_children.forget)


def prepare_child() -> None:
    """Start a child, so that it is ready when the first file comes; it costs nothing to ask twice."""
    _children.give(_children.take())


def end_children() -> None:
    """End the children that wait."""
    _children.end()


def parse_in_child(
    data: bytes,
    name: str,
    doc_id: str,
    *,
    encoding: str | None = None,
    folder: Path | None = None,
    stall_seconds: float | None = None,
    wall_seconds: float | None = None,
) -> Document:
    """Parse `data` in a child process; the ending of `name` says which parser reads it, `folder` where the file lies.

    Raises:
        DocumentError: what the parser says of the file, or that it took too long, too much memory, or crashed.
    """
    return _read(data, name, doc_id, encoding, folder, stall_seconds, wall_seconds, sources=False)[0]


def parse_with_sources_in_child(
    data: bytes, name: str, doc_id: str, *, encoding: str | None = None, folder: Path | None = None
) -> tuple[Document, tuple[Source, ...]]:
    """The same, with the works that the notes name; that takes longer.

    Raises:
        DocumentError: see `parse_in_child`.
    """
    return _read(data, name, doc_id, encoding, folder, None, None, sources=True)


def _read(
    data: bytes,
    name: str,
    doc_id: str,
    encoding: str | None,
    folder: Path | None,
    stall_seconds: float | None,
    wall_seconds: float | None,
    *,
    sources: bool,
) -> tuple[Document, tuple[Source, ...]]:
    seconds = STALL_SECONDS + len(data) / 2**20 * MEGABYTE_SECONDS if stall_seconds is None else stall_seconds
    # The child stays where it was started.
    place = str(folder.absolute()) if folder else None
    request: dict[str, object] = {
        "name": name,
        "doc_id": doc_id,
        "encoding": encoding,
        "folder": place,
        "stall": seconds,
        "sources": sources,
    }
    if wall_seconds is None:
        # How many pages a PDF has is known to the child alone, which gives itself time for each.
        named_seconds = len(data) / 2**20 * NOTES_SECONDS if sources else 0.0
        has_pages = Path(name).suffix.lower() in (".pdf", *PICTURES)
        wall_seconds = MAX_WALL if has_pages else min(SLOWNESS * (seconds + named_seconds), MAX_WALL)
    failure, document, named = ask_child(data, name, request, wall_seconds)
    if failure:
        raise read_failure(failure, name)
    try:
        read = read_document(document, doc_id)
        return read, json_to_sources(named.decode("ascii"), read) if sources else ()
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise DocumentError(f"{name}: {reason_for('what it gave back is no document')}") from error


def ask_child(data: bytes, name: str, request: dict[str, object], seconds: float) -> _Reply:
    """The failure, and what else comes back.

    Raises:
        DocumentError: the child ended, or none can be started.
    """
    try:
        return _parse(data, request, seconds)
    except _Gone as gone:
        raise DocumentError(f"{name}: {reason_for(gone.args[0])}") from gone
    except OSError as error:
        raise DocumentError(
            f"{name}: no process can be started to read it ({error.strerror}); close other programs and try again"
        ) from error


def _parse(data: bytes, request: dict[str, object], seconds: float) -> _Reply:
    child = _children.take()
    used = child.files > 0
    try:
        reply = child.parse(data, request, seconds)
    except _Gone as gone:
        if not used or gone.args[0] in (STALLED, TIME_IS_UP):
            raise
        # What the files before left behind must not be this one's failure.
        child = Child()
        reply = child.parse(data, request, seconds)
    _children.give(child)
    return reply


def _environment() -> dict[str, str]:
    """Ours, with this package findable wherever it was imported from."""
    root = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH")) if part)
    # It may not start threads of its own.
    alone = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return {**os.environ, **alone, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}
