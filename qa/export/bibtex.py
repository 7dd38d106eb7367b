"""CSL items → BibTeX; the only module that writes with bibtexparser."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator

from qa.export.csl import Item
from qa.export.names import Name

_TYPES = {
    "article-newspaper": "article", "article-journal": "article", "report": "techreport", "book": "book",
    "chapter": "incollection",
}  # fmt: skip
_CONTAINERS = {"article": "journal", "incollection": "booktitle", "misc": "howpublished"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# BibTeX counts braces even after a backslash, so braces are written as commands.
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
}  # fmt: skip
# Pairs that LaTeX joins into one character: dashes, quotation marks, the inverted marks of Spanish.
_JOINED = re.compile(r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')|(?<=,)(?=,)|(?<=<)(?=<)|(?<=>)(?=>)|(?<=[!?])(?=`)")
_IN_URL = {"\\": "%5C", "{": "%7B", "}": "%7D", "^": "%5E", " ": "%20"}


def to_bibtex(items: Iterable[Item]) -> str:
    """A BibTeX file in UTF-8; titles keep their capitals, and each note goes along in `annote`, which styles do not print."""
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Block, Entry, Field

    entries: list[Block] = []
    for item in items:
        fields = [Field(name, value) for name, value in _fields(item)]
        entries.append(Entry(_TYPES.get(item["type"], "misc"), make_key(item["id"]), fields))
    return write_string(Library(entries), unparse_stack=[])


def make_key(source_id: str) -> str:
    """`report#6` → `report:6`; what a key cannot hold is folded, and a few digits keep it apart from others."""
    wanted = source_id.replace("#", ":")
    folded = unicodedata.normalize("NFKD", wanted).encode("ascii", "ignore").decode()
    key = re.sub(r"[^\w:.+-]", "-", folded)
    return key if key == wanted else f"{key}-{hashlib.sha256(source_id.encode()).hexdigest()[:6]}"


def escape_latex(text: str) -> str:
    """Text that LaTeX prints as it is; letters of all scripts stay as they are."""
    return _JOINED.sub("{}", "".join(_SPECIAL.get(c, c) for c in text))


def _fields(item: Item) -> Iterator[tuple[str, str]]:
    """Names and values, these in braces; a month is one of BibTeX's own words and has none."""
    kind = _TYPES.get(item["type"], "misc")
    yield "title", f"{{{{{escape_latex(item['title'])}}}}}"
    if "author" in item:
        yield "author", f"{{{' and '.join(_name(name) for name in item['author'])}}}"
    names = (
        (_CONTAINERS.get(kind, "series"), item.get("container-title")),
        ("series", item.get("collection-title")),
        ("institution" if kind == "techreport" else "publisher", item.get("publisher") or item.get("authority")),
        ("address", item.get("publisher-place")),
        ("volume", item.get("volume")),
        ("number", item.get("issue") or item.get("number")),
        ("type", item.get("genre") or (item["type"].replace("_", " ") if kind == "misc" else None)),
        ("language", item.get("language")),
    )
    for name, value in names:
        if value:
            yield name, f"{{{escape_latex(value)}}}"
    yield from _date(item)
    for name, link in (("url", item.get("URL")), ("doi", item.get("DOI"))):
        if link:
            yield name, f"{{{''.join(_IN_URL.get(c, c) for c in link)}}}"
    yield "annote", f"{{{escape_latex(item['note'])}}}"


def _date(item: Item) -> Iterator[tuple[str, str]]:
    parts = item["issued"]["date-parts"][0] if "issued" in item else []
    if parts:
        yield "year", f"{{{parts[0]}}}"
    if len(parts) > 1:
        yield "month", _MONTHS[parts[1] - 1]
    if len(parts) > 2:
        yield "day", f"{{{parts[2]}}}"


def _name(name: Name) -> str:
    """`{Family, Suffix, Given}`; an organisation in braces of its own, so that no `and` in it splits it."""
    if "literal" in name:
        return f"{{{escape_latex(name['literal'])}}}"
    parts = (name.get("family"), name.get("suffix"), name.get("given"))
    return ", ".join(escape_latex(part) for part in parts if part)
