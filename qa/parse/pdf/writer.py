"""Paragraphs and notes → the builder: line ends joined, markers marked, every line with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.parse.builder import DocumentBuilder
from qa.parse.pdf.feet import PdfNote
from qa.parse.pdf.hyphens import HYPHENS, Hyphens
from qa.parse.pdf.markers import Linked
from qa.parse.pdf.paragraphs import BULLET, Paragraph
from qa.parse.pdf.shapes import Line, LinePiece, Page
from qa.parse.pdf.urls import goes_on, holds_url
from qa.regex import regex
from qa.types.document import BlockKind

_RAISED_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_UNSPACED = regex(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
"""Chinese and Japanese, which have no spaces between words."""
_JOINED = regex(r"\w/$|\S—$")
"""Lines break after a dash or stroke that has no space after it."""
_LONGEST_URL = 2000
_HYPHEN_SIGNS = "".join(HYPHENS)


class Writer:
    """Gives paragraphs and notes to a builder."""

    def __init__(self, pages: Sequence[Page], linked: Linked, hyphens: Hyphens) -> None:
        self.builder = DocumentBuilder()
        self._pages = pages
        self._linked = linked
        self._hyphens = hyphens
        self._token = ""
        """What was written since the last space."""
        self._marked = False
        """True when a marker was the last that was written."""

    def paragraph(self, paragraph: Paragraph) -> None:
        """Write a paragraph, heading or other block of the body."""
        self.builder.begin_block()
        self._lines(paragraph.lines, drop_bullet=paragraph.kind is BlockKind.LIST_ITEM)
        self.builder.end_block(paragraph.kind, paragraph.level)

    def note(self, note: PdfNote) -> None:
        """Write a note."""
        self.builder.begin_note(note.key, note.label)
        self._lines(note.lines)
        self.builder.end_note()

    def _lines(self, lines: Sequence[Line], *, drop_bullet: bool = False) -> None:
        self._token, self._marked = "", False
        url: str | None = None
        right = max((line.x1 for line in lines), default=0.0)
        for i, line in enumerate(lines):
            page = self._pages[line.page]
            left, end = (page.width - line.x1, page.width - line.x0) if page.turned else (line.x0, line.x1)
            box = (round(left, 1), round(line.top, 1), round(end, 1), round(line.bottom, 1))
            self.builder.at(page=page.label, box=box, sure=page.sure)
            after = lines[i + 1] if i + 1 < len(lines) else None
            linked = list(line.linked)
            for number, piece in enumerate(line.pieces):
                text = piece.text
                if number == 0 and i == 0 and drop_bullet:
                    text = BULLET.sub("", text.lstrip(), count=1)
                last = number == len(line.pieces) - 1
                text = self._line_end(text, line, after, right) if last else text.replace("\xad", "")
                for part, address in _parts(text, [] if piece in self._linked else linked):
                    if address != url:
                        self.builder.link(address)
                        url = address
                    self._piece(piece, part)
        if url is not None:
            self.builder.link(None)

    def _line_end(self, text: str, line: Line, after: Line | None, right: float) -> str:
        """The last piece of a line as it joins the next line."""
        stripped = text.rstrip()
        if after is None:
            return stripped.replace("\xad", "-" if stripped.endswith("\xad") else "")
        follows = after.text.lstrip()
        token = (self._token + stripped).split()[-1] if stripped else ""
        full = right - line.x1 < 1.5 * line.size
        linked = (line.addresses[1], after.addresses[0])
        if goes_on(token.replace("\xad", "-"), follows, linked=linked, full=full):
            return stripped.replace("\xad", "-")
        if not stripped or stripped[-1] not in HYPHENS:
            return stripped.replace("\xad", "") + ("" if _is_joined(token, follows) else " ")
        if self._hyphens.is_soft(stripped, follows):
            return stripped[:-1]
        inside_word = len(stripped) > 1 and not stripped[-2].isspace()
        return stripped[:-1] + "-" + ("" if inside_word else " ")

    def _piece(self, piece: LinePiece, text: str) -> None:
        pairs = self._linked.get(piece)
        if pairs:
            for label, key in pairs:
                self.builder.mark(label, key)
            text = " " if text.endswith(" ") else ""
        elif piece.raised and text.strip().isdecimal():
            text = text.translate(_RAISED_DIGITS)
        elif self._marked and text[:1].isalnum():
            # A marker ends a word, however close the next one stands.
            text = f" {text}"
        self._marked = bool(pairs) or (self._marked and not text)
        self.builder.add(text) if text else None
        kept = (self._token + text)[-_LONGEST_URL:]
        self._token = "" if kept[-1:].isspace() else kept.rsplit(maxsplit=1)[-1] if kept else ""


def _parts(text: str, linked: list[tuple[str, str]]) -> Iterator[tuple[str, str | None]]:
    """The text of a piece, cut where words begin and end that lead to an address; those found are taken off the list."""
    at = 0
    while linked:
        words, address = linked[0]
        words = words.rstrip(_HYPHEN_SIGNS)
        start = text.find(words, at)
        if start < 0:
            break
        if start > at:
            yield text[at:start], None
        at = start + len(words)
        yield text[start:at], address
        linked.pop(0)
    if at < len(text) or not at:
        yield text[at:], None


def _is_joined(token: str, follows: str) -> bool:
    """True when no space parts a line's end from the next line."""
    if not token or not follows:
        return False
    if _UNSPACED.match(token[-1]) and _UNSPACED.match(follows[0]):
        return True
    return follows[0].isalnum() and bool(_JOINED.search(token)) and not holds_url(token)
