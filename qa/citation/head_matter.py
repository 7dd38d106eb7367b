"""The head of a document, or its end → the lines that name its authors and its date, as citations."""

from __future__ import annotations

from collections.abc import Iterator

from qa.citation.cite import cite
from qa.index.engine import Snapshot
from qa.language.en.report_parts import (
    AUTHORS_HEADING,
    BYLINE,
    DATED,
    FINDINGS_HEADING,
    OPINION_BY,
    RECOMMENDATIONS_HEADING,
    SUMMARY_HEADING,
)
from qa.references.dates import find_dates
from qa.regex import regex
from qa.types.answer import Citation
from qa.types.document import Block, BlockKind, Document, Span
from qa.types.passage import Passage, Quote

_HEAD_BLOCKS, _HEAD_CHARACTERS = 80, 4000
_LINE = 220
"""Characters of a line of head matter; running text is longer."""
_NAMES_MOST = 12
"""Words of a byline."""


_ADDRESS = regex(r"\S+@\S+|\b\d{4}-\d{4}-\d{4}-\d{3}[\dX]\b")
"""A mail address, or an ORCID."""
_YEAR = regex(r"(?<![\w.])(?:1[5-9]|20)\d\d(?![\w])")
_PARTICLES = frozenset("de del la van von der den bin al da dos du di y e".split())
_NAME_WORD = regex(r"[^\W\d_][\w’'-]*\.?,?")


def authors_of(snapshot: Snapshot, document: Document) -> tuple[Citation, ...]:
    """Who wrote it: a byline or names at its head, what stands under a heading for its authors, or who signs an opinion."""
    return tuple(_cite(snapshot, document, block, span) for block, span in author_places(document))


def author_places(document: Document) -> list[tuple[Block, Span]]:
    """Where those stand: the block, and the part of it that names them."""
    if at_head := _authors_at_head(document):
        return [(block, block.span) for block in at_head]
    own = [*_under_heading(document)]
    return [(block, block.span) for block in own] if own else [*_signed(document)][:1]


def _under_heading(document: Document) -> Iterator[Block]:
    """The short lines under the last heading for authors."""
    said = [" ".join(block.span.of(document.text).split()).rstrip(":") for block in document.blocks]
    headings = [i for i, text in enumerate(said) if AUTHORS_HEADING.fullmatch(text)]
    for i in range(headings[-1] + 1 if headings else len(said), len(said)):
        named = said[i][:1].isupper() and " " in said[i] and len(said[i]) <= _LINE
        if document.blocks[i].kind is not BlockKind.PARAGRAPH or not named:
            return
        yield document.blocks[i]


def _signed(document: Document) -> Iterator[tuple[Block, Span]]:
    """The beginnings of paragraphs that say whose opinion follows."""
    for block in document.blocks:
        if block.kind is BlockKind.PARAGRAPH and (match := OPINION_BY.match(block.span.of(document.text))):
            yield block, Span(block.span.start, block.span.start + match.end())


def _authors_at_head(document: Document) -> list[Block]:
    """The lines of a byline, or names that stand alone, one below the other."""
    head = list(_head(document))
    texts = [" ".join(block.span.of(document.text).split()) for block in head]
    if any(_is_byline(text) for text in texts):
        return [block for block, text in zip(head, texts, strict=True) if _is_byline(text)]
    names = [block.kind is BlockKind.PARAGRAPH and _is_name(text) for block, text in zip(head, texts, strict=True)]
    signed = [bool(_ADDRESS.search(text)) for text in texts]
    found = []
    for i, block in enumerate(head):
        beside = (i > 0 and names[i - 1]) or (i + 1 < len(names) and names[i + 1])
        if names[i] and (signed[i] or beside):
            found.append(block)
    return found


def dates_of(snapshot: Snapshot, document: Document) -> tuple[Citation, ...]:
    """The lines at its head that date it: a date and little else, or one that is said to be of its publication."""
    return tuple(_cite(snapshot, document, block, block.span) for block in _dated(document))


def date_at_head(document: Document) -> str | None:
    """The first date that its head gives it, as ISO 8601 and as exact as given; None where it gives none."""
    lines = (block.span.of(document.text) for block in _dated(document))
    return next((find_dates(line)[0].iso for line in lines), None)


def _dated(document: Document) -> Iterator[Block]:
    return (block for block in _head(document) if _is_date(block.span.of(document.text)))


def _head(document: Document) -> Iterator[Block]:
    """The short lines with which a document begins, up to its second paragraph of running text."""
    long = 0
    for block in document.blocks[:_HEAD_BLOCKS]:
        if block.span.start > _HEAD_CHARACTERS or long > 1:
            return
        if len(block.span) > _LINE:
            long += 1
        elif block.kind not in (BlockKind.NOTE, BlockKind.CAPTION, BlockKind.CREDIT, BlockKind.TABLE_ROW):
            yield block


def _is_byline(line: str) -> bool:
    found = BYLINE.fullmatch(line)
    if found is None:
        return False
    names = (found.group("named") or found.group("listed")).split()
    return (
        names[0][0].isupper()
        and sum(word[0].isupper() for word in names) * 2 >= len(names)
        and len(names) <= 3 * _NAMES_MOST
    )


def _is_name(line: str) -> bool:
    """True for two to five capitalised words, with no more than an address or an ORCID beside them."""
    words = _ADDRESS.sub(" ", line).split()
    if any(p.search(line) for p in (AUTHORS_HEADING, SUMMARY_HEADING, FINDINGS_HEADING, RECOMMENDATIONS_HEADING)):
        return False
    small = sum(word in _PARTICLES for word in words)
    return 2 <= len(words) - small <= 5 and all(
        word in _PARTICLES or (word[0].isupper() and _NAME_WORD.fullmatch(word)) for word in words
    )


def _is_date(line: str) -> bool:
    # “No. 2007AP2491” holds no date.
    if not find_dates(line) or not _YEAR.search(line):
        return False
    words = len(line.split())
    return words <= _NAMES_MOST and (words <= 5 or bool(DATED.search(line)))


def _cite(snapshot: Snapshot, document: Document, block: Block, span: Span) -> Citation:
    passage = next((p for p in snapshot.passages_of(document.doc_id) if p.span.start == block.span.start), None)
    passage = passage or Passage("", document.doc_id, block.span, block.kind, (block.span,), (), (), "")
    return cite(Quote(passage, span), document, snapshot.sources(document.doc_id))
