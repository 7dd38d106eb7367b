"""Parts: what was prepared of a document, in a file of its own, until a build takes it in: the parsed text, and its vectors.

A part is named after all that it was made from, so it can be of no other file, encoder or version of the program.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from qa.corpus.manifest import Entry
from qa.files import remove_path
from qa.index.cache import Cache, Kind
from qa.index.current import FORMAT
from qa.parse.frames import read_frame, write_frame
from qa.parse.limits import MOST_RETURNED
from qa.parse.replies import read_document
from qa.parse.scanned import PICTURES, is_installed
from qa.types.document import Document
from qa.types.document_json import document_to_json
from qa.types.source import Source
from qa.types.source_json import json_to_sources, sources_to_json

TOGETHER = "together"
"""The folder in the index folder."""
VectorRow = tuple[str, Kind, bytes]
"""What the cache holds for a text: its hash, kind and data."""
_SUM = 32
"""Bytes of the checksum that a part begins with."""
_UNSOUND = (OSError, EOFError, ValueError, TypeError, KeyError, AttributeError, RecursionError)
"""What reading a damaged part may raise."""


def part_name(entry: Entry, fingerprint: str, encoder: str) -> str:
    """The name of a document's part, and of its lease."""
    # With OCR, more of such a file is read: those that have it and those that have not do not share it.
    scans = is_installed() if entry.path.suffix.lower() in (".pdf", *PICTURES) else None
    return hashlib.sha256(repr((FORMAT, encoder, entry.doc_id, fingerprint, scans)).encode()).hexdigest()[:40]


def part_path(folder: Path, name: str) -> Path:
    """Where the part of that name lies."""
    return folder / f"{name}.part"


def pack_part(document: Document, named: tuple[Source, ...], rows: Iterable[VectorRow]) -> bytes:
    """The content of a document's part."""
    rows = tuple(rows)
    table = json.dumps([(key, kind, len(data)) for key, kind, data in rows])
    texts = document_to_json(document), sources_to_json(named), table
    return _packed(*(text.encode("ascii") for text in texts), b"".join(data for _, _, data in rows))


class PreparedParts:
    """Those that lie in an index folder, for the build that takes them in."""

    def __init__(self, folder: Path, encoder: str) -> None:
        """Nothing is read yet."""
        self._folder, self._encoder = folder / TOGETHER, encoder

    def document(self, entry: Entry, fingerprint: str) -> tuple[Document, tuple[Source, ...]] | None:
        """A document and what its notes name, prepared from this very file; None where there is no sound part of it."""
        try:
            read, named, _, _ = _read(self._path(entry, fingerprint))
            document = read_document(read, entry.doc_id)
            return document, json_to_sources(named.decode("ascii"), document)
        except _UNSOUND:
            return None

    def give_vectors(self, cache: Cache, entries: Iterable[Entry], fingerprints: Mapping[str, str]) -> None:
        """Keep the vectors that were made of these documents; texts of a damaged part are encoded again."""
        for entry in entries if self._folder.is_dir() else ():
            try:
                cache.keep(self._encoder, _rows(self._path(entry, fingerprints[entry.doc_id])))
            except _UNSOUND:
                continue

    def remove(self) -> None:
        """Delete all of them, with the leases: the index has what they were for."""
        remove_path(self._folder)

    def _path(self, entry: Entry, fingerprint: str) -> Path:
        return part_path(self._folder, part_name(entry, fingerprint, self._encoder))


def _rows(path: Path) -> list[VectorRow]:
    _, _, table, data = _read(path)
    rows, place = [], 0
    for key, kind, size in json.loads(table):
        rows.append((str(key), Kind(kind), data[place : place + size]))
        place += size
    return rows


def _packed(*pieces: bytes) -> bytes:
    out = io.BytesIO()
    for piece in pieces:
        write_frame(out, piece)
    content = out.getvalue()
    return hashlib.sha256(content).digest() + content


LEFT_TO_BUILD = _packed(b"", b"", b"[]", b"")
"""The part of a document that cannot be read: the build is to say why."""


def _read(path: Path) -> tuple[bytes, bytes, bytes, bytes]:
    with path.open("rb") as file:
        given, content = file.read(_SUM), file.read(MOST_RETURNED)
    if hashlib.sha256(content).digest() != given:
        raise ValueError("damaged")
    pieces = io.BytesIO(content)
    document, sources, table, data = (read_frame(pieces, len(content)) for _ in range(4))
    return document, sources, table, data
