"""What came, by its first bytes and by what the host calls it: the ending of the name under which its parser reads it."""

from __future__ import annotations

import re

from qa.errors import WebError
from qa.regex import regex
from qa.web.client import WebPage

_HEAD = 4000
_HTML = regex(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_ROOT = regex(rb"<(?![!?])(?:[\w.-]{1,40}:)?([\w.-]{1,40})")
_ZIPS = ((b"mimetypeapplication/epub+zip", ".epub"), (b"mimetypeapplication/vnd.oasis.opendocument.text", ".odt"))
_PICTURES = ((b"\x89PNG\r\n\x1a\n", ".png"), (b"\xff\xd8\xff", ".jpg"), (b"II*\0", ".tif"), (b"MM\0*", ".tif"))
"""Scans; where OCR is not installed, their parser says so."""
_TEXTS = {"text/plain": ".txt", "text/markdown": ".md", "text/x-markdown": ".md", "": ".txt"}
_PLAIN = regex(r"[\w.+-]{1,60}/[\w.+-]{1,60}")


def ending_of(page: WebPage) -> str:
    """The ending, as `.html` or `.pdf`.

    Raises:
        WebError: it is nothing that is read, or not what it was promised to be.
    """
    head = page.data[:_HEAD].lstrip(b"\xef\xbb\xbf\t\n\r\f ")
    if not head:
        raise WebError(f"{page.final}: an empty page came")
    if picture := next((ending for mark, ending in _PICTURES if page.data.startswith(mark)), None):
        return picture
    if b"%PDF-" in page.data[:1024]:
        return ".pdf"
    if head.startswith(b"PK\x03\x04"):
        return _packed(page)
    if head.startswith(b"<?xml") or page.media_type.endswith(("/xml", "+xml")):
        return _marked_up(page, head)
    if _HTML.search(head) or (page.media_type == "text/html" and b"<" in head):
        return _web_page(page)
    if page.media_type in _TEXTS and b"\0" not in head:
        return _TEXTS[page.media_type]
    called = page.media_type if _PLAIN.fullmatch(page.media_type) else "something"
    raise WebError(f"{page.final}: {called} came, which is not read")


def _packed(page: WebPage) -> str:
    for mark, ending in _ZIPS:
        if mark in page.data[:200]:
            return ending
    if b"word/document.xml" in page.data:
        return ".docx"
    raise WebError(f"{page.final}: a packed file came that is no DOCX, ODT or EPUB")


def _marked_up(page: WebPage, head: bytes) -> str:
    root = _ROOT.search(head)
    name = root[1].decode().lower() if root else ""
    if name == "html":
        return ".xhtml" if page.media_type.endswith("xml") else _web_page(page)
    if name == "article":
        return ".xml"
    raise WebError(f"{page.final}: XML of a kind that is not read came ({name or 'no element'})")


def _web_page(page: WebPage) -> str:
    if page.media_type == "application/pdf" or page.address.path.lower().endswith((".pdf", ".epub", ".docx")):
        raise WebError(f"{page.final}: a web page came in place of the file, as a viewer, a notice or a login")
    return ".html"
