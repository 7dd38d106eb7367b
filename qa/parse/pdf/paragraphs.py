"""Lines of the body → paragraphs, headings, list items, captions and table rows, joined over columns and pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

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
_CLOSED = regex(r"[.!?:;…؟۔。！？][\"'’”)\]]*$")
_LONGEST_HEADING = 160


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

    def step(self, line: Line) -> float:
        return self.leading.get(round(2 * line.size), 1.25 * line.size)


def find_paragraphs(lines: Sequence[Line], body_size: float) -> list[Paragraph]:
    """Blocks in reading order, headings with their levels."""
    measures = _measure(lines, body_size)
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


def _measure(lines: Sequence[Line], body_size: float) -> _Page:
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
    return _Page(edges, {size: min(c.most_common(2))[0] for size, c in steps.items()}, body_size)


def _kind(line: Line, measures: _Page) -> BlockKind:
    text = line.text.strip()
    if _CAPTION.match(text):
        return BlockKind.CAPTION
    if line.cells > 2:
        return BlockKind.TABLE_ROW
    large = line.size > 1.08 * measures.body_size
    if (large or line.bold) and any(c.isalpha() for c in text) and len(text) <= _LONGEST_HEADING:
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
    if kind is BlockKind.LIST_ITEM and not _is_dash_inside(current, line, measures):
        return False
    if (kind is BlockKind.HEADING) != (current.kind is BlockKind.HEADING):
        # A bold line inside a paragraph, or a paragraph that begins with a bold line.
        inside = last.bold and line.bold and current.kind is not BlockKind.HEADING
        return inside and not line.size > 1.08 * measures.body_size
    if (last.page, last.region) == (line.page, line.region):
        return _continues_here(current, last, line, after, measures)
    return current.kind is not BlockKind.HEADING and _continues_over(current, last, line, measures)


def _is_dash_inside(current: Paragraph, line: Line, measures: _Page) -> bool:
    """True for a line that begins with a dash and goes on with the sentence of the full line above it."""
    last = current.lines[-1]
    _, right = measures.edges[last.page, last.region]
    if not _DASH.match(line.text) or _CLOSED.search(last.text.rstrip()) or _ENUMERATOR.match(line.text):
        return False
    return current.kind is not BlockKind.HEADING and last.x1 > right - 4 * last.size and line.x0 - last.x0 < last.size


def _continues_here(current: Paragraph, last: Line, line: Line, after: Line | None, measures: _Page) -> bool:
    """Whether the line goes on with the paragraph of the line above it."""
    step = line.base - last.base
    if step > 1.22 * measures.step(line) + 0.5 or step < -line.size:
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
        return not _CLOSED.search(last.text)
    return full or not _CLOSED.search(last.text)


def _continues_over(current: Paragraph, last: Line, line: Line, measures: _Page) -> bool:
    """Whether the first line of a column or page goes on with the paragraph at the end of the one before."""
    if current.kind is BlockKind.CAPTION:
        return False
    text = line.text.lstrip()
    if text[:1].islower() or not _CLOSED.search(last.text):
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
    if len(text) > 2 * _LONGEST_HEADING or (len(paragraph.lines) > 2 and _CLOSED.search(text)):
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
            unfinished = paragraph.kind is BlockKind.PARAGRAPH and not _CLOSED.search(paragraph.lines[-1].text)
            open_text = paragraph if unfinished else None
        elif _CLOSED.search(paragraph.lines[-1].text):
            found += held
            held, open_text = [], None
    return [*found, *held]


def _goes_on(paragraph: Paragraph) -> bool:
    return paragraph.lines[0].text.lstrip()[:1].islower()
