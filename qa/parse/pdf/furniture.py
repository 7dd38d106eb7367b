"""Running heads, running feet and page numbers: what stands at the same height on page after page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from qa.parse.pdf.labels import ROMAN, Start, note_start, raised_labels
from qa.parse.pdf.shapes import Line, Page
from qa.regex import regex

_NUMBER = regex(r"\d+|\b[ivxlc]+\b")
_SIGNS = regex(r"\W++")
_PAGE_NUMBER = regex(
    r"(?:[ #]?(?:p|pg|page|seite|página|pagina))?#(?:(?:of|de|von|sur)#)?(?:(?:page|seite|página|pagina)[ #]?)?",
    re.IGNORECASE,
)
_MARGIN = 0.14
"""Of the page's height: what stands further in is furniture only if it says the same, or counts, on page after page."""
_DEEPEST = 0.3
"""Of the page's height: nothing further in is furniture, however wide the margins are."""
_NEAR = 4
"""Pages between two that have the same running head: it may be left out where a chapter begins or a picture stands."""
_ROUNDS = 3
_APART = 1.3
"""In leadings: the gap to the text beside a running head."""

Row = tuple[Line, ...]


def drop_furniture(pages: Sequence[Page]) -> list[Page]:
    """The pages without their running heads, feet and page numbers; from the edge inward, at most three rows."""
    kept, all_gone = _drop(pages, _DEEPEST)
    if not all_gone:
        # Where row after row comes again, far into the page, the pages are forms: only their margins hold furniture.
        kept, _ = _drop(pages, _MARGIN)
    # Pages that are alike to the last line have no furniture.
    return kept if any(page.lines for page in kept) else list(pages)


def _drop(pages: Sequence[Page], depth: float) -> tuple[list[Page], bool]:
    """The pages without furniture to a share of their height, and whether the text begins behind it."""
    kept = list(pages)
    for _ in range(_ROUNDS):
        dropped = _outermost_furniture(kept, depth)
        if not dropped:
            return kept, True
        kept = [replace(page, lines=[line for line in page.lines if line not in dropped]) for page in kept]
    return kept, not _outermost_furniture(kept, depth)


def _outermost_furniture(pages: Sequence[Page], depth: float) -> set[Line]:
    sides = [_top_row(page, depth) for page in pages], [_bottom_row(page, depth) for page in pages]
    return {line for rows in sides for i in _furniture(pages, rows) for line in rows[i]}


def _top_row(page: Page, depth: float) -> Row:
    return _outermost(page, min, lambda line: line.bottom < page.height * depth)


def _bottom_row(page: Page, depth: float) -> Row:
    return _outermost(page, max, lambda line: line.top > page.height * (1 - depth))


def _in_margin(page: Page, row: Row) -> bool:
    return row[0].bottom < page.height * _MARGIN or row[0].top > page.height * (1 - _MARGIN)


def _outermost(page: Page, pick: Callable[..., float], in_margin: Callable[[Line], bool]) -> Row:
    lines = [line for line in page.lines if in_margin(line)]
    if not lines:
        return ()
    edge = pick(line.base for line in lines)
    row = tuple(line for line in lines if abs(line.base - edge) < 3)
    # `12 Ibid.` may close page after page: a note is not furniture.
    start = note_start(row[0])
    return () if start and (start.style == "raised" or _is_called(page, row, start)) else row


def _is_called(page: Page, row: Row, start: Start) -> bool:
    """True for `12. Ibid.` at the foot of a page on which a raised 12 stands."""
    at_foot = row[0].base > page.height / 2 and start.style in ("dot", "bracket", "paren")
    return at_foot and any(start.label in raised_labels(line) for line in page.lines)


def _is_page_number(sign: str) -> bool:
    """True for `page # of #`, whatever signs stand around and between; each run of them is one, so that nothing goes back."""
    return bool(_PAGE_NUMBER.fullmatch(_SIGNS.sub(lambda run: "#" if "#" in run[0] else " ", sign)))


def _furniture(pages: Sequence[Page], rows: Sequence[Row]) -> set[int]:
    """Indices of the pages whose row is furniture."""
    # A heading that opens a chapter far below the edge is larger than the text, a running head is not.
    rows = [
        row if row and (_in_margin(page, row) or _is_small(page, row)) else ()
        for page, row in zip(pages, rows, strict=True)
    ]
    texts = [" ".join(line.text for line in row).strip() for row in rows]
    signs = [_NUMBER.sub("#", text.casefold()) for text in texts]
    values = [_first_number(text) for text in texts]
    numbers = [i for i, sign in enumerate(signs) if sign and _is_page_number(sign)]
    found = {
        i for i in numbers if _counts(i, values, pages) or (signs[i].count("#") < 3 and _is_set_off(pages, rows, i))
    }
    groups: dict[str, list[int]] = defaultdict(list)
    for i, sign in enumerate(signs):
        if sign and len(sign) < 200:
            groups[sign].append(i)
    for members in groups.values():
        heights = sorted(rows[i][0].base for i in members)
        middle = heights[len(heights) // 2]
        level = _near_another([i for i in members if abs(rows[i][0].base - middle) < 8])
        apart = sum(_gap(pages[i], rows[i]) > _APART * _leading(pages[i]) for i in level)
        # The same note can stand at the foot of several pages, but close to what is above it.
        is_apart = 2 * apart > len(level)
        enough = min(3, max(2, len(pages) // 2)) if is_apart else max(2, 0.5 * len(pages))
        if len(level) >= enough and (is_apart or _in_margin(pages[level[0]], rows[level[0]])):
            found.update(level)
    return found | _set_apart(pages, rows)


def _near_another(members: Sequence[int]) -> list[int]:
    """The pages that have another of them within a few pages: a sentence that comes again much later is text."""
    gaps = [_NEAR + 1, *(b - a for a, b in pairwise(members)), _NEAR + 1]
    return [i for i, (before, after) in zip(members, pairwise(gaps), strict=True) if min(before, after) <= _NEAR]


def _counts(i: int, values: Sequence[int], pages: Sequence[Page]) -> bool:
    """True for a number that is the page's own, or that goes up with the pages around it."""
    if values[i] and values[i] in (i + 1, _first_number(pages[i].label)):
        return True
    return any(
        values[i] - values[j] == i - j for j in range(max(0, i - 2), min(len(values), i + 3)) if j != i and values[j]
    )


def _is_set_off(pages: Sequence[Page], rows: Sequence[Row], i: int) -> bool:
    """True for a number at the edge of a file's only page, well apart from the text."""
    row = rows[i]
    apart = _gap(pages[i], row) > _APART * max(_leading(pages[i]), row[0].size)
    return len(pages) == 1 and len(row) == 1 and apart and _in_margin(pages[i], row)


def _first_number(text: str) -> int:
    match = re.search(r"\d{1,6}", text)
    return int(match.group()) if match else ROMAN.get(text.strip(" -–—|").casefold(), 0)


def _set_apart(pages: Sequence[Page], rows: Sequence[Row]) -> set[int]:
    """Rows at one height on most pages, always with a gap to the text: running heads whose words change."""
    if len(pages) < 4:
        return set()
    levels: dict[int, list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        if row and _in_margin(pages[i], row) and _is_small(pages[i], row):
            levels[round(row[0].base / 3)].append(i)
    found: set[int] = set()
    for members in levels.values():
        apart = [i for i in members if _gap(pages[i], rows[i]) > 1.7 * _leading(pages[i])]
        if len(members) >= 0.4 * len(pages) and len(apart) >= 0.9 * len(members):
            found.update(apart)
    return found


def _gap(page: Page, row: Row) -> float:
    others = [abs(line.base - row[0].base) for line in page.lines if line not in row]
    return min(others, default=0.0)


def _is_small(page: Page, row: Row) -> bool:
    """True for a row in type that is no larger than the page's text."""
    sizes = sorted(line.size for line in page.lines)
    return row[0].size <= 1.15 * sizes[len(sizes) // 2]


def _leading(page: Page) -> float:
    steps = sorted(b.base - a.base for a, b in pairwise(page.lines) if 0 < b.base - a.base < 3 * a.size)
    return steps[len(steps) // 2] if steps else 12.0
