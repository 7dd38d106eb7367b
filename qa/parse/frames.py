"""Bytes between two processes: each piece with its length before it, so that none is longer than the reader allows."""

from __future__ import annotations

from typing import IO

_LENGTH = 8


def write_frame(stream: IO[bytes], data: bytes | memoryview) -> None:
    """Send one piece."""
    stream.write(len(data).to_bytes(_LENGTH, "big"))
    stream.write(data)
    stream.flush()


def read_frame(stream: IO[bytes], most: int) -> bytes:
    """The next piece.

    Raises:
        EOFError: the other side is gone, or announces more than `most` bytes.
    """
    head = stream.read(_LENGTH)
    length = int.from_bytes(head, "big")
    if len(head) < _LENGTH or length > most:
        raise EOFError(f"{len(head)} bytes, {length} announced")
    data = stream.read(length)
    if len(data) < length:
        raise EOFError(f"{len(data)} of {length} bytes")
    return data
