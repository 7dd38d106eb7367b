"""The view in which a document is read as a whole, each marker opening its note."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from qa.errors import QAError
from qa.pipeline import Corpus
from qa.types import Block, BlockKind, Document, Source, Span
from qa.ui.evidence import Shelf
from qa.ui.html import Html, el, join
from qa.ui.session import current_corpus, make_shelf, show, show_error
from qa.ui.words import holding_badge, source_facts, source_heading

_TAGS = {BlockKind.QUOTATION: "blockquote", BlockKind.LIST_ITEM: "li"}
_CLASSES = {BlockKind.CAPTION: "fq-caption", BlockKind.CREDIT: "fq-caption", BlockKind.TABLE_ROW: "fq-table-row"}


def show_read() -> None:
    """One document of the corpus, typeset."""
    corpus = current_corpus()
    try:
        shelf = make_shelf(corpus)
        chosen = next(iter(shelf.titles), None)
        if len(shelf.titles) > 1:
            chosen = st.selectbox("Document", list(shelf.titles), format_func=shelf.title, key="fq-document")
        if chosen:
            show(document_html(corpus.document(chosen), _row(corpus, chosen), shelf))
    except QAError as error:
        show_error(error)


def document_html(document: Document, row: dict[str, str | None], shelf: Shelf) -> Html:
    """The whole document; a marker is a button that opens its note without script."""
    title = shelf.title(document.doc_id)
    running = [_block(document, b, shelf) for b in _running(document, title)]
    notes = [
        el("li", el("span", f.label, cls="fq-number"), el("span", f.span.of(document.text))) for f in document.footnotes
    ]
    return el(
        "article",
        el("h2", title, cls="fq-document-title"),
        el("p", " · ".join(v for v in (row["publisher"], row["container"]) if v), cls="fq-facts"),
        *running,
        join(el("h3", "Notes"), el("ol", *notes, cls="fq-notes")) if notes else None,
        el("p", row["credit"], cls="fq-facts fq-credit") if row["credit"] else None,
        cls="fq-document",
    )


def _running(document: Document, title: str) -> Iterator[Block]:
    """What is shown as running text: no notes, nothing said twice, and not the title again."""
    titles = {name.rstrip(".").casefold() for name in (title, document.title)}
    for block in document.blocks:
        words = block.span.of(document.text).rstrip(".").casefold()
        if block.kind is not BlockKind.NOTE and not block.repeated and words not in titles:
            yield block


def _row(corpus: Corpus, doc_id: str) -> dict[str, str | None]:
    return next(row for row in corpus.documents() if row["doc_id"] == doc_id)


def _block(document: Document, block: Block, shelf: Shelf) -> Html:
    if block.kind is BlockKind.HEADING:
        return el(f"h{min(block.level + 2, 6)}", block.span.of(document.text))
    return el(_TAGS.get(block.kind, "p"), _live(document, block.span, shelf), cls=_CLASSES.get(block.kind))


def _live(document: Document, span: Span, shelf: Shelf) -> Html:
    """Text whose markers are buttons, each followed by the note that it opens."""
    parts: list[str] = []
    position = span.start
    works: dict[int | None, list[Source]] = {}
    for source in shelf.sources.values():
        if source.doc_id == document.doc_id:
            works.setdefault(source.note, []).append(source)
    for number, marker in enumerate(document.markers_on(span)):
        button = _note_button(f"note-{span.start}-{number}", marker.label, works.get(marker.note, []))
        parts += [document.text[position : marker.at], button]
        position = marker.at
    return join(*parts, document.text[position : span.end])


def _note_button(target: str, label: str, works: list[Source]) -> Html:
    """A marker that opens what its note names, one work or several."""
    if not works:
        return el("sup", label, cls="fq-marker")
    button = el("button", label, cls="fq-marker", type="button", popovertarget=target, aria_label=f"Footnote {label}")
    named = [
        join(
            el("span", source_heading(work), cls="fq-title"),
            source_facts(work),
            None if work.is_comment else holding_badge(work),
        )
        for work in works
    ]
    note = el(
        "span",
        *named,
        id=target,
        popover="auto",
        cls="fq-popover",
    )
    return join(el("sup", button), note)
