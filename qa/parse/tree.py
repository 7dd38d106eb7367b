"""Element tree → Document, for every format that marks up its text: the format says what each element is, this walks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING

from qa.parse.builder import DocumentBuilder
from qa.parse.superscript import to_superscript
from qa.types.document import BlockKind

if TYPE_CHECKING:
    from lxml.etree import _Element


class Act(Enum):
    """What the walk does with an element."""

    INLINE = auto()
    """Its text belongs to the block around it."""
    BREAK = auto()
    """Likewise, set apart by `around`."""
    BLOCK = auto()
    """A block."""
    GROUP = auto()
    """Holds blocks, and gives them its kind; text right inside it is a block of its own."""
    CELL = auto()
    """A cell of a row: set apart from the one before."""
    NOTE = auto()
    """A note; `marks` has one pair."""
    MARKER = auto()
    """Markers, whose own text is dropped."""
    CITED = auto()
    """Markers whose text is part of the sentence, such as `Chuong et al., 2016`: it stays."""
    PAGE = auto()
    """A page begins; its own text is dropped."""
    DROP = auto()
    """Nothing in it is wanted."""


@dataclass(frozen=True, slots=True)
class Role:
    """What an element is in its document."""

    act: Act
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    marks: tuple[tuple[str, str], ...] = ()
    """Pairs of label and key of the note."""
    here: bool = False
    """For a note: it stands where it is called, so its place is its marker's too."""
    page: str | None = None
    around: tuple[str, str] = (" ", " ")
    """For a break: what a reader sees before and after it, space as a rule."""
    bold: bool = False
    raised: bool = False
    """Digits in it become superscript characters."""
    repeated: bool = False
    """A block that the document says elsewhere too, such as an entry of its table of contents."""
    link: str | None = None
    """The address on the web that its text leads to."""
    code: bool = False
    """Program text."""
    number: int | None = None
    """Of an item of a numbered list: its number, which is not in the text."""


# An element that changes nothing, as most in a text do, is passed quickly.
INLINE, BREAK, DROP, GROUP = Role(Act.INLINE), Role(Act.BREAK), Role(Act.DROP), Role(Act.GROUP)
CELL, PARAGRAPH = Role(Act.CELL), Role(Act.BLOCK)

# Tuples: to hash a member of an enumeration takes longer than to compare it with so few.
_SKIPPED = (Act.DROP, Act.MARKER, Act.PAGE)
_SET_APART = (Act.BLOCK, Act.GROUP)
_MAX_BOLD_HEADING, _BOLD_LEVEL = 90, 3


_Path = tuple[str, str, int]
"""File, name of the element, and how many of that name the file has up to it."""


@lru_cache(maxsize=4096)
def _local_name(tag: object) -> str:
    return str(tag).rpartition("}")[2]


@dataclass(slots=True)
class _Flow:
    """The text of the document, or of one note: its open ancestors, and the block that is being filled."""

    stack: list[tuple[Role, _Path]] = field(default_factory=list)
    open: Role | None = None
    text: str = ""
    plain: bool = False
    """True when some of the open block's text is not bold."""
    raised: int = 0
    rows: int = 0
    """How many of the open ancestors are raised, and how many are rows of tables."""

    def push(self, role: Role, path: _Path) -> None:
        """An element begins."""
        self.stack.append((role, path))
        self.raised += role.raised
        self.rows += role.kind is BlockKind.TABLE_ROW

    def pop(self) -> None:
        """The element that began last ends."""
        role, _ = self.stack.pop()
        self.raised -= role.raised
        self.rows -= role.kind is BlockKind.TABLE_ROW

    def in_row(self) -> bool:
        """True inside a table row: blocks in its cells are not blocks of their own."""
        return self.rows > 0

    def kind(self) -> Role:
        """What text right here is: the nearest ancestor that is more than a paragraph says it."""
        return next((r for r, _ in reversed(self.stack) if r.repeated or r.kind is not BlockKind.PARAGRAPH), PARAGRAPH)

    def element(self) -> str | None:
        """The path of the nearest block."""
        for role, (file, tag, count) in reversed(self.stack):
            if role.act in _SET_APART:
                return f"{file}{' ' if file else ''}(//{tag})[{count}]"
        return None


class TreeReader:
    """Walks trees in document order, without recursion, and fills a builder."""

    def __init__(self, builder: DocumentBuilder) -> None:
        """Start with nothing open; `read` may be called for several trees."""
        self._builder = builder
        self._flows = [_Flow()]
        self._counts: dict[str, int] = {}
        self._page: str | None = None
        self._numbered: Role | None = None
        self.numbers: dict[int, int] = {}
        """Numbers of list items, by the start of the item's block."""

    def read(self, root: _Element, role_of: Callable[[_Element], Role], file: str = "") -> None:
        """Append a tree; `role_of` is asked once for each element, before what is in it. `file` begins its places."""
        from lxml import etree

        self._counts.clear()
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start":
                role = role_of(element)
                self._enter(role, self._path(element, file))
                if role.act in _SKIPPED:
                    walk.skip_subtree()
                elif element.text:
                    self._text(element.text)
                continue
            if event == "end":
                self._leave()
            if element.tail and element is not root:
                self._text(element.tail)
        self._close()

    def _path(self, element: _Element, file: str) -> _Path:
        tag = _local_name(element.tag)
        self._counts[tag] = count = self._counts.get(tag, 0) + 1
        return file, tag, count

    def _enter(self, role: Role, path: _Path) -> None:
        flow = self._flows[-1]
        if role is INLINE:
            flow.stack.append((role, path))
            return
        if role.act in _SET_APART and not flow.in_row():
            self._close()
        elif role.act in _SET_APART or role.act is Act.BREAK:
            self._text(role.around[0])
        elif role.act is Act.CELL and flow.text.strip():
            self._text(" | ")
        flow.push(role, path)
        if role.act in (Act.MARKER, Act.CITED) or role.here:
            self._mark(role)
        if role.link:
            self._builder.link(role.link)
        if role.code:
            self._builder.code(True)
        if role.act is Act.NOTE:
            label, key = role.marks[0]
            self._builder.begin_note(key, label)
            self._flows.append(_Flow())
            self._flows[-1].push(role, path)
        elif role.act is Act.PAGE:
            self._page = role.page
            self._builder.at(page=role.page, element=flow.element())

    def _leave(self) -> None:
        role, _ = self._flows[-1].stack[-1]
        if role is INLINE:
            self._flows[-1].stack.pop()
            return
        if role.link:
            self._builder.link(None)
        if role.code:
            self._builder.code(False)
        if role.act is Act.NOTE:
            self._close()
            self._builder.end_note()
            self._flows.pop()
        elif role.act in _SET_APART and (role.kind is BlockKind.TABLE_ROW or not self._flows[-1].in_row()):
            self._close()
        elif role.act in _SET_APART or role.act is Act.BREAK:
            self._text(role.around[1])
        self._flows[-1].pop()

    def _mark(self, role: Role) -> None:
        flow = self._flows[-1]
        if flow.open is None and any(r.act is Act.BLOCK for r, _ in flow.stack):
            self._begin()
        for label, key in role.marks:
            self._builder.mark(label, key)

    def _text(self, text: str) -> None:
        flow = self._flows[-1]
        if flow.open is None:
            if not text.strip():
                return
            self._begin()
        if flow.raised:
            text = to_superscript(text)
        if not flow.plain and text.strip():
            flow.plain = not any(role.bold for role, _ in flow.stack)
        if len(flow.text) <= _MAX_BOLD_HEADING:
            flow.text += text
        self._builder.add(text)

    def _begin(self) -> None:
        flow = self._flows[-1]
        flow.open, flow.text, flow.plain = flow.kind(), "", False
        self._builder.begin_block()
        self._builder.at(page=self._page, element=flow.element())

    def _close(self) -> None:
        flow = self._flows[-1]
        if flow.open is not None:
            kind, level = flow.open.kind, flow.open.level
            if kind is BlockKind.PARAGRAPH and not flow.plain and _reads_as_heading(flow.text):
                kind, level = BlockKind.HEADING, _BOLD_LEVEL
            span = self._builder.end_block(kind, level, repeated=flow.open.repeated)
            if flow.open.number is not None and len(span) and flow.open is not self._numbered:
                # Further paragraphs of the same item have no number of their own.
                self.numbers[span.start], self._numbered = flow.open.number, flow.open
            flow.open, flow.text = None, ""


def _reads_as_heading(text: str) -> bool:
    """A short bold paragraph, such as `II. Discussion`, that is not a sentence."""
    folded = " ".join(text.split())
    return 0 < len(folded) <= _MAX_BOLD_HEADING and folded[-1] not in ".,;:!?…" and any(c.isalpha() for c in folded)
