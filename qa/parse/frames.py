"""Bytes between two processes: each piece with its length before it, so that none is longer than the reader allows."""

from __future__ import annotations

from typing import IO

_LENGTH = 8


_SCAN = b"scan "


def scan_frame(number: int, count: int) -> bytes:
    """What the child says before it reads the page of that number, from 1, of `count`, by OCR."""
    return _SCAN + f"{number} {count}".encode("ascii")


def read_scan_frame(frame: bytes) -> tuple[int, int] | None:
    """Number and count of pages; None for another piece."""
    parts = frame.removeprefix(_SCAN).split() if frame.startswith(_SCAN) and len(frame) < 40 else []
    return (int(parts[0]), int(parts[1])) if len(parts) == 2 and all(part.isdigit() for part in parts) else None


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
