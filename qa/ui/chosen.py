"""The passage that was chosen in a document: its citation to copy, the way to ask about it, its highlight and note."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from qa.api import Corpus
from qa.corpus.highlights import HIGHLIGHTS
from qa.corpus.said_lines import LONGEST_REMARK
from qa.errors import QAError
from qa.export.citing import citing
from qa.export.quotes import PickedQuote, quotes_to_phrases
from qa.markup import Html, el
from qa.types.answer import Answer, Citation, Claim, Status
from qa.types.document import Document, Span
from qa.types.highlight import Highlight
from qa.ui.links import read_link
from qa.ui.passage import Shelf
from qa.ui.projects import project_parameter
from qa.ui.saving import CITED_AS, here, show_to_copy, with_address
from qa.ui.selected import SelectionWish, selected_in
from qa.ui.session import make_shelf, show, show_error
from qa.ui.typeset import OwnMark, shorten
from qa.wording.say import noted, say

_REQUEST, _OPENED, _FAILED = "fq-selected", "fq-passage-opened", "fq-selected-failed"
_FILES = (
    (noted("Markdown"), "markdown", "highlights.md", "text/markdown"),
    (noted("Table (CSV)"), "csv", "highlights.csv", "text/csv"),
    (noted("JSON Lines"), "jsonl", "highlights.jsonl", "application/jsonl"),
)


def take_selection(corpus: Corpus, document: Document) -> None:
    """A field that is not shown: the script writes into it what was selected, and what is wanted of it."""
    st.text_input(
        say("Selected"),
        key=_REQUEST,
        label_visibility="collapsed",
        max_chars=80,
        on_change=_take,
        args=(corpus, document),
    )
    if (error := st.session_state.pop(_FAILED, None)) is not None:
        show_error(error)


def _take(corpus: Corpus, document: Document) -> None:
    found = selected_in(document, str(st.session_state.get(_REQUEST, "")))
    if found is None:
        return
    if found.wanted is not SelectionWish.HIGHLIGHT:
        st.session_state[_OPENED] = found.span
        place = {"document": document.doc_id, "start": str(found.span.start), "end": str(found.span.end)}
        st.query_params.from_dict({**place, **project_parameter()})
        return
    try:
        corpus.highlight(document.doc_id, found.span)
    except QAError as error:
        st.session_state[_FAILED] = error


def placed_highlights(corpus: Corpus, document: Document) -> list[tuple[Highlight, Span | None]]:
    """Those of a document, and where their words stand in it now."""
    return [(found, found.place_in(document)) for found in corpus.highlights(document.doc_id)]


def own_marks(placed: Sequence[tuple[Highlight, Span | None]]) -> tuple[OwnMark, ...]:
    """What is set off in the text."""
    return tuple((span, found.note) for found, span in placed if span)


def show_highlights(corpus: Corpus, placed: Sequence[tuple[Highlight, Span | None]]) -> None:
    """A fold with all highlights of a document, each leading to its place, and the files of those of the corpus."""
    if not placed:
        return
    with st.expander(say("Your highlights ({count})", count=len(placed)), key="fq-highlights"):
        show(el("ul", *(_line(found, span) for found, span in placed), cls="fq-statements"))
        for number, (found, span) in enumerate(placed):
            if span is None and not corpus.read_only:
                label = say("Remove highlight {number}, whose words are gone", number=number + 1)
                st.button(label, key=f"fq-lost-{number}", on_click=partial(_remove, corpus, found))
        show(el("p", say("Kept in {file} of the corpus folder. All of them:", file=HIGHLIGHTS), cls="fq-facts"))
        with st.container(key="fq-highlight-files", horizontal=True):
            for label, form, file, mime in _FILES:
                write = partial(corpus.export_highlights, form)
                st.download_button(
                    say(label), write, file_name=file, mime=mime, key=f"fq-own-{form}", on_click="ignore"
                )


def _line(found: Highlight, span: Span | None) -> Html:
    words = shorten(" ".join(found.quote.split()), 160)
    link = el("a", words, href=read_link(found.document, span), cls="fq-open", dir="auto") if span else el("q", words)
    lost = None if span else el("span", say("These words are no longer in the document."), cls="fq-facts")
    return el("li", link, " ", lost, el("p", found.note, cls="fq-own-note", dir="auto") if found.note else None)


def show_chosen(corpus: Corpus, doc_id: str, cited: Span, placed: Sequence[tuple[Highlight, Span | None]]) -> None:
    """What can be done with the passage that the address names."""
    now = next((found for found, span in placed if span == cited), None)
    try:
        citation = corpus.cite(doc_id, cited)
    except QAError:  # The page says already that it is not in the document any more.
        return
    opened = st.session_state.get(_OPENED) == cited or now is not None
    with (
        st.container(key="fq-passage"),
        st.expander(
            say("Cite this passage, or note something"), expanded=opened, key=f"fq-passage-{cited.start}-{cited.end}"
        ),
    ):
        _show_citation(corpus, citation, make_shelf(corpus))
        if not corpus.read_only:
            _show_note(corpus, doc_id, cited, now)


def _show_citation(corpus: Corpus, citation: Citation, shelf: Shelf) -> None:
    """The quote with its citation in the chosen style, and a button that copies both."""
    style = st.selectbox(
        say("Cited as"), list(CITED_AS), key="fq-style", format_func=lambda named: say(CITED_AS[named])
    )
    labels = {link.source for link in (*citation.footnotes, *citation.nearby_footnotes)}
    sources = tuple(shelf.sources[label] for label in labels if label in shelf.sources)
    claim = Claim(citation.quote, (citation,))
    answer = Answer(citation.quote, Status.ANSWERED, None, None, (claim,), sources, ())
    quote = with_address(PickedQuote(answer, citation), here())
    show_to_copy(quotes_to_phrases([quote], citing([answer], corpus.documents(), style)))


def _show_note(corpus: Corpus, doc_id: str, cited: Span, now: Highlight | None) -> None:
    key = f"fq-own-note-{doc_id}-{cited.start}-{cited.end}"
    note = st.text_area(say("Your note"), now.note if now else "", key=key, max_chars=LONGEST_REMARK, height=90)
    with st.container(key="fq-noting", horizontal=True):
        if st.button(say("Save the note") if now else say("Highlight and save"), type="primary", key=f"{key}-save"):
            _keep(corpus, doc_id, cited, " ".join((note or "").split()))
        if now:
            st.button(say("Remove the highlight"), key=f"{key}-remove", on_click=partial(_remove, corpus, now))


def _keep(corpus: Corpus, doc_id: str, span: Span, note: str) -> None:
    try:
        corpus.highlight(doc_id, span, note)
    except QAError as error:
        show_error(error)
    else:
        st.rerun()


def _remove(corpus: Corpus, highlight: Highlight) -> None:
    try:
        corpus.remove_highlight(highlight)
    except QAError as error:
        st.session_state[_FAILED] = error
