"""Plain text → its paragraphs, however the file was wrapped, and whether notes and list items stand line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa.footnotes.headings import heads_notes
from qa.footnotes.labels import Label, LabelStyle, is_lone_label, is_signature, read_label
from qa.regex import regex
from qa.types.document import Span

_LINE = regex(r"[^\n\f]*[\n\f]?")
_ITEM = regex(r"[ \t\xa0]*(?:[-•*–]|\[?\d{1,3}[.)\]]|\([a-z0-9]{1,3}\))[ \t\xa0]+\S")
_ENDS = ".!?:;”\"’')]"
_RULE = regex(r"\s*(?:[-–—_*=~]\s?){2,}")
_QUOTING = regex(r"(?:>[ \t]?){1,8}(?=\[)")
_BY_LINE = regex(r"[Bb]y [^\W\da-z_]")
_LONGEST_HEADLINE, _LEAST_WIDTH, _LOOK_AHEAD = 120, 50, 12
MIN_WRAPPED_LINES, MIN_LONE_LABELS = 6, 2


def split_paragraphs(raw: str) -> list[Span]:
    """Runs of lines between blank lines or page breaks, without the white space around them.

    List items and notes stand alone; so does every line of a text without blank lines, unless its lines are wrapped.
    """
    lines = [Span(*m.span()) for m in _LINE.finditer(raw) if m.group()]
    lines = [_without_quoting(raw, line) for line in lines]
    blank = [not raw[line.start : line.end].strip("> \t\n\f\xa0") for line in lines]
    one_per_line = not any(blank[:-1]) and not _is_wrapped(raw, lines)
    return _with_lone_labels(raw, [_stripped(raw, g) for g in _groups(raw, lines, blank, one_per_line=one_per_line)])


def _without_quoting(raw: str, line: Span) -> Span:
    """The line; the label of a note in a mail that is quoted, `> [1] https://…`, stands at the line's beginning."""
    quoting = _QUOTING.match(raw, line.start, line.end)
    if quoting is None or read_label(raw, quoting.end(), line.end) is None:
        return line
    return Span(quoting.end(), line.end)


def _with_lone_labels(raw: str, spans: list[Span]) -> list[Span]:
    """A number in brackets that stands alone above a paragraph belongs to it, where there are several such."""
    alone = [is_lone_label(raw, span.start, span.end) for span in spans]
    if sum(alone) < MIN_LONE_LABELS:
        return spans
    joined: list[Span] = []
    for i, span in enumerate(spans):
        if i and alone[i - 1] and not alone[i] and raw.find("\f", joined[-1].end, span.start) < 0:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def _groups(raw: str, lines: Sequence[Span], blank: Sequence[bool], *, one_per_line: bool) -> Iterator[Span]:
    begin = -1
    item: Label | None = None
    listed = False
    for i, line in enumerate(lines):
        if begin >= 0 and (blank[i] or one_per_line):
            yield Span(lines[begin].start, lines[i - 1].end)
            begin = -1
        if blank[i]:
            continue
        label = read_label(raw, line.start, line.end)
        starts_item = bool(_ITEM.match(raw, line.start, line.end))
        starts = _starts_paragraph(raw, lines[i - 1], label, item, both=starts_item and listed) if begin >= 0 else False
        starts = starts or (begin >= 0 and is_signature(line.of(raw)))
        starts = starts or (
            begin >= 0 and item is None and _begins_list(raw, lines[i - 1], label, lines[i + 1 : i + 2])
        )
        plain = label is None and item is None and not (starts_item or listed)
        if begin >= 0 and (starts or (plain and begin == i - 1 and _is_headline(raw, lines[begin : i + _LOOK_AHEAD]))):
            yield Span(lines[begin].start, lines[i - 1].end)
            begin = -1
        if begin < 0:
            begin, item, listed = i, label, starts_item
        if raw[line.end - 1] == "\f":
            yield Span(lines[begin].start, line.end)
            begin = -1
    if begin >= 0:
        yield Span(lines[begin].start, lines[-1].end)


def _starts_paragraph(raw: str, before: Span, label: Label | None, item: Label | None, *, both: bool) -> bool:
    """True when a line begins an item of its own: the next number of a list, or its first under a heading."""
    if label is None or label.value is None:
        return both or (label is not None and item is not None and label.style is item.style)
    line = before.of(raw).rstrip()
    if item is not None and item.value is not None:
        again = label.value == 1 < item.value and line[-1:] in _ENDS
        return item.style is label.style and (again or 0 < label.value - item.value <= 3)
    raised = label.style is LabelStyle.SUPERSCRIPT
    return raised or heads_notes(line) or (label.value == 1 and line.endswith(":"))


def _begins_list(raw: str, before: Span, label: Label | None, following: Sequence[Span]) -> bool:
    """True for a label under a line drawn in characters (`____`), and for `[1]` or `※1` with `[2]` at the head of the next line."""
    if label is None:
        return False
    if _RULE.fullmatch(before.of(raw).rstrip()):
        return True
    after = read_label(raw, following[0].start, following[0].end) if following else None
    goes_on = label.value == 1 and after is not None and after.style is label.style and after.value == 2
    return goes_on and label.style in (LabelStyle.BRACKET, LabelStyle.WORDED)


def _is_headline(raw: str, lines: Sequence[Span]) -> bool:
    """True for a line in title case that breaks off where the next line's first word had room, with no blank line after it."""
    first, *rest = (line.of(raw).strip() for line in lines)
    rest = rest[: rest.index("")] if "" in rest else rest
    words = first.split()
    if len(first) > _LONGEST_HEADLINE or first[-1] in ".!?;,:" or not (words[0][0].isupper() or _BY_LINE.match(first)):
        return False
    capitals = sum(not word[0].islower() for word in words)
    width = max(map(len, rest))
    room = len(first) + 1 + len(rest[0].split()[0]) <= width
    text = (width >= _LEAST_WIDTH and rest[-1][-1] in _ENDS) or len(rest) == _LOOK_AHEAD
    return room and text and 2 * capitals >= len(words) and bool(rest[0][0].isupper() or _BY_LINE.match(rest[0]))


def _is_wrapped(raw: str, lines: Sequence[Span]) -> bool:
    """True when most lines break off inside a sentence: a text wrapped to a width, its paragraphs not set apart."""
    texts = [line.of(raw).rstrip() for line in lines[:400]]
    broken = sum(1 for text, after in pairwise(texts) if text[-1:] not in _ENDS and after[:1].islower())
    return len(texts) >= MIN_WRAPPED_LINES and broken * 3 > len(texts)


def _stripped(raw: str, span: Span) -> Span:
    piece = span.of(raw)
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, start + len(piece.strip()))
