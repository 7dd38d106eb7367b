"""Places in running text that may call a note: brackets, parentheses, superscript characters, symbols, glued digits."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, pairwise

from qa.footnotes.glued import FAIR, NONE, STRONG, after_number, weigh_glued
from qa.footnotes.numbering import CIRCLED, SUPERSCRIPT_DIGITS, SUPERSCRIPTS, value_of
from qa.footnotes.section_numbers import SectionNumbers
from qa.footnotes.worded import KEY_CALL, WORDED_CALL
from qa.regex import regex
from qa.types.document import Span

MAX_RANGE = 30
"""Longest run of notes that one marker such as `[3–9]` may call."""
_ENDS_CLAUSE = ("", *".,;:!?")
_BRACKETED = 80
"""Characters before `1)` in which a bracket that it closes may open."""
_FEW, _APART = 20_000, 30
"""Candidates that are read of any text, and of a longer one, one for so many characters: real texts have one in fifty or more."""


class MarkerStyle(StrEnum):
    """How a marker is written; one style of number is used in a document."""

    NAME = "name"
    BRACKET = "bracket"
    SUPERSCRIPT = "superscript"
    PAREN = "paren"
    HALF = "half"
    GLUED = "glued"
    CIRCLED = "circled"
    SYMBOL = "symbol"
    WORDED = "worded"
    KEY = "key"

    @property
    def explicit(self) -> bool:
        """True for marks that are hardly ever anything else, so that a note may be called twice or out of order."""
        return self in _EXPLICIT


_EXPLICIT = (
    MarkerStyle.NAME,
    MarkerStyle.BRACKET,
    MarkerStyle.SUPERSCRIPT,
    MarkerStyle.CIRCLED,
    MarkerStyle.WORDED,
    MarkerStyle.KEY,
)


@dataclass(frozen=True, slots=True)
class MarkerCandidate:
    """A place that may be a marker, and how much it looks like one."""

    label: str
    raw: Span
    """The label's own characters; for a note inside a range, the whole range."""
    whole: Span
    """All that goes when it is a marker: brackets, the space before them, the list that it is part of."""
    weight: int
    style: MarkerStyle
    said: str | None = None
    """What the mark says beside the number: `с. 45` of `[1, с. 45]`."""


_JOINT = r"(?:[ \xa0]?[,;˒–-][ \xa0]?)"
# Each begins with the mark itself, so that text without it is passed over quickly; what stands before is looked at after.
_BRACKET = regex(
    rf"[\[〔【［][ \xa0]?((?:\d{{1,4}}{_JOINT}){{0,40}}\d{{1,4}}"
    r"|[ivxlIVXL]{1,8}(?=[ \xa0]?[\]〕】］](?![^\W\d]))|[A-Za-z](?=[ \xa0]?\](?!\w)))"
    r"[ \xa0]?[\]〕】］](?!\()"
)
_PAGES = r"(?:[,.:][ \xa0]?(?P<page>(?:[сСcCsSpP]|[рp]p|стр)\.[ \xa0]?\d[\d–, -]{0,20}))?"
_PLACED = regex(rf"(\d{{1,4}}){_PAGES}(?=[ \xa0]?(?:;|$))")
_WITH_PAGES = regex(r"[\[〔［]([\d ,.:;–\xa0-]{2,40}(?:[сСcCsSpPр]{1,2}|стр)\.[^\[\]\n]{1,60})[\]〕］](?!\()")
"""Works with their pages, as Russian and Polish papers call them: `[1, с. 45; 3]`."""
_CIRCLED = regex(f"[{CIRCLED}]")
_NAME = regex(r"\[\^([^\]\s]{1,40})\](?!\()")
_PAREN = regex(r"[(（]((?:\d{1,3},[ \xa0]?){0,20}\d{1,3})[)）](?!\()")
_HALF = regex(r"(?<=[\w.,;!?”\"’»%])[ \xa0\n]?(\d{1,3})\)(?=[\s.,;:!?]|$)")
"""`1)` behind a word, as German and Scandinavian prints set it."""
_SUPERSCRIPT = regex(rf"⁽?[{SUPERSCRIPTS}]{{1,4}}(?:[ \xa0]?[,;˒⁾–⁻-]?[ \xa0]?[{SUPERSCRIPTS}]{{1,4}}){{0,40}}⁾?")
_SYMBOL = regex(r"[*†‡§¶#]{1,4}(?![\w*†‡])")
_BOXED = regex(r"\[(\*{1,4}|[†‡]{1,4})\](?!\()|\((\*{1,4}|[†‡]{1,4})\)")
_GLUED = regex(r"\d+(?:(?:,[ \xa0]?|[–-]|˒)\d{1,4}(?!\d))*")
_SUBDIVISION = regex(r"\([\dA-Za-z]{1,3}\)$")
_FRENCH_SPACE = regex(r"[ \xa0\u202f]([;:!?])(?!\S)")
_UNIT = regex(
    r"(?:(?:^|[\s\d(/·])(?:[cdkmnµμ]?m|sec|s|g|ft|in|mi|mc|ha|Å)|(?:^|[\s(/·])[A-Za-z]|[⁻×^]|\d[ \xa0][a-zA-Z]{1,2})$"
)
_PART = regex(rf"\d{{1,4}}|[{SUPERSCRIPTS}]{{1,4}}|[ivxlIVXL]{{1,8}}|[A-Za-z]")


def in_brackets(symbol: str) -> str:
    """How the labels that are looked for name a symbol in brackets, which only a note with such a label answers."""
    return f"[{symbol}]"


def most_candidates(text: str) -> int:
    """How many candidates of one style are read of a text: what has more was made to take long."""
    return max(_FEW, len(text) // _APART)


def find_candidates(
    text: str, paragraphs: Sequence[Span], style: MarkerStyle, labels: set[str]
) -> list[MarkerCandidate]:
    """The places in `paragraphs` that may call one of `labels` in that style, in reading order, up to `most_candidates`."""
    find = _FINDERS[style]
    if not _MARKS[style].search(text) or (style is MarkerStyle.SYMBOL and all(map(str.isalnum, labels))):
        return []
    every = (found for paragraph in paragraphs for found in find(text, paragraph, labels))
    found = list(islice(every, most_candidates(text)))
    if style is MarkerStyle.HALF:
        # `1) wood, 2) tar` counts up; of marks many stand at the end of a sentence or clause.
        ending = sum(text[c.whole.end : c.whole.end + 1] in _ENDS_CLAUSE for c in found)
        return found if 2 * ending >= len(found) else []
    return _with_swallowed(text, paragraphs, labels, found) if style is MarkerStyle.GLUED else found


def _with_swallowed(
    text: str, paragraphs: Sequence[Span], labels: set[str], found: list[MarkerCandidate]
) -> list[MarkerCandidate]:
    """The candidates with those at the ends of section numbers."""
    starts = [paragraph.start for paragraph in paragraphs]
    added = []
    for span in SectionNumbers.of(text).swallowed(text, labels):
        i = bisect_right(starts, span.start) - 1
        if i >= 0 and span.end <= paragraphs[i].end:
            added.append(MarkerCandidate(span.of(text), span, span, FAIR, MarkerStyle.GLUED))
    taken = {candidate.raw for candidate in found}
    return sorted([*found, *(c for c in added if c.raw not in taken)], key=lambda c: c.raw) if added else found


def _brackets(text: str, paragraph: Span, labels: set[str]) -> Iterator[MarkerCandidate]:
    found = [*_plain_brackets(text, paragraph, labels), *_with_pages(text, paragraph, labels)]
    yield from sorted(found, key=lambda candidate: candidate.raw)


def _with_pages(text: str, paragraph: Span, labels: set[str]) -> Iterator[MarkerCandidate]:
    for match in _WITH_PAGES.finditer(text, paragraph.start, paragraph.end):
        whole = _with_space(text, paragraph, match)
        parts, at = match[1].split(";"), match.start(1)
        works = [_PLACED.fullmatch(part.strip()) for part in parts]
        for said, work in zip(parts, works, strict=True):
            start, at = at + len(said) - len(said.lstrip()), at + len(said) + 1
            if work and all(works) and whole.start > paragraph.start and work[1] in labels:
                raw = Span(start, start + len(work[1]))
                yield MarkerCandidate(work[1], raw, whole, STRONG, MarkerStyle.BRACKET, work["page"])


def _plain_brackets(text: str, paragraph: Span, labels: set[str]) -> Iterator[MarkerCandidate]:
    for match in _BRACKET.finditer(text, paragraph.start, paragraph.end):
        whole = _with_space(text, paragraph, match)
        weight = _bracket_weight(text, paragraph, whole, match.start())
        yield from _parts(text, Span(*match.span(1)), whole, weight, MarkerStyle.BRACKET, labels)


def _with_space(text: str, paragraph: Span, match: re.Match[str]) -> Span:
    """The mark and the space before it, also where a line ends there."""
    start = match.start()
    while start > paragraph.start and start > match.start() - 2 and text[start - 1] in " \t\xa0\n":
        start -= 1
    return Span(start, match.end())


def _bracket_weight(text: str, paragraph: Span, whole: Span, bracket: int) -> int:
    """Glued brackets are markers; at the head of a paragraph or of a sentence they may number what follows."""
    if whole.start <= paragraph.start:
        return NONE
    before, after = text[whole.start - 1], text[whole.end : whole.end + 2]
    # `word[1]`: only after a digit, as in `x[1]` of a formula, is there doubt.
    if whole.start == bracket:
        return after_number(text[max(paragraph.start, bracket - 12) : bracket]) if before.isdigit() else STRONG
    return FAIR if before in '.!?”"’):;' and after[:1].isspace() and after[1:].isupper() else STRONG


def _names(text: str, paragraph: Span, labels: set[str]) -> Iterator[MarkerCandidate]:
    for match in _NAME.finditer(text, paragraph.start, paragraph.end):
        if match.start() > paragraph.start or text[match.end() : match.end() + 1] != ":":
            whole = _with_space(text, paragraph, match)
            yield MarkerCandidate(match.group(1), Span(*match.span(1)), whole, STRONG, MarkerStyle.NAME)


def _parens(text: str, paragraph: Span, labels: set[str]) -> Iterator[MarkerCandidate]:
    for match in _PAREN.finditer(text, paragraph.start, paragraph.end):
        whole = _with_space(text, paragraph, match)
        weight = _paren_weight(text, paragraph, whole, match.start())
        yield from _parts(text, Span(*match.span(1)), whole, weight, MarkerStyle.PAREN, labels)


def _paren_weight(text: str, paragraph: Span, whole: Span, paren: int) -> int:
    """After a sentence or word a glued number is a marker; sections of statutes are glued, too: `§ 7(1)`, `subd. (a)(2)`."""
    if text[paren] == "（" and whole.start > paragraph.start and whole.start == paren:
        # Set in full width, it stands between characters that know no space.
        return STRONG if text[paren - 1] in "。！？；，、”』」" else FAIR
    spaced = _FRENCH_SPACE.match(text, whole.end, paragraph.end)
    after = spaced[1] if spaced else text[whole.end : min(whole.end + 1, paragraph.end)]
    if whole.start <= paragraph.start or (after and (after.isalnum() or after in "([-–")):
        return NONE
    if whole.start < paren:
        return FAIR if not after or after in ".,;:!?)" else NONE
    before = text[paren - 1]
    if before.isdigit() or before in "(§" or _SUBDIVISION.search(text, max(paragraph.start, paren - 6), paren):
        return NONE
    return STRONG if before in '.,;:!?”"’' else FAIR


def _halves(text: str, paragraph: Span, labels: set[str]) -> Iterator[MarkerCandidate]:
    for match in _HALF.finditer(text, paragraph.start, paragraph.end):
        around = text[max(paragraph.start, match.start() - _BRACKETED) : match.start()]
        if match[1] in labels and around.rfind("(") <= around.rfind(")") and match.start() > paragraph.start:
            yield MarkerCandidate(match[1], Span(*match.span(1)), Span(*match.span()), FAIR, MarkerStyle.HALF)


def _superscripts(text: str, paragraph: Span, labels: set[str]) -> Iterator[MarkerCandidate]:
    for match in _SUPERSCRIPT.finditer(text, paragraph.start, paragraph.end):
        whole = _with_space(text, paragraph, match)
        if whole.start > paragraph.start:
            before = text[max(paragraph.start, whole.start - 12) : whole.start]
            unlikely = NONE if _UNIT.search(before) else STRONG
            weight = after_number(before) if before[-1].isdigit() else unlikely
            yield from _parts(text, Span(*match.span()), whole, weight, MarkerStyle.SUPERSCRIPT, labels)


def _circled(text: str, paragraph: Span, labels: set[str]) -> Iterator[MarkerCandidate]:
    for match in _CIRCLED.finditer(text, paragraph.start, paragraph.end):
        whole = _with_space(text, paragraph, match)
        if match.group() not in labels or whole.start <= paragraph.start:
            continue
        # `two parts: ① the wall, ② the quay` counts within a sentence.
        weight = FAIR if text[whole.start - 1] in "：:；;、，,(（" else STRONG
        yield MarkerCandidate(match.group(), Span(*match.span()), whole, weight, MarkerStyle.CIRCLED)


def _worded(text: str, paragraph: Span, labels: set[str]) -> Iterator[MarkerCandidate]:
    for match in WORDED_CALL.finditer(text, paragraph.start, paragraph.end):
        whole, label = _with_space(text, paragraph, match), Span(*match.span(match.lastindex or 0))
        if whole.start > paragraph.start and label.of(text) in labels:
            weight = FAIR if text[match.start()] == "(" and text[match.start() + 1].isascii() else STRONG
            yield MarkerCandidate(label.of(text), label, whole, weight, MarkerStyle.WORDED)


def _keys(text: str, paragraph: Span, labels: set[str]) -> Iterator[MarkerCandidate]:
    for match in KEY_CALL.finditer(text, paragraph.start, paragraph.end):
        whole, key = _with_space(text, paragraph, match), match[1]
        if whole.start > paragraph.start and key in labels:
            yield MarkerCandidate(key, Span(*match.span(1)), whole, STRONG, MarkerStyle.KEY)


def _symbols(text: str, paragraph: Span, labels: set[str]) -> Iterator[MarkerCandidate]:
    found = [*_bare_symbols(text, paragraph, labels), *_boxed(text, paragraph, labels)]
    yield from sorted(found, key=lambda candidate: candidate.raw)


def _bare_symbols(text: str, paragraph: Span, labels: set[str]) -> Iterator[MarkerCandidate]:
    for match in _SYMBOL.finditer(text, paragraph.start, paragraph.end):
        if match.group() not in labels or match.start() == paragraph.start:
            continue
        before, after = text[match.start() - 1], text[match.end() : match.end() + 1]
        # `§ 5` and `¶ 12` refer to a section; a call has nothing after it.
        refers = match.group()[0] in "§¶#" and after.strip()
        if not (before.isspace() or before in "*†‡§¶#([" or refers):
            span = Span(*match.span())
            yield MarkerCandidate(match.group(), span, span, FAIR, MarkerStyle.SYMBOL)


def _boxed(text: str, paragraph: Span, labels: set[str]) -> Iterator[MarkerCandidate]:
    """Symbols in brackets, `[*]`, where a note has such a label: `a[*]` and `count(*)` are none."""
    for match in _BOXED.finditer(text, paragraph.start, paragraph.end):
        whole = _with_space(text, paragraph, match)
        label = Span(*match.span(match.lastindex or 0))
        glued = text[match.start() - 1 : match.start()].isalnum()
        code = glued and (text[match.start()] == "(" or not text[max(0, match.start() - 3) : match.start()].isalpha())
        if in_brackets(label.of(text)) in labels and whole.start > paragraph.start and not code:
            weight = STRONG if text[match.start()] == "[" else FAIR
            yield MarkerCandidate(label.of(text), label, whole, weight, MarkerStyle.SYMBOL)


def _glued(text: str, paragraph: Span, labels: set[str]) -> Iterator[MarkerCandidate]:
    for match in _GLUED.finditer(text, paragraph.start + 1, paragraph.end):
        for span in _glued_spans(text, match, labels):
            weight = weigh_glued(text, span, paragraph)
            if weight:
                yield from _parts(text, span, span, weight, MarkerStyle.GLUED, labels)


def _glued_spans(text: str, match: re.Match[str], labels: set[str]) -> Iterator[Span]:
    """What of a run of digits may be glued: all of it, or what follows a whole thousand (`$136,0005`) or a year."""
    start, end = match.span()
    parts = [m.group() for m in _PART.finditer(match.group())]
    listed = len(parts) > 1
    if not text[start - 1].isspace() and parts[0] in labels and (not listed or _is_list(match.group(), parts, labels)):
        yield Span(start, end)
        return
    last = re.search(r"(?<!\d)\d++$", match.group())
    if last is None:
        return
    digits, at = last.group(), start + last.start()
    if listed and digits in labels and len(digits) < 3 and text[at - 1] == ",":
        yield Span(at, end)
    elif len(digits) > 3 and digits[3:] in labels and text[at - 1] == ",":
        yield Span(at + 3, end)
    elif len(digits) in (5, 6) and digits[:2] in ("19", "20") and digits[4:] in labels and not listed:
        yield Span(at + 4, end)


def _is_list(run: str, parts: Sequence[str], labels: set[str]) -> bool:
    rising = all(0 < later - earlier <= MAX_RANGE for earlier, later in pairwise(map(int, parts)))
    return rising and all(part in labels for part in parts) and run.count("-") + run.count("–") <= 1


def _parts(
    text: str, inside: Span, whole: Span, weight: int, style: MarkerStyle, labels: set[str]
) -> Iterator[MarkerCandidate]:
    """One candidate a number of a list, `1, 2`, or range, `1–3`; nothing where none of the numbers is a label."""
    matches = list(_PART.finditer(text, inside.start, inside.end))
    if not weight or not any(match.group().translate(SUPERSCRIPT_DIGITS) in labels for match in matches):
        return
    before: re.Match[str] | None = None
    for match in matches:
        label = match.group().translate(SUPERSCRIPT_DIGITS)
        if before is not None and any(dash in text[before.end() : match.start()] for dash in "–⁻-"):
            first, last = value_of(before.group().translate(SUPERSCRIPT_DIGITS)), value_of(label)
            stretch = Span(before.start(), match.end())
            if first and last and last - first <= MAX_RANGE:
                for number in range(first + 1, last):
                    yield MarkerCandidate(str(number), stretch, whole, weight, style)
        yield MarkerCandidate(label, Span(*match.span()), whole, weight, style)
        before = match


_FINDERS: dict[MarkerStyle, Callable[[str, Span, set[str]], Iterator[MarkerCandidate]]] = {
    MarkerStyle.NAME: _names,
    MarkerStyle.BRACKET: _brackets,
    MarkerStyle.SUPERSCRIPT: _superscripts,
    MarkerStyle.PAREN: _parens,
    MarkerStyle.HALF: _halves,
    MarkerStyle.GLUED: _glued,
    MarkerStyle.CIRCLED: _circled,
    MarkerStyle.SYMBOL: _symbols,
    MarkerStyle.WORDED: _worded,
    MarkerStyle.KEY: _keys,
}
_MARKS = {
    MarkerStyle.NAME: _NAME,
    MarkerStyle.BRACKET: regex(r"[\[〔【［]"),
    MarkerStyle.SUPERSCRIPT: _SUPERSCRIPT,
    MarkerStyle.PAREN: _PAREN,
    MarkerStyle.HALF: _HALF,
    MarkerStyle.GLUED: _GLUED,
    MarkerStyle.CIRCLED: _CIRCLED,
    MarkerStyle.SYMBOL: _SYMBOL,
    MarkerStyle.WORDED: WORDED_CALL,
    MarkerStyle.KEY: KEY_CALL,
}
