"""Writes the numbers of numbered lists into their paragraphs, as they are printed; they may be labels of typed notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.parse.odt.names import STYLE, STYLE_NAME, TEXT, H, P

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

_LIST, _ITEM = f"{TEXT}list", f"{TEXT}list-item"
_START = f"{TEXT}start-value"


@dataclass(frozen=True, slots=True)
class _Level:
    prefix: str
    suffix: str
    start: int


def write_list_numbers(body: _Element, roots: Iterable[_Element]) -> None:
    """Change the tree in place; lists numbered by letters, and lists in lists, are left as they are."""
    levels: dict[str, _Level] = {}
    for root in roots:
        for style in root.iter(f"{TEXT}list-style"):
            level = _first_level(style)
            if level:
                levels.setdefault(style.get(f"{STYLE}name", ""), level)
    reached: dict[str, int] = {}
    for element in body.iter(_LIST):
        name = element.get(STYLE_NAME, "")
        if name in levels and next(element.iterancestors(_LIST), None) is None:
            goes_on = element.get(f"{TEXT}continue-numbering") == "true" or element.get(f"{TEXT}continue-list")
            number = reached.get(name, levels[name].start) if goes_on else levels[name].start
            reached[name] = _write(element, levels[name], number)


def _first_level(style: _Element) -> _Level | None:
    for level in style.iterchildren(f"{TEXT}list-level-style-number"):
        if level.get(f"{TEXT}level") == "1" and level.get(f"{STYLE}num-format") == "1":
            start = _number(level.get(_START))
            prefix, suffix = level.get(f"{STYLE}num-prefix", ""), level.get(f"{STYLE}num-suffix", "")
            return _Level(prefix, suffix, 1 if start is None else start)
    return None


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 6 else None


def _write(numbered: _Element, level: _Level, number: int) -> int:
    for item in numbered.iterchildren(_ITEM):
        start = _number(item.get(_START))
        number = number if start is None else start
        first = next(item.iterchildren(), None)
        if first is not None and first.tag in (P, H):
            first.text = f"{level.prefix}{number}{level.suffix} {first.text or ''}"
        number += 1
    return number
