"""What the reader made of statements and passages, kept beside the index: an audit reads again only what is new.

A flat file of records: the sha256 of network, statement and passage, three logits, and a checksum. No text stands in it.
"""

from __future__ import annotations

import hashlib
import logging
import struct
import threading
import zlib
from collections.abc import Sequence
from pathlib import Path

from qa.files import append, read_kept, remove_path
from qa.reader.statements import Comparer, StatementReading

COMPARISONS_FILE = "comparisons.bin"
_RECORD = struct.Struct("<32s3fI")
_LARGEST = 1 << 25
"""Bytes after which the file is begun again: some 700,000 comparisons."""

_log = logging.getLogger(__name__)


class Comparisons:
    """Reads passages for statements, and remembers what was read; from any thread."""

    def __init__(self, folder: Path, comparer: Comparer, *, keep: bool = True) -> None:
        """Without `keep`, nothing is written."""
        self._path, self._comparer, self._keep = folder / COMPARISONS_FILE, comparer, keep
        self._known, self._lock = _load(self._path), threading.Lock()

    def read(self, statement: str, passages: Sequence[str]) -> list[StatementReading]:
        """One reading for each passage, in order."""
        keys = [self._key(statement, passage) for passage in passages]
        new = [i for i, key in enumerate(keys) if key not in self._known]
        if new:
            found = self._comparer.compare(statement, [passages[i] for i in new])
            fresh = {keys[i]: reading for i, reading in zip(new, found, strict=True)}
            with self._lock:
                self._known |= fresh
                self._append(fresh)
        return [self._known[key] for key in keys]

    def _key(self, statement: str, passage: str) -> bytes:
        parts = (self._comparer.identity, statement, passage)
        return hashlib.sha256(b"\0".join(part.encode("utf-8", "surrogatepass") for part in parts)).digest()

    def _append(self, fresh: dict[bytes, StatementReading]) -> None:
        if not self._keep:
            return
        try:
            append(self._path, b"".join(_pack(key, reading) for key, reading in fresh.items()))
        except OSError as error:
            _log.warning("%s: cannot be written (%s); the next audit reads these again", self._path, error.strerror)
            self._keep = False


def forget_comparisons(folder: Path) -> None:
    """Delete what is remembered."""
    remove_path(folder / COMPARISONS_FILE)


def _pack(key: bytes, reading: StatementReading) -> bytes:
    logits = (reading.supports, reading.refutes, reading.neither)
    return _RECORD.pack(key, *logits, zlib.crc32(key + struct.pack("<3f", *logits)))


def _load(path: Path) -> dict[bytes, StatementReading]:
    """The sound records; what is damaged is read again one day."""
    data = read_kept(path, _LARGEST)
    whole = len(data) - len(data) % _RECORD.size
    found = {}
    for key, *logits, checksum in _RECORD.iter_unpack(data[:whole]):
        if zlib.crc32(key + struct.pack("<3f", *logits)) == checksum:
            found[key] = StatementReading(*logits)
    if whole != len(data):
        # What would be appended behind half a record could not be read.
        remove_path(path)
    return found
