"""Sets made-up pages as PDF.

A line is text in which `^1^` is raised and small, `_2_` lowered and small, `{1>goal}` a link inside the document and
`<a.org|https://a.org>` text with a link to an address.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
LEFT, TOP = 72.0, 90.0
_PART = re.compile(r"\^([^^]+)\^|_([^_]+)_|\{([^>]+)>(\w+)\}|<([^|]+)\|([^>]+)>")


@dataclass
class Sheet:
    """One page: lines at (left, height from the top, size, text, bold), goals of links, thin lines, pictures."""

    lines: list[tuple[float, float, float, str, bool]] = field(default_factory=list)
    goals: list[tuple[str, float]] = field(default_factory=list)
    rules: list[tuple[float, float, float]] = field(default_factory=list)
    picture: bool = False

    def add(
        self,
        texts: Sequence[str],
        *,
        top: float,
        size: float = 11,
        left: float = LEFT,
        step: float = 0,
        bold: bool = False,
    ) -> "Sheet":
        """Lines one below the other; returns the page, so that calls chain."""
        for i, text in enumerate(texts):
            self.lines.append((left, top + i * (step or 1.25 * size), size, text, bold))
        return self

    def rule(self, top: float, left: float = LEFT, width: float = 120) -> "Sheet":
        """A thin line."""
        self.rules.append((left, top, width))
        return self

    def goal(self, name: str, top: float) -> "Sheet":
        """Where links of that name lead."""
        self.goals.append((name, top))
        return self


def page(body: Sequence[str], notes: Sequence[str] = (), number: int | None = None) -> Sheet:
    """A page of body text with notes at its foot, in smaller type, and its number below."""
    sheet = Sheet().add(body, top=TOP).add(notes, top=720 - 10 * len(notes), size=8, step=10)
    return sheet.add([str(number)], top=HEIGHT - 40, left=WIDTH / 2) if number else sheet


def make_pdf(
    sheets: Sequence[Sheet],
    *,
    labels: Sequence[str] = (),
    password: str | None = None,
    crop: tuple[float, float, float, float] | None = None,
) -> bytes:
    """The bytes of a PDF with these pages; `crop` is what is shown of each: left, bottom, right, top."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, encrypt=password, invariant=1)
    for number, sheet in enumerate(sheets):
        if crop:
            canvas.setCropBox(crop)
        if labels:
            canvas.addPageLabel(number, prefix=labels[number], style=None)
        for name, top in sheet.goals:
            canvas.bookmarkHorizontalAbsolute(name, HEIGHT - top, left=LEFT)
        for left, top, width in sheet.rules:
            canvas.line(left, HEIGHT - top, left + width, HEIGHT - top)
        if sheet.picture:
            canvas.rect(100, 100, 300, 300, fill=1)
        for left, top, size, text, bold in sheet.lines:
            _set_line(canvas, left, top, size, text, "Times-Bold" if bold else "Times-Roman")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _set_line(canvas: Canvas, left: float, top: float, size: float, text: str, font: str) -> None:
    line = canvas.beginText(left, HEIGHT - top)
    at = 0
    for match in _PART.finditer(text):
        _set_run(line, text[at : match.start()], font, size, 0)
        raised, lowered, linked, goal, plain, address = match.groups()
        start = line.getX()
        if plain:
            _set_run(line, plain, font, size, 0)
        else:
            _set_run(line, raised or lowered or linked, font, 0.65 * size, (-0.2 if lowered else 0.35) * size)
        area = (start, HEIGHT - top, line.getX(), HEIGHT - top + size)
        if goal:
            canvas.linkAbsolute("", goal, area, thickness=0)
        if address:
            canvas.linkURL(address, area)
        at = match.end()
    _set_run(line, text[at:], font, size, 0)
    canvas.drawText(line)


def _set_run(line: Any, text: str, font: str, size: float, rise: float) -> None:
    line.setFont(font, size)
    line.setRise(rise)
    line.textOut(text)
