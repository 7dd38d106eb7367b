"""Plain text → Document: paragraphs, headings, captions, quotations, and the notes at the end of text, chapter or page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.footnotes import find_footnotes
from qa.footnotes.lettered import together, with_lettered
from qa.footnotes.written import find_written
from qa.parse.builder import DocumentBuilder
from qa.parse.calls import CallWriter
from qa.parse.outline import nest_headings
from qa.parse.paragraphs import split_paragraphs
from qa.parse.shape import is_repeated, kind_and_level, with_quotations
from qa.parse.title import with_title
from qa.types.document import Document, Span


def parse_text(raw: str, doc_id: str) -> Document:
    """Parse plain text whose paragraphs are separated by blank lines, page breaks or line ends."""
    paragraphs, lettered = with_lettered(raw, split_paragraphs(raw))
    written = find_written(raw, paragraphs)
    found = together(written if written.notes else find_footnotes(raw, paragraphs), lettered)
    noted = {i for note in found.notes for i in note.paragraphs}
    builder = DocumentBuilder()
    writer = CallWriter(builder, found, lambda start, end: builder.add(raw[start:end], start))
    _write_body(builder, writer, raw, [p for i, p in enumerate(paragraphs) if i not in noted])
    writer.write_notes()
    document = with_title(builder.document(doc_id, problems=found.problems))
    blocks = with_quotations(document.text, document.blocks)
    return replace(document, blocks=nest_headings(document.text, blocks))


def _write_body(builder: DocumentBuilder, writer: CallWriter, raw: str, body: Sequence[Span]) -> None:
    """Append the paragraphs that are not notes, as blocks; one that a page break cut in two is one block."""
    texts = [" ".join(paragraph.of(raw).split()) for paragraph in body]
    goes_on = [False, *(_goes_on(raw, body, texts, i) for i in range(1, len(body))), False]
    first = 0
    for i, paragraph in enumerate(body):
        if goes_on[i]:
            builder.add(" ")
        else:
            first = i
            builder.begin_block()
        writer.write(paragraph)
        if not goes_on[i + 1]:
            builder.end_block(*kind_and_level(texts, first), repeated=is_repeated(texts, first))


def _goes_on(raw: str, body: Sequence[Span], texts: Sequence[str], i: int) -> bool:
    """True when a page break before paragraph `i` stands in the middle of a sentence."""
    return (
        texts[i][0].islower()
        and texts[i - 1][-1] not in '.!?:;”"'
        and raw.find("\f", body[i - 1].end, body[i].start) >= 0
    )
