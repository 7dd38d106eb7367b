"""Numbers of numbered lists, as they are printed; they may be the labels of typed notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.parse.odt.names import STYLE, STYLE_NAME, TEXT, P

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

_LIST, _ITEM = f"{TEXT}list", f"{TEXT}list-item"
_START = f"{TEXT}start-value"


def odt_list_numbers(body: _Element, roots: Iterable[_Element]) -> dict[_Element, int]:
    """Numbers of the items that have one, by first paragraph; not of lists numbered by letters, nor of lists in lists."""
    starts: dict[str, int] = {}
    for root in roots:
        for style in root.iter(f"{TEXT}list-style"):
            start = _start(style)
            if start is not None:
                starts.setdefault(style.get(f"{STYLE}name", ""), start)
    reached: dict[str, int] = {}
    numbers: dict[_Element, int] = {}
    for element in body.iter(_LIST):
        name = element.get(STYLE_NAME, "")
        if name in starts and next(element.iterancestors(_LIST), None) is None:
            goes_on = element.get(f"{TEXT}continue-numbering") == "true" or element.get(f"{TEXT}continue-list")
            number = reached.get(name, starts[name]) if goes_on else starts[name]
            reached[name] = _count(element, number, numbers)
    return numbers


def _start(style: _Element) -> int | None:
    for level in style.iterchildren(f"{TEXT}list-level-style-number"):
        if level.get(f"{TEXT}level") == "1" and level.get(f"{STYLE}num-format") == "1":
            start = _number(level.get(_START))
            return 1 if start is None else start
    return None


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 6 else None


def _count(numbered: _Element, number: int, numbers: dict[_Element, int]) -> int:
    for item in numbered.iterchildren(_ITEM):
        start = _number(item.get(_START))
        number = number if start is None else start
        first = next(item.iterchildren(), None)
        if first is not None and first.tag == P:
            numbers[first] = number
        number += 1
    return number
