"""Arabic, Hebrew and other writing from right to left: glyphs by their places on the line → the order in which they are read.

Programs write such lines into a PDF forwards, backwards or in bits, so that only the places can be trusted. A page that is
mostly written from right to left is turned round as in a mirror: then its columns, edges and lines follow each other from
left to right as on any other page, and only what is set from left to right (numbers, Latin words) has to be turned back.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from qa.parse.pdf.shapes import SPACE, Glyph, PageLink, Rule
from qa.regex import regex

_GAP = 0.3
"""In sizes of the type: a gap between words of letters that are joined or stand close."""
_DIGIT_GAP = 0.45
"""The same between two digits."""
_SLIT = 0.08
"""The narrowest gap that a space of the file's own, or one that PDFium saw, can stand in."""
_RIGHTWARD = regex(
    r"[\u05be\u05c0\u05c3\u05c6\u05d0-\u05f4\u0608\u060b\u060d\u061b-\u064a\u066d-\u066f\u0671-\u06d5\u06e5\u06e6\u06ee"
    r"\u06ef\u06fa-\u0710\u0712-\u072f\u074d-\u07a5\u07b1-\u07ea\u0800-\u0815\u0840-\u0858\u0860-\u08c9\ufb1d\ufb1f-\ufb28"
    r"\ufb2a-\ufd3d\ufd50-\ufdfc\ufe70-\ufefc]"
)
"""Letters of Hebrew, Arabic, Syriac, Thaana, N'Ko, Samaritan and Mandaic."""
_NUMBER = ("EN", "AN")
_ALEFS = "اأإآٱ"
_PAIRS = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›"}
_OPENING = {**{close: open_ for open_, close in _PAIRS.items()}, **{open_: open_ for open_ in _PAIRS}}
_CLOSING = {**_PAIRS, **{close: close for close in _PAIRS.values()}}


@cache
def direction_of(char: str) -> str:
    """The character's kind in Unicode's rules for direction, with R also for Arabic letters."""
    kind = unicodedata.bidirectional(char[0])
    return "R" if kind == "AL" else kind


def holds_rightward(text: str) -> bool:
    """True when any letter of a text belongs to writing from right to left."""
    return bool(_RIGHTWARD.search(text))


def is_turned(text: str) -> bool:
    """True for a page that has more letters of right-to-left writing than others."""
    rightward = len(_RIGHTWARD.findall(text))
    return bool(rightward) and 2 * rightward > sum(map(str.isalpha, text))


def mirror(
    glyphs: Sequence[Glyph], links: Sequence[PageLink], rules: Sequence[Rule], width: float
) -> tuple[list[Glyph], list[PageLink], list[Rule]]:
    """All of a page, turned round at the middle of its width."""
    return (
        [glyph if glyph is SPACE else glyph._replace(x0=width - glyph.x1, x1=width - glyph.x0) for glyph in glyphs],
        [link._replace(x0=width - link.x1, x1=width - link.x0) for link in links],
        [rule._replace(x0=width - rule.x1, x1=width - rule.x0) for rule in rules],
    )


def in_reading_order(glyphs: Sequence[Glyph], size: float, *, turned: bool) -> list[Glyph]:
    """The glyphs of one line as they are read, with spaces; `turned`: on a page that was turned round."""
    rightward = holds_rightward("".join(glyph.char for glyph in glyphs))
    if not turned and not rightward:
        return list(glyphs)
    placed = _spaced(_by_place(glyphs, turned=turned), size)
    if not turned:
        return _mend_brackets(_turn_back(placed))
    if not rightward:
        return placed[::-1]
    return _mend_brackets(_turn_numbers(placed))


def _by_place(glyphs: Sequence[Glyph], *, turned: bool) -> list[Glyph]:
    """From left to right, accents after their letters, spaces only where there is room for them."""
    accents = [glyph for glyph in glyphs if glyph.size and direction_of(glyph.char) == "NSM"]
    letters = sorted((g for g in glyphs if g.size and direction_of(g.char) != "NSM"), key=lambda g: g.x0 + g.x1)
    inked = [glyph for glyph in letters if not glyph.char.isspace()]
    for i, (a, b) in enumerate(pairwise(inked)):
        # One glyph can stand for lam and alef: they have one place, and lam is read first.
        first, second = (b, a) if turned else (a, b)
        if (a.x0, a.x1) == (b.x0, b.x1) and first.char == "ل" and second.char in _ALEFS:
            inked[i], inked[i + 1] = b, a
    middles = [glyph.x0 + glyph.x1 for glyph in inked]
    held: dict[int, list[Glyph]] = {}
    for accent in accents if inked else ():
        middle = accent.x0 + accent.x1
        at = bisect_left(middles, middle)
        near = [i for i in (at - 1, at) if 0 <= i < len(inked)]
        held.setdefault(min(near, key=lambda i: abs(middles[i] - middle)), []).append(accent)
    parted = _parted(glyphs)
    spaces = [glyph.x0 + glyph.x1 for glyph in letters if glyph.char.isspace()]
    found: list[Glyph] = []
    for i, glyph in enumerate(inked):
        if i:
            last = inked[i - 1]
            at = bisect_left(spaces, last.x0 + last.x1)
            is_wide = glyph.x0 - last.x1 > _SLIT * glyph.size
            is_spaced = (at < len(spaces) and spaces[at] < glyph.x0 + glyph.x1) or (id(glyph), id(last)) in parted
            if is_wide and is_spaced:
                found.append(SPACE)
        found += [glyph, *held.get(i, ())]
    return found


def _parted(glyphs: Sequence[Glyph]) -> set[tuple[int, int]]:
    """Neighbours in the file, either way round, between which PDFium saw a space."""
    parted: set[tuple[int, int]] = set()
    last: Glyph | None = None
    seen = False
    for glyph in glyphs:
        if not glyph.size:
            seen = True
            continue
        # PDFium takes brackets for parts of the wrong word.
        if last and seen and last.char.isalnum() and glyph.char.isalnum():
            parted.update(((id(last), id(glyph)), (id(glyph), id(last))))
        last, seen = glyph, False
    return parted


def _spaced(glyphs: Sequence[Glyph], size: float) -> list[Glyph]:
    """A space in each gap between words that has none."""
    found: list[Glyph] = []
    right: float | None = None
    for glyph in glyphs:
        if glyph is not SPACE and direction_of(glyph.char) != "NSM":
            if right is not None and found[-1] is not SPACE:
                # Arabic noughts are dots: much room stands beside them.
                among_digits = direction_of(glyph.char) in _NUMBER and direction_of(found[-1].char) in _NUMBER
                if glyph.x0 - right > (_DIGIT_GAP if among_digits else _GAP) * size:
                    found.append(SPACE)
            right = glyph.x1
        found.append(_plain(glyph))
    return found


def _plain(glyph: Glyph) -> Glyph:
    """The letter itself for one that is encoded by its shape."""
    if "\ufb1d" <= glyph.char <= "\ufdff" or "\ufe70" <= glyph.char <= "\ufefe":
        return glyph._replace(char=unicodedata.normalize("NFKC", glyph.char).strip() or glyph.char)
    return glyph


def _turn_back(glyphs: list[Glyph]) -> list[Glyph]:
    """A line from left to right with its right-to-left words turned round."""
    kinds = [direction_of(glyph.char) for glyph in glyphs]
    found: list[Glyph] = []
    i = 0
    while i < len(glyphs):
        last = i
        if kinds[i] == "R":
            for j in range(i + 1, len(glyphs)):
                if kinds[j] == "L":
                    break
                last = j if kinds[j] in ("R", "NSM") else last
        # Accents follow their letter when the line is read from either side.
        run = glyphs[i : last + 1]
        found += _turn_numbers(_reversed(run)) if last > i else run
        i = last + 1
    return found


def _reversed(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Backwards, with accents still after their letters."""
    clusters: list[list[Glyph]] = []
    for glyph in glyphs:
        if clusters and direction_of(glyph.char) == "NSM":
            clusters[-1].append(glyph)
        else:
            clusters.append([glyph])
    return [glyph for cluster in reversed(clusters) for glyph in cluster]


def _turn_numbers(glyphs: list[Glyph]) -> list[Glyph]:
    """A line in right-to-left order with its numbers and its words from left to right turned back."""
    kinds = [direction_of(glyph.char) for glyph in glyphs]
    ends = _latin_ends(kinds)
    found: list[Glyph] = []
    i = 0
    while i < len(glyphs):
        if kinds[i] != "L" and kinds[i] not in _NUMBER and not _opens_number(glyphs, kinds, i):
            found.append(glyphs[i])
            i += 1
            continue
        latin = ends[i] > i and not _stands_alone(glyphs, kinds, i)
        end = ends[i] if latin else _number_end(glyphs, kinds, i)
        found += glyphs[i:end][::-1]
        i = end
    return found


def _latin_ends(kinds: Sequence[str]) -> list[int]:
    """For each place where the words from left to right end that go on there; 0 where there are none before the next letter."""
    ends = [0] * len(kinds)
    last, has_words = 0, False
    for i in range(len(kinds) - 1, -1, -1):
        if kinds[i] == "R":
            last, has_words = 0, False
        elif kinds[i] == "L" or kinds[i] in _NUMBER:
            last, has_words = last or i + 1, has_words or kinds[i] == "L"
        ends[i] = last if has_words else 0
    return ends


def _stands_alone(glyphs: Sequence[Glyph], kinds: Sequence[str], i: int) -> bool:
    """True for a number that a comma or the like parts from the words after it, set close to the number itself."""
    if kinds[i] == "L":
        return False
    end = _number_end(glyphs, kinds, i)
    between = []
    for glyph, kind in zip(glyphs[end:], kinds[end:], strict=True):
        if kind == "L" or kind in _NUMBER:
            break
        between.append(glyph.char)
    parted = any(char in ".,;:،؛" for char in between)
    return parted and between[-1].isspace()


def _is_arabic_before(glyphs: Sequence[Glyph], kinds: Sequence[str], i: int) -> bool:
    """True when the letter before a number is Arabic: signs beside its numbers then go with the line, not with the number."""
    letter = next((glyphs[j].char for j in range(i - 1, max(-1, i - 200), -1) if kinds[j] == "R"), "")
    return bool(letter) and unicodedata.bidirectional(letter[0]) == "AL"


def _opens_number(glyphs: Sequence[Glyph], kinds: Sequence[str], i: int) -> bool:
    """True for a sign such as % or € that stands right of its number in a line of Hebrew."""
    beside = kinds[i] == "ET" and i + 1 < len(glyphs) and kinds[i + 1] in _NUMBER
    return beside and not _is_arabic_before(glyphs, kinds, i)


def _number_end(glyphs: Sequence[Glyph], kinds: Sequence[str], i: int) -> int:
    """Where the number that begins at `i` ends, with the separators inside it."""
    joins = ("CS",) if _is_arabic_before(glyphs, kinds, i) else ("CS", "ES")
    end = i + 1
    while end < len(glyphs):
        inside = kinds[end] in joins and end + 1 < len(glyphs) and kinds[end + 1] in _NUMBER
        if kinds[end] not in _NUMBER and not inside:
            break
        end += 1
    signs = "CS" in joins and "ES" in joins and end < len(glyphs) and kinds[end] == "ET"
    return end + 1 if signs else end


def _mend_brackets(glyphs: list[Glyph]) -> list[Glyph]:
    """Brackets as they are read: files have their shapes, which depend on the direction."""
    found = list(glyphs)
    for i, glyph in enumerate(glyphs):
        if glyph.char not in _OPENING:
            continue
        before = glyphs[i - 1].char if i else " "
        after = glyphs[i + 1].char if i + 1 < len(glyphs) else " "
        opens, closes = before.isspace() and not after.isspace(), not before.isspace() and not after[0].isalnum()
        if opens or closes:
            found[i] = glyph._replace(char=(_OPENING if opens else _CLOSING)[glyph.char])
    return found
