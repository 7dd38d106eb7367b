"""The networks that come with the program: where they lie, and what is in their files once it is checked."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qa.errors import ReaderError
from qa.reader.reading import LogitScale

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Network:
    """A network's file, or the parts that it is kept in, with the sha256 of the whole; and what `training.reader_graph` makes."""

    files: tuple[Path, ...]
    sha256: str
    graph: Path
    """The network without its large arrays."""
    graph_sha256: str
    """Of graph and places together."""
    scale: LogitScale

    @property
    def places(self) -> Path:
        """Where in the file the large arrays lie: name, type, shape and first byte of each."""
        return self.graph.with_suffix(".json")


_HERE = Path(__file__).parent
LARGE = Network(
    tuple(_HERE / f"large.onnx.{part}" for part in range(3)),
    "1eb9996adce81c5c45760105ef7e62e8906bbd937bca53711b64dcba109dc94e",
    _HERE / "large.graph.onnx",
    "2b2b4b115bb7584019f15a695f855a3c6c8ac654574466a646a9eea652dd00c1",
    LogitScale.LARGE,
)
SMALL = Network(
    (_HERE / "small.onnx",),
    "f39d2841624006161755ca05f94cfe67adda6d42d54dabc1e4ca94eeb3f00018",
    _HERE / "small.graph.onnx",
    "896e521ea72e0b9727fa4bf5d31a5ed983325f290888167c5d0e9907f724b620",
    LogitScale.SMALL,
)
_TABLE = 20_000
"""Rows from which on an array is looked up in, and stays in memory as it is."""


def load_network(network: Network) -> tuple[bytes, dict[str, NDArray[np.generic]]]:
    """The graph, and each large array; those of bytes that ONNX Runtime packs lie in what was read until it has done so.

    What was checked is what is loaded: the files are read once. Each is read at a stroke: between two steps, a thread that
    runs Python may keep this one waiting.

    Raises:
        ReaderError: a file is missing, or the whole is not what was released.
    """
    graph, places = _read(network.graph), _read(network.places)
    if hashlib.sha256(graph + places).hexdigest() != network.graph_sha256:
        raise _altered(network.graph)
    found, parts = hashlib.sha256(), [_read(file) for file in network.files]
    for part in parts:
        found.update(part)
    if found.hexdigest() != network.sha256:
        raise _altered(network.files[0])
    return graph, {name: _array(parts, *place) for name, *place in json.loads(places)}


def _array(parts: Sequence[bytes], kind: str, shape: tuple[int, ...], first: int) -> NDArray[np.generic]:
    """An array that begins with a byte of all parts together."""
    import numpy as np

    left = math.prod(shape) * np.dtype(kind).itemsize
    pieces: list[memoryview] = []
    for part in parts:
        if 0 <= first < len(part) and left:
            pieces.append(memoryview(part)[first : first + left])
            left -= len(pieces[-1])
            first = len(part)
        first -= len(part)
    # Wider numbers lie anywhere in the file, and would be read slowly, or not at all, where they do not begin with their width.
    stays = len(pieces) == 1 and np.dtype(kind).itemsize == 1 and shape[0] < _TABLE
    return np.frombuffer(pieces[0] if stays else b"".join(pieces), kind).reshape(shape)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ReaderError(
            f'{file}: cannot be read ({error.strerror}); reinstall the program, or set reader = "none"'
        ) from error


def _altered(file: Path) -> ReaderError:
    return ReaderError(f'{file}: altered (sha256 differs); reinstall the program, or set reader = "none"')
