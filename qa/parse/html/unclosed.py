"""Notes in `<aside id="fn1">` that nobody closed: browsers nest each in the one before, with the text that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.parse.html.bodies import INLINE_TAGS
from qa.parse.html.marks import is_note_name, tag_of

if TYPE_CHECKING:
    from lxml.etree import _Element


def close_asides(root: _Element) -> None:
    """End each such note after its first paragraph, and set what follows behind it; the tree is changed."""
    for aside in list(root.iter("{*}aside")):
        if _is_note(aside) and any(map(_is_note, aside)):
            last = aside
            for element in _behind(aside):
                last.addnext(element)
                last = element


def _behind(aside: _Element) -> list[_Element]:
    """What stands in the notes after the first paragraph of each, in reading order."""
    found: list[_Element] = []
    open_notes = [iter(_rest(aside))]
    while open_notes:
        element = next(open_notes[-1], None)
        if element is None:
            open_notes.pop()
            continue
        found.append(element)
        if _is_note(element):
            open_notes.append(iter(_rest(element)))
    return found


def _rest(aside: _Element) -> list[_Element]:
    children = list(aside)
    words = bool((aside.text or "").strip()) or bool(children and tag_of(children[0]) in INLINE_TAGS)
    first = next((i for i, child in enumerate(children) if tag_of(child) not in INLINE_TAGS), len(children))
    return children[first if words else first + 1 :]


def _is_note(element: _Element) -> bool:
    return tag_of(element) == "aside" and is_note_name(element.get("id") or "")
