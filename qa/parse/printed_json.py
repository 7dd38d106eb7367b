"""What of a page is to be marked, and the request for it that the parsing process gets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qa.types.page_image import Box


@dataclass(frozen=True, slots=True)
class WantedLine:
    """A line of a page, of which some is to be marked."""

    box: Box
    """As in `Place.box`."""
    text: str
    """As it stands in the document: without markers, perhaps without the hyphen at its end."""
    start: int
    end: int
    """What is to be marked, in `text`."""


@dataclass(frozen=True, slots=True)
class WantedPage:
    """A page, and what is to be marked on it."""

    label: str
    lines: tuple[WantedLine, ...]
    scanned: bool = False
    """Whether it was read by OCR, so that its words have to be looked for in its picture."""


def wanted_to_fields(wanted: WantedPage) -> dict[str, object]:
    """As JSON holds it."""
    lines = [[line.box, line.text, line.start, line.end] for line in wanted.lines]
    return {"label": wanted.label, "lines": lines, "scanned": wanted.scanned}


def fields_to_wanted(fields: Mapping[str, Any]) -> WantedPage:
    """The page whose fields `wanted_to_fields` gave."""
    left, top, right, bottom = range(4)
    lines = (
        WantedLine((box[left], box[top], box[right], box[bottom]), text, start, end)
        for box, text, start, end in fields["lines"]
    )
    return WantedPage(fields["label"], tuple(lines), fields["scanned"])
