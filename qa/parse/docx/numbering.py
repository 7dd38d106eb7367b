"""Numbers of numbered lists, as Word prints them; they may be the labels of typed notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qa.parse.docx.names import PARAGRAPH_PROPERTIES, P, W, child, property_value
from qa.parse.docx.styles import DocxStyles

if TYPE_CHECKING:
    from lxml.etree import _Element

_NUMBERS = frozenset({None, "decimal", "decimalZero"})


@dataclass(slots=True)
class _List:
    """The first level of a list definition, and how far its counting is."""

    next: int


@dataclass(slots=True)
class _Lists:
    by_number: dict[str, _List] = field(default_factory=dict)

    @classmethod
    def of(cls, numbering: _Element) -> _Lists:
        """Read `numbering.xml`: instances of one definition go on counting, unless one says where it starts."""
        definitions = {
            element.get(f"{W}abstractNumId"): _first_level(element) for element in numbering.iter(f"{W}abstractNum")
        }
        lists = cls()
        for element in numbering.iter(f"{W}num"):
            shared = definitions.get(property_value(element, "abstractNumId"))
            if shared is None:
                continue
            start = _number(property_value(element, "lvlOverride/startOverride"))
            own = shared if start is None else _List(start)
            lists.by_number[element.get(f"{W}numId", "")] = own
        return lists


def _first_level(definition: _Element) -> _List | None:
    for level in definition.iterchildren(f"{W}lvl"):
        numbered = "%1" in (property_value(level, "lvlText") or "") and property_value(level, "numFmt") in _NUMBERS
        if level.get(f"{W}ilvl") == "0" and numbered:
            start = _number(property_value(level, "start"))
            return _List(1 if start is None else start)
    return None


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 6 else None


def docx_list_numbers(body: _Element, numbering: _Element, styles: DocxStyles) -> dict[_Element, int]:
    """Numbers of the paragraphs that have one; not of lists numbered by letters, nor of lists in lists."""
    lists = _Lists.of(numbering)
    numbers: dict[_Element, int] = {}
    for paragraph in body.iter(P):
        counted = lists.by_number.get(styles.list_of(paragraph) or "")
        level = property_value(child(paragraph, PARAGRAPH_PROPERTIES), "numPr/ilvl")
        if counted is not None and level in (None, "0"):
            numbers[paragraph] = counted.next
            counted.next += 1
    return numbers
