"""Builds made-up DOCX and ODT packages for tests, and shows a document with its markers in place."""

import io
import zipfile
from collections.abc import Mapping

from qa.types.document import Document

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD_NAMES = (
    f'xmlns:w="{WORD}" xmlns:r="{_OFFICE}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="urn:made-up" '
    'xmlns:wp="urn:made-up-drawing"'
)
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_ODF_NAMES = " ".join(
    [f'xmlns:{n}="{_ODF}:{n}:1.0"' for n in ("office", "text", "table", "style")]
    + [
        f'xmlns:draw="{_ODF}:drawing:1.0"',
        f'xmlns:fo="{_ODF}:xsl-fo-compatible:1.0"',
        f'xmlns:svg="{_ODF}:svg-compatible:1.0"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"',
    ]
)


def packed(members: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            # Without the time of day: these bytes name tests, which must be called the same in every process.
            file.writestr(zipfile.ZipInfo(name), content, compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def relationships(**targets: str) -> str:
    entries = "".join(
        f'<Relationship Id="r{i}" Type="{_OFFICE}/{kind.replace("_", "-")}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_PACKAGE}">{entries}</Relationships>'


def docx(body: str, *, title: str = "", main: str = "word/document.xml", **parts: str) -> bytes:
    """A package with that body; `parts` are the contents of styles, settings, numbering, footnotes and endnotes."""
    folder = main.rpartition("/")[0]
    members: dict[str, str | bytes] = {
        "_rels/.rels": relationships(officeDocument=main, core_properties="docProps/core.xml"),
        "docProps/core.xml": f'<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></c>',
        main: f"<w:document {_WORD_NAMES}><w:body>{body}</w:body></w:document>",
        f"{folder}/_rels/{main.rpartition('/')[2]}.rels": relationships(**{part: f"{part}.xml" for part in parts}),
    }
    for part, content in parts.items():
        members[f"{folder}/{part}.xml"] = f"<w:{part} {_WORD_NAMES}>{content}</w:{part}>"
    return packed(members)


def odt(body: str, *, automatic: str = "", styles: str = "", title: str = "", **objects: str) -> bytes:
    """A package with that body; `objects` are embedded, each in its folder."""
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": (
                f"<office:document-content {_ODF_NAMES}><office:automatic-styles>{automatic}</office:automatic-styles>"
                f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
            ),
            "styles.xml": f"<office:styles {_ODF_NAMES}>{styles}</office:styles>",
            "meta.xml": f"<office:meta {_ODF_NAMES}><dc:title>{title}</dc:title></office:meta>",
            **{f"{folder}/content.xml": content for folder, content in objects.items()},
        }
    )


def shown(document: Document) -> str:
    """The text, `{label}` where a marker stands; its notes each with `label: ` before it."""
    inserts = [(m.at, f"{{{m.label}{'' if m.note is not None else '?'}}}") for m in document.markers]
    inserts += [(f.span.start, f"{f.label}: ") for f in document.footnotes]
    text, copied = "", 0
    for at, insert in sorted(inserts, key=lambda pair: pair[0]):
        text += document.text[copied:at] + insert
        copied = at
    return text + document.text[copied:]


def kinds(document: Document) -> list[tuple[str, str]]:
    """Kind with level, and text, of each block."""
    return [(f"{b.kind.value}{b.level or ''}", b.span.of(document.text)) for b in document.blocks]
