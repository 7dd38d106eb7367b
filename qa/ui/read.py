"""The view in which a document is read as a whole, each marker opening its note, and a cited sentence shown in place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from qa.api import Corpus
from qa.errors import QAError, UsageError
from qa.export.scans import describe_ocr
from qa.export.voices import describe_voice
from qa.markup import Html, el, join
from qa.types.answer import Citation
from qa.types.document import Block, BlockKind, Document, DocumentKind, Footnote, Span
from qa.types.document_info import DocumentInfo
from qa.types.source import Source
from qa.ui.arrive import scroll_to_place
from qa.ui.chosen import own_marks, placed_highlights, show_chosen, show_highlights, take_selection
from qa.ui.links import PRINTED, source_link
from qa.ui.notes import panels_html
from qa.ui.passage import Shelf
from qa.ui.printed import printed_html
from qa.ui.projects import project_parameter
from qa.ui.reading_tools import show_tools
from qa.ui.scope import scope_words
from qa.ui.session import current_corpus, make_shelf, show, show_error
from qa.ui.typeset import CHUNK, SLOT, OwnMark, Typesetter, chunks, heading_id, running
from qa.ui.whole import overview_card
from qa.ui.words import language_words, source_name
from qa.wording.say import current_language, say, say_html

_STYLE = Path(__file__).with_name("read.css")
CHOSEN = "fq-document"
_NO_PANELS = Html()


def show_read() -> None:
    """The document that the address names, else the first, typeset."""
    st.html(_STYLE)
    corpus = current_corpus()
    try:
        titles = {info.doc_id: info.title or info.doc_id for info in corpus.documents()}
        doc_id = _choose(titles)
        cited = _cited()
        if doc_id:
            _show_document(corpus, doc_id, cited)
    except QAError as error:
        show_error(error)


def _show_document(corpus: Corpus, doc_id: str, cited: Span | None) -> None:
    """The document with what is cited and what was highlighted in it, and what helps in reading it."""
    state, document = str(corpus.index_state()), corpus.document(doc_id)
    if not corpus.read_only:
        take_selection(corpus, document)
    placed = placed_highlights(corpus, document)
    if cited is None:
        show(overview_card(corpus, state, doc_id, current_language()))
    show_highlights(corpus, placed)
    show_tools(doc_id, _as_scope(corpus, doc_id), writable=not corpus.read_only)
    with st.spinner(say("Laying out the document …")):
        page = _page(corpus, state, doc_id, cited, own_marks(placed), current_language())
    printed = cited is not None and PRINTED in st.query_params
    show(Html(page.replace(SLOT, printed_html(corpus, doc_id, cited, shown=printed), 1) if cited else page))
    if cited:
        show_chosen(corpus, doc_id, cited, placed)
        scroll_to_place(cited.start, printed=printed)


def _as_scope(corpus: Corpus, doc_id: str) -> tuple[str, ...]:
    """The document as Ask names it in its field, where there are several reports; nothing for the text of a source."""
    titles = {info.doc_id: info.title or info.doc_id for info in corpus.documents() if info.kind is DocumentKind.REPORT}
    return (scope_words(doc_id, titles),) if doc_id in titles and len(titles) > 1 else ()


def _choose(titles: dict[str, str]) -> str | None:
    """The document to read: a choice where there are several, kept in the address."""
    named = st.query_params.get("document")
    if named is not None and named not in titles:
        raise UsageError(say("{name}: no such document; the view Sources lists what the reports name", name=named[:80]))
    if len(titles) < 2:
        return next(iter(titles), None)
    if named is not None:
        st.session_state[CHOSEN] = named
    return st.selectbox(
        say("Document"), list(titles), format_func=lambda key: titles[key], key=CHOSEN, on_change=_remember
    )


def _remember() -> None:
    st.query_params.from_dict({"document": st.session_state[CHOSEN], **project_parameter()})


def _cited() -> Span | None:
    """The passage that the address names; None when it names none that can be."""
    start, end = (st.query_params.get(name, "") for name in ("start", "end"))
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit()):
        return None
    span = Span(int(start[:9]), int(end[:9]))
    return span if span.start < span.end else None


@st.cache_data(show_spinner=False, max_entries=6)
def _page(
    _corpus: Corpus, generation: str, doc_id: str, cited: Span | None, own: tuple[OwnMark, ...], language: str
) -> str:
    info = next(info for info in _corpus.documents() if info.doc_id == doc_id)
    statements = kept_statements(_corpus, generation, doc_id)
    panels = Html(_panels(_corpus, generation, doc_id, language))
    return document_html(_corpus.document(doc_id), info, make_shelf(_corpus), statements, panels, cited, own)


# Kept apart from the page, so that a long document opens at another citation without working out again what rests on what.
@st.cache_data(show_spinner=False, max_entries=6)
def _panels(_corpus: Corpus, generation: str, doc_id: str, language: str) -> str:
    shelf = make_shelf(_corpus)
    own = [source for source in shelf.sources.values() if source.doc_id == doc_id]
    return join(*panels_html(_corpus.document(doc_id), own, kept_statements(_corpus, generation, doc_id), shelf))


@st.cache_resource(show_spinner=False, max_entries=6)
def kept_statements(_corpus: Corpus, generation: str, doc_id: str) -> tuple[Citation, ...]:
    """A document's statements, worked out once for each state of the index."""
    return tuple(statement.citation for statement in _corpus.ledger(doc_id).statements)


def document_html(
    document: Document,
    info: DocumentInfo,
    shelf: Shelf,
    statements: tuple[Citation, ...] = (),
    panels: Html = _NO_PANELS,
    cited: Span | None = None,
    own: tuple[OwnMark, ...] = (),
) -> Html:
    """The whole document, with the panels that its markers open without script; `own` is what a reader set off in it."""
    title = shelf.title(document.doc_id)
    voices = {said.span.start: words for said in statements if (words := describe_voice(said))}
    setter = Typesetter(document, tuple(said.span for said in statements), cited, voices, own)
    wanted = running(document, title)
    headings = [block for index in wanted if (block := document.blocks[index]).kind is BlockKind.HEADING]
    base = min((block.level for block in headings), default=1)
    body = [join(*setter.blocks(stretch, base)) for stretch in chunks(document, wanted)]
    if len(wanted) > 5 * CHUNK:
        body = [el("section", stretch, cls="fq-stretch") for stretch in body]
    lost = cited is not None and cited.end > len(document.text)
    return el(
        "div",
        _outline(document, headings),
        el(
            "article",
            el("h2", title, cls="fq-document-title", dir="auto"),
            el(
                "p",
                " · ".join(v for v in (info.publisher, info.container, language_words(info.language)) if v),
                cls="fq-facts",
            ),
            el("p", f"{ocr[0].upper()}{ocr[1:]}.", cls="fq-notice fq-ocr") if (ocr := describe_ocr(document)) else None,
            _named_by(shelf.held_as(document.doc_id)),
            el("p", say("The cited place is not in this document any more."), cls="fq-error", role="alert")
            if lost
            else None,
            *body,
            _notes(document, setter),
            el("p", info.credit, cls="fq-facts fq-credit") if info.credit else None,
            cls="fq-document",
            lang=info.language,
        ),
        panels,
        cls="fq-reading",
    )


def _outline(document: Document, headings: list[Block]) -> Html | None:
    """The headings as links, for wide windows beside the text, for others folded above it."""
    # A heading of characters that cannot be seen is a link that cannot be named.
    headings = [b for b in headings if any(c.isprintable() and not c.isspace() for c in b.span.of(document.text))]
    if len(headings) < 2:
        return None
    base = min(block.level for block in headings)
    entries = [(heading_id(b), b.span.of(document.text), min(b.level - base, 3)) for b in headings]
    if document.footnotes:
        entries.append(("notes", say("Notes"), 0))
    links = [el("li", el("a", words, href=f"#{name}"), cls=f"fq-level-{depth}") for name, words, depth in entries]
    contents, name = el("ul", *links, cls="fq-outline-list"), say("Contents")
    return join(
        el("nav", el("p", name, cls="fq-label"), contents, cls="fq-outline fq-beside", aria_label=name),
        el("details", el("summary", name), el("nav", contents, aria_label=name), cls="fq-outline fq-above"),
    )


def _named_by(sources: Sequence[Source]) -> Html | None:
    """For a text that is a source's: which footnotes name it."""
    if not sources:
        return None
    links = [el("a", _note_words(source), href=source_link(source.source_id), cls="fq-open") for source in sources]
    words = say_html("The full text of the source that is named by {notes}", notes=join(*_between(links)))
    return el("p", words, cls="fq-own")


def _note_words(source: Source) -> str:
    return say("footnote {label}: {source}", label=source.label, source=source_name(source))


def _between(links: Sequence[Html]) -> list[str]:
    return [part for number, link in enumerate(links) for part in ((", ", link) if number else (link,))]


def _notes(document: Document, setter: Typesetter) -> Html | None:
    """All notes at the end, with the markers that stand in them."""
    if not document.footnotes:
        return None
    items = [_note(document, note, setter) for note in document.footnotes]
    return join(el("h3", say("Notes"), id="notes"), el("ol", *items, cls="fq-notes"))


def _note(document: Document, note: Footnote, setter: Typesetter) -> Html:
    index = document.block_index(note.span.start)
    words = el("span", setter.words(index), setter.slot([index]), dir="auto", **setter.at(index))
    return el("li", el("span", note.label, cls="fq-number"), words)
