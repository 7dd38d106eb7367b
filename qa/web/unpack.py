"""The bytes of a reply, unpacked where they came packed, and never more of them than may be."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from qa.errors import WebError
from qa.web.limits import MOST_MEMBERS

_PLAIN = ("", "identity")
_PACKED = ("gzip", "x-gzip", "deflate")
_STEP = 1024 * 1024
"""Bytes that are unpacked at once."""


def unpacked(pieces: Iterable[bytes], coding: str, largest: int, name: str, *, cut: bool = False) -> bytes:
    """All of a reply; with `cut`, the beginning of one that is too large.

    Raises:
        WebError: it is too large, packed in another way, damaged or cut off.
    """
    coding = coding.strip().lower()
    if coding not in _PLAIN + _PACKED:
        raise WebError(f"{name}: packed in a way that is not read ({coding[:40]})")
    found = bytearray()
    try:
        for piece in pieces if coding in _PLAIN else _inflated(pieces, largest, name):
            found += piece
            if len(found) > largest:
                if cut:
                    return bytes(found[:largest])
                raise too_large(name, largest)
    except zlib.error as error:
        raise WebError(f"{name}: what came is damaged and cannot be unpacked") from error
    return bytes(found)


def too_large(name: str, largest: int) -> WebError:
    """What is said of a page that is over the limit."""
    return WebError(f"{name}: larger than {largest // 1024 // 1024} MB, the most that is read")


def _inflated(pieces: Iterable[bytes], largest: int, name: str) -> Iterator[bytes]:
    """Unpacked a piece at a time, so that a small reply that unpacks to a huge one is stopped on the way."""
    unpacker, packed, members = None, 0, 0
    for piece in pieces:
        packed += len(piece)
        if packed > largest:
            raise too_large(name, largest)
        full = False
        while piece or full:
            if unpacker is None:
                unpacker, members = _unpacker(piece), members + 1
                if members > MOST_MEMBERS:
                    raise WebError(f"{name}: packed in more than {MOST_MEMBERS} pieces, and not read")
            yield (found := unpacker.decompress(piece, _STEP))
            piece, full = unpacker.unconsumed_tail, len(found) == _STEP and not unpacker.eof
            if unpacker.eof:
                piece, unpacker = unpacker.unused_data, None
    if unpacker is not None:
        raise WebError(f"{name}: what came was cut off")


def _unpacker(first: bytes) -> zlib._Decompress:
    """Data in gzip and zlib say what they are; what says nothing is the bare deflate that some servers send under that name."""
    known = first[:2] == b"\x1f\x8b" or (
        len(first) > 1 and first[0] & 15 == 8 and (first[0] * 256 + first[1]) % 31 == 0
    )
    return zlib.decompressobj(47 if known else -15)
