"""Passages of made-up documents: what stands in them, and what notes and markers belong to."""

import pytest

from qa.index.chunking import MAX_CHARACTERS, make_passages
from qa.parse.builder import DocumentBuilder
from qa.types.document import BlockKind, Document, Span


def make_document(*paragraphs: str) -> Document:
    """Paragraphs in which `^` calls the note 1."""
    builder = DocumentBuilder()
    for paragraph in paragraphs:
        builder.begin_block()
        before, caret, after = paragraph.partition("^")
        builder.add(before)
        if caret:
            builder.mark("1", "1")
        builder.add(after)
        builder.end_block(BlockKind.PARAGRAPH)
    builder.begin_note("1", "1")
    builder.add("Ana Kovač, The Quiet Harbour, 2009.")
    builder.end_note()
    return builder.document("d")


@pytest.mark.parametrize(
    ("paragraph", "statement"),
    [
        ("Rivers are long.^ Seas are wide.", "Rivers are long."),
        ("Rivers are^ long. Seas are wide.", "Rivers are long."),
        ("Rivers are long. Seas are wide.^", "Seas are wide."),
        ("^Rivers are long. Seas are wide.", "Rivers are long."),
    ],
    ids=["end of a sentence", "inside a sentence", "end of the block", "head of the block"],
)
def test_marker_stands_on_one_sentence(paragraph: str, statement: str) -> None:
    document = make_document("Lakes are deep.", paragraph, "Brooks are short.")
    passages = make_passages(document)
    sentences = [sentence for passage in passages for sentence in passage.sentences]
    assert [s.of(document.text) for s in sentences if document.markers_on(s)] == [statement]
    assert [passage.labels for passage in passages] == [(), ("1",), (), ("1",)]
    assert passages[-1].context == f"backs the statement that {statement}"
    assert not document.markers_on(Span(sentences[1].start, sentences[1].start))


def test_long_block_is_cut_between_sentences_and_a_long_sentence_between_words() -> None:
    document = make_document("Rivers are long and wide. " * 60, "river " * 400)
    passages = make_passages(document)[:-1]
    assert all(len(passage.span) <= MAX_CHARACTERS for passage in passages)
    body = document.text[: document.footnotes[0].span.start]
    assert " ".join(passage.span.of(document.text) for passage in passages).split() == body.split()


@pytest.mark.parametrize(
    ("paragraph", "is_passage"),
    [
        ("The Harbour ............ 7 U.S. Ports . . . . . . . . . . 12", False),
        ("Foreword………………iv", False),
        ("The harbour ..... was closed in 1931.", True),
        ("He counted: one ... two ... 3", True),
    ],
)
def test_lines_of_a_table_of_contents_are_no_passages(paragraph: str, is_passage: bool) -> None:
    document = make_document("Lakes are deep.", paragraph)
    found = [passage.span.of(document.text) for passage in make_passages(document)]
    assert (paragraph in found) is is_passage
