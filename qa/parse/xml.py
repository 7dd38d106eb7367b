"""XML bytes → element tree: no entity is expanded, nothing is fetched, and what is malformed is refused in one line."""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING

from qa.errors import DocumentError
from qa.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_WEIGHT = 3_000_000
"""Tags plus twice the attributes: about 120 bytes each in memory."""

_DECLARED = regex(rb"<\?xml[^>]{1,200}?\bencoding\s*=\s*[\"']([A-Za-z][\w.:-]{0,40})[\"']")
_DOCTYPE = regex(rb"<!DOCTYPE(?:[^\[>\"']|\"[^\"]*\"|'[^']*')*(\[?)")
_PROLOG = regex(rb"\s+|<\?|<!--")
_ENTITY_OR_CDATA = regex(rb"&([A-Za-z][A-Za-z0-9]{1,31});|<!\[CDATA\[")
_NAMED_ENTITY = regex(rb"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z]")
_OWN_ENTITIES = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
# Encodings in which markup is ASCII: what is looked for as bytes is what the parser sees.
_ASCII_BASED = regex(r"utf-?8|(?:us-)?ascii|iso-?8859-\d+|latin-?\d|windows-125\d|cp125\d|euc-\w+|koi8-\w", re.ASCII)
_WIDE = ((b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_WIDE_BARE = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))


def parse_xml(data: bytes, name: str) -> _Element:
    """The root element, without comments and processing instructions; `name` (file and member) is for messages.

    HTML's named entities (`&nbsp;`) are read with or without a DOCTYPE; a name that nobody knows stays as written.

    Raises:
        DocumentError: malformed, too deep (256 levels), too many elements, or a DOCTYPE that declares entities.
    """
    from lxml import etree

    data = _as_utf8(data, name)
    if _declares_entities(data):
        raise _entities(name)
    if data.count(b"<") + 2 * data.count(b'="') + 2 * data.count(b"='") > MAX_WEIGHT:
        raise DocumentError(f"{name}: too many elements to be read safely; split the document")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(_without_named_entities(data), parser)
    except etree.XMLSyntaxError as error:
        why = " ".join((error.msg or "no element").split())[:160]
        if "depth" in why:
            raise DocumentError(f"{name}: its parts are nested too deeply to be read whole; simplify it") from error
        raise DocumentError(f"{name}: malformed XML ({why}); save the document again") from error
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and dtd.entities():
        raise _entities(name)
    return root


def _entities(name: str) -> DocumentError:
    return DocumentError(f"{name}: its DOCTYPE declares entities, which can be a bomb; remove the declarations")


def _as_utf8(data: bytes, name: str) -> bytes:
    """The same in UTF-8: the parser reads that, whatever the XML declaration says."""
    encoding = next((e for mark, e in (*_WIDE, *_WIDE_BARE) if data.startswith(mark)), None)
    if encoding is None:
        data = data.removeprefix(b"\xef\xbb\xbf").lstrip()
        declared = _DECLARED.match(data)
        encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
        if not _ASCII_BASED.fullmatch(encoding):
            raise DocumentError(f"{name}: XML in the encoding {encoding} is not read; save it as UTF-8")
        if encoding in ("utf-8", "utf8"):
            return data
    try:
        return data.decode(encoding).lstrip("\ufeff").encode("utf-8")
    except (UnicodeError, LookupError) as error:
        raise DocumentError(f"{name}: not in the encoding that it declares ({encoding}); save it as UTF-8") from error


def _declares_entities(data: bytes) -> bool:
    """True when a DOCTYPE stands before the root and has declarations of its own, an entity among them."""
    position = 0
    while match := _PROLOG.match(data, position):
        end = {b"<?": b"?>", b"<!--": b"-->"}.get(match.group())
        position = match.end() if end is None else data.find(end, match.end()) + len(end)
        if position < match.end():
            return False
    doctype = _DOCTYPE.match(data, position)
    return bool(doctype and doctype[1] and data.find(b"<!ENTITY", doctype.end()) >= 0)


def _without_named_entities(data: bytes) -> bytes:
    """HTML's named entities as numeric ones, outside CDATA; an unknown name's ampersand is escaped."""
    if not _NAMED_ENTITY.search(data):
        return data
    pieces: list[bytes] = []
    copied = position = 0
    while match := _ENTITY_OR_CDATA.search(data, position):
        position = match.end()
        if match[1] is None:
            position = data.find(b"]]>", position)
            if position < 0:
                break
        elif match[1] not in _OWN_ENTITIES:
            known = html5.get(match[1].decode("ascii") + ";")
            numeric = "".join(f"&#{ord(c)};" for c in known).encode() if known else b"&amp;" + match.group()[1:]
            pieces += (data[copied : match.start()], numeric)
            copied = position
    return b"".join((*pieces, data[copied:]))
