"""Takes out of an OpenDocument text what is not printed, and sets text boxes after the paragraph that they hang on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.parse.odt.names import DRAW, NOTE, SPAN, TEXT, H, P
from qa.parse.odt.styles import OdtStyles

if TYPE_CHECKING:
    from lxml.etree import _Element

_HIDDEN_TEXT = (f"{TEXT}hidden-text", f"{TEXT}tracked-changes")


def make_body_visible(body: _Element, styles: OdtStyles) -> None:
    """Change the tree in place."""
    for element in list(body.iter(*_HIDDEN_TEXT)):
        element.clear(keep_tail=True)
    for element in list(body.iter(SPAN, P, H)):
        style = styles.span(element) if element.tag == SPAN else styles.paragraph(element)
        if style.hidden:
            element.clear(keep_tail=True)
    for element in list(body.iter(f"{TEXT}hidden-paragraph")):
        paragraph = next(element.iterancestors(P, H), None)
        if paragraph is not None and element.get(f"{TEXT}is-hidden") == "true":
            paragraph.clear(keep_tail=True)
    _lift_text_boxes(body)
    for element in body.iter():
        if element.text and "\xad" in element.text:
            element.text = element.text.replace("\xad", "")
        if element.tail and "\xad" in element.tail:
            element.tail = element.tail.replace("\xad", "")


def _lift_text_boxes(body: _Element) -> None:
    """Shapes with paragraphs in them, last first, so that several of one paragraph keep their order."""
    for inner in reversed(list(body.iter(P, H))):
        shape = None
        for ancestor in inner.iterancestors():
            if ancestor.tag in (P, H) or ancestor.tag == NOTE:
                break
            shape = ancestor if str(ancestor.tag).startswith(DRAW) else shape
        else:
            continue
        if shape is not None and ancestor.tag != NOTE and ancestor.getparent() is not None:
            parent = shape.getparent()
            parent.replace(shape, _stand_in(shape))
            ancestor.addnext(shape)


def _stand_in(shape: _Element) -> _Element:
    """An empty element for the shape's place, with the text that follows the shape."""
    element: _Element = shape.makeelement(SPAN)
    element.tail, shape.tail = shape.tail, None
    return element
