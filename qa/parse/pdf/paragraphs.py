"""Lines of the body → paragraphs, headings, list items, captions and table rows, joined over columns and pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from qa.parse.pdf.double_spaced import CLOSED, DoubleSpacing, find_double_spacing
from qa.parse.pdf.shapes import Line
from qa.regex import regex
from qa.types.document import BlockKind

BULLET = regex(r"[•‣◦▪▫–—●○■□➢✓⁃]\s+|[-*·]\s+(?=\S)")
_DASH = regex(r"\s*[-–—]\s")
_ENUMERATOR = regex(r"(?:\(?\d{1,2}[.)]|\(?[a-zA-Z]\)|\(?[ivx]{1,5}[.)]|[a-z]\.)\s+\S")
_CAPTION = regex(
    r"(?:figure|fig\.?|table|chart|map|box|graph|exhibit|plate|abbildung|abb\.|tabelle|figura|tabla|cuadro|gráfico|tableau)"
    r"\s+[\dIVX]+(?:\.\d+)*\s*[.:|–—-]",
    re.IGNORECASE,
)
_LONGEST_HEADING = 160
_MOST = 1.22
"""Of the usual leading: lines of a paragraph stand no further apart."""


@dataclass(slots=True)
class Paragraph:
    """A block and its lines."""

    kind: BlockKind
    lines: list[Line] = field(default_factory=list)
    level: int = 0


@dataclass(frozen=True, slots=True)
class _Page:
    """Measures that decide where a paragraph ends: left and right edge by region, and leading by size of type."""

    edges: dict[tuple[int, int], tuple[float, float]]
    leading: dict[int, float]
    body_size: float
    double: DoubleSpacing | None = None

    def step(self, line: Line) -> float:
        return self.leading.get(round(2 * line.size), 1.25 * line.size)


def find_paragraphs(lines: Sequence[Line], body_size: float, *, numbered: bool = False) -> list[Paragraph]:
    """Blocks in reading order, headings with their levels; `numbered`: the lines were numbered, as on pleading paper."""
    measures = _measure(lines, body_size, numbered=numbered)
    found: list[Paragraph] = []
    for i, line in enumerate(lines):
        after = lines[i + 1] if i + 1 < len(lines) else None
        current = found[-1] if found else None
        if current and _continues(current, line, after, measures):
            current.lines.append(line)
        else:
            found.append(Paragraph(_kind(line, measures), [line]))
    for paragraph in found:
        _settle(paragraph)
    _set_levels(found)
    return _floats_after_text(found)


def _measure(lines: Sequence[Line], body_size: float, *, numbered: bool) -> _Page:
    columns: dict[tuple[int, int], list[Line]] = defaultdict(list)
    steps: dict[int, Counter[float]] = defaultdict(Counter)
    for line in lines:
        columns[line.page, line.region].append(line)
    for a, b in pairwise(lines):
        if (a.page, a.region) == (b.page, b.region) and 0.8 * a.size < b.base - a.base < 2.5 * a.size:
            steps[round(2 * b.size)][round(b.base - a.base, 1)] += 1
    edges = {}
    for column, members in columns.items():
        lefts, rights = sorted(line.x0 for line in members), sorted(line.x1 for line in members)
        edges[column] = (lefts[len(lefts) // 20], rights[-1 - len(rights) // 20])
    leading = {size: min(c.most_common(2))[0] for size, c in steps.items()}
    double = find_double_spacing(lines)
    # Elsewhere the usual leading serves as well, unless what is set close hides it.
    if double and not numbered and double.step <= _MOST * leading.get(round(2 * double.size), double.step) + 0.5:
        double = None
    return _Page(edges, leading, body_size, double)


def _kind(line: Line, measures: _Page) -> BlockKind:
    text = line.text.strip()
    if _CAPTION.match(text):
        return BlockKind.CAPTION
    if line.cells > 2 and not (measures.double and measures.double.is_stretched(line)):
        return BlockKind.TABLE_ROW
    large = line.size > 1.08 * measures.body_size
    if (large or line.bold) and any(c.isalpha() for c in text) and len(text) <= _LONGEST_HEADING:
        return BlockKind.HEADING
    if measures.double and measures.double.is_heading(line):
        return BlockKind.HEADING
    if BULLET.match(text) or _ENUMERATOR.match(text):
        return BlockKind.LIST_ITEM
    return BlockKind.PARAGRAPH


def _continues(current: Paragraph, line: Line, after: Line | None, measures: _Page) -> bool:
    last = current.lines[-1]
    kind = _kind(line, measures)
    if kind is BlockKind.TABLE_ROW or current.kind is BlockKind.TABLE_ROW:
        return False
    if abs(line.size - last.size) > 0.08 * last.size or kind is BlockKind.CAPTION:
        return False
    if kind is BlockKind.LIST_ITEM and not _is_inside(current, line, measures):
        return False
    if (kind is BlockKind.HEADING) != (current.kind is BlockKind.HEADING):
        # A bold line inside a paragraph, or a paragraph that begins with a bold line.
        inside = last.bold and line.bold and current.kind is not BlockKind.HEADING
        return inside and not line.size > 1.08 * measures.body_size
    double = measures.double
    if (last.page, last.region) == (line.page, line.region):
        if double and double.is_wide(last, line):
            return double.goes_on(current.lines, line, after)
        return _continues_here(current, last, line, after, measures)
    if current.kind in (BlockKind.HEADING, BlockKind.CAPTION):
        return False
    return double.goes_on_over(current.lines, line) if double else _continues_over(current, last, line, measures)


def _is_inside(current: Paragraph, line: Line, measures: _Page) -> bool:
    """True for a line that begins like a list item and goes on with the sentence of the line above it."""
    if measures.double and _ENUMERATOR.match(line.text) and current.kind is not BlockKind.HEADING:
        return measures.double.numbers_inside(current.lines, line)
    return _is_dash_inside(current, line, measures)


def _is_dash_inside(current: Paragraph, line: Line, measures: _Page) -> bool:
    """True for a line that begins with a dash and goes on with the sentence of the full line above it."""
    last = current.lines[-1]
    _, right = measures.edges[last.page, last.region]
    if not _DASH.match(line.text) or CLOSED.search(last.text.rstrip()) or _ENUMERATOR.match(line.text):
        return False
    return current.kind is not BlockKind.HEADING and last.x1 > right - 4 * last.size and line.x0 - last.x0 < last.size


def _continues_here(current: Paragraph, last: Line, line: Line, after: Line | None, measures: _Page) -> bool:
    """Whether the line goes on with the paragraph of the line above it."""
    step = line.base - last.base
    if step > _MOST * measures.step(line) + 0.5 or step < -line.size:
        return False
    if current.kind is BlockKind.HEADING:
        return True
    left, right = measures.edges[line.page, line.region]
    full = last.x1 > right - 0.12 * (right - left)
    indent = line.x0 - last.x0
    if indent > 0.7 * line.size:
        # After a full line that began further left, a line is indented by its paragraph (a list item, a reference) or
        # begins a new one; then the line after it goes back to the left.
        back = after is not None and after.page == line.page and after.x0 < line.x0 - 0.7 * line.size
        return len(current.lines) == 1 and (current.kind is BlockKind.LIST_ITEM or (full and not back))
    if indent < -0.7 * line.size and len(current.lines) > 1:
        return not CLOSED.search(last.text)
    return full or not CLOSED.search(last.text)


def _continues_over(current: Paragraph, last: Line, line: Line, measures: _Page) -> bool:
    """Whether the first line of a column or page goes on with the paragraph at the end of the one before."""
    text = line.text.lstrip()
    if text[:1].islower() or not CLOSED.search(last.text):
        return True
    _, right = measures.edges[last.page, last.region]
    start, _ = measures.edges[line.page, line.region]
    full = last.x1 > right - 1.5 * last.size
    return full and line.x0 - start < 0.7 * line.size and current.kind is BlockKind.PARAGRAPH


def _settle(paragraph: Paragraph) -> None:
    """A bold or large stretch that is too long for a heading, or is a sentence, is a paragraph."""
    if paragraph.kind is not BlockKind.HEADING:
        return
    text = " ".join(line.text for line in paragraph.lines)
    if len(text) > 2 * _LONGEST_HEADING or (len(paragraph.lines) > 2 and CLOSED.search(text)):
        paragraph.kind = BlockKind.PARAGRAPH


def _set_levels(paragraphs: Sequence[Paragraph]) -> None:
    """Headings of the largest type are of level 1, and so on; bold ones come before plain ones of their size."""
    headings = [p for p in paragraphs if p.kind is BlockKind.HEADING]
    ranks = sorted({_rank(p) for p in headings}, reverse=True)
    for paragraph in headings:
        paragraph.level = min(ranks.index(_rank(paragraph)) + 1, 6)


def _rank(paragraph: Paragraph) -> tuple[float, bool]:
    return round(2 * paragraph.lines[0].size) / 2, paragraph.lines[0].bold


def _floats_after_text(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Captions and table rows at the top of a page come after the paragraph that they interrupt."""
    found: list[Paragraph] = []
    open_text: Paragraph | None = None
    held: list[Paragraph] = []
    for paragraph in paragraphs:
        floating = paragraph.kind in (BlockKind.CAPTION, BlockKind.TABLE_ROW)
        if floating and open_text and (held or paragraph.lines[0].page > open_text.lines[-1].page):
            held.append(paragraph)
            continue
        if held and open_text and paragraph.kind is open_text.kind and _goes_on(paragraph):
            open_text.lines += paragraph.lines
        else:
            found += [*held, paragraph]
            held = []
            open_text = paragraph
        if not held:
            unfinished = paragraph.kind is BlockKind.PARAGRAPH and not CLOSED.search(paragraph.lines[-1].text)
            open_text = paragraph if unfinished else None
        elif CLOSED.search(paragraph.lines[-1].text):
            found += held
            held, open_text = [], None
    return [*found, *held]


def _goes_on(paragraph: Paragraph) -> bool:
    return paragraph.lines[0].text.lstrip()[:1].islower()
