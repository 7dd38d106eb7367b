"""EPUB → Document: the pages of the book in reading order, notes found across all of them."""

from __future__ import annotations

from contextlib import suppress
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from qa.errors import DocumentError
from qa.parse.archive import Archive, open_archive
from qa.parse.builder import DocumentBuilder
from qa.parse.declared_language import with_language
from qa.parse.html import read_html_pages
from qa.parse.title import with_title
from qa.parse.typed import link_typed
from qa.parse.xml import parse_xml
from qa.types.document import Document

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTAINER = "META-INF/container.xml"
_LONGEST_SHEET, _MOST_SHEETS = 200_000, 10
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


def parse_epub(data: bytes, name: str, doc_id: str) -> Document:
    """Parse an EPUB 2 or 3 book.

    Raises:
        DocumentError: no ZIP archive, unsafe, encrypted, or without the parts that every EPUB has.
    """
    archive = open_archive(data, name)
    if "META-INF/rights.xml" in archive.names:
        raise DocumentError(f"{name}: the book is encrypted (DRM) and cannot be read; use a copy without")
    path = _package_path(archive, name)
    package = _part(archive, path, name)
    pages = {page: _part(archive, page, name) for page in _reading_order(package, path) if page in archive.names}
    if not pages:
        raise DocumentError(f"{name}: the book lists no page that it holds; export it again")
    builder = DocumentBuilder()
    numbers = read_html_pages(pages, builder, _style_sheets(archive))
    title = next((e.text for e in package.iter("{http://purl.org/dc/elements/1.1/}title") if e.text), None)
    document = with_title(builder.document(doc_id), sure=(title,))
    languages = (e.text for e in package.iter("{http://purl.org/dc/elements/1.1/}language"))
    return link_typed(with_language(document, *languages), numbers)


def _package_path(archive: Archive, name: str) -> str:
    """Where the book's list of parts lies."""
    if _CONTAINER not in archive.names:
        raise DocumentError(f"{name}: no EPUB, though its name says so ({_CONTAINER} is missing); export it again")
    rootfile = next(_part(archive, _CONTAINER, name).iter("{*}rootfile"), None)
    path: str | None = rootfile.get("full-path") if rootfile is not None else None
    if not path or path not in archive.names:
        raise DocumentError(f"{name}: the book's list of parts is missing; export it again")
    return path


def _part(archive: Archive, path: str, name: str) -> _Element:
    return parse_xml(archive.read(path), f"{name} ({path})")


def _style_sheets(archive: Archive) -> str:
    """The book's style sheets, as far as they are of a common length."""
    sheets: list[str] = []
    for name in sorted(name for name in archive.names if name.endswith(".css"))[:_MOST_SHEETS]:
        # A damaged one is no reason to refuse the book.
        with suppress(DocumentError):
            sheets.append(archive.read(name)[:_LONGEST_SHEET].decode("utf-8", "replace"))
    return " ".join(sheets)


def _reading_order(package: _Element, path: str) -> list[str]:
    """The pages of the spine, the navigation page left out, and then pages that only links lead to."""
    items = {}
    for item in package.iter("{*}item"):
        identifier, href = item.get("id"), item.get("href")
        if (
            identifier
            and href
            and item.get("media-type") in _PAGES
            and "nav" not in (item.get("properties") or "").split()
        ):
            items[identifier] = normpath(join(dirname(path), unquote(href)))
    spine = [items[ref] for e in package.iter("{*}itemref") if (ref := e.get("idref") or "") in items]
    return list(dict.fromkeys([*spine, *items.values()]))
