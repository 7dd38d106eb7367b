"""Paragraphs with footnotes and comments → a Word file, with no more than these need: Word, LibreOffice and pandoc read it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from xml.sax.saxutils import escape, quoteattr

from qa.export.phrases import Phrases
from qa.markup import seen
from qa.regex import regex

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NO_XML = regex(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
_WHEN = (1980, 1, 1, 0, 0, 0)
"""In the archive: the same paragraphs give the same bytes."""


class Style(StrEnum):
    """How a paragraph is set."""

    TITLE = "Title"
    HEADING = "Heading1"
    PLAIN = "Normal"
    QUOTE = "Quote"


@dataclass(frozen=True, slots=True)
class WordRun:
    """Some words of a paragraph; behind them a footnote, and on them a comment, where there are such."""

    text: str
    bold: bool = False
    italic: bool = False
    marked: bool = False
    struck: bool = False
    footnote: Phrases | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph."""

    runs: tuple[WordRun, ...]
    style: Style = Style.PLAIN


def plain_paragraph(text: str, style: Style = Style.PLAIN) -> WordParagraph:
    """A paragraph of one run."""
    return WordParagraph((WordRun(text),), style)


def write_word_file(title: str, paragraphs: Sequence[WordParagraph], author: str = "Footnote QA") -> bytes:
    """The bytes of the file; text may be anything: what XML cannot hold is left out."""
    runs = [run for paragraph in paragraphs for run in paragraph.runs]
    notes = [run.footnote for run in runs if run.footnote is not None]
    comments = [run.comment for run in runs if run.comment is not None]
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}, core="docProps/core.xml"),
        "docProps/core.xml": _core(title, author),
        "word/_rels/document.xml.rels": _relations(
            {"styles": "styles.xml", "footnotes": "footnotes.xml", "comments": "comments.xml"}
        ),
        "word/document.xml": _document(paragraphs),
        "word/footnotes.xml": _footnotes(notes),
        "word/comments.xml": _comments(comments, author),
        "word/styles.xml": _styles(),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _WHEN), (_HEAD + content).encode("utf-8"), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(seen(_NO_XML.sub("", text)))}</w:t>'


def _document(paragraphs: Sequence[WordParagraph]) -> str:
    numbers = _Numbers()
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{p.style}"/></w:pPr>{"".join(numbers.run(run) for run in p.runs)}</w:p>'
        for p in paragraphs
    )
    return f'<w:document xmlns:w="{_MAIN}"><w:body>{body}<w:sectPr/></w:body></w:document>'


class _Numbers:
    """Counts footnotes and comments as they come."""

    def __init__(self) -> None:
        self.footnotes = self.comments = 0

    def run(self, run: WordRun) -> str:
        marks = (("b", run.bold), ("i", run.italic), ("strike", run.struck))
        properties = "".join(f"<w:{name}/>" for name, on in marks if on)
        properties += '<w:highlight w:val="yellow"/>' if run.marked else ""
        text = f"<w:r><w:rPr>{properties}</w:rPr>{_text(run.text)}</w:r>"
        if run.comment is not None:
            key, self.comments = self.comments, self.comments + 1
            text = (
                f'<w:commentRangeStart w:id="{key}"/>{text}<w:commentRangeEnd w:id="{key}"/>'
                f'<w:r><w:commentReference w:id="{key}"/></w:r>'
            )
        if run.footnote is not None:
            self.footnotes += 1
            raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            text += f'<w:r>{raised}<w:footnoteReference w:id="{self.footnotes}"/></w:r>'
        return text


def _footnotes(notes: Sequence[Phrases]) -> str:
    rules = (("-1", "separator"), ("0", "continuationSeparator"))
    first = "".join(
        f'<w:footnote w:type="{kind}" w:id="{key}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for key, kind in rules
    )
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    rest = "".join(
        f'<w:footnote w:id="{key}"><w:p>{raised}{_runs(note)}</w:p></w:footnote>'
        for key, note in enumerate(notes, start=1)
    )
    return f'<w:footnotes xmlns:w="{_MAIN}">{first}{rest}</w:footnotes>'


def _runs(note: Phrases) -> str:
    runs = [f"<w:r>{'<w:rPr><w:i/></w:rPr>' if phrase.italic else ''}{_text(phrase.text)}</w:r>" for phrase in note]
    return f"<w:r>{_text(' ')}</w:r>{''.join(runs)}"


def _comments(comments: Sequence[str], author: str) -> str:
    named = f'w:author={quoteattr(author)} w:initials="QA"'
    rows = "".join(
        f'<w:comment w:id="{key}" {named}><w:p><w:r>{_text(comment)}</w:r></w:p></w:comment>'
        for key, comment in enumerate(comments)
    )
    return f'<w:comments xmlns:w="{_MAIN}">{rows}</w:comments>'


def _styles() -> str:
    given = {
        Style.PLAIN: ("Normal", '<w:pPr><w:spacing w:after="120"/></w:pPr>'),
        Style.TITLE: ("Title", '<w:pPr><w:spacing w:after="240"/></w:pPr><w:rPr><w:b/><w:sz w:val="36"/></w:rPr>'),
        Style.HEADING: (
            "heading 1",
            '<w:pPr><w:keepNext/><w:spacing w:before="360" w:after="120"/></w:pPr><w:rPr><w:b/><w:sz w:val="26"/></w:rPr>',
        ),
        Style.QUOTE: ("Quote", '<w:pPr><w:spacing w:after="80"/><w:ind w:left="567"/></w:pPr>'),
    }
    rows = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"{" w:default=" + chr(34) + "1" + chr(34) if key is Style.PLAIN else ""}>'
        f'<w:name w:val="{name}"/>{how}</w:style>'
        for key, (name, how) in given.items()
    )
    return f'<w:styles xmlns:w="{_MAIN}">{rows}</w:styles>'


def _core(title: str, author: str) -> str:
    names = 'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    said = f"<dc:title>{escape(_NO_XML.sub('', title))}</dc:title><dc:creator>{escape(author)}</dc:creator>"
    return f"<cp:coreProperties {names}>{said}</cp:coreProperties>"


def _types() -> str:
    rows = "".join(_overrides())
    return f'<Types xmlns="{_PACKAGE}/content-types">{rows}</Types>'


def _overrides() -> Iterator[str]:
    yield '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    yield '<Default Extension="xml" ContentType="application/xml"/>'
    for name, kind in (
        ("document", "document.main"),
        ("styles", "styles"),
        ("footnotes", "footnotes"),
        ("comments", "comments"),
    ):
        yield f'<Override PartName="/word/{name}.xml" ContentType="{_KIND}.{kind}+xml"/>'
    kind = "application/vnd.openxmlformats-package.core-properties+xml"
    yield f'<Override PartName="/docProps/core.xml" ContentType="{kind}"/>'


def _relations(targets: dict[str, str], core: str | None = None) -> str:
    rows = "".join(
        f'<Relationship Id="r{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), start=1)
    )
    if core:
        rows += f'<Relationship Id="c1" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="{core}"/>'
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'
