"""Which module parses which file, and the checks that come before: size, emptiness, binary content."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qa.errors import DocumentError
from qa.parse.text import parse_text
from qa.types import Document

MAX_BYTES = 25 * 1024 * 1024

Parser = Callable[[bytes, str, str], Document]
"""File content, file name (for messages), `doc_id` → Document. Raises DocumentError."""


def _text(data: bytes, name: str, doc_id: str) -> Document:
    return parse_text(decode(data, name), doc_id)


_PARSERS: dict[str, Parser] = {".txt": _text, ".text": _text, ".md": _text}

SUFFIXES = frozenset(_PARSERS)
"""File name endings that can be parsed, lower case."""


def parse_file(path: Path, doc_id: str) -> Document:
    """Read and parse one file.

    Raises:
        DocumentError: the file cannot be read, is empty, binary, in another encoding, too large or of an unknown format.
    """
    parser = _PARSERS.get(path.suffix.lower())
    if parser is None:
        raise DocumentError(
            f"{path.name}: files ending in {path.suffix or 'nothing'} are not read; use {', '.join(sorted(SUFFIXES))}"
        )
    document = parser(read_bytes(path), path.name, doc_id)
    if not document.text:
        raise DocumentError(f"{path.name}: the file holds no text; add text or remove the file")
    return document


def read_bytes(path: Path) -> bytes:
    """The file's bytes, refused when it is missing, unreadable, empty or over `MAX_BYTES`."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise DocumentError(f"{path.name}: {size:,} bytes; at most {MAX_BYTES:,} are read, so split the file")
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(
            f"{path.name}: cannot be read ({error.strerror}); check that it exists and its permissions"
        ) from error
    if not data.strip():
        raise DocumentError(f"{path.name}: the file is empty; add text or remove the file")
    return data


def decode(data: bytes, name: str) -> str:
    """Text of UTF-8 or marked UTF-16 bytes; anything else is refused rather than guessed into mojibake."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    if encoding != "utf-16" and b"\0" in data[:65536]:
        raise DocumentError(f"{name}: a binary file, not text; convert it to text first")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{name}: not {'UTF-16' if encoding == 'utf-16' else 'UTF-8'} (byte {error.start:,} cannot be read); save it as UTF-8"
        ) from error
