"""What the views share: the corpus, opened once for each process, the shelf of evidence, and messages."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from qa.api import Corpus, open_corpus
from qa.errors import QAError, UsageError
from qa.markup import Html, el
from qa.types.document import Document
from qa.ui.desk import Desk
from qa.ui.passage import Shelf
from qa.ui.projects import current_project
from qa.ui.reading_only import is_read_only
from qa.ui.remedies import in_browser_words


def open_once(folder: str, index: str) -> Corpus:
    """The corpus with vectors and encoder loaded, so that the first question is answered as fast as the second.

    Those who may only read share one that cannot be changed.
    """
    return _opened(folder, index, is_read_only())


@st.cache_resource(show_spinner=False)
def _opened(folder: str, index: str, read_only: bool) -> Corpus:
    corpus = open_corpus(folder, index=index, read_only=read_only)
    # Without an index there is nothing to load; the views say so and offer to build it.
    with suppress(QAError):
        corpus.load()
    return corpus


def current_corpus() -> Corpus:
    """The corpus of the project that this visit is in."""
    return open_once(*_folders())


def _folders() -> tuple[str, str]:
    project = current_project()
    return project.corpus, project.index


@st.cache_resource(show_spinner=False)
def open_desk(folder: str, index: str, read_only: bool = False) -> Desk:
    """Where the questions of all visitors who may do the same queue for the corpus."""
    return Desk(_opened(folder, index, read_only))


def current_desk() -> Desk:
    """The desk of `current_corpus`."""
    return open_desk(*_folders(), is_read_only())


@st.cache_resource(show_spinner=False, max_entries=4)
def open_shelf(_corpus: Corpus, generation: str) -> Shelf:
    """The shelf of one state of the index, made once."""
    return make_shelf(_corpus)


def make_shelf(corpus: Corpus) -> Shelf:
    """Where evidence is looked up, as the index now stands; a document is read when it is looked up."""
    titles = {info.doc_id: info.title or info.doc_id for info in corpus.documents()}

    def document(doc_id: str) -> Document | None:
        try:
            return corpus.document(doc_id) if doc_id in titles else None
        except UsageError:  # removed since
            return None

    return Shelf(document, titles, {source.source_id: source for source in corpus.sources(comments=True)})


def show(markup: Html | None) -> None:
    """Put markup of our own making on the page, if there is any."""
    if markup:
        st.html(markup)


def show_error(error: QAError) -> None:
    """One line that says what failed and what to do; never as Markdown, since it may quote a document."""
    show(el("p", in_browser_words(error), cls="fq-error", role="alert"))
