"""The vectors of a generation and their files, from the last one's and the cache: exact for some passages, coded for many."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from qa.embed.tokens import unpack_vector
from qa.errors import IndexDamagedError
from qa.files import write_whole
from qa.index.cache import Cache, Kind
from qa.index.coded import CodedVectors, write_coded
from qa.index.current import Current, FileSum, mapped_name, read_checked, vectors_name
from qa.index.layered_vectors import LayeredVectors
from qa.index.layers import GONE_ROWS, open_layers
from qa.index.vectors import VectorIndex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.int64]
    Floats = NDArray[np.float32]

MOST_EXACT = 100_000
"""Passages up to which each is compared with a question: ten milliseconds, and 150 MB in memory."""
_AT_ONCE = 2000

Vectors = VectorIndex | CodedVectors | LayeredVectors


def open_vectors(folder: Path, current: Current) -> Vectors:
    """The vectors of a generation; of many, only the codes are read.

    Raises:
        IndexDamagedError: a file is missing or altered.
    """
    data = read_checked(folder, current.lower_vectors, current.files[current.lower_vectors])
    if current.mapped is None:
        return VectorIndex.from_bytes(data)
    current.check(folder, current.mapped)
    below = CodedVectors(data, folder / current.mapped)
    if not current.below:
        return below
    return LayeredVectors(below, _open_above(folder, current), _gone(folder, current))


def _open_above(folder: Path, current: Current) -> VectorIndex:
    return VectorIndex.from_bytes(read_checked(folder, current.vectors, current.files[current.vectors]))


def _gone(folder: Path, current: Current) -> Rows:
    import numpy as np

    with closing(open_layers(folder, current)) as connection:
        return np.array([row["row"] for row in connection.execute(GONE_ROWS)], np.int64)


def write_layer(
    folder: Path, generation: int, connection: sqlite3.Connection, cache: Cache, encoder: str, last: Current
) -> dict[str, FileSum]:
    """Write the vectors of the passages of an upper layer, those of the `last` generation's among them; returns their file.

    Raises:
        IndexDamagedError: the cache lacks one.
    """
    above = _exact(connection, cache, encoder, _open_above(folder, last) if last.below else None)
    return _write(folder, generation, above.to_bytes())


def write_vectors(
    folder: Path, generation: int, connection: sqlite3.Connection, cache: Cache, encoder: str, last: Vectors | None
) -> tuple[int, dict[str, FileSum]]:
    """Write the vectors of all passages: those that the last generation has, the others from the cache.

    Returns:
        Their dimension, and their files.

    Raises:
        IndexDamagedError: the cache lacks one.
    """
    (passages,) = connection.execute("SELECT count(*) FROM passages").fetchone()
    if passages <= MOST_EXACT:
        exact = _exact(connection, cache, encoder, last if isinstance(last, VectorIndex) else None)
        return exact.dimension, _write(folder, generation, exact.to_bytes())
    path = folder / mapped_name(generation)
    coded = None if isinstance(last, VectorIndex) else last
    dimension = 0

    def parts() -> Iterator[tuple[Rows, Floats]]:
        nonlocal dimension
        for rows, vectors in _from_both(connection, cache, encoder, coded):
            dimension = vectors.shape[1]
            yield rows, vectors

    sums = _write(folder, generation, write_coded(path, parts()))
    return dimension, {**sums, path.name: FileSum.of_file(path)}


def _write(folder: Path, generation: int, data: memoryview) -> dict[str, FileSum]:
    name = vectors_name(generation)
    write_whole(folder / name, data)
    return {name: FileSum.of_bytes(data)}


def _exact(connection: sqlite3.Connection, cache: Cache, encoder: str, last: VectorIndex | None) -> VectorIndex:
    import numpy as np

    hashes = dict(connection.execute("SELECT row, hash FROM passages ORDER BY row").fetchall())
    wanted, index = np.fromiter(hashes, np.int64, len(hashes)), last
    if index is not None:
        index.remove(np.setdiff1d(index.rows(), wanted))
        wanted = np.setdiff1d(wanted, index.rows())
    for first in range(0, len(wanted), _AT_ONCE):
        part = wanted[first : first + _AT_ONCE]
        vectors = _cached(cache, encoder, [hashes[int(row)] for row in part])
        if index is None or not len(index):
            index = VectorIndex(vectors.shape[1])
        index.add(part, vectors)
    return index or VectorIndex(1)


def _from_both(
    connection: sqlite3.Connection, cache: Cache, encoder: str, last: CodedVectors | LayeredVectors | None
) -> Iterator[tuple[Rows, Floats]]:
    """Rows and vectors in order, a part at a time, so that no more of them is ever in memory."""
    import numpy as np

    found = connection.execute("SELECT row, hash FROM passages ORDER BY row")
    while part := found.fetchmany(_AT_ONCE):
        rows = np.array([row for row, _ in part], np.int64)
        known = np.zeros(len(rows), bool) if last is None else last.has(rows)
        fresh = np.flatnonzero(~known)
        own = _cached(cache, encoder, [part[i][1] for i in fresh]) if len(fresh) else None
        kept = last.vectors_of(rows[known]) if last is not None and known.any() else None
        dimension = (own if own is not None else kept).shape[1]  # type: ignore[union-attr]
        vectors = np.empty((len(rows), dimension), np.float32)
        if own is not None:
            vectors[fresh] = own
        if kept is not None:
            vectors[known] = kept
        yield rows, vectors


def _cached(cache: Cache, encoder: str, keys: list[str]) -> Floats:
    """The vectors of texts, by their hashes."""
    import numpy as np

    found = cache.read(encoder, Kind.VECTOR, list(dict.fromkeys(keys)))
    if len(found) < len(set(keys)):
        raise IndexDamagedError(cache.path, "damaged (vectors are missing)")
    return np.stack([unpack_vector(found[key]) for key in keys])
