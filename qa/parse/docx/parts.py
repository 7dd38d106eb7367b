"""The parts of a DOCX package that a document's text is in, found by the package's relationships."""

from __future__ import annotations

from dataclasses import dataclass
from posixpath import dirname, join, normpath, split
from typing import TYPE_CHECKING
from urllib.parse import unquote

from qa.errors import DocumentError
from qa.parse.archive import Archive
from qa.parse.docx.names import W
from qa.parse.xml import parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
# ISO's strict variant has other namespaces for the same elements.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)


@dataclass(frozen=True, slots=True)
class Part:
    """One XML part: its name in the package, and its root."""

    path: str
    root: _Element


@dataclass(frozen=True, slots=True)
class Parts:
    """The document's text and what it takes to read it; a package need not have more than the first."""

    document: Part
    footnotes: Part | None
    endnotes: Part | None
    styles: Part | None
    settings: Part | None
    numbering: Part | None
    targets: dict[str, dict[str, str]]
    """By part, and by name of the link in it: the address that it leads to."""
    title: str | None
    """As the file's properties give it."""


class _Package:
    def __init__(self, archive: Archive, name: str) -> None:
        self._archive = archive
        self._name = name
        # Part names are the same in upper and lower case.
        self._members = {member.casefold(): member for member in archive.names}

    def part(self, path: str | None) -> Part | None:
        """The part of that name, or None where the package has none."""
        member = self._members.get(path.casefold()) if path else None
        if member is None:
            return None
        data = self._archive.read(member)
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
        return Part(member, parse_xml(data, f"{self._name} ({member})"))

    def related(self, path: str) -> dict[str, str]:
        """Last word of the relationship's type → name of the part, for a part or, with an empty path, the package."""
        folder, base = split(path)
        part = self.part(join(folder, "_rels", f"{base}.rels"))
        related: dict[str, str] = {}
        for element in part.root.iter(_RELATIONSHIP) if part else ():
            if element.get("TargetMode") != "External":
                target = normpath(join("/", dirname(path), unquote(element.get("Target", "")))).lstrip("/")
                related.setdefault(element.get("Type", "").rpartition("/")[2], target)
        return related

    def addresses(self, path: str) -> dict[str, str]:
        """By its name, where a link in a part leads outside the package."""
        folder, base = split(path)
        part = self.part(join(folder, "_rels", f"{base}.rels"))
        return {
            element.get("Id", ""): element.get("Target", "")
            for element in (part.root.iter(_RELATIONSHIP) if part else ())
            if element.get("TargetMode") == "External"
        }


def read_parts(archive: Archive, name: str) -> Parts:
    """Find and parse them.

    Raises:
        DocumentError: the archive is not a Word document, or a part of it is malformed or unsafe.
    """
    package = _Package(archive, name)
    top = package.related("")
    document = package.part(top.get("officeDocument", "word/document.xml"))
    if document is None or document.root.tag != f"{W}document":
        raise DocumentError(f"{name}: not what its name says: a ZIP archive without a Word document; check the file")
    related = package.related(document.path)
    stories = [document.path, *(related[kind] for kind in ("footnotes", "endnotes") if kind in related)]
    core = package.part(top.get("core-properties"))
    return Parts(
        document=document,
        footnotes=package.part(related.get("footnotes")),
        endnotes=package.part(related.get("endnotes")),
        styles=package.part(related.get("styles")),
        settings=package.part(related.get("settings")),
        numbering=package.part(related.get("numbering")),
        targets={path: package.addresses(path) for path in stories},
        title=core.root.findtext(_TITLE) if core else None,
    )
