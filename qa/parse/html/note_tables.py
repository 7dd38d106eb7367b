"""Tables and definition lists whose rows are label and note, `1 | Holm, Ports, 2019.`: made paragraphs, as typed notes are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from qa.parse.html.marks import retag, tag_of
from qa.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_LABEL = regex(r"\s*+[\[(]?\s*+(\d{1,4}|\*{1,4}|[†‡]{1,4})\s*+[\])]?\s*+[.:)]?\s*+")
_BRACKETED = regex(r"[\[(]\s?(\d{1,4}(?:\s?[,;–-]\s?\d{1,4}){0,20}|\*{1,4}|[†‡]{1,4})\s?[\])]")
_LISTED = regex(r"(\d{1,4})\s?[–-]\s?(\d{1,4})|([^\s,;]+)")
_LONGEST_RANGE = 30
_AFTER_WORD = regex(r"[\w.,;:!?”\"’)](\*{1,4}|[†‡]{1,4})(?![\w*†‡])")
_LEAST, _MOST = 2, 2000
_CALLED = 0.7
"""So much of a list must be called before it is taken for notes."""
_BLOCKS = frozenset("p div ul ol blockquote table dl pre".split())

_Row: TypeAlias = "tuple[_Element, _Element]"
"""The element with the label, and the one with the note."""


def unfold_note_tables(root: _Element) -> None:
    """Turn such tables and lists into paragraphs that begin with their labels, where the page calls these before.

    A table of data is none: its rows have more cells, its numbers do not count on, or nothing calls them. What links lead
    to is left to these.
    """
    for element in [*root.iter("{*}table", "{*}dl")]:
        rows = _rows(element)
        labels = _counting_on(rows)
        if not labels or _is_linked(root, element):
            continue
        called = _called_before(root, element)
        if sum(label in called for label in labels) >= _CALLED * len(labels):
            _unfold(element, list(zip(labels, rows, strict=True)))


def _rows(element: _Element) -> list[_Row]:
    """The rows of an element, all of which are a label and a note; else none."""
    if tag_of(element) == "dl":
        parts = [child for child in element if tag_of(child) in ("dt", "dd")]
        if [tag_of(part) for part in parts] != ["dt", "dd"] * (len(parts) // 2) or len(parts) != len(element):
            return []
        return list(zip(parts[::2], parts[1::2], strict=True))
    found: list[_Row] = []
    for row in element.iter("{*}tr"):
        cells = [cell for cell in row if tag_of(cell) in ("td", "th")]
        if len(cells) != 2 or len(found) > _MOST:
            return []
        found.append((cells[0], cells[1]))
    return found


def _counting_on(rows: Sequence[_Row]) -> list[str]:
    """The labels of the rows, which count on, or are symbols; none where some row has another form."""
    if not _LEAST <= len(rows) <= _MOST:
        return []
    matches = [_LABEL.fullmatch("".join(label.itertext())) for label, _ in rows]
    labels = [match[1] for match in matches if match]
    noted = all(any(c.isalpha() for c in "".join(note.itertext())) for _, note in rows)
    if len(labels) < len(rows) or not noted or len(set(labels)) < len(labels):
        return []
    numbers = [int(label) for label in labels if label.isdecimal()]
    return labels if all(later - earlier == 1 for earlier, later in pairwise(numbers)) else []


def _is_linked(root: _Element, element: _Element) -> bool:
    """True where links lead to its rows, or from their labels elsewhere."""
    names = {name for e in element.iter("{*}*") for name in (e.get("id"), e.get("name")) if name}
    if any(link.get("href") and _LABEL.fullmatch("".join(link.itertext())) for link in element.iter("{*}a")):
        return True
    return bool(names) and any((a.get("href") or "").rpartition("#")[2] in names for a in root.iter("{*}a"))


def _called_before(root: _Element, element: _Element) -> set[str]:
    """The numbers and symbols that are raised or stand in brackets before an element."""
    found: set[str] = set()
    for other in root.iter("{*}*"):
        if other is element:
            break
        if tag_of(other) == "sup":
            found.update(_listed("".join(other.itertext()).strip(" []()")))
        words = f"{other.text or ''} {other.tail or ''}"
        found.update(_AFTER_WORD.findall(words))
        for inside in _BRACKETED.findall(words):
            found.update(_listed(inside))
    return found


def _listed(words: str) -> Iterator[str]:
    """The labels in `1, 3–5`."""
    for first, last, alone in _LISTED.findall(words):
        if alone:
            yield alone
        elif 0 < int(last) - int(first) <= _LONGEST_RANGE:
            yield from map(str, range(int(first), int(last) + 1))


def _unfold(element: _Element, rows: Sequence[tuple[str, _Row]]) -> None:
    for inner in element.iter("{*}table", "{*}thead", "{*}tbody", "{*}tfoot", "{*}tr", "{*}dl"):
        retag(inner, "div")
    numbered = all(words.isdecimal() for words, _ in rows)
    for words, (label, note) in rows:
        label.getparent().remove(label)
        if numbered:
            note.set("role", "doc-footnote")
            note.set("data-label", words)
            retag(note, "div")
            continue
        # Symbols are found as typed: all in one form, so that they are read as one list.
        first = next((child for child in note if tag_of(child) == "p"), None)
        home = note if first is None or (note.text or "").strip() else first
        home.text = f"[{words}] {(home.text or '').lstrip()}"
        retag(note, "div" if any(tag_of(child) in _BLOCKS for child in note) else "p")
