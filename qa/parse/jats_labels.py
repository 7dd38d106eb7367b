"""Labels of notes and their calls in JATS, what cross-references lead to, and the address of a reference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from qa.parse.addresses import outside
from qa.parse.ranges import numbers_in
from qa.parse.tree import Act, Role
from qa.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_TEXTUAL = regex(r"[^\W\d_]{3,}|\b(?:1[5-9]|20)\d\d[a-z]?\b")
"""A label that is read as part of its sentence: a name, or the year of `Smith (2016)`."""
_NOTES, _NOTED = frozenset({"fn", "ref"}), frozenset({"p", "list-item", "note"})
_DOI = regex(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)")


def called_elements(root: _Element) -> dict[str, _Element]:
    """By identifier, what cross-references may call: notes and references, and what some files have in their place."""
    return {key: e for e in root.iter("{*}*") if (key := e.get("id")) and jats_tag(e) in _NOTES | _NOTED}


def jats_marker(element: _Element, called: Mapping[str, _Element]) -> Role | None:
    """The role of a cross-reference that calls notes; its type may be missing where it leads to one."""
    keys = (element.get("rid") or "").split()
    kind = element.get("ref-type")
    typed = kind in ("fn", "bibr", "table-fn")
    led = kind in (None, "", "other", "note") and all(key in called and jats_tag(called[key]) in _NOTES for key in keys)
    if not keys or not (typed or led):
        return None
    label = " ".join(jats_words(element).strip(" .()[]").split())
    textual = _TEXTUAL.search(label) and element.find("{*}sup") is None
    return Role(Act.CITED if textual else Act.MARKER, marks=tuple((label, key) for key in keys))


def called_as(markers: Iterable[Role]) -> dict[str, str]:
    """By key, the label by which a note is called alone; else its number in the first group, `2–4`, that calls it."""
    labels: dict[str, str] = {}
    grouped: dict[str, str] = {}
    for role in markers:
        label = role.marks[0][0]
        keys = [key for _, key in role.marks]
        numbers = numbers_in(label)
        if len(keys) == 1:
            labels.setdefault(keys[0], label)
        else:
            each = numbers if len(numbers) == len(keys) else [label] * len(keys)
            for key, number in zip(keys, each, strict=True):
                grouped.setdefault(key, number)
    return {**grouped, **labels}


def jats_label(note: _Element) -> str:
    """The label of a note or reference: its own element, its `symbol`, or what is raised at its beginning."""
    own = " ".join((jats_words(note.find("{*}label")) or note.get("symbol", "")).split()).strip(" .()[]")
    paragraph = note if jats_tag(note) == "p" else note.find("{*}p")
    return own or ("" if paragraph is None else raised_head(paragraph))


def raised_head(paragraph: _Element) -> str:
    """What is raised at a paragraph's beginning, if it may be a label."""
    if (paragraph.text or "").strip() or not len(paragraph):
        return ""
    first = paragraph[0]
    words = jats_words(first).strip(" .()[]")
    return words if jats_tag(first) == "sup" and len(words) < 4 else ""


def stays_in_place(note: _Element) -> bool:
    """True for a note of a table or of the author list."""
    return any(jats_tag(e) in ("table-wrap-foot", "author-notes", "contrib") for e in note.iterancestors())


def given_doi(element: _Element) -> str | None:
    """The address of a DOI that is tagged as one; of a typeset reference without address, the one beside it."""
    if jats_tag(element) == "mixed-citation":
        if any(jats_tag(e) in ("pub-id", "object-id", "ext-link", "uri") for e in element.iter("{*}*")):
            return None
        beside = element.getparent()
        element = next((e for e in (() if beside is None else beside.iter("{*}pub-id")) if _is_doi(e)), element)
    found = _DOI.fullmatch(jats_words(element).strip()) if _is_doi(element) else None
    return outside(f"https://doi.org/{found[1]}") if found else None


def _is_doi(element: _Element) -> bool:
    return jats_tag(element) in ("pub-id", "object-id") and str(element.get("pub-id-type")) == "doi"


def jats_tag(element: _Element | None) -> str:
    """The element's name, without its namespace."""
    return "" if element is None else str(element.tag).rpartition("}")[2]


def jats_words(element: _Element | None) -> str:
    """All text in the element."""
    return "" if element is None else "".join(element.itertext())
