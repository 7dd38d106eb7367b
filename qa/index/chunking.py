"""Document → passages: whole sentences of one block, with their headings, footnote labels and stable identifiers."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from qa.language.blocks import sentences_of
from qa.language.contents_lines import is_contents
from qa.language.of_document import language_of_block
from qa.types.document import Block, BlockKind, Document, Marker, Span
from qa.types.passage import Passage

MAX_CHARACTERS = 1000
"""About 200 word pieces of English: what the encoder reads well, and what its window of 256 surely holds."""
_LONGEST_WORD = 4 * MAX_CHARACTERS
"""What is longer, without a space, is cut anywhere: patterns that meet a sentence may take the square of its length."""

_Statements = dict[Span, defaultdict[Marker, list[Span]]]
"""By block, what `_marked` finds."""


def make_passages(document: Document, language: str = "en") -> tuple[Passage, ...]:
    """Cut a document into passages.

    Headings give context and are passages only where they say something (a whole sentence); what the document repeats, and
    lines of its table of contents, are left out. A note's context is the statement that it backs, a quotation's names its speaker.
    """
    seen: Counter[str] = Counter()
    passages = []
    path: list[tuple[int, str]] = []
    known: _Statements = {}
    notes = {footnote.span.start: i for i, footnote in enumerate(document.footnotes)}
    calls: defaultdict[int | None, list[Marker]] = defaultdict(list)
    for marker in document.markers:
        calls[marker.note].append(marker)
    for block in document.blocks:
        if block.repeated or is_contents(block.span.of(document.text)):
            continue
        if block.kind is BlockKind.HEADING:
            path = [*(entry for entry in path if entry[0] < block.level), (block.level, block.span.of(document.text))]
            if not path[-1][1].endswith((".", "!", "?")):
                continue
        note = notes.get(block.span.start) if block.kind is BlockKind.NOTE else None
        headings = tuple(text for _, text in path) if block.kind not in (BlockKind.NOTE, BlockKind.HEADING) else ()
        context = _backed(document, calls[note], language, known) if note is not None else " › ".join(headings[1:])
        if block.speaker:
            context = f"{context} › {block.speaker.of(document.text)}".removeprefix(" › ")
        for sentences in _groups(document, block, language):
            span = Span(sentences[0].start, sentences[-1].end)
            text = span.of(document.text)
            labels = (
                (document.footnotes[note].label,)
                if note is not None
                else tuple(m.label for m in document.markers_on(span))
            )
            identifier = _identifier(document.doc_id, text, seen)
            passages.append(
                Passage(identifier, document.doc_id, span, block.kind, sentences, headings, labels, context)
            )
    return tuple(passages)


def _groups(document: Document, block: Block, language: str) -> Iterator[tuple[Span, ...]]:
    """Sentences of a block in groups of at most `MAX_CHARACTERS`; a longer sentence is cut between words."""
    group: list[Span] = []
    for sentence in _cut(document.text, _sentences(document, block, language)):
        if group and sentence.end - group[0].start > MAX_CHARACTERS:
            yield tuple(group)
            group = []
        group.append(sentence)
    if group:
        yield tuple(group)


def _sentences(document: Document, block: Block, language: str) -> tuple[Span, ...]:
    own = language_of_block(block.span.of(document.text), language)
    return sentences_of(document, block.span, own)


def _cut(text: str, sentences: Sequence[Span]) -> Iterator[Span]:
    for sentence in sentences:
        start = sentence.start
        while sentence.end - start > MAX_CHARACTERS:
            space = text.rfind(" ", start, start + MAX_CHARACTERS)
            word = text.find(" ", start, start + _LONGEST_WORD)
            end = space if space > start else min(word if word >= 0 else start + _LONGEST_WORD, sentence.end)
            yield Span(start, end)
            start = end + (end < sentence.end and text[end] == " ")
        if start < sentence.end:
            yield Span(start, sentence.end)


def _backed(document: Document, markers: Sequence[Marker], language: str, known: _Statements) -> str:
    """`backs the statement that …`: the sentences on which a note's markers stand."""
    statements = []
    for marker in markers:
        block = document.blocks[document.block_index(marker.at)]
        if block.span not in known:
            # Of a block that calls many notes, the sentences are found once.
            known[block.span] = _marked(document, _sentences(document, block, language))
        statements += [sentence.of(document.text) for sentence in known[block.span][marker]]
    return "backs the statement that " + " ".join(statements) if statements else ""


def _marked(document: Document, sentences: Sequence[Span]) -> defaultdict[Marker, list[Span]]:
    """By marker, the sentences on which it stands."""
    found: defaultdict[Marker, list[Span]] = defaultdict(list)
    for sentence in sentences:
        for marker in document.markers_on(sentence):
            found[marker].append(sentence)
    return found


def _identifier(doc_id: str, text: str, seen: Counter[str]) -> str:
    """Sixteen hexadecimal digits of document, text and, for a text that occurs again, its count."""
    key = hashlib.sha256(f"{doc_id}\0{text}\0{seen[text]}".encode()).hexdigest()[:16]
    seen[text] += 1
    return key
