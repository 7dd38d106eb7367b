"""Reads a file and has it parsed, apart from us; checked before: its name's ending, size, emptiness."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from qa.errors import DocumentError
from qa.parse.bibliography import COMPANIONED
from qa.parse.children import parse_in_child, parse_with_sources_in_child
from qa.parse.limits import MAX_BYTES
from qa.parse.scanned import PICTURES
from qa.types.document import Document
from qa.types.source import Source

SUFFIXES = frozenset(
    {*".txt .text .html .htm .xhtml .xml .nxml .docx .odt .epub .pdf".split(), *COMPANIONED, *PICTURES}
)
"""File name endings that can be parsed, lower case."""
_PIECE = 1024 * 1024
SAVED_AS = {
    **dict.fromkeys(".doc .rtf .wps .wpd .pages".split(), "in the program that made it, save it as .docx or PDF"),
    **dict.fromkeys(".ppt .pptx .odp .key .xls .xlsx .ods .djvu .ps".split(), "save or print it as PDF"),
    **dict.fromkeys(".mobi .azw .azw3 .fb2".split(), "save it as EPUB"),
    **dict.fromkeys(".zip .rar .7z .gz .tar".split(), "unpack it, and add what is in it"),
    **dict.fromkeys(".tex .rst .org .adoc".split(), "save it as Markdown, HTML or PDF"),
    **dict.fromkeys(".mht .mhtml .webarchive".split(), "save the page as HTML alone"),
}
"""What to do with files of other programs."""


def parse_file(path: Path, doc_id: str, *, encoding: str | None = None) -> Document:
    """Read and parse one file; its name says its format, and its content must match.

    Args:
        path: the file.
        doc_id: the document's identifier.
        encoding: for text, Markdown and HTML, when it is neither UTF-8 nor declared in the file.

    Raises:
        DocumentError: the file cannot be read, is empty, too large, damaged, or of a format or encoding that is not read.
    """
    _check_ending(path.name)
    return parse_bytes(read_bytes(path), path.name, doc_id, encoding=encoding, folder=path.parent)


def parse_bytes(
    data: bytes, name: str, doc_id: str, *, encoding: str | None = None, folder: Path | None = None
) -> Document:
    """Parse what a file of that name holds; see `parse_file`. Bibliographies that it names are read from `folder`."""
    _check_ending(name)
    _check_content(data, name)
    try:
        return parse_in_child(data, name, doc_id, encoding=encoding, folder=folder)
    except DocumentError as error:
        error.failed.setdefault("file", name)
        raise


def parse_with_sources(
    data: bytes, name: str, doc_id: str, *, encoding: str | None = None, folder: Path | None = None
) -> tuple[Document, tuple[Source, ...]]:
    """Parse what a file of that name holds, and read its notes: one source for each work that they name; see `parse_bytes`."""
    _check_ending(name)
    _check_content(data, name)
    try:
        return parse_with_sources_in_child(data, name, doc_id, encoding=encoding, folder=folder)
    except DocumentError as error:
        error.failed.setdefault("file", name)
        raise


def read_bytes(path: Path) -> bytes:
    """The file's bytes, refused when it is missing, unreadable, empty or over `MAX_BYTES`: before any is read."""
    try:
        data = b"".join(read_pieces(path))
    except OSError as error:
        raise DocumentError(
            f"{path.name}: cannot be read ({error.strerror}); check that it exists and its permissions"
        ) from error
    except ValueError as error:
        raise DocumentError(f"{path.name!r}: not a name that a file can have ({error})") from error
    _check_content(data, path.name)
    return data


def read_pieces(path: Path) -> Iterator[bytes]:
    """The file's bytes, a piece at a time: what is over `MAX_BYTES`, or no file, is refused before any is read.

    Raises:
        DocumentError: see above.
        OSError: it cannot be looked at or read.
    """
    stat = path.stat()
    if not (S_ISREG(stat.st_mode) or S_ISDIR(stat.st_mode)):
        raise DocumentError(f"{path.name}: a pipe or device, not a file; save its content as a file")
    _check_size(stat.st_size, path.name)
    size = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            # Whatever it was just now: it may grow while it is read.
            size += len(piece)
            _check_size(size, path.name)
            yield piece


def _check_ending(name: str) -> None:
    suffix = Path(name).suffix
    if suffix.lower() not in SUFFIXES:
        way = SAVED_AS.get(suffix.lower(), f"use {', '.join(sorted(SUFFIXES))}")
        raise DocumentError(f"{name}: files ending in {suffix or 'nothing'} are not read; {way}")


def _check_size(size: int, name: str) -> None:
    if size > MAX_BYTES:
        raise DocumentError(f"{name}: {size:,} bytes; at most {MAX_BYTES:,} are read, so split the file")


def _check_content(data: bytes, name: str) -> None:
    _check_size(len(data), name)
    if not data or data.isspace():
        raise DocumentError(f"{name}: the file is empty; add text or remove the file")
