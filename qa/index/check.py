"""Checks all that an index holds, every file and every row of the cache; `qa doctor` reports it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from qa.errors import IndexDamagedError
from qa.index import cache
from qa.index.current import check_file, read_current
from qa.index.generation import Generation


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found."""

    problems: tuple[str, ...]
    """One line each."""
    files: int = 0
    rows: int = 0
    """Of the cache."""


def check_index(folder: Path) -> Checked:
    """Read all of an index and compare it with its checksums; what the cache lacks is noted for the next build.

    Raises:
        IndexUnusableError: there is none, or it is of another version.
    """
    try:
        current = read_current(folder)
    except IndexDamagedError as error:
        return Checked((str(error),))
    problems = []
    for name, expected in current.files.items():
        try:
            check_file(folder, name, expected)
        except IndexDamagedError as error:
            problems.append(str(error))
    if not problems:
        try:
            _ = Generation(folder, current).vectors
        except IndexDamagedError as error:
            problems.append(str(error))
    rows, problem = _check_cache(folder)
    return Checked((*problems, *problem), len(current.files), rows)


def _check_cache(folder: Path) -> tuple[int, list[str]]:
    try:
        with cache.open_to_read(folder) as opened:
            rows, bad = opened.count()
    except IndexDamagedError as error:
        return 0, [str(error)]
    except sqlite3.Error as error:
        return 0, [f"{folder / cache.CACHE_FILE}: cannot be read ({error}); check its permissions"]
    if bad:
        cache.doubt(folder)
        return rows, [f"{folder / cache.CACHE_FILE}: {bad:,} of {rows:,} rows fail their checksum"]
    return rows, []
