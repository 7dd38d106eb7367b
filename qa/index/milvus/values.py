"""Values of any size in a collection of short texts: cut, packed, and found by the hash of their names."""

from __future__ import annotations

import base64
import binascii
import hashlib
import struct
import zlib
from collections.abc import Iterable, Mapping

from qa.errors import EngineError, Remedy
from qa.index.milvus.client import Fields, Milvus

_PART = 45_000
"""Bytes of a row, 60,000 characters of base64."""
_MOST = 1_000_000_000
"""Bytes of a value."""
_HEAD = struct.Struct("<II")


class Values:
    """A collection of them."""

    def __init__(self, milvus: Milvus, collection: str) -> None:
        """Of one generation."""
        self._milvus, self.collection = milvus, collection

    def put(self, values: Mapping[str, bytes]) -> None:
        """Store those that are not there yet."""
        rows = {row["key"]: row for name, value in values.items() for row in _rows_of(name, value)}
        known = {row["key"] for row in self._milvus.rows(self.collection, "key", rows, ["key"])}
        missing = [row for key, row in rows.items() if key not in known]
        for first in range(0, len(missing), 200):
            self._milvus.insert(self.collection, missing[first : first + 200])

    def get(self, names: Iterable[str]) -> dict[str, bytes]:
        """Values by name; those that are not there are left out.

        Raises:
            EngineError: one of them is not as it was stored.
        """
        wanted = list(dict.fromkeys(names))
        firsts = self._read({_key(name, 0): name for name in wanted})
        if any(len(first) < _HEAD.size for first in firsts.values()):
            raise self._altered("a row")
        parts = {name: [first[_HEAD.size :]] for name, first in firsts.items()}
        facts = {name: _HEAD.unpack(first[: _HEAD.size]) for name, first in firsts.items()}
        for number in range(1, max((count for count, _ in facts.values()), default=0)):
            names_now = [name for name, (count, _) in facts.items() if count > number]
            found = self._read({_key(name, number): name for name in names_now})
            for name in names_now:
                parts[name].append(found.get(name, b""))
        return {name: self._unpack(name, b"".join(parts[name]), facts[name][1]) for name in firsts}

    def one(self, name: str) -> bytes:
        """A value that must be there.

        Raises:
            EngineError: it is not.
        """
        found = self.get([name]).get(name)
        if found is None:
            raise EngineError(f"{self._milvus.address}: {self.collection} lacks {name}", gone=True)
        return found

    def _read(self, keys: dict[str, str]) -> dict[str, bytes]:
        rows = self._milvus.rows(self.collection, "key", keys, ["key", "data"])
        try:
            return {keys[row["key"]]: base64.b64decode(row["data"], validate=True) for row in rows}
        except (binascii.Error, ValueError, TypeError) as error:
            raise self._altered("a row") from error

    def _unpack(self, name: str, data: bytes, size: int) -> bytes:
        try:
            value = zlib.decompressobj().decompress(data, min(size, _MOST) + 1)
        except zlib.error as error:
            raise self._altered(name) from error
        if len(value) != size:
            raise self._altered(name)
        return value

    def _altered(self, what: str) -> EngineError:
        return EngineError(
            f"{self._milvus.address}: {what} of {self.collection} is not as it was stored", remedy=Remedy.REBUILD_INDEX
        )


def _rows_of(name: str, value: bytes) -> list[Fields]:
    data = zlib.compress(value, 1)
    parts = [data[first : first + _PART] for first in range(0, len(data), _PART)]
    head = _HEAD.pack(len(parts), len(value))
    packed = [head + part if number == 0 else part for number, part in enumerate(parts)]
    return [
        {"key": _key(name, number), "data": base64.b64encode(part).decode(), "none": [0.0, 0.0]}
        for number, part in enumerate(packed)
    ]


def _key(name: str, part: int) -> str:
    return hashlib.sha256(f"{name}\0{part}".encode(errors="surrogatepass")).hexdigest()
