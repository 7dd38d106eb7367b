"""Bytes → text: byte order marks, declared and given encodings; what would have to be guessed is refused."""

from __future__ import annotations

import codecs
import re

from qa.errors import DocumentError, Remedy
from qa.regex import regex

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF", "let its name end in .pdf"),
    (b"PK\x03\x04", "a ZIP archive", "let its name end in what it is: .docx, .odt, .epub"),
    (b"{\\rtf", "an RTF file", "in Word or LibreOffice, save it as .docx"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "in Word or LibreOffice, save it as .docx"),
)
"""How files of other kinds begin, what these are, and what to do with them."""
_META = regex(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE)
_CONTROL = regex(r"[\x00-\x08\x0e-\x1f\x7f]")
_LIKELY = (
    "big5 cp866 cp874 cp932 cp949 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 euc_jp gb18030 iso8859_2 "
    "iso8859_4 iso8859_5 iso8859_6 iso8859_7 iso8859_8 iso8859_10 iso8859_13 iso8859_15 koi8_r koi8_u mac_cyrillic mac_roman"
).split()
"""Encodings of texts on the web (WHATWG Encoding Standard)."""
_STATEFUL = regex(r"\x1b[$(]|\x0e")
"""Escapes of ISO 2022: seven-bit encodings that also read as ASCII, and then as nonsense."""

_HALF = regex(r"[\ud800-\udfff]")
"""What no UTF-8 file can hold; `unicode_escape` and `utf-7` can make such characters."""


def decode(data: bytes, name: str, encoding: str | None = None) -> str:
    """Text of bytes in the given encoding, else the one that a byte order mark tells, else UTF-8.

    Raises:
        DocumentError: the bytes do not fit, are not text, or Python does not know the encoding.
    """
    for signature, what, way in _SIGNATURES:
        if data.startswith(signature):
            raise DocumentError(f"{name}: {what}, not what its name says; {way}")
    marked = next((codec for mark, codec in _MARKS if data.startswith(mark)), None)
    codec = encoding or marked or "utf-8"
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        if b"\0" in data and not (encoding or marked):
            raise _binary(name) from error
        likely = None if encoding or marked else _likely(data)
        raise DocumentError(
            f"{name}: not {codec.upper()} (byte {error.start:,} cannot be read){f', but perhaps {likely}' if likely else ''}; "
            "save it as UTF-8, or say which encoding it has",
            remedy=Remedy.NAME_ENCODING,
            file=name,
            encoding=likely or "NAME",
        ) from error
    except (LookupError, ValueError) as error:
        raise DocumentError(
            f"{name}: unknown encoding {codec!r}; name one that Python knows, such as cp1252"
        ) from error
    if _STATEFUL.search(text):
        raise DocumentError(
            f"{name}: in an ISO 2022 encoding; save it as UTF-8, or say which encoding it has",
            remedy=Remedy.NAME_ENCODING,
            file=name,
            encoding="NAME",
        )
    if _HALF.search(text):
        raise DocumentError(f"{name}: read as {codec}, it holds halves of surrogate pairs; name its own encoding")
    if "\0" in text or len(_CONTROL.findall(text, 0, 65536)) > 16 + len(text) // 100:
        raise _binary(name)
    return _CONTROL.sub(" ", text)


def declared_in_html(data: bytes) -> str | None:
    """The encoding that an HTML file's `<meta>` names, if Python knows it; a byte order mark outranks it."""
    if any(data.startswith(mark) for mark, _ in _MARKS):
        return None
    found = _META.search(data, 0, 4096)
    if found is None:
        return None
    try:
        # Browsers read these names as their Windows supersets (WHATWG Encoding Standard).
        codec = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return None
    return {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}.get(codec, codec)


def _likely(data: bytes) -> str | None:
    """What the bytes look like: to be proposed, not used, since a wrong guess would misquote."""
    from charset_normalizer import from_bytes

    found = from_bytes(data[:20_000], cp_isolation=_LIKELY)
    best = found.best()
    if best is None:
        return None
    # Of encodings that fit a few bytes equally well, the Western one is by far the most common.
    western = next((match for match in found if "cp1252" in match.could_be_from_charset), None)
    alike = western and (western.chaos, western.coherence) == (best.chaos, best.coherence)
    return "cp1252" if alike else best.encoding


def _binary(name: str) -> DocumentError:
    return DocumentError(f"{name}: a binary file, or UTF-16 without a byte order mark; convert it to UTF-8 text")
