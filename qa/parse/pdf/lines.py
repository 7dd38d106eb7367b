"""Fragments of a region → lines: what stands on one baseline, with raised characters as pieces of their own."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import groupby, pairwise

from qa.parse.addresses import outside
from qa.parse.pdf.direction import in_reading_order
from qa.parse.pdf.fragments import WIDE_GAP, Fragment, most_common
from qa.parse.pdf.shapes import SPACE, SYMBOLS, Glyph, Line, LinePiece, PageLink, Target

_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))
_BETWEEN = ",;–-—˒ "
_MIN_RISE = 0.12
"""Of the line's type: ink of a raised digit begins this far above the baseline; old-style digits go below it."""

_MAY_BE_LOW = frozenset({*_SUPERSCRIPTS, *SYMBOLS})
"""What calls a note wherever it stands."""
_WORDS = 18
"""Letters of a stretch that is running text rather than a table's cell."""


def find_lines(
    fragments: Sequence[Fragment],
    page: int,
    region: int,
    links: Sequence[PageLink],
    *,
    rightward: bool = False,
    turned: bool = False,
) -> list[Line]:
    """The region's lines from top to bottom.

    `rightward`: some of it is written from right to left. `turned`: most of the page is, and the page was turned round.
    """
    groups: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda f: (f.base, f.x0)):
        home = next((group for group in reversed(groups[-4:]) if _same_line(group, fragment)), None)
        if home is None:
            groups.append([fragment])
        else:
            home.append(fragment)
    lines = [_line(group, page, region, links, rightward=rightward, turned=turned) for group in groups]
    return sorted(lines, key=lambda line: (round(line.base), line.x0))


def _same_line(group: Sequence[Fragment], fragment: Fragment) -> bool:
    main = max(group, key=lambda f: (f.size, len(f.glyphs)))
    size = max(main.size, fragment.size)
    if abs(main.base - fragment.base) <= 0.15 * size:
        return True
    small, large = sorted((main, fragment), key=lambda f: f.size)
    if small.size > 0.9 * large.size or not large.top - 0.2 * size <= small.base - 0.3 * small.size <= large.bottom:
        return False
    if small.x1 < large.x0 and len(small.glyphs) <= 4:
        # A raised label, and the note's text after a tab.
        return large.x0 - small.x1 < 4 * size
    return any(-size < max(fragment.x0, f.x0) - min(fragment.x1, f.x1) < 0.8 * size for f in group)


def _line(
    group: list[Fragment], page: int, region: int, links: Sequence[PageLink], *, rightward: bool, turned: bool
) -> Line:
    group.sort(key=lambda f: f.x0)
    inked = [glyph for fragment in group for glyph in fragment.glyphs if not glyph.char.isspace()]
    letters = [glyph for glyph in inked if glyph.char.isalpha()]
    size = most_common([glyph.size for glyph in inked])
    if any(glyph.size > 1.15 * size for glyph in letters):
        # A short line can have more raised digits than letters.
        only_raised = not any(abs(glyph.size - size) < 0.1 for glyph in letters)
        size = most_common([g.size for g in letters]) if only_raised else max(f.size for f in group)
    alike = [glyph for glyph in inked if abs(glyph.size - size) < 0.6] or inked
    base = most_common([glyph.base for glyph in alike])
    glyphs, cells = _in_order(group, size)
    if rightward:
        glyphs = in_reading_order(glyphs, size, turned=turned)
    return Line(
        page,
        region,
        min(f.x0 for f in group),
        base - 0.75 * size,
        max(f.x1 for f in group),
        base + 0.25 * size,
        base,
        size,
        bool(letters) and sum(glyph.bold for glyph in letters) > 0.8 * len(letters),
        _pieces(glyphs, base, size, links),
        cells,
        (_address(inked[0], links), _address(inked[-1], links)),
        any(_is_far(a, b) for a, b in pairwise(group)),
        group[0].initial,
        _linked(glyphs, [link for link in links if link.address and link.top <= base <= link.bottom + 0.5 * size]),
    )


def _linked(glyphs: Sequence[Glyph], links: Sequence[PageLink]) -> tuple[tuple[str, str], ...]:
    """The words of a line that lie in links to the web, with their addresses."""
    if not links:
        return ()
    found: list[tuple[str, str]] = []
    words, address = "", ""
    for glyph in (*glyphs, None):
        now = address if glyph and (glyph.char.isspace() or not glyph.size) else _address(glyph, links) if glyph else ""
        if now != address:
            found.append((words.strip(), outside(address) or ""))
            words, address = "", now
        words += _SUPERSCRIPTS.get(glyph.char, glyph.char) if glyph else ""
    return tuple((words, address) for words, address in found if words and address)


def _is_far(left: Fragment, right: Fragment) -> bool:
    """True for two stretches of several words on one height, when the file has other text between them."""
    if right.x0 - left.x1 <= WIDE_GAP * right.size or abs(right.order - left.order) < 2:
        return False
    return all(sum(glyph.char.isalpha() for glyph in part.glyphs) >= _WORDS for part in (left, right))


def _in_order(group: Sequence[Fragment], size: float) -> tuple[list[Glyph], int]:
    """The glyphs of fragments from left to right, with a space where there is a gap, and the number of cells."""
    glyphs: list[Glyph] = []
    cells, right = 1, 0.0
    for fragment in group:
        gap = fragment.x0 - right
        if glyphs and gap > 0.2 * size:
            glyphs.append(SPACE)
            cells += gap > WIDE_GAP * size
        glyphs.extend(fragment.glyphs)
        right = fragment.x1
    return glyphs, cells


def _pieces(glyphs: Sequence[Glyph], base: float, size: float, links: Sequence[PageLink]) -> tuple[LinePiece, ...]:
    """Runs of glyphs that are raised or plain alike and lie in the same link."""
    rise = _MIN_RISE * size
    # Most characters stand on the line, and are no more than looked at.
    raised = [
        (base - glyph.bottom > rise or base - glyph.base > rise or glyph.char in _MAY_BE_LOW)
        and _is_raised(glyph, base, size)
        for glyph in glyphs
    ]
    near = [link for link in links if link.target and link.top <= base <= link.bottom + 0.5 * size]
    if not near and True not in raised:
        return (LinePiece("".join([glyph.char for glyph in glyphs]), False, None),)
    _lower_noughts(glyphs, raised, base, size)
    for i, glyph in enumerate(glyphs):
        if raised[i] or (not glyph.size and glyph.char != " "):
            continue
        before, after = i > 0 and raised[i - 1], i + 1 < len(glyphs) and raised[i + 1]
        # A comma or dash between two raised numbers is raised with them, and so is a bracket around one.
        opens, closes = glyph.char in "([" and after, glyph.char in ")]" and before
        inside = glyph.char in _BETWEEN and before and after
        raised[i] = inside or ((opens or closes) and base - glyph.bottom > -0.05 * size)
    pieces: list[LinePiece] = []
    run: list[str] = []
    state: tuple[bool, Target | None] = (False, None)
    for glyph, high in zip(glyphs, raised, strict=True):
        now = (high, _target(glyph, near) if near and glyph.size else state[1])
        if run and now != state:
            pieces.append(LinePiece("".join(run), *state))
            run = []
        state = now
        run.append(_SUPERSCRIPTS.get(glyph.char, glyph.char))
    pieces.append(LinePiece("".join(run), *state))
    return tuple(pieces)


def _is_raised(glyph: Glyph, base: float, size: float) -> bool:
    if glyph.char in _SUPERSCRIPTS or glyph.char in SYMBOLS:
        return glyph.char not in "§¶‖" or _is_high(glyph, base, size)
    return glyph.char.isalnum() and _is_high(glyph, base, size)


def _lower_noughts(glyphs: Sequence[Glyph], raised: list[bool], base: float, size: float) -> None:
    """Noughts that only look raised are none: fonts of Persian and others set them as a small dot or ring."""
    for high, run in groupby(range(len(glyphs)), key=raised.__getitem__):
        if not high:
            continue
        places = list(run)
        set_high = [i for i in places if _is_set_high(glyphs[i], base, size)]
        noughts = [i for i in places if unicodedata.digit(glyphs[i].char[-1], 1) == 0 and glyphs[i].char != "⁰"]
        if set_high or len(noughts) == len(places):
            for i in set(noughts).difference(set_high):
                raised[i] = False


def _is_high(glyph: Glyph, base: float, size: float) -> bool:
    if _is_set_high(glyph, base, size):
        return True
    # Fonts have raised digits of their own, which stand on the baseline like any other: their ink tells.
    height = glyph.bottom - glyph.top
    return base - glyph.bottom > _MIN_RISE * size and 0.05 * size < height < 0.62 * size


def _is_set_high(glyph: Glyph, base: float, size: float) -> bool:
    """True for what stands on a higher baseline in smaller type."""
    rise = base - glyph.base
    return (rise > _MIN_RISE * size and glyph.size < 0.85 * size) or (rise > 0.3 * size and glyph.size < 0.95 * size)


def _address(glyph: Glyph, links: Sequence[PageLink]) -> str:
    x, y = (glyph.x0 + glyph.x1) / 2, glyph.base - 0.3 * glyph.size
    return next((link.address for link in links if link.x0 <= x <= link.x1 and link.top <= y <= link.bottom), "")


def _target(glyph: Glyph, links: Sequence[PageLink]) -> Target | None:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return next((link.target for link in links if link.x0 <= x <= link.x1 and link.top <= y <= link.bottom), None)
