"""Text that a page hides until a script shows it: streamed pages, elements hidden until found, roots in templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.parse.html.marks import tag_of, text_of
from qa.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_QUOTED = regex(r"[\"'`]#?([\w:.$-]{1,80})[\"'`]")
_STREAMED = regex(r"\$R[CSX]\(\s*[\"']([\w:.-]{1,80})[\"']\s*,\s*[\"']([\w:.-]{1,80})[\"']")
_MOST_TRIED = 20
"""So many hidden elements are measured: each is walked through."""
_UNSEEN = ("{*}script", "{*}style")


def reveal(root: _Element) -> None:
    """Take the `hidden` off what a reader of the page sees in the end, and set streamed pieces where they belong."""
    for template in root.iter("{*}template"):
        if template.get("shadowrootmode") or template.get("shadowroot"):
            template.tag = "div"
    hidden = [e for e in root.xpath("//*[@hidden]") if tag_of(e) != "body"]
    if not hidden:
        return
    scripts = " ".join(script.text or "" for script in root.iter("{*}script"))
    places = _streamed(root, scripts)
    named = set(_QUOTED.findall(scripts))
    total, tried = None, 0
    for element in hidden:
        name = element.get("id") or ""
        if (element.get("hidden") or "").strip().lower() == "until-found":
            del element.attrib["hidden"]
        elif name in places:
            del element.attrib["hidden"]
            _set_in_place(places[name], element)
        elif name in named and tried < _MOST_TRIED:
            tried += 1
            total = _length(root) if total is None else total
            # A dialog is named by scripts too; what holds most of the page's words is its text.
            if 2 * _length(element) > total:
                del element.attrib["hidden"]


def _streamed(root: _Element, scripts: str) -> dict[str, _Element]:
    """Where each streamed piece goes, by its name."""
    wanted = {piece: place for place, piece in _STREAMED.findall(scripts)}
    by_name = {e.get("id"): e for e in root.iter("{*}template", "{*}div", "{*}span") if e.get("id")} if wanted else {}
    return {piece: by_name[place] for piece, place in wanted.items() if place in by_name}


def _set_in_place(place: _Element, piece: _Element) -> None:
    if piece in place.iterancestors() or place in piece.iterancestors() or place is piece:
        return
    tail, piece.tail = piece.tail, None
    before, parent = piece.getprevious(), piece.getparent()
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail and parent is not None:
        parent.text = (parent.text or "") + tail
    place.addnext(piece)


def _length(element: _Element) -> int:
    """Characters of the words in an element, without scripts and styles."""
    unseen = sum(len(text_of(e)) for e in element.iter(*_UNSEEN) if e is not element)
    return len(text_of(element)) - unseen
