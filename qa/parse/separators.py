"""What is typed around and between calls of notes only to set them apart, `[¹,²]`, does not stay in the text."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_BETWEEN = regex(r"[\s,;˒–-]*")
_OPENING = regex(r"[ \t\xa0]*[\[(]\s*\Z")
_CLOSING = regex(r"\s*[\])]")


@dataclass(frozen=True, slots=True)
class TreeText:
    """A stretch of text in the tree: before or after a tag."""

    element: _Element
    is_tail: bool

    @property
    def text(self) -> str:
        """What stands there."""
        return (self.element.tail if self.is_tail else self.element.text) or ""

    def put(self, text: str) -> None:
        """Let `text` stand there instead."""
        if self.is_tail:
            self.element.tail = text
        else:
            self.element.text = text


def take_out_separators(calls: Collection[_Element], block: str) -> None:
    """Change the trees in place; `calls` are the elements that call notes, `block` the tags of paragraphs, by spaces."""
    tags = block.split()
    for paragraph in dict.fromkeys(next(call.iterancestors(*tags), None) for call in calls):
        if paragraph is not None:
            _tidy(_rows(paragraph, calls))


def pieces_of(element: _Element) -> list[TreeText]:
    """The text inside an element."""
    return _rows(element, ())[0]


def _rows(paragraph: _Element, calls: Collection[_Element]) -> list[list[TreeText]]:
    """The paragraph's text, cut at each call."""
    from lxml import etree

    rows: list[list[TreeText]] = [[]]
    walk = etree.iterwalk(paragraph, events=("start", "end"))
    for event, element in walk:
        if event == "start" and element in calls:
            rows.append([])
            walk.skip_subtree()
        elif event == "start" and element.text:
            rows[-1].append(TreeText(element, is_tail=False))
        elif event == "end" and element.tail and element is not paragraph:
            rows[-1].append(TreeText(element, is_tail=True))
    return rows


def _tidy(rows: list[list[TreeText]]) -> None:
    first = 1
    for i in range(1, len(rows)):
        if i + 1 < len(rows) and _BETWEEN.fullmatch("".join(piece.text for piece in rows[i])):
            for piece in rows[i]:
                piece.put("")
            continue
        _take_out_brackets(rows[first - 1], rows[i])
        first = i + 1


def _take_out_brackets(before: list[TreeText], after: list[TreeText]) -> None:
    last = next((piece for piece in reversed(before) if piece.text), None)
    first = next((piece for piece in after if piece.text), None)
    if last and first and (opening := _OPENING.search(last.text)) and (closing := _CLOSING.match(first.text)):
        last.put(last.text[: opening.start()])
        first.put(first.text[closing.end() :])
