"""Notes that are given with their markers: inside them, in an attribute, or in an element that an attribute names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from qa.parse.addresses import outside
from qa.parse.html.marks import is_note_name, is_raised, label_in, says_marker, says_note, tag_of, text_of
from qa.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_SAYS = regex(
    r"(?:foot|end|side|margin)[-_]?note|(?:^|[\s_-])(?:fn|fna|note|noteref|tooltip|annotation)(?:$|[\s_-])", re.I
)
_FOOTNOTE = regex(r"(?:foot|end|side|margin)[-_]?note|(?:^|[\s_-])fna?(?:$|[\s_-])", re.IGNORECASE)
_HOLDS_NOTE = regex(r"note|tooltip|content|popup|text", re.IGNORECASE)
_HOLDERS = tuple(f"{{*}}{tag}" for tag in "sup span a abbr button label mark cite i small".split())
_GIVES = regex(
    r"data-(?:[\w-]*-)?(?:content|(?:foot|end|side)?-?note|fn|tooltip|title|tip|text|annotation)(?:-(?:text|content|body|html))?",
    re.IGNORECASE,
)
"""An attribute whose name says that it holds what is shown over the text."""
_NOTE_ATTRIBUTE = regex(
    r"data-(?:[\w-]*-)?(?:(?:foot|end|side|margin)?-?note|fn)s?(?:-(?:text|content|body))?", re.IGNORECASE
)
_SETS = frozenset("sup small b strong i em span".split())
_WORDS = regex(r"[^\W\d_]{2,}")
_INLINE_TAG = regex(r"</?(?:i|em|b|strong|span|a|sup|cite|small|u)\b[^<>]{0,500}>", re.IGNORECASE)
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
_SET_ASIDE = tuple(f"{{*}}{tag}" for tag in "div span aside p li section small template".split())
_LONGEST_KEY = 80
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
    count = 0
    for marker in list(root.iter(*_HOLDERS)):
        if not marker.attrib and tag_of(marker) != "sup":
            continue
        if text := _note_of_empty(marker):
            count += 1
            yield marker, _set_inside(marker, text), str(count)
            continue
        own = _label_words(marker)
        label = label_in(own) if own.strip() and len(own) <= _LONGEST_LABEL else None
        if label is None or not (_says(marker, label) or _gives(marker, label)):
            continue
        leads = (marker.get("href") or "").partition("#")[2]
        if (marker in linked and leads in names) or any(a in linked for a in marker.iterancestors()):
            continue
        inside = [e for e in marker if isinstance(e.tag, str)][0 if (marker.text or "").strip() else 1 :]
        if outside(marker.get("href")) and not _FOOTNOTE.search(marker.get("class") or ""):
            # What is said of a link to another page is no note.
            continue
        if not inside and (text := _text_in_attribute(marker)):
            yield marker, _set_inside(marker, text), label
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


def _gives(marker: _Element, label: str) -> bool:
    """True for a number or symbol that is raised, in brackets, or right behind a word, and has a text to be shown over it."""
    named = any(_GIVES.fullmatch(name) for name in marker.keys())  # noqa: SIM118 - an element, not a dict
    if not named and not (is_raised(marker) or text_of(marker).strip()[:1] == "["):
        return False
    return not label.isalpha() or is_raised(marker)


def _note_of_empty(marker: _Element) -> str:
    """The note that an element without words has in an attribute: style sheets show its number."""
    if text_of(marker).strip() or len(marker) > 1:
        return ""
    said = bool(_FOOTNOTE.search(marker.get("class") or ""))
    named = [name for name in marker.keys() if _NOTE_ATTRIBUTE.fullmatch(name)]  # noqa: SIM118 - an element, not a dict
    return _text_in_attribute(marker, None if said else named) if said or named else ""


def _set_inside(marker: _Element, text: str) -> _Element:
    """A note as an element inside its marker, whose own words are taken out."""
    note = marker.makeelement("span")
    note.text = text
    _empty(marker)
    marker.append(note)
    return note


def _label_words(marker: _Element) -> str:
    """What a marker shows before a note inside it: right inside, or in its first element."""
    own = marker.text or ""
    if not own.strip() and len(marker) == 1 and not (marker[0].tail or "").strip() and tag_of(marker[0]) in _SETS:
        return text_of(marker[0])[: _LONGEST_LABEL + 1]
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
    # Where a link leads tells more.
    called = not (element.get("href") or "").partition("#")[2] and (says_marker(element) or is_raised(element))
    named = next(
        (
            key
            for key in keys
            if (note := targets.get(key)) is not None
            and (is_set_aside(note) or (called and _is_called_note(key, note)))
        ),
        None,
    )
    words = text_of(element) if named is not None and len(element) < 3 else ""
    label = label_in(words) if words.strip() and len(words) <= _LONGEST_LABEL else None
    return named if label is not None and (_says(element, label) or not label.isalpha()) else None


def _is_note(element: _Element) -> bool:
    marked = bool(_HOLDS_NOTE.search(element.get("class") or "")) or _is_invisible(element)
    return tag_of(element) in _SIMPLE and marked and bool(_WORDS.search(text_of(element)))


def _is_called_note(name: str, target: _Element) -> bool:
    """True for what is a note by its own name or class, or an item of a list that says so."""
    around = target.getparent()
    return (
        is_note_name(name)
        or says_note(target)
        or (around is not None and bool(_FOOTNOTE.search(around.get("class") or "")))
    )


def named_in_attributes(root: _Element) -> dict[str, _Element]:
    """What is set aside, or an item of a list of notes, by its `data-` attributes: `<div hidden data-fn="t1">`."""
    found: dict[str, _Element] = {}
    for element in root.iter(*_SET_ASIDE):
        keys = [
            value.strip()
            for name, value in element.attrib.items()
            if name.startswith("data-") and 0 < len(value) < _LONGEST_KEY
        ]
        if keys and (is_set_aside(element) or _is_called_note("", element)):
            for key in keys:
                found.setdefault(key, element)
    return found


def is_set_aside(element: _Element) -> bool:
    """True for what may be a note that an attribute names: beside the text, unseen, or so called."""
    if tag_of(element) == "aside" or element.get("role") in _NOTE_ROLES or "popover" in element.attrib:
        return True
    return bool(_SAYS.search(element.get("class") or "")) or _is_invisible(element)


def _is_invisible(element: _Element) -> bool:
    return "hidden" in element.attrib or "display:none" in (element.get("style") or "").replace(" ", "").lower()


def _text_in_attribute(marker: _Element, names: Collection[str] | None = None) -> str:
    """The words of a title or a `data-` attribute that are a note's: no address, no advice such as “Footnote 1”."""
    for name, value in marker.attrib.items():
        if names is not None and name not in names:
            continue
        if name not in _TEXTS and not (name.startswith("data-") and len(value) > 3):
            continue
        text = " ".join(_TAG.sub(" ", _INLINE_TAG.sub("", value)).split())
        if _is_note_text(text, told=bool(_GIVES.fullmatch(name))):
            return text
    return ""


def _is_note_text(text: str, *, told: bool) -> bool:
    """True for words that may be a note: two at least, or “Ibid.” where an attribute says so, or “Holm 2019”."""
    words = len(_WORDS.findall(text))
    few = words == 1 and ((told and (" " in text or text[-1] in ".:;")) or any(map(str.isdigit, text)))
    many = words > 1 and " " in text
    return (many or few) and not _NO_NOTE.fullmatch(text) and text[:1] not in "{["
