"""The networks that come with the program: where they lie, and what is in their files once it is checked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qa.errors import ReaderError
from qa.reader.reading import LogitScale

if TYPE_CHECKING:
    from io import FileIO

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
_AT_ONCE = 1 << 20


def load_network(network: Network) -> tuple[bytes, dict[str, NDArray[np.generic]]]:
    """The graph, and each large array in memory of its own, which ONNX Runtime uses as it is, or gives back once it has packed it.

    What was checked is what is loaded: the files are read once.

    Raises:
        ReaderError: a file is missing, or the whole is not what was released.
    """
    import numpy as np

    graph, places = _read(network.graph), _read(network.places)
    if hashlib.sha256(graph + places).hexdigest() != network.graph_sha256:
        raise _altered(network.graph)
    arrays: dict[str, NDArray[np.generic]] = {}
    with ExitStack() as stack:
        whole = _Whole([stack.enter_context(_opened(file)) for file in network.files])
        for name, kind, shape, first in json.loads(places):
            whole.pass_to(first)
            arrays[name] = np.empty(shape, dtype=kind)
            whole.fill(arrays[name].reshape(-1).view(np.uint8).data)
        if whole.ended() != network.sha256:
            raise _altered(network.files[0])
    return graph, arrays


class _Whole:
    """Files that are read as one, from beginning to end."""

    def __init__(self, files: Sequence[FileIO]) -> None:
        self._files, self._sum, self._at = list(files), hashlib.sha256(), 0

    def fill(self, room: memoryview) -> None:
        """Read on until there is no more room, or nothing left."""
        while len(room) and self._files:
            read = self._files[0].readinto(room[:_AT_ONCE])
            if not read:
                self._files.pop(0)
            self._sum.update(room[:read])
            self._at += read
            room = room[read:]

    def pass_to(self, place: int) -> None:
        self.fill(memoryview(bytearray(place - self._at)))

    def ended(self) -> str:
        """The sha256 of all, once it is read to its end."""
        while self._files:
            self.pass_to(self._at + _AT_ONCE)
        return self._sum.hexdigest()


def _read(file: Path) -> bytes:
    with _opened(file) as opened:
        return opened.readall()


def _opened(file: Path) -> FileIO:
    try:
        return file.open("rb", buffering=0)
    except OSError as error:
        raise ReaderError(
            f'{file}: cannot be read ({error.strerror}); reinstall the program, or set reader = "none"'
        ) from error


def _altered(file: Path) -> ReaderError:
    return ReaderError(f'{file}: altered (sha256 differs); reinstall the program, or set reader = "none"')
