"""Cited passage → LangChain document, whose text names its footnotes and whose metadata leads down to their sources.

`page_content` is the passage with its markers in place, and below it each note with what the corpus holds of its works:

    A total of €48 million in company assets were frozen as a result.[6]

    [6] Europol, Properties worth EUR 48 million frozen after cocaine sweep in Ecuador and Spain, 16 February 2024. (reference only)

A note that may cover the passage, because it comes later in the paragraph, says so in its brackets. A passage that is a note
itself begins with its label. `id` is the passage's identifier: the same each time, for as long as the text stays the same.

`metadata` holds JSON values only:
    document, title, page: the document's identifier and title; the page's label, or None
    start, end, quote: the passage in the document's clean text, and that text, without markers
    kind, heading_path: `paragraph`, `quotation`, `note` …; the headings above it
    context: the text just before, where the passage leans on it (start, end, quote); else None
    footnotes, nearby_footnotes: label, link, source (as in the JSON of an answer), and note, the note's whole text;
        nearby ones come later in the paragraph
    sources: the works that these notes name, as in the JSON of an answer: id, kind, authors, title, url …
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from langchain_core.documents import Document

from qa.types.answer import FootnoteLink, LinkKind
from qa.types.cited_passage import CitedNote, CitedPassage
from qa.types.document import BlockKind
from qa.types.json_form import json_of
from qa.types.source import Source

_MOST_NOTE = 600
"""Characters of a note that stand in the text: notes of court opinions run to pages. All of it is in the metadata."""


def to_langchain(cited: CitedPassage, **more: object) -> Document:
    """The passage as a LangChain document; `more` joins its metadata."""
    passage, citation = cited.passage, cited.citation
    metadata: dict[str, object] = {
        "document": passage.doc_id,
        "title": cited.title,
        "page": cited.page,
        "start": passage.span.start,
        "end": passage.span.end,
        "quote": citation.quote,
        "kind": passage.kind.value,
        "heading_path": list(passage.heading_path),
        "context": json_of(citation.context),
        "footnotes": [row for note in cited.notes if note.link is not LinkKind.PARAGRAPH for row in _rows(note)],
        "nearby_footnotes": [row for note in cited.notes if note.link is LinkKind.PARAGRAPH for row in _rows(note)],
        "sources": json_of(cited.sources),
    }
    return Document(id=passage.passage_id, page_content=text_with_notes(cited), metadata=metadata | more)


def text_with_notes(cited: CitedPassage) -> str:
    """The passage's text with its markers, and its notes below."""
    if cited.passage.kind is BlockKind.NOTE:
        return " ".join([*(_label(note) for note in cited.notes), cited.citation.quote, *_remarks(cited.sources)])
    lines = [f"{_label(note)} {' '.join([_shortened(note.text), *_remarks(note.sources)])}" for note in cited.notes]
    return "\n\n".join(filter(None, [_marked(cited), "\n".join(lines)]))


def _marked(cited: CitedPassage) -> str:
    """The passage's text, each marker where it stands."""
    text, start = cited.citation.quote, cited.passage.span.start
    marks = sorted(((at - start, _label(note)) for note in cited.notes for at in note.marks), key=lambda mark: mark[0])
    # From the end, so that the places before it stay where they are.
    for at, label in reversed(marks):
        text = f"{text[:at]}{label}{text[at:]}"
    return text


def _label(note: CitedNote) -> str:
    return f"[{note.label or 'note'}{', later in the paragraph' if note.link is LinkKind.PARAGRAPH else ''}]"


def _remarks(sources: Iterable[Source]) -> Iterator[str]:
    """In brackets: the work that an `ibid.` means, and what the corpus holds; nothing for a note that names no work."""
    said = list(dict.fromkeys(_remark(source) for source in sources if not source.is_comment))
    if said:
        yield f"({'; '.join(said)})"


def _remark(source: Source) -> str:
    holding = f"{source.holding} as {source.document}" if source.document else str(source.holding)
    return f"meaning {_name(source)}: {holding}" if source.same_as else holding


def _name(source: Source) -> str:
    known = (*source.authors, source.title, source.publisher, source.container, source.issued)
    return ", ".join(dict.fromkeys(part for part in known if part)) or source.url or source.reference


def _shortened(text: str) -> str:
    """In one line, cut between words."""
    text = " ".join(text.split())
    return text if len(text) <= _MOST_NOTE else f"{text[:_MOST_NOTE].rpartition(' ')[0]} …"


def _rows(note: CitedNote) -> Iterator[dict[str, str]]:
    """The note's links as the JSON of an answer has them, one for each work that it names, with its text."""
    for source in note.sources:
        yield {**json_of(FootnoteLink(note.label, note.link, source.source_id)), "note": note.text}
