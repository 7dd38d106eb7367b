"""Several notes in one paragraph, set apart by line breaks only: each becomes a paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.parse.html.marks import label_in, tag_of, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element


def split_at_breaks(root: _Element) -> None:
    """Split paragraphs before each named link, such as `<a name="n2" href="#r2">[2]</a>`, that begins a line."""
    # From the last to the first, so that no element is moved twice.
    for line_break in reversed(list(root.iter("{*}br"))):
        parent, label = line_break.getparent(), line_break.getnext()
        if parent is None or label is None or tag_of(parent) != "p" or (line_break.tail or "").strip():
            continue
        if _begins_note(label):
            paragraph = parent.makeelement(parent.tag)
            paragraph.extend([label, *label.itersiblings()])
            parent.addnext(paragraph)


def _begins_note(label: _Element) -> bool:
    link = label if tag_of(label) == "a" else next(label.iter("{*}a"), None)
    if link is None or not (link.get("name") or link.get("id")):
        return False
    return "#" in (link.get("href") or "") and label_in(text_of(label)) is not None
