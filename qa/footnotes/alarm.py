"""What a parsed document shows of footnotes that were not found, each with place and example: nothing is lost in silence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from qa.footnotes.candidates import MarkerCandidate, MarkerStyle, find_candidates
from qa.footnotes.glued import STRONG
from qa.footnotes.headings import heads_notes
from qa.footnotes.labels import read_label
from qa.footnotes.numbering import SUPERSCRIPTS, value_of
from qa.footnotes.program_text import without_code
from qa.footnotes.told import on_page, shortened, where
from qa.footnotes.unread import unanswered_letters, unread_list
from qa.footnotes.written import left_markup
from qa.regex import regex
from qa.types.document import Block, BlockKind, Document, Problem, ProblemKind, Span

_STYLES = {
    MarkerStyle.SUPERSCRIPT: "raised numbers",
    MarkerStyle.BRACKET: "numbers in brackets",
    MarkerStyle.CIRCLED: "circled numbers",
    MarkerStyle.WORDED: "marks such as ※1 or [FN1]",
}
_SIGNS = {
    MarkerStyle.SUPERSCRIPT: SUPERSCRIPTS,
    MarkerStyle.BRACKET: "[〔【［",
    MarkerStyle.CIRCLED: "①②❶❷⓵⓶",
    MarkerStyle.WORDED: "※＊注註[",
}
"""Without one of these a text has no mark of the style; looked for first, since that is quick."""
_RAISED_INSIDE = regex(rf"\d[{SUPERSCRIPTS}]{{1,3}}\d")
_ENDED = regex(r"[.!?。！？][\"'”’»)\]]?$|[,;:，；]$")
_CODE = regex(r"[={};<>|\\]|\w\(|[&!*]\w*\s?$")
_BOXED_CALL = regex(r"\[(\*{1,4}|[†‡]{1,4})\](?=[\s.,;:!?]|$)")
_UNNAMED_CALL, _UNNAMED_LABEL = regex(r"(?<=[\w.,;:!?”\"’)])\ufffd+(?=\s|$)"), regex(r"(?<!\S)\ufffd+ ?(?=\w)")
_CALLED_AFTER = regex(r"(?:[^\W\d_]{3}|[^\W\d_]{2}[.,;:!?”\"’)])\s?\Z")
_HIGHEST = 999
_MOST_AUTHORS, _MOST_NAMES = 12, 400
_NAMES_END = regex(rf"[^\W\d_][{SUPERSCRIPTS}˒,]{{1,8}}$")
"""How a line of authors ends: `Anna Holm¹, Per Lind²`."""
_LEAST_RAISED_INSIDE = 2
_AROUND = 30
_LARGE_FILE, _SMALL_TEXT, _SHARE = 20_000, 2_000, 200
_LARGE_PACKAGE, _SMALL_IN_PACKAGE = 100_000, 100
_PACKAGES = frozenset({".docx", ".odt", ".epub", ".pdf"})
_NO_TEXT = frozenset({BlockKind.NOTE, BlockKind.TABLE_ROW})


def with_alarms(document: Document, size: int, suffix: str) -> Document:
    """The document, its problems with those that its text and the file's size in bytes tell."""
    found = [
        *_unanswered(document),
        *_unanswered_symbols(document),
        *_unnamed_symbols(document),
        *unanswered_letters(document),
        *unread_list(document),
        *_uncalled_lists(document),
        *_notes_in_notes(document),
        *_raised_inside(document),
        *_left_markup(document),
        *_little_text(document, size, suffix),
    ]
    return replace(document, problems=(*document.problems, *found)) if found else document


def _unanswered(document: Document) -> Iterator[Problem]:
    """Marks that stand in the text still: what calls a note is taken out of it."""
    styles = [style for style, signs in _SIGNS.items() if any(sign in document.text for sign in signs)]
    if not styles:
        return
    blocks = [b for b in document.blocks if b.kind is not BlockKind.NOTE and not b.repeated]
    rows = [b.span for b in blocks if b.kind is BlockKind.TABLE_ROW]
    text = without_code(document.text, document.code)
    numbers = {str(n) for n in range(1, _HIGHEST + 1)}
    circled = {chr(c) for c in range(0x2460, 0x24FF)} | {chr(c) for c in range(0x3251, 0x32C0)}
    authors = _affiliations(document, blocks)
    for style in styles:
        name = _STYLES[style]
        labels = circled if style is MarkerStyle.CIRCLED else numbers
        found = [
            c
            for c in find_candidates(text, [b.span for b in blocks], style, labels)
            if c.weight == STRONG and c.label in labels and c.label not in authors and not _in_code(document.text, c)
        ]
        # In tables numbers are data: only a mark behind a sentence tells something.
        found = [c for c in found if _is_behind_sentence(document.text, c) or not _is_in(rows, c)] if rows else found
        if _look_like_calls(document.text, found):
            first, count = found[0], len({c.label for c in found})
            yield Problem(
                ProblemKind.UNANSWERED_MARK,
                first.label,
                f"{name} stand in the text that no note answers ({count}, the first {first.label} "
                f"{where(document, first.raw)})",
            )


def _unanswered_symbols(document: Document) -> Iterator[Problem]:
    """`word.[*]`, which nothing answers; `count(*)`, `the mark (*)` and a list's `[*]` are none."""
    blocks = [b for b in document.blocks if b.kind not in _NO_TEXT and not b.repeated] if "[" in document.text else []
    text = without_code(document.text, document.code) if blocks else ""
    for block in blocks:
        for match in _BOXED_CALL.finditer(text, block.span.start, block.span.end):
            if not _CALLED_AFTER.search(text[max(block.span.start, match.start() - 5) : match.start()]):
                continue
            yield Problem(
                ProblemKind.UNANSWERED_MARK,
                match[1],
                f"a symbol in brackets stands in the text that no note answers ({match[1]} "
                f"{where(document, Span(match.start(), match.end()))})",
            )
            return


def _unnamed_symbols(document: Document) -> Iterator[Problem]:
    """Marks and heads of notes in a font that does not say what its characters are, as old TeX's † and ‡."""
    text = document.text
    calls = list(_UNNAMED_CALL.finditer(text)) if "\ufffd" in text else []
    if calls and _UNNAMED_LABEL.search(text):
        yield Problem(
            ProblemKind.UNANSWERED_MARK,
            "",
            f"signs that the file's font does not name seem to call notes ({len(calls)}, the first "
            f"{where(document, Span(*calls[0].span()))})",
        )


def _look_like_calls(text: str, found: Sequence[MarkerCandidate]) -> bool:
    """True for numbers that count on, or one after the end of a sentence: a lone `CO²` is none."""
    first = list(dict.fromkeys(c.label for c in found))
    values = [value_of(label) or 0 for label in first]
    counts_on = any(later - earlier == 1 for earlier, later in pairwise(values))
    return counts_on or any(_is_behind_sentence(text, c) for c in found)


def _is_behind_sentence(text: str, candidate: MarkerCandidate) -> bool:
    return _is_glued(candidate) and bool(_ENDED.search(text, max(0, candidate.whole.start - 3), candidate.raw.start))


def _is_in(spans: Sequence[Span], candidate: MarkerCandidate) -> bool:
    i = bisect_right(spans, candidate.raw.start, key=lambda span: span.start) - 1
    return i >= 0 and candidate.raw.start < spans[i].end


def _is_glued(candidate: MarkerCandidate) -> bool:
    return candidate.raw.start - candidate.whole.start <= 1


def _in_code(text: str, candidate: MarkerCandidate) -> bool:
    before = (
        text[max(0, candidate.whole.start - _AROUND) : candidate.whole.start].rpartition("\n")[2].rpartition(" | ")[2]
    )
    after = text[candidate.whole.end : candidate.whole.end + _AROUND].partition("\n")[0].partition(" | ")[0]
    return bool(_CODE.search(before) or _CODE.search(after))


def _affiliations(document: Document, blocks: Sequence[Block]) -> set[str]:
    """Labels of authors' addresses, which stand at the head of a paper and begin with what the names have."""
    heads = [(b, read_label(document.text, b.span.start, b.span.end)) for b in blocks[:_MOST_AUTHORS]]
    named = any(
        label is None and len(b.span) < _MOST_NAMES and _NAMES_END.search(b.span.of(document.text))
        for b, label in heads
    )
    return {label.text for _, label in heads if label} if named else set()


def _uncalled_lists(document: Document) -> Iterator[Problem]:
    """A heading such as “Notes” with numbered paragraphs under it that were not read as notes."""
    blocks = [b for b in document.blocks if b.kind is not BlockKind.NOTE and not b.repeated]
    for heading, first, second in zip(blocks, blocks[1:], blocks[2:], strict=False):
        if not heads_notes(heading.span.of(document.text)):
            continue
        labels = [read_label(document.text, b.span.start, b.span.end) for b in (first, second)]
        values = [label.value for label in labels if label and label.value]
        if len(values) == 2 and values[1] - values[0] == 1:
            words = shortened(first.span.of(document.text))
            yield Problem(
                ProblemKind.UNCALLED_LIST,
                str(values[0]),
                f"a list under “{heading.span.of(document.text)}” was not read as notes: nothing in the text calls it; "
                f"it begins “{words}”{on_page(document, first.span)}",
            )


def _notes_in_notes(document: Document) -> Iterator[Problem]:
    """A note whose text goes on with the next numbers, which no note has."""
    labels = {note.label for note in document.footnotes}
    for note in document.footnotes:
        number = int(note.label) if note.label.isdecimal() and len(note.label) < 5 else 0
        if not number or str(number + 1) in labels:
            continue
        at, text = 0, note.span.of(document.text)
        if str(number + 2) not in text and _raised(number + 2) not in text:
            continue
        for following in (number + 1, number + 2):
            match = _next_label(following).search(text, at)
            at = match.end() if match else -1
            if match is None:
                break
        if at > 0:
            yield Problem(
                ProblemKind.NOTES_IN_NOTE,
                note.label,
                f"note {note.label} seems to hold several notes: {number + 1} and {number + 2} follow in its text"
                f"{on_page(document, note.span)}",
            )


def _next_label(number: int) -> re.Pattern[str]:
    mark = rf"\[{number}\]|\({number}\)|{number}[.)]|{_raised(number)}"
    return re.compile(rf"(?<=[.!?”\"')\]])\s*(?:{mark})\s?(?=[^\W\d_])")


def _raised(number: int) -> str:
    return "".join(SUPERSCRIPTS[int(digit)] for digit in str(number))


def _left_markup(document: Document) -> Iterator[Problem]:
    left = left_markup(without_code(document.text, document.code), [b.span for b in document.blocks if not b.repeated])
    if left is not None:
        yield left


def _raised_inside(document: Document) -> Iterator[Problem]:
    raised = any(sign in document.text for sign in SUPERSCRIPTS)
    found = list(_RAISED_INSIDE.finditer(document.text)) if raised else []
    # No note is labelled 0, and no power has a digit behind it: one raised nought between digits is enough.
    if len(found) >= _LEAST_RAISED_INSIDE or any("⁰" in match.group()[1] for match in found):
        span = Span(*found[0].span())
        yield Problem(
            ProblemKind.RAISED_IN_NUMBER,
            "",
            f"digits are raised in the middle of numbers ({len(found)} times, first in {span.of(document.text)} "
            f"{where(document, span)})",
        )


def _little_text(document: Document, size: int, suffix: str) -> Iterator[Problem]:
    length = len(document.text)
    # A picture is large whatever it shows.
    if document.read_by_ocr() or any(p.kind is ProblemKind.UNREADABLE_PAGE for p in document.problems):
        return
    if suffix in _PACKAGES:
        little = size >= _LARGE_PACKAGE and length < _SMALL_IN_PACKAGE
    else:
        little = size >= _LARGE_FILE and length < _SMALL_TEXT and length * _SHARE < size
    if little:
        example = f": “{shortened(document.text)}”" if document.text.strip() else ""
        yield Problem(
            ProblemKind.LITTLE_TEXT,
            "",
            f"only {length:,} characters of text were found in a file of {size:,} bytes{example}",
        )
