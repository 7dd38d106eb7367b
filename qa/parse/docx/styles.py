"""What paragraphs and runs are by their styles and direct formatting: headings, quotations, raised or hidden text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from qa.parse.docx.names import PARAGRAPH_PROPERTIES, RUN_PROPERTIES, P, T, W, child, is_on, property_value, switch
from qa.parse.tree import Act, Role
from qa.regex import regex
from qa.types.document import BlockKind

if TYPE_CHECKING:
    from lxml.etree import _Element

_Value = TypeVar("_Value")

_HEADING = regex(r"heading ([1-9])")
_QUOTATION = regex(r"\b(?:block ?text|block ?quot\w*|quotes?|quotations?|extract)\b|zitat")
_CAPTION = regex("caption")
_LIST = regex(r"^list(?: (?:bullet|number|\d).*)?$")
_CONTENTS = regex(r"^(?:toc|contents|table of (?:figures|contents))\b")
_WORD_STARTS = regex(r"(?<=[a-z])(?=[A-Z0-9])")
_OUTLINE_LEVELS = tuple("012345678")
_BODY_TEXT = "9"
_MOST_STYLES = 50
_MAX_OUTLINED = 300
"""Characters; lawyers give outline levels to whole numbered paragraphs, which are not headings."""


@dataclass(frozen=True, slots=True)
class _Style:
    names: tuple[str, ...] = ()
    """Its own name, then those that it is based on; lower case."""
    outline: str | None = None
    number: str | None = None
    hidden: bool | None = None
    raised: bool | None = None
    bold: bool | None = None

    @property
    def heading(self) -> int | None:
        """Heading level from 1 by the style's name; None where the name says nothing of it."""
        if "title" in self.names:
            return 1
        return next((int(match[1]) for name in self.names if (match := _HEADING.fullmatch(name))), None)

    def has(self, pattern: re.Pattern[str]) -> bool:
        return any(pattern.search(name) for name in self.names)


_PLAIN = _Style()


class DocxStyles:
    """The styles of a document, inheritance resolved."""

    def __init__(self, root: _Element | None) -> None:
        """Read `styles.xml`'s root; without one, the identifiers of styles tell what they are."""
        elements = root.iter(f"{W}style") if root is not None else ()
        self._elements = {element.get(f"{W}styleId", ""): element for element in elements}
        self._resolved: dict[str, _Style] = {}
        self._roles: dict[tuple[str, str | None, str | None], Role] = {}
        self._last: tuple[_Element | None, _Style] = (None, _PLAIN)
        self.hide = root is not None and next(root.iter(f"{W}vanish"), None) is not None
        """True where a style hides text."""
        self._default = next(
            (
                style_id
                for style_id, element in self._elements.items()
                if is_on(element.get(f"{W}default")) and element.get(f"{W}type") == "paragraph"
            ),
            "",
        )

    def role(self, paragraph: _Element) -> Role:
        """What kind of block the paragraph is."""
        properties = child(paragraph, PARAGRAPH_PROPERTIES)
        look = (self._default, None, None) if properties is None else self._look_of(properties)
        role = self._roles.get(look)
        if role is None:
            role = self._roles[look] = _role(self._style(look[0]), look[1], look[2])
        if role.level and self._style(look[0]).heading is None and sum(map(len, paragraph.itertext(T))) > _MAX_OUTLINED:
            return _role(self._style(look[0]), _BODY_TEXT, look[2])
        return role

    def _look_of(self, properties: _Element) -> tuple[str, str | None, str | None]:
        style = property_value(properties, "pStyle") or self._default
        return style, property_value(properties, "outlineLvl"), property_value(properties, "numPr/numId")

    def list_of(self, paragraph: _Element) -> str | None:
        """The identifier of the list that the paragraph is an item of."""
        properties = child(paragraph, PARAGRAPH_PROPERTIES)
        style = self._style(property_value(properties, "pStyle") or self._default)
        number = property_value(properties, "numPr/numId") or style.number
        return None if number == "0" else number

    def look(self, run: _Element) -> tuple[bool, bool]:
        """Whether a run is bold, be it so by its paragraph's style, and whether it is superscript."""
        properties = child(run, RUN_PROPERTIES)
        if properties is None:
            return bool(self._around(run).bold), False
        style = self._style(property_value(properties, "rStyle") or "")
        bold = _first((switch(properties, "b"), style.bold))
        position = property_value(properties, "vertAlign")
        raised = position == "superscript" if position else bool(style.raised)
        return bool(self._around(run).bold if bold is None else bold), raised

    def is_raised(self, run: _Element) -> bool:
        """True for superscript."""
        return self.look(run)[1]

    def is_hidden(self, run: _Element) -> bool:
        """True for text that is not printed."""
        properties = child(run, RUN_PROPERTIES)
        hidden = switch(properties, "vanish")
        if hidden is None and properties is not None:
            hidden = self._style(property_value(properties, "rStyle") or "").hidden
        return bool(self._around(run).hidden if hidden is None else hidden)

    def _around(self, run: _Element) -> _Style:
        """The style of the paragraph that a run is in; most runs ask for the same one as the run before."""
        paragraph = next(run.iterancestors(P), None)
        if paragraph is not self._last[0]:
            name = property_value(child(paragraph, PARAGRAPH_PROPERTIES), "pStyle")
            self._last = (paragraph, self._style(name or self._default))
        return self._last[1]

    def _style(self, style_id: str) -> _Style:
        if style_id not in self._resolved:
            self._resolved[style_id] = self._resolve(style_id)
        return self._resolved[style_id]

    def _resolve(self, style_id: str) -> _Style:
        if not style_id:
            return _PLAIN
        chain: list[_Element] = []
        following: str | None = style_id
        while (element := self._elements.get(following or "")) is not None and len(chain) < _MOST_STYLES:
            chain.append(element)
            following = property_value(element, "basedOn")
        if not chain:
            return _Style(names=(_WORD_STARTS.sub(" ", style_id).lower(),))
        paragraphs = [child(element, PARAGRAPH_PROPERTIES) for element in chain]
        runs = [child(element, RUN_PROPERTIES) for element in chain]
        positions = [property_value(run, "vertAlign") for run in runs]
        return _Style(
            names=tuple((property_value(element, "name") or "").lower() for element in chain),
            outline=_first(property_value(paragraph, "outlineLvl") for paragraph in paragraphs),
            number=_first(property_value(paragraph, "numPr/numId") for paragraph in paragraphs),
            hidden=_first(switch(run, "vanish") for run in runs),
            raised=_first(None if position is None else position == "superscript" for position in positions),
            bold=_first(switch(run, "b") for run in runs),
        )


def _first(values: Iterable[_Value | None]) -> _Value | None:
    return next((value for value in values if value is not None), None)


def _role(style: _Style, outline: str | None, number: str | None) -> Role:
    """What a paragraph of the style is, with the outline level and the list that it names itself."""
    if style.has(_CONTENTS):
        return Role(Act.BLOCK, repeated=True)
    outline = outline or style.outline
    level = style.heading or (int(outline) + 1 if outline in _OUTLINE_LEVELS else 0)
    if level:
        return Role(Act.BLOCK, BlockKind.HEADING, level)
    if (number or style.number or "0") != "0" or style.has(_LIST):
        return Role(Act.BLOCK, BlockKind.LIST_ITEM)
    if style.has(_QUOTATION):
        return Role(Act.BLOCK, BlockKind.QUOTATION)
    return Role(Act.BLOCK, BlockKind.CAPTION if style.has(_CAPTION) else BlockKind.PARAGRAPH)
