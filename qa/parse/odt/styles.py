"""What paragraphs and spans are by their styles: headings, quotations, raised, bold or hidden text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.parse.odt.names import FO, STYLE, STYLE_NAME, TEXT
from qa.regex import regex
from qa.types.document import BlockKind

if TYPE_CHECKING:
    from lxml.etree import _Element

_KINDS = (
    (re.compile(r"\bquot\w*|zitat|\bblock ?text\b|\bextract\b"), BlockKind.QUOTATION),
    (re.compile("caption"), BlockKind.CAPTION),
    (re.compile(r"^list(?: \d| bullet| number)"), BlockKind.LIST_ITEM),
)
_HEADING = regex(r"heading ([1-9])(?:\d)?")
_CONTENTS = regex(r"^(?:contents|illustration index|table index|object index) \d+$")
_ENCODED = regex(r"_([0-9a-f]{1,4})_")
_BOLD_WEIGHTS = frozenset({"bold", "600", "700", "800", "900"})
_MOST_STYLES = 50


@dataclass(frozen=True, slots=True)
class TextStyle:
    """What a style says, inheritance resolved."""

    names: tuple[str, ...] = ()
    """Its own name as shown to people, then those that it inherits from; lower case."""
    raised: bool = False
    bold: bool = False
    hidden: bool = False

    @property
    def level(self) -> int:
        """Heading level of a paragraph that is one by its style only; 0 for none."""
        if "title" in self.names:
            return 1
        return next((int(match[1]) for name in self.names if (match := _HEADING.fullmatch(name))), 0)

    @property
    def kind(self) -> BlockKind:
        """What a paragraph of this style is, unless it is a heading."""
        kinds = (kind for name in self.names for pattern, kind in _KINDS if pattern.search(name))
        return next(kinds, BlockKind.PARAGRAPH)

    @property
    def is_contents_entry(self) -> bool:
        """True in a table of contents."""
        return any(_CONTENTS.search(name) for name in self.names)


class OdtStyles:
    """The styles of a document, by family and name."""

    def __init__(self, roots: Iterable[_Element]) -> None:
        """Read them from the roots of `content.xml` and `styles.xml`."""
        self._elements: dict[tuple[str, str], _Element] = {}
        for root in roots:
            for element in root.iter(f"{STYLE}style"):
                key = (element.get(f"{STYLE}family", ""), element.get(f"{STYLE}name", ""))
                self._elements.setdefault(key, element)
        self._resolved: dict[tuple[str, str], TextStyle] = {}

    def paragraph(self, element: _Element) -> TextStyle:
        """The style of a `text:p` or `text:h`."""
        return self._style("paragraph", element.get(STYLE_NAME, ""))

    def span(self, element: _Element) -> TextStyle:
        """The style of a `text:span` or `text:a`."""
        return self._style("text", element.get(STYLE_NAME, ""))

    def _style(self, family: str, name: str) -> TextStyle:
        key = (family, name)
        if key not in self._resolved:
            self._resolved[key] = self._resolve(family, name)
        return self._resolved[key]

    def _resolve(self, family: str, name: str) -> TextStyle:
        chain: list[_Element] = []
        names = [_shown(name)]
        while (element := self._elements.get((family, name))) is not None and len(chain) < _MOST_STYLES:
            chain.append(element)
            name = element.get(f"{STYLE}parent-style-name", "")
            names += (element.get(f"{STYLE}display-name", "").lower(), _shown(name))
        position = _first(chain, f"{STYLE}text-position")
        return TextStyle(
            names=tuple(name for name in names if name),
            raised=_is_super(position) if position else any(n.endswith(("note anchor", "superscript")) for n in names),
            bold=_first(chain, f"{FO}font-weight") in _BOLD_WEIGHTS,
            hidden=_first(chain, f"{TEXT}display") == "none",
        )


def _shown(name: str) -> str:
    """`Heading_20_1` → `heading 1`."""
    return _ENCODED.sub(lambda match: chr(int(match[1], 16)), name).lower()


def _first(chain: Iterable[_Element], attribute: str) -> str | None:
    for element in chain:
        properties = element.find(f"{STYLE}text-properties")
        value = properties.get(attribute) if properties is not None else None
        if value is not None:
            return str(value)
    return None


def _is_super(position: str) -> bool:
    """`super 58%` and `33% 58%` raise; `sub 58%`, `-33% 58%` and `0% 100%` do not."""
    place = position.split()[0] if position.split() else ""
    return place == "super" or (
        place.endswith("%") and place[:-1].replace(".", "", 1).isdigit() and float(place[:-1]) > 0
    )
