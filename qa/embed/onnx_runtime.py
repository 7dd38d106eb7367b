"""ONNX Runtime, made silent before it is loaded: from 1.29 on it reports its use to its makers, and keeps a number for that."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onnxruntime import InferenceSession, SessionOptions

SILENT = {"ORT_DISABLE_TELEMETRY": "1"}
"""What it reads once, when it begins; it holds for the whole process."""
_NO_MEMORY = ("bad_alloc", "PyObject pointer is null")
_SLOWER_JOINED = ["SkipLayerNormFusion", "BiasGeluFusion"]
"""Of its optimizations those whose result takes longer than what they replace, five times in the first case (1.32)."""
_MOST_SAID, _FATAL = 200, 4
_LEAST_ROOM = 1_150 << 20
"""Bytes of address space below which NumPy's own library ends the process instead of saying that it has no room."""


def onnx_runtime() -> ModuleType:
    """The library; the only way to it in this program.

    Raises:
        MemoryError: the process may have too little of it.
    """
    _require_room()
    os.environ.update(SILENT)
    import onnxruntime

    # Some builds for Windows hear only this.
    onnxruntime.disable_telemetry_events()
    return onnxruntime  # type: ignore[no-any-return]


def _require_room() -> None:
    """Where somebody has limited the address space of the process (`ulimit -v`), see that networks have room."""
    try:
        import resource
    except ImportError:
        # Windows has no such limit.
        return
    most, _ = resource.getrlimit(resource.RLIMIT_AS)
    if most not in (resource.RLIM_INFINITY, -1) and most < _LEAST_ROOM:
        raise MemoryError(f"{most >> 20} MB of address space, and {_LEAST_ROOM >> 20} are needed")


@contextmanager
def telling_of_memory() -> Iterator[None]:
    """Around what loads weights: where memory is lacking, the libraries' own words for it become Python's error.

    Raises:
        MemoryError: in place of C++'s `bad_alloc`, and of a panic in Rust over an object that could not be made.
    """
    try:
        yield
    # A panic is no `Exception`; whatever else it is goes on.
    except BaseException as error:
        if any(words in str(error) for words in _NO_MEMORY):
            raise MemoryError(str(error)[:_MOST_SAID]) from error
        raise


def open_session(graph: bytes | str, options: SessionOptions) -> InferenceSession:
    """A network to run, as it was written where joining is slower; what the library says comes as its error, and is not printed.

    Raises:
        MemoryError: there is not enough of it.
    """
    options.log_severity_level = _FATAL
    with telling_of_memory():
        return onnx_runtime().InferenceSession(
            graph, options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER_JOINED
        )
