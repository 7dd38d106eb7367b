"""Which parser reads which file: by the ending of its name, which its content must bear out. Runs in the child."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qa.errors import DocumentError
from qa.parse.bibliography import COMPANIONED
from qa.parse.encoding import decode
from qa.parse.faults import TooManyError
from qa.parse.scanned import PICTURES
from qa.regex import regex
from qa.types.document import Document


@dataclass(frozen=True, slots=True)
class File:
    """What a parser is given."""

    data: bytes
    name: str
    """For messages; its ending says the format."""
    doc_id: str
    encoding: str | None = None
    """If it was given."""
    folder: Path | None = None
    """Where the file lies, if it does: what it names beside itself is read from there."""
    on_page: Callable[[], None] = lambda: None
    """Called when another page of a PDF was read."""
    on_scan: Callable[[int, int], None] = lambda number, count: None
    """Called before a page is read by OCR, which takes longer: its number, from 1, and how many pages there are."""


Parser = Callable[[File], Document]

_IS_HTML = regex(rb"\s*+(?:<!doctype\s++html|<html[\s>])", re.IGNORECASE)


def parse_here(file: File) -> Document:
    """Parse a file in this very process; what its text tells of notes that were not found is among its problems.

    Raises:
        DocumentError: it is damaged, or of a format or encoding that is not read, or holds no text.
    """
    from qa.footnotes.alarm import with_alarms

    suffix = Path(file.name).suffix.lower()
    try:
        document = PARSERS[suffix](file)
    except TooManyError as error:
        raise DocumentError(f"{file.name}: {error}") from error
    if not document.text:
        raise DocumentError(f"{file.name}: the file holds no text; add text or remove the file")
    return with_alarms(document, len(file.data), suffix)


def _text(file: File) -> Document:
    from qa.parse.text import parse_text

    return parse_text(_decoded(file), file.doc_id)


def _markdown(file: File) -> Document:
    from qa.parse.markdown import parse_markdown

    return parse_markdown(_decoded(file), file.doc_id, name=file.name, folder=file.folder)


def _decoded(file: File) -> str:
    if _IS_HTML.match(file.data.removeprefix(BOM_UTF8)):
        raise DocumentError(f"{file.name}: an HTML page, not what its name says; rename it to end in .html")
    return decode(file.data, file.name, file.encoding)


def _html(file: File) -> Document:
    from qa.parse.html import parse_html

    return parse_html(file.data, file.name, file.doc_id, file.encoding)


def _xml(file: File) -> Document:
    from qa.parse.html import parse_xhtml
    from qa.parse.jats import parse_jats
    from qa.parse.xml import parse_xml

    root = parse_xml(file.data, file.name)
    if str(root.tag).rpartition("}")[2] == "html":
        return parse_xhtml(root, file.name, file.doc_id)
    return parse_jats(root, file.name, file.doc_id)


def _pdf(file: File) -> Document:
    from qa.parse.ocr.scans import scan_reader
    from qa.parse.pdf import parse_pdf

    return parse_pdf(file.data, file.name, file.doc_id, file.on_page, scan_reader(file.on_scan))


def _picture(file: File) -> Document:
    from qa.parse.ocr.scans import parse_picture

    return parse_picture(file.data, file.name, file.doc_id, file.on_page, file.on_scan)


def _docx(file: File) -> Document:
    from qa.parse.docx import parse_docx

    return parse_docx(file.data, file.name, file.doc_id)


def _odt(file: File) -> Document:
    from qa.parse.odt import parse_odt

    return parse_odt(file.data, file.name, file.doc_id)


def _epub(file: File) -> Document:
    from qa.parse.epub import parse_epub

    return parse_epub(file.data, file.name, file.doc_id)


PARSERS: dict[str, Parser] = {
    **dict.fromkeys((".txt", ".text"), _text),
    **dict.fromkeys(COMPANIONED, _markdown),
    **dict.fromkeys((".html", ".htm", ".xhtml"), _html),
    **dict.fromkeys((".xml", ".nxml"), _xml),
    ".docx": _docx,
    ".odt": _odt,
    ".epub": _epub,
    ".pdf": _pdf,
    **dict.fromkeys(PICTURES, _picture),
}
