"""Drop caps: large letters that begin a paragraph beside its first lines, put back at the head of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from qa.parse.pdf.fragments import Fragment, most_common
from qa.parse.pdf.shapes import Line
from qa.regex import regex

_LARGE = 1.7
"""In sizes of the text: a letter that stands beside two lines is larger than this."""
_MOST = 40
"""On a page: more are no drop caps."""
_ALONE = frozenset("aàáeéiíoóuyаеиоуявск")
"""Letters that are words in some European language."""
_WORD = regex(r"[^\W\d_]+")


def join_initials(region: Sequence[Fragment]) -> list[Fragment]:
    """The fragments of a region with each drop cap at the beginning of the line that it heads."""
    if not region:
        return []
    size = most_common([glyph.size for fragment in region for glyph in fragment.glyphs if glyph.size])
    found = list(region)
    for initial in [f for f in region if f.size > _LARGE * size and _is_initial(f)][:_MOST]:
        others = sorted((f for f in found if f is not initial), key=lambda f: (f.base, f.x0))
        beside = [f for f in others if _is_beside(initial, f)]
        beside += [f for f in others if beside and _is_below(initial, beside, f)]
        if len({round(f.base) for f in beside}) < 2:
            continue
        head = beside[0]
        found.remove(initial)
        letters = [glyph._replace(base=head.base, size=head.size) for glyph in initial.glyphs]
        for fragment in beside:
            # The lines beside it begin where the paragraph does.
            changed = replace(fragment, x0=initial.x0)
            if fragment is head:
                changed = replace(changed, glyphs=(*letters, *head.glyphs), initial=len(letters))
            found[found.index(fragment)] = changed
    return found


def _is_initial(fragment: Fragment) -> bool:
    letters = [glyph.char for glyph in fragment.glyphs if not glyph.char.isspace()]
    return len(letters) < 4 and letters[-1].isalpha() and sum(map(str.isalpha, letters)) == 1


def _is_beside(initial: Fragment, fragment: Fragment) -> bool:
    """True for the first stretch of a line that stands close to the right of the letter, no lower than its foot."""
    if fragment.size * _LARGE > initial.size or not -0.3 < (fragment.x0 - initial.x1) / fragment.size < 1.8:
        return False
    upper = min(glyph.top for glyph in initial.glyphs if not glyph.char.isspace())
    lower = max(glyph.bottom for glyph in initial.glyphs if glyph.char.isalpha())
    return upper < fragment.base - 0.2 * fragment.size and fragment.base < lower + 0.3 * fragment.size


def _is_below(initial: Fragment, beside: Sequence[Fragment], fragment: Fragment) -> bool:
    """True for one line more that is indented like those beside the letter: its foot need not be on a line."""
    if any(fragment is other for other in beside) or abs(fragment.x0 - beside[0].x0) > 0.2 * fragment.size:
        return False
    lower = max(glyph.bottom for glyph in initial.glyphs if glyph.char.isalpha())
    return beside[-1].base < fragment.base < lower + 1.3 * fragment.size


def part_initials(lines: Sequence[Line]) -> list[Line]:
    """The lines with a space after each drop cap that is a word of its own: `A man`, but `Two men`."""
    if not any(line.initial for line in lines):
        return list(lines)
    words = Counter(word for line in lines for word in _WORD.findall(line.text.casefold())[1 if line.initial else 0 :])
    return [_parted(line, words) if line.initial else line for line in lines]


def _parted(line: Line, words: Counter[str]) -> Line:
    text = line.pieces[0].text
    initial, rest = text[: line.initial], text[line.initial :]
    word = _WORD.match(rest)
    letter = initial[-1:].casefold()
    if not word or not initial[-1:].isalpha() or words[letter + word.group().casefold()]:
        return line
    if not (words[letter] or letter in _ALONE) or not words[word.group().casefold()]:
        return line
    return replace(line, pieces=(replace(line.pieces[0], text=f"{initial} {rest}"), *line.pieces[1:]))
