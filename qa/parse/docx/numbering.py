"""Writes the numbers of numbered lists into their paragraphs, as Word prints them; they may be labels of typed notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qa.parse.docx.names import PARAGRAPH_PROPERTIES, P, R, T, W, child, value_of
from qa.parse.docx.styles import Styles
from qa.parse.numerals import numeral

if TYPE_CHECKING:
    from lxml.etree import _Element

_NUMBERS = frozenset({None, "decimal", "decimalZero"})


@dataclass(slots=True)
class _List:
    """The first level of a list definition, and how far its counting is."""

    pattern: str
    number_format: str
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
            shared = definitions.get(value_of(element, "abstractNumId"))
            if shared is None:
                continue
            start = _number(value_of(element, "lvlOverride/startOverride"))
            own = shared if start is None else _List(shared.pattern, shared.number_format, start)
            lists.by_number[element.get(f"{W}numId", "")] = own
        return lists


def _first_level(definition: _Element) -> _List | None:
    for level in definition.iterchildren(f"{W}lvl"):
        pattern = value_of(level, "lvlText") or ""
        number_format = value_of(level, "numFmt")
        if level.get(f"{W}ilvl") == "0" and "%1" in pattern and number_format in _NUMBERS:
            start = _number(value_of(level, "start"))
            return _List(pattern, number_format or "decimal", 1 if start is None else start)
    return None


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 6 else None


def write_list_numbers(body: _Element, numbering: _Element, styles: Styles) -> None:
    """Change the tree in place; lists numbered by letters, and lists in lists, are left as they are."""
    lists = _Lists.of(numbering)
    for paragraph in body.iter(P):
        properties = child(paragraph, PARAGRAPH_PROPERTIES)
        counted = lists.by_number.get(styles.list_of(paragraph) or "")
        if properties is None or counted is None or value_of(properties, "numPr/ilvl") not in (None, "0"):
            continue
        run = paragraph.makeelement(R)
        text = run.makeelement(T)
        text.text = counted.pattern.replace("%1", numeral(counted.next, counted.number_format)) + " "
        run.append(text)
        properties.addnext(run)
        counted.next += 1
