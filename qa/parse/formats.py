"""Which module parses which file, and the checks that come before: size, emptiness, and that a file is what its name says."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from qa.errors import DocumentError
from qa.footnotes.alarm import with_alarms
from qa.parse.bibliography import COMPANIONED
from qa.parse.encoding import decode
from qa.types.document import Document

MAX_BYTES = 25 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _File:
    """What a parser is given."""

    data: bytes
    name: str
    """For messages, and for the ending that says the format."""
    doc_id: str
    encoding: str | None
    """If it was given."""
    folder: Path | None
    """Where the file lies, if it does: what it names beside itself is read from there."""


Parser = Callable[[_File], Document]
"""Raises DocumentError."""

_IS_HTML = re.compile(rb"\s*(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE)


def parse_file(path: Path, doc_id: str, *, encoding: str | None = None) -> Document:
    """Read and parse one file; its name says its format, and its content must match.

    Args:
        path: the file.
        doc_id: the document's identifier.
        encoding: for text, Markdown and HTML, when it is neither UTF-8 nor declared in the file.

    Raises:
        DocumentError: the file cannot be read, is empty, too large, damaged, or of a format or encoding that is not read.
    """
    _parser_of(path.name)
    return parse_bytes(read_bytes(path), path.name, doc_id, encoding=encoding, folder=path.parent)


def parse_bytes(
    data: bytes, name: str, doc_id: str, *, encoding: str | None = None, folder: Path | None = None
) -> Document:
    """Parse what a file of that name holds; see `parse_file`. Bibliographies that it names are read from `folder`."""
    parser = _parser_of(name)
    _check_content(data, name)
    try:
        document = parser(_File(data, name, doc_id, encoding, folder))
    except DocumentError as error:
        error.failed.setdefault("file", name)
        raise
    if not document.text:
        raise DocumentError(f"{name}: the file holds no text; add text or remove the file")
    return with_alarms(document, len(data), Path(name).suffix.lower())


def read_bytes(path: Path) -> bytes:
    """The file's bytes, refused when it is missing, unreadable, empty or over `MAX_BYTES`."""
    try:
        stat = path.stat()
        if not (S_ISREG(stat.st_mode) or S_ISDIR(stat.st_mode)):
            raise DocumentError(f"{path.name}: a pipe or device, not a file; save its content as a file")
        _check_size(stat.st_size, path.name)
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(
            f"{path.name}: cannot be read ({error.strerror}); check that it exists and its permissions"
        ) from error
    except ValueError as error:
        raise DocumentError(f"{path.name!r}: not a name that a file can have ({error})") from error
    _check_content(data, path.name)
    return data


def _parser_of(name: str) -> Parser:
    suffix = Path(name).suffix
    parser = _PARSERS.get(suffix.lower())
    if parser is None:
        raise DocumentError(
            f"{name}: files ending in {suffix or 'nothing'} are not read; use {', '.join(sorted(SUFFIXES))}"
        )
    return parser


def _check_size(size: int, name: str) -> None:
    if size > MAX_BYTES:
        raise DocumentError(f"{name}: {size:,} bytes; at most {MAX_BYTES:,} are read, so split the file")


def _check_content(data: bytes, name: str) -> None:
    _check_size(len(data), name)
    if not data.strip():
        raise DocumentError(f"{name}: the file is empty; add text or remove the file")


def _text(file: _File) -> Document:
    from qa.parse.text import parse_text

    _refuse_html(file)
    return parse_text(decode(file.data, file.name, file.encoding), file.doc_id)


def _markdown(file: _File) -> Document:
    from qa.parse.markdown import parse_markdown

    _refuse_html(file)
    raw = decode(file.data, file.name, file.encoding)
    return parse_markdown(raw, file.doc_id, name=file.name, folder=file.folder)


def _refuse_html(file: _File) -> None:
    if _IS_HTML.match(file.data.removeprefix(BOM_UTF8)):
        raise DocumentError(f"{file.name}: an HTML page, not what its name says; rename it to end in .html")


def _html(file: _File) -> Document:
    from qa.parse.html import parse_html

    return parse_html(file.data, file.name, file.doc_id, file.encoding)


def _xml(file: _File) -> Document:
    from qa.parse.html import parse_xhtml
    from qa.parse.jats import parse_jats
    from qa.parse.xml import parse_xml

    root = parse_xml(file.data, file.name)
    if str(root.tag).rpartition("}")[2] == "html":
        return parse_xhtml(root, file.name, file.doc_id)
    return parse_jats(root, file.name, file.doc_id)


def _in_child(file: _File) -> Document:
    """Formats that need not be text: a file may be made to exhaust or crash what reads it."""
    from qa.parse.child import parse_in_child

    return parse_in_child(file.data, file.name, file.doc_id, Path(file.name).suffix.lower())


_PARSERS: dict[str, Parser] = {
    **dict.fromkeys((".txt", ".text"), _text),
    **dict.fromkeys(COMPANIONED, _markdown),
    **dict.fromkeys((".html", ".htm", ".xhtml"), _html),
    **dict.fromkeys((".xml", ".nxml"), _xml),
    **dict.fromkeys((".docx", ".odt", ".epub", ".pdf"), _in_child),
}

SUFFIXES = frozenset(_PARSERS)
"""File name endings that can be parsed, lower case."""
