"""The language of a document, as its file says or its text tells, and of a block that is in another."""

from __future__ import annotations

from qa.language.detection import guess_language, language_and_probability
from qa.types.document import BlockKind, Document

DEFAULT = "en"
"""Where nothing tells: a page of figures."""
_SAMPLE = 6000
"""Characters of running text that are gathered."""
_LEAST_LETTERS = 300
"""From which a text is heard against its file: a page made from a template often names the template's language."""
_CLEAR = 0.95
_BLOCK_LETTERS, _BLOCK_SAMPLE = 120, 400


def language_of(document: Document) -> str:
    """ISO 639-1 code: the file's own word, unless a text of some length is clearly in another language; else by the text."""
    text = _running_text(document)
    if document.language is None:
        return guess_language(text) or guess_language(document.title) or DEFAULT
    told, probability = language_and_probability(text)
    against = probability >= _CLEAR and sum(map(str.isalpha, text)) >= _LEAST_LETTERS
    return told if against and not _same(told, document.language) else document.language


def language_of_block(text: str, language: str) -> str:
    """The language of a block of a document that is in `language`: another only where the block is long, and clearly so."""
    sample = text[:_BLOCK_SAMPLE]
    if sum(map(str.isalpha, sample)) < _BLOCK_LETTERS:
        return language
    told, probability = language_and_probability(sample)
    return told if probability >= _CLEAR and not _same(told, language) else language


def _running_text(document: Document) -> str:
    """Paragraphs from a third of the text on, else whatever there is.

    Abstracts in other languages stand first; headings and notes name works and people in others.
    """
    running = [
        b.span for b in document.blocks if b.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTATION, BlockKind.LIST_ITEM)
    ]
    later = [span for span in running if 3 * span.start >= len(document.text)]
    chosen = later if sum(map(len, later)) >= _LEAST_LETTERS else running
    pieces: list[str] = []
    length = 0
    for span in chosen:
        pieces.append(span.of(document.text)[:_SAMPLE])
        length += len(pieces[-1])
        if length >= _SAMPLE:
            break
    return "\n".join(pieces) or document.text


def _same(one: str, other: str) -> bool:
    return one == other.partition("-")[0].lower()
