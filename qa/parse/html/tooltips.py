"""Notes that are given with their markers: inside them, in an attribute, or in an element that an attribute names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from qa.parse.html.marks import label_in, tag_of, text_of
from qa.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_SAYS = regex(
    r"(?:foot|end|side|margin)[-_]?note|(?:^|[\s_-])(?:fn|fna|note|noteref|tooltip|annotation)(?:$|[\s_-])", re.I
)
_FOOTNOTE = regex(r"(?:foot|end|side|margin)[-_]?note|(?:^|[\s_-])fna?(?:$|[\s_-])", re.IGNORECASE)
_HOLDS_NOTE = regex(r"note|tooltip|content|popup|text", re.IGNORECASE)
_HOLDERS = ("{*}sup", "{*}span", "{*}a", "{*}abbr", "{*}button", "{*}label", "{*}mark", "{*}cite")
_WORDS = regex(r"[^\W\d_]{2,}")
_TAG = regex(r"<[^<>]{0,2000}>")
_TEXTS = ("title", "aria-label")
_NO_NOTE = regex(
    r"\s*+(?:(?:see|go to|jump to|view|open|show|read|link to|scroll to|click for)?\s*+(?:the\s++)?(?:foot|end|side)?notes?"
    r"(?:\s+(?:number|ref\w*+|content|text))?|reference|citation)\s*+[:#.]?\s*+\S{0,5}\s*+",
    re.IGNORECASE,
)
_NAMES = ("aria-describedby", "aria-details", "aria-controls", "popovertarget")
_LONGEST_LABEL = 12
_MARKERS = tuple(f"{{*}}{tag}" for tag in "sup span a button label".split())
_NOTE_ROLES = ("note", "tooltip", "doc-footnote")
_SIMPLE = {"span", "small", "div", "aside", "p", "em", "i"}


def notes_in_markers(
    root: _Element,
    linked: Mapping[_Element, tuple[str, str]],
    places: Collection[tuple[str, str]],
    copies: Collection[_Element],
) -> Iterator[tuple[_Element, _Element, str]]:
    """Markers with the element that holds their note, and the label, which is taken out of the tree.

    A note in an attribute is set as an element inside its marker. Links to notes that stand in the page are left alone, and so
    are `copies` of these.
    """
    names = {name for _, name in places}
    for marker in list(root.iter(*_HOLDERS)):
        if not marker.get("class") and tag_of(marker) != "sup":
            continue
        own = _label_words(marker)
        label = label_in(own) if own.strip() and len(own) <= _LONGEST_LABEL else None
        if label is None or not _says(marker, label):
            continue
        leads = (marker.get("href") or "").partition("#")[2]
        if (marker in linked and leads in names) or any(a in linked for a in marker.iterancestors()):
            continue
        inside = [e for e in marker if isinstance(e.tag, str)][0 if (marker.text or "").strip() else 1 :]
        if not inside and (text := _text_in_attribute(marker)):
            note = marker.makeelement("span")
            note.text = text
            _empty(marker)
            marker.append(note)
            yield marker, note, label
        elif (
            len(inside) == 1 and inside[0] not in copies and not (inside[0].tail or "").strip() and _is_note(inside[0])
        ):
            _empty(marker, inside[0])
            yield marker, inside[0], label


def _says(marker: _Element, label: str) -> bool:
    """True for a raised or so named element; an `i` that opens a box of help is none."""
    classes = marker.get("class") or ""
    return bool(_FOOTNOTE.search(classes)) or (
        not label.isalpha() and (tag_of(marker) == "sup" or bool(_SAYS.search(classes)))
    )


def _label_words(marker: _Element) -> str:
    """What a marker shows before a note inside it: right inside, or in its first element."""
    own = marker.text or ""
    if own.strip() or not len(marker) or tag_of(marker[0]) != "a" or (marker[0].tail or "").strip():
        return own
    leads = (marker[0].get("href") or "#").partition("#")
    return text_of(marker[0])[: _LONGEST_LABEL + 1] if not leads[0] and len(marker) > 1 else own


def _empty(marker: _Element, note: _Element | None = None) -> None:
    """Take the label out of a marker."""
    marker.text = None
    for child in list(marker):
        if child is not note:
            marker.remove(child)


def with_names(root: _Element) -> list[_Element]:
    """The elements that may name their notes in an attribute."""
    return [element for element in root.iter(*_MARKERS) if any(map(_names, element.keys()))]


def _names(attribute: str) -> bool:
    return attribute in _NAMES or attribute.startswith("data-")


def named_by_attribute(element: _Element, targets: Mapping[str, _Element]) -> str | None:
    """The name in an attribute of the note, one of `targets` that is set aside, that a marker such as `*` calls."""
    # Labels that the page's own script reads, such as `data-label="12"`, are many: what they name is looked at first.
    keys = (str(value).strip().removeprefix("#") for name, value in element.attrib.items() if _names(name))
    named = next((key for key in keys if key in targets and is_set_aside(targets[key])), None)
    words = text_of(element) if named is not None and len(element) < 3 else ""
    label = label_in(words) if words.strip() and len(words) <= _LONGEST_LABEL else None
    return named if label is not None and (_says(element, label) or not label.isalpha()) else None


def _is_note(element: _Element) -> bool:
    marked = bool(_HOLDS_NOTE.search(element.get("class") or "")) or _is_invisible(element)
    return tag_of(element) in _SIMPLE and marked and bool(_WORDS.search(text_of(element)))


def is_set_aside(element: _Element) -> bool:
    """True for what may be a note that an attribute names: beside the text, unseen, or so called."""
    if tag_of(element) == "aside" or element.get("role") in _NOTE_ROLES or "popover" in element.attrib:
        return True
    return bool(_SAYS.search(element.get("class") or "")) or _is_invisible(element)


def _is_invisible(element: _Element) -> bool:
    return "hidden" in element.attrib or "display:none" in (element.get("style") or "").replace(" ", "").lower()


def _text_in_attribute(marker: _Element) -> str:
    """The words of a title or a `data-` attribute that are a note's: no address, no advice such as “Footnote 1”."""
    for name, value in marker.attrib.items():
        if name not in _TEXTS and not (name.startswith("data-") and len(value) > 3):
            continue
        text = " ".join(_TAG.sub(" ", value).split())
        if len(_WORDS.findall(text)) > 1 and " " in text and not _NO_NOTE.fullmatch(text) and text[:1] not in "{[":
            return text
    return ""
