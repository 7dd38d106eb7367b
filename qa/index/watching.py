"""Notices that files of a corpus folder changed and came to rest, and has them indexed.

It looks at names, sizes and times twice a second: that needs no library, and sees changes on network shares and mounted
folders too, where the system sends no notice of what others change. Noticing is not enough in any case: whether a file
is copied to its end, only its size and time tell, by staying as they are.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qa.corpus.settings import MANIFEST
from qa.errors import BusyError, CorpusError, EncoderError, IndexUnusableError, QAError
from qa.parse import SUFFIXES
from qa.parse.bibliography import kept_folder

if TYPE_CHECKING:
    from qa.index.build import BuildReport

QUIET = 1.0
"""Seconds without a change, after which files count as whole."""
EVERY = 0.5
"""Seconds from one look to the next; more where a look takes long."""
PATIENCE = 30.0
"""Seconds of change after which a message says what the watch waits for."""
_FIRST_PAUSE, _LAST_PAUSE = 2.0, 60.0
"""Seconds to the next attempt after one that failed for what may pass; doubled each time."""

_BIBLIOGRAPHIES = (".bib", ".bibtex", ".json")
_NAMED = 3
"""Files that were left out that are named in one line."""

Look = dict[str, tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Attempt:
    """How an attempt to index ended."""

    words: str
    """One line; empty when there was nothing to do."""
    again: bool = False
    """True when it is worth trying again though no file changes: the index was busy, a disk full."""


def look(folder: Path) -> Look | None:
    """Size and times of each file that may matter, by name; None while the folder cannot be read."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if not entry.name.startswith((".", "_"))]
        names += [
            path.relative_to(folder).as_posix()
            for kept in names
            if kept.endswith(kept_folder(""))
            for path in (folder / kept).rglob("*")
        ]
    except OSError:
        return None
    found = {}
    for name in names:
        path = folder / name
        try:
            # Not the entry's own: on Windows that is out of date while a file is being written.
            state = path.stat()
        except FileNotFoundError:
            continue
        except OSError:
            found[name] = (-1, -1, -1)
            continue
        if not stat.S_ISREG(state.st_mode):
            continue
        # Of a file that is not read, only that it is there matters: a download in progress holds nothing up.
        read = path.suffix.lower() in (*SUFFIXES, *_BIBLIOGRAPHIES) or name == MANIFEST
        found[name] = (state.st_size, state.st_mtime_ns, state.st_ctime_ns) if read else (0, 0, 0)
    return found


class Rest:
    """Tells when what is looked at has changed since it was last dealt with, and then stayed as it is for a moment."""

    def __init__(self, quiet: float = QUIET) -> None:
        """Nothing has been dealt with: the first look that stays as it is counts as a change."""
        self._quiet = quiet
        self._done: Look | None = None
        self._last: Look | None = None
        self._since = self._began = 0.0
        self.moving: tuple[str, ...] = ()
        """What changed last."""

    def see(self, seen: Look | None, now: float) -> None:
        """Record a look at the folder; None, for a folder that cannot be read, does not count as rest."""
        if seen == self._last and seen is not None:
            return
        if self.is_done() or self._last is None:
            self._began = now
        last, self._last, self._since = self._last or {}, seen, now
        if seen is not None:
            self.moving = tuple(sorted(n for n in last.keys() | seen.keys() if last.get(n) != seen.get(n)))

    def is_still(self, now: float) -> bool:
        """True when nothing has changed for a moment."""
        return self._last is not None and now - self._since >= self._quiet

    def is_done(self) -> bool:
        """True when nothing has changed since it was last dealt with."""
        return self._last == self._done

    def done(self) -> None:
        """Mark what was seen last as dealt with."""
        self._done = self._last

    def restless(self, now: float) -> float:
        """For how many seconds it has been changing."""
        return 0.0 if self._last is None or self.is_done() or self.is_still(now) else now - self._began


def watch(
    folder: Path,
    attempt: Callable[[], Attempt],
    say: Callable[[str], None],
    wait: Callable[[float], bool],
    *,
    clock: Callable[[], float] = time.monotonic,
    quiet: float = QUIET,
) -> None:
    """Have the folder indexed now, and after each change when its files have come to rest, until `wait` says so.

    `attempt` indexes and never raises; `wait` waits for some seconds, and returns True to end. A failure is reported once,
    however often it comes again; one that may pass is tried again, at longer and longer intervals.
    """
    rest = Rest(quiet)
    gone, told, failed, pause, due = False, False, "", _FIRST_PAUSE, float("inf")
    while True:
        began = clock()
        seen = look(folder)
        now = clock()
        rest.see(seen, now)
        if gone != (seen is None):
            gone = seen is None
            say(f"{folder}: cannot be read; the index stays as it is until it can" if gone else f"{folder}: is back")
        if rest.is_still(now) and (now >= due or not rest.is_done()):
            pause = _FIRST_PAUSE if not rest.is_done() else pause
            rest.done()
            ended = attempt()
            if ended.words and not (ended.again and ended.words == failed):
                say(ended.words)
            failed, told = ended.words if ended.again else "", False
            due, pause = (clock() + pause, min(2 * pause, _LAST_PAUSE)) if ended.again else (float("inf"), _FIRST_PAUSE)
        elif rest.restless(now) > PATIENCE and not told:
            told = True
            say(f"{', '.join(rest.moving[:3])}: still changing; indexed when it stays as it is")
        if wait(max(EVERY, 10 * (now - began))):
            return


def attempt_with(build: Callable[[], BuildReport], stale: Callable[[], str | None]) -> Attempt:
    """Index, and say in one line what was done or why it was not; `stale` as `Corpus.stale`."""
    try:
        report = build()
        # A file that cannot be parsed is done with until it changes; one that cannot be read may be readable soon.
        more = len(report.skipped) - _NAMED
        left_out = [f"; left out: {line}" for line in report.skipped[:_NAMED]]
        words = "".join([build_words(report), *left_out, *([f"; and {more} more"] if more > 0 else [])])
        return Attempt(words, again=bool(report.skipped) and is_behind(stale))
    except (QAError, OSError) as error:
        return Attempt(f"not indexed: {error}", again=may_pass(error))


def may_pass(error: Exception) -> bool:
    """True for a failure that may pass without a change of the corpus."""
    if isinstance(error, CorpusError):
        return isinstance(error.__cause__, OSError)
    return isinstance(error, BusyError | IndexUnusableError | EncoderError | OSError)


def build_words(report: BuildReport) -> str:
    """What a build did, in one line."""
    prepared = f" ({report.prepared} of them prepared together)" if report.prepared else ""
    done = (
        f"{report.parsed} parsed{prepared}, {report.embedded} texts embedded, {report.removed} removed"
        if report.changed
        else "unchanged"
    )
    return f"index: {done}; {report.documents} documents, {report.passages} passages, generation {report.generation}"


def is_behind(stale: Callable[[], str | None]) -> bool:
    """True when the index does not match the corpus, or that cannot be found out; `stale` as `Corpus.stale`."""
    try:
        return stale() is not None
    except (QAError, OSError):
        return True
