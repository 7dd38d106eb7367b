"""Plain text → Document: paragraphs, headings, captions, quotations, and the notes at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.footnotes import Candidate, find_candidates, find_notes, link
from qa.parse.builder import DocumentBuilder
from qa.sentences import split_sentences
from qa.types import Block, BlockKind, Document, Span

_LINE = re.compile(r"[^\n]*\n?")
_LABELLED_LINE = re.compile(r"[ \t\xa0]*(?:[-•*–]|\[?\d{1,3}[.)\]]|\([a-z0-9]{1,3}\))[ \t\xa0]+\S")
_BULLET = re.compile(r"(?:[-•*–]|\([a-z0-9]{1,3}\))\s+\S")
_FIGURE = re.compile(r"(?:figure|fig\.|table|map|chart|box|photo)\s+\d+[.:]?\s+", re.IGNORECASE)
_CREDIT = re.compile(r"(?:photo(?:graph)?s?|image|credit|sources?)\s*:\s+\S", re.IGNORECASE)
_SPEECH = (
    r"said|says|told|noted|notes|wrote|writes|explained|explains|argued|argues|added|warned|stated|recalled|put it"
)
_LEAD_IN = re.compile(rf"\b(?:{_SPEECH})\b[^.!?:]*:$", re.IGNORECASE)
_CAPITALIZED = r"[^\W\d_a-z][\w’'-]*"
_NAME = re.compile(rf"{_CAPITALIZED}(?:\s+(?:(?:de|del|la|van|von|bin|al|da|dos)\s+)*{_CAPITALIZED})+")
_MAX_HEADING, _MAX_TITLE = 80, 150


@dataclass(frozen=True, slots=True)
class _Paragraph:
    span: Span
    text: str


def parse_text(raw: str, doc_id: str) -> Document:
    """Parse plain text whose paragraphs are separated by blank lines and whose notes, if any, stand at the end."""
    paragraphs = _paragraphs(raw)
    notes = find_notes(raw, [p.span for p in paragraphs])
    body = paragraphs[: notes[0].paragraphs.start] if notes else paragraphs
    candidates = find_candidates(raw, [p.span for p in body], {note.label for note in notes})
    links = link(candidates, notes)

    builder = DocumentBuilder()
    for i, paragraph in enumerate(body):
        builder.begin_block()
        inside = [pair for pair in links.markers if paragraph.span.start <= pair[0].raw.start < paragraph.span.end]
        _add_without_markers(builder, raw, paragraph.span, inside)
        builder.end_block(*_kind_and_level(body, i), repeated=_is_repeated(body, i))
    for n, note in enumerate(notes):
        builder.begin_note(str(n), note.label)
        for piece in note.pieces:
            builder.begin_block()
            builder.add(piece.of(raw), piece.start)
        builder.end_note()
    document = builder.document(doc_id, problems=links.problems)
    return replace(document, blocks=_with_quotations(document.text, document.blocks))


def _paragraphs(raw: str) -> list[_Paragraph]:
    """Runs of lines between blank lines; list items, and the lines of a text without blank lines, stand alone."""
    lines = [m for m in _LINE.finditer(raw) if m.group()]
    one_per_line = not any(not m.group().strip() for m in lines[:-1])
    groups: list[list[re.Match[str]]] = []
    open_group = False
    for match in lines:
        if not match.group().strip():
            open_group = False
            continue
        starts_item = bool(_LABELLED_LINE.match(match.group()))
        if open_group and not one_per_line and not (starts_item and _LABELLED_LINE.match(groups[-1][0].group())):
            groups[-1].append(match)
        else:
            groups.append([match])
        open_group = True
    return [_paragraph(raw, group[0].start(), group[-1].end()) for group in groups]


def _paragraph(raw: str, start: int, end: int) -> _Paragraph:
    piece = raw[start:end]
    start += len(piece) - len(piece.lstrip())
    return _Paragraph(Span(start, start + len(piece.strip())), " ".join(piece.split()))


def _add_without_markers(
    builder: DocumentBuilder, raw: str, span: Span, links: Sequence[tuple[Candidate, int]]
) -> None:
    """Append the paragraph, its marker characters taken out and marked."""
    position = span.start
    for candidate, note in links:
        builder.add(raw[position : candidate.raw.start], position)
        builder.mark(candidate.label, str(note), candidate.raw)
        position = candidate.raw.end
    builder.add(raw[position : span.end], position)


def _kind_and_level(body: Sequence[_Paragraph], i: int) -> tuple[BlockKind, int]:
    """What paragraph `i` is, judged by its own shape and its neighbours'."""
    text = body[i].text
    following = body[i + 1].text if i + 1 < len(body) else ""
    if _CREDIT.match(text) and i:
        return BlockKind.CREDIT, 0
    if i and (_FIGURE.match(text) or _is_repeated(body, i) or text == following or _CREDIT.match(following)):
        return BlockKind.CAPTION, 0
    if _BULLET.match(text):
        return BlockKind.LIST_ITEM, 0
    if i == 0 and following and len(text) <= _MAX_TITLE:
        return BlockKind.HEADING, 1
    ends_openly = text[-1] not in '.!?:;,…”"’)'
    if following and ends_openly and len(text) <= _MAX_HEADING and not text[0].islower() and len(following) > len(text):
        return BlockKind.HEADING, 2
    return BlockKind.PARAGRAPH, 0


def _is_repeated(body: Sequence[_Paragraph], i: int) -> bool:
    """A caption that the text gives twice: the same again, or the alternative text of the figure that follows."""
    text = body[i].text
    following = body[i + 1].text if i + 1 < len(body) else ""
    return (i > 0 and text == body[i - 1].text) or (
        bool(_FIGURE.match(following)) and _FIGURE.sub("", following, count=1) == text
    )


def _with_quotations(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Paragraphs that a sentence such as “As N. N. noted:” introduces become quotations, with the speaker's name."""
    result = list(blocks)
    for i in range(1, len(result)):
        before, block = result[i - 1], result[i]
        lead_in = (
            split_sentences(before.span.of(text), before.span.start)[-1:] if before.kind is BlockKind.PARAGRAPH else ()
        )
        if block.kind is BlockKind.PARAGRAPH and lead_in and _LEAD_IN.search(lead_in[0].of(text)):
            names = list(_NAME.finditer(text, lead_in[0].start, lead_in[0].end))
            speaker = Span(*names[-1].span()) if names else None
            result[i] = replace(block, kind=BlockKind.QUOTATION, speaker=speaker)
    return tuple(result)
