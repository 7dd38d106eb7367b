"""Leases: which process has a document in hand, told by a small file; one whose process ended is taken over by another.

A lease only saves work: what is done under it may be done twice without harm. So nothing here rests on clocks that agree, on locks
that a network folder may not have, or on a process that is still alive: only on "create this file unless it is there".
"""

from __future__ import annotations

import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from qa.files import make_folder_in, mode_in

LEASE = 60.0
"""Seconds without a sign of life after which a lease has run out."""
_BEATS = 6
"""Signs of life in that time."""
_LONGEST = 500
"""Bytes of a lease that are read."""

_Sign = tuple[bytes, int]


class Leases:
    """Those that this process holds, and those of others that it watches."""

    def __init__(self, folder: Path, seconds: float = LEASE, *, clock: Callable[[], float] = time.monotonic) -> None:
        """`folder` is made when the first lease is taken; after `seconds` without a sign of life one has run out."""
        self.folder, self._seconds, self._clock = folder, seconds, clock
        self._owner = f"{socket.gethostname()} {os.getpid()} {secrets.token_hex(8)}\n".encode()
        self._held: set[str] = set()
        self._seen: dict[str, tuple[_Sign, float]] = {}

    def take(self, name: str) -> bool:
        """Take a lease, unless another process holds it."""
        path = self._path(name)
        make_folder_in(self.folder.parent, self.folder.name)
        for _ in range(2):
            try:
                handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode_in(self.folder))
            except FileExistsError:
                if not self._has_run_out(path):
                    return False
                with suppress(OSError):
                    path.unlink(missing_ok=True)
                continue
            with os.fdopen(handle, "wb") as file:
                file.write(self._owner)
            self._held.add(name)
            return True
        return False

    def is_held(self, name: str) -> bool:
        """True while it is this process's: others take it over when it gave no sign of life, and a build deletes all at its end."""
        try:
            return name in self._held and self._path(name).read_bytes() == self._owner
        except OSError:
            return False

    def release(self, name: str) -> None:
        """Leave it to others."""
        if self.is_held(name):
            with suppress(OSError):
                self._path(name).unlink(missing_ok=True)
        self._held.discard(name)

    def show_life(self) -> None:
        """Have others see that this process lives."""
        for name in tuple(self._held):
            if self.is_held(name):
                with suppress(OSError):
                    os.utime(self._path(name))

    @contextmanager
    def alive(self) -> Iterator[None]:
        """Within the block, give signs of life; at its end, release all."""
        ended = threading.Event()

        def beat() -> None:
            while not ended.wait(self._seconds / _BEATS):
                self.show_life()

        thread = threading.Thread(target=beat, daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()
            for name in tuple(self._held):
                self.release(name)

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.lease"

    def _has_run_out(self, path: Path) -> bool:
        """True when it stayed as it is for so long by our own clock: another machine's may differ."""
        try:
            # Opened, so that a network folder asks its server how the file is now.
            with path.open("rb") as file:
                sign = file.read(_LONGEST), os.fstat(file.fileno()).st_mtime_ns
        except OSError:
            return False
        now = self._clock()
        last, since = self._seen.setdefault(path.name, (sign, now))
        if sign != last:
            self._seen[path.name] = sign, now
            return False
        return now - since >= self._seconds
