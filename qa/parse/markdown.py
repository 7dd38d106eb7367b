"""Markdown → Document; read by pulldown-cmark (pyromark), which gives every piece its place in the file."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path
from typing import Any

from qa.parse.addresses import outside
from qa.parse.builder import DocumentBuilder
from qa.parse.carets import with_raised
from qa.parse.cited_works import CitedWorks, is_directive, with_works
from qa.parse.declared_language import with_language
from qa.parse.directives import without_boxes
from qa.parse.faults import TooManyError
from qa.parse.front_matter import head_lines
from qa.parse.html_blocks import with_paragraphs
from qa.parse.inline_notes import Event, with_definitions
from qa.parse.left_markup import without_markup
from qa.parse.local_links import with_calls
from qa.parse.raised_letters import with_letters
from qa.parse.superscript import to_superscript
from qa.parse.title import with_title
from qa.parse.typed import link_typed, link_written
from qa.regex import regex
from qa.types.document import BlockKind, Document, Span

_RAISED = regex(r"</?sup\b", re.IGNORECASE)
_RAISED_NUMBER = regex(
    r"<sup\b[^<>]{0,200}>\s?(?:<a\b[^<>]{0,300}>)?\s?\[?(\d{1,3})\]?\s?(?:</a>)?\s?</sup>", re.IGNORECASE
)
"""In a block of HTML, whose tags are taken out."""
_ANCHOR = regex(r"<(?:a|span)\s(?:[^<>\n]|\n(?:[ \t]{0,8}> )?){0,500}>", re.IGNORECASE)
"""Converters that fold lines fold such tags too, also in headings and rows, which end with the line."""
_FENCE = regex(r":{3,}\s*(?:\{(?:foot)?bibliography\}.*|\{[^{}]{0,200}\}|[\w-]{1,40})?\s*:*")
"""A line of Quarto, R Markdown or MyST that begins or ends a callout."""
_OPTION = regex(r":[\w-]{1,40}:(?:\s.*)?")
"""A line below it that says how it is set."""
_FORMULA = regex(r"\$\$|\$[^$\n]{0,200}\\[A-Za-z]+[^$\n]{0,200}\$")
_NOTE = regex(
    rb"\[\d{1,4}\][ \t:]|<sup>\s?[\[(]?\d{1,4}[\])]?\s?</sup>|(?:\xc2[\xb9\xb2\xb3]|\xe2\x81[\xb0\xb4-\xb9]){1,3}[ \t]?[^\s,;]"
)
"""A typed note at the head of a line: `[1] `, `¹ `."""
_BLOCKS = {
    "Paragraph": BlockKind.PARAGRAPH,
    "CodeBlock": BlockKind.PARAGRAPH,
    "HtmlBlock": BlockKind.PARAGRAPH,
    "Heading": BlockKind.HEADING,
    "Item": BlockKind.LIST_ITEM,
    "TableHead": BlockKind.TABLE_ROW,
    "TableRow": BlockKind.TABLE_ROW,
}
FEW_PIECES, MOST_PIECES = 100_000, 0.4
"""Beginnings, ends and stretches of text that are read in any case, and more than these a character are not: of 440 files of 3,000
characters and more, READMEs and licences among them, none has more than .18. What has more was made to take long."""
_FIRST = 8
"""Bytes before the metadata with which a file begins."""
_LANGUAGE = regex(r"^(?:lang|language|locale)\s*:\s*[\"']?([\w-]+)", re.MULTILINE | re.IGNORECASE)
_TITLE = regex(r"^title\s*+:\s*+(.+)$", re.MULTILINE)


def parse_markdown(raw: str, doc_id: str, *, name: str = "", folder: Path | None = None) -> Document:
    """Parse CommonMark with footnotes, also inline ones, tables, and citations by key.

    A `[^name]` that nothing defines is a marker without a note. Bibliographies that the file called `name` names are read
    from its `folder`.
    """
    return _Reader(without_boxes(raw)).read(doc_id, name, folder)


class _Reader:
    """Turns the events of one text into a document."""

    def __init__(self, raw: str) -> None:
        self.builder = DocumentBuilder()
        self.data = _ANCHOR.sub(_on_one_line, raw).encode()
        self.bytes_read = self.chars_read = self.began = 0
        self.open: list[str] = []
        self.raised: int | None = None
        """How many were open when a `<sup>` began."""
        self.block: BlockKind | None = None
        self.empty = True
        self.level = self.cells = 0
        self.title: str | None = None
        self.language: str | None = None
        self.shown: dict[str, str] = {}
        self.lists: list[int | None] = []
        self.item: int | None = None
        self.numbers: dict[int, int] = {}
        self.fenced = False
        self.works = CitedWorks()
        self.hidden = self.after_fence = False

    def read(self, doc_id: str, name: str, folder: Path | None) -> Document:
        told = without_markup([*with_paragraphs(_events(self.data.decode()))], self.data)
        events = with_definitions([*with_raised(with_calls(with_letters(told)))])
        events, self.works = with_works(events, self.data, name, folder)
        self.shown = _shown_numbers(events)
        position = 0
        while position < len(events):
            name, value, start, end = events[position]
            label = _undefined(events, position)
            if label is not None:
                self._mark(label, start, events[position + 2][3])
                position += 3
                continue
            if name == "Start":
                self._start(value, start)
            elif name == "End":
                self._end(value)
            else:
                self._piece(name, value, start, end)
            position += 1
        self._close()
        self.works.write_notes(self.builder)
        document = with_title(self.builder.document(doc_id, problems=self.works.problems), sure=(self.title,))
        return link_written(link_typed(with_language(document, self.language), self.numbers))

    def _start(self, value: Any, start: int) -> None:  # noqa: ANN401 - the library's events are dicts
        name, detail = _named(value)
        if name == "FootnoteDefinition":
            self._close()
            self.builder.begin_note(detail.casefold(), self.shown.get(detail.casefold(), detail))
        elif name == "TableCell":
            self.builder.add(" | " if self.cells else "")
            self.cells += 1
        elif name in _BLOCKS:
            self._begin(name, detail, start)
        self.fenced = name == "CodeBlock" and detail != "Indented"
        if name == "CodeBlock":
            self.hidden = is_directive(detail)
        if name == "Link":
            self.builder.link(outside(detail["dest_url"]))
        elif name == "List":
            self.lists.append(detail)
        elif name == "Item":
            self.item = self.lists[-1]
            self.lists[-1] = None if self.item is None else self.item + 1
        self.open.append(name)

    def _begin(self, name: str, detail: Any, start: int) -> None:  # noqa: ANN401
        first_of_item = name == "Paragraph" and self.open[-1:] == ["Item"] and self.empty and self.block
        if first_of_item:
            return
        self._close()
        kind = _BLOCKS[name]
        self.block = BlockKind.QUOTATION if kind is BlockKind.PARAGRAPH and "BlockQuote" in self.open else kind
        self.level = int(detail["level"][1]) if name == "Heading" else 0
        self.cells, self.empty, self.began = 0, True, start
        self.builder.begin_block()

    def _end(self, value: Any) -> None:  # noqa: ANN401
        name, _ = _named(value)
        self.open.pop()
        self.fenced = self.fenced and name != "CodeBlock"
        if self.raised is not None and len(self.open) < self.raised:
            self.raised = None
        if name in _BLOCKS:
            self._close()
        elif name == "FootnoteDefinition":
            self.builder.end_note()
        elif name == "List":
            self.lists.pop()
        elif name == "Link":
            self.builder.link(None)

    def _close(self) -> None:
        if self.block is not None:
            span = self.builder.end_block(self.block, self.level)
            self.block = None
            if self.item is not None and len(span):
                # Its number is not in the text.
                self.numbers[span.start], self.item = self.item, None

    def _piece(self, name: str, value: Any, start: int, end: int) -> None:  # noqa: ANN401
        if "MetadataBlock" in self.open:
            self._metadata(value, start)
        elif name == "FootnoteReference":
            self._mark(value, start, end)
        elif name in ("SoftBreak", "HardBreak"):
            self._break(end)
        elif name == "Cited":
            if self.block is None and "FootnoteDefinition" not in self.open:
                self._begin("Paragraph", None, start)
            self.empty = False
            self.works.write(self.builder, value, self._chars, in_note="FootnoteDefinition" in self.open)
        elif name == "InlineHtml" and value[:3].lower() == "<br":
            self._break(end)
        elif name == "InlineHtml" and _RAISED.match(value):
            self.raised = len(self.open) if value[1] != "/" else None
        elif name in ("InlineMath", "DisplayMath"):
            self._add("Text", self.data[start:end].decode(errors="ignore"), start)
        elif name in ("Text", "Code", "Html", "InlineHtml"):
            self._add(name, value, start)

    def _metadata(self, said: str, start: int) -> None:
        """Title and language; who wrote it, and when, are lines of the document's head: “author: Ada Lumo”."""
        title = _TITLE.search(said)
        self.title = title[1].strip().strip("\"'") if title else self.title
        language = _LANGUAGE.search(said)
        self.language = language[1] if language else self.language
        for line in head_lines(said) if start <= _FIRST else ():
            self.builder.begin_block()
            for number, (piece, at) in enumerate(line):
                self.builder.add(", " if number > 1 else " " if number else "")
                self.builder.add(piece, self._chars(start + len(said[:at].encode())))
            self.builder.end_block(BlockKind.PARAGRAPH)

    def _break(self, end: int) -> None:
        """A line ends: of typed notes that stand line under line, `[1] …`, each is a paragraph."""
        if self.block is BlockKind.PARAGRAPH and all(_NOTE.match(self.data, at) for at in (self.began, end)):
            self._begin("Paragraph", None, end)
        else:
            self.builder.add(" ")

    def _add(self, name: str, value: str, start: int) -> None:
        if self.open[-1:] == ["CodeBlock"] and self.hidden:
            return
        if name == "Text":
            at_fence = value.startswith(":::") and bool(_FENCE.fullmatch(value))
            if at_fence or (self.after_fence and _OPTION.fullmatch(value)):
                self.after_fence = True
                return
            self.after_fence = False
        if self.block is None:
            # Text right inside a list item whose paragraph is over, or in a container that has no block of its own.
            self._begin("Paragraph", None, start)
        text = _without_tags(_RAISED_NUMBER.sub(_raised, value)) if name in ("Html", "InlineHtml") else value
        if self.raised is not None:
            text = to_superscript(text)
        if text.strip():
            self.empty = False
        if name == "Code":
            start = self._inside_backticks(value, start)
        # What is only indented may be a note's text.
        code = name == "Code" or self.fenced
        if code:
            self.builder.code(True)
        kept = text == value or self.raised is not None
        self.builder.add(text, self._chars(start) if start >= 0 and kept else None)
        if code:
            self.builder.code(False)

    def _inside_backticks(self, code: str, start: int) -> int:
        """Where the code itself begins: the range that is given covers the backticks, and a space inside them, too."""
        while self.data[start : start + 1] == b"`":
            start += 1
        return start + (self.data[start : start + 1] in (b" ", b"\n") and not code.startswith(" "))

    def _mark(self, label: str, start: int, end: int) -> None:
        key = label.casefold()
        self.builder.mark(self.shown.get(key, label), key, Span(self._chars(start), self._chars(end)))

    def _chars(self, offset: int) -> int:
        """Byte offset → character offset; each is asked for near the one before, and hardly ever behind it."""
        if offset < self.bytes_read:
            self.chars_read -= len(self.data[offset : self.bytes_read].decode(errors="ignore"))
        else:
            self.chars_read += len(self.data[self.bytes_read : offset].decode(errors="ignore"))
        self.bytes_read = offset
        return self.chars_read


def _on_one_line(tag: re.Match[str]) -> str:
    """As long as it was, so that all stays in its place."""
    return re.sub(r"\n[ \t]*(?:> )?", lambda end: " " * len(end[0]), tag[0])


def _raised(match: re.Match[str]) -> str:
    return to_superscript(match[1])


def _without_tags(html: str) -> str:
    """A space in place of each tag and comment; nothing is looked for twice, since a page may have very many that do not end."""
    last, last_comment = html.rfind(">"), html.rfind("-->")
    pieces: list[str] = []
    at = 0
    while (start := html.find("<", at)) >= 0 and start <= last:
        comment = html.startswith("<!--", start) and start + len("<!--") <= last_comment
        end = html.find("-->", start + len("<!--")) + len("-->") if comment else html.find(">", start) + 1
        pieces += (html[at:start], " ")
        at = end
    return "".join((*pieces, html[at:]))


def _events(raw: str) -> list[Event]:
    import pyromark

    option = pyromark.Options
    options = (
        option.ENABLE_FOOTNOTES
        | option.ENABLE_TABLES
        | option.ENABLE_STRIKETHROUGH
        | option.ENABLE_TASKLISTS
        | option.ENABLE_YAML_STYLE_METADATA_BLOCKS
        | option.ENABLE_HEADING_ATTRIBUTES
    )
    if _FORMULA.search(raw):
        options |= option.ENABLE_MATH
    most = max(FEW_PIECES, int(len(raw) * MOST_PIECES))
    found = list(islice(pyromark.events_with_range(raw, options=options), most + 1))
    if len(found) > most:
        raise TooManyError("marks")
    return [(*_named(event), place["start"], place["end"]) for event, place in found]


def _shown_numbers(events: list[Event]) -> dict[str, str]:
    """For names such as `1x6` or `2024-a`, made by machines: the number that a rendered page shows instead."""
    order = dict.fromkeys(value.casefold() for name, value, _, _ in events if name == "FootnoteReference")
    return {
        name: str(number) for number, name in enumerate(order, start=1) if name[:1].isdecimal() and not name.isdecimal()
    }


def _named(value: Any) -> tuple[str, Any]:  # noqa: ANN401
    """`"Paragraph"` and `{"Text": "…"}` alike as name and detail."""
    return (value, None) if isinstance(value, str) else next(iter(value.items()))


def _undefined(events: list[Event], position: int) -> str | None:
    """The label of a `[^name]` that came as plain text, since nothing defines it."""
    if events[position][:2] != ("Text", "["):
        return None
    names = [event[0] for event in events[position : position + 3]]
    values = [event[1] for event in events[position : position + 3]]
    if names != ["Text"] * 3 or values[2] != "]" or not re.fullmatch(r"\^[^\s^\]]+", values[1]):
        return None
    return str(values[1][1:])
