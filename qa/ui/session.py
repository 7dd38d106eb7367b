"""What the views share: the corpus, opened once for each process, the shelf of evidence, and messages."""

from __future__ import annotations

import os
from contextlib import suppress

import streamlit as st

from qa.errors import QAError
from qa.pipeline import Corpus, open_corpus
from qa.ui.evidence import Shelf
from qa.ui.html import Html, el


@st.cache_resource(show_spinner="Loading the encoder and the index …")
def open_once(folder: str, index: str) -> Corpus:
    """The corpus with vectors and encoder loaded, so that the first question is answered as fast as the second."""
    corpus = open_corpus(folder, index=index)
    # Without an index there is nothing to load; the views say so and offer to build it.
    with suppress(QAError):
        corpus.load()
    return corpus


def current_corpus() -> Corpus:
    """The corpus named by `QA_CORPUS` and `QA_INDEX`, else the folders `corpus` and `index`."""
    return open_once(os.environ.get("QA_CORPUS", "corpus"), os.environ.get("QA_INDEX", "index"))


def make_shelf(corpus: Corpus) -> Shelf:
    """Where evidence is looked up, as the index now stands."""
    titles = {row["doc_id"] or "": row["title"] or row["doc_id"] or "" for row in corpus.documents()}
    known = {doc_id: corpus.document(doc_id) for doc_id in titles}
    return Shelf(known.get, titles, {source.source_id: source for source in corpus.sources(comments=True)})


def show(markup: Html) -> None:
    """Put markup of our own making on the page."""
    if markup:
        st.html(markup)


def show_error(error: QAError) -> None:
    """One line that says what failed and what to do; never as Markdown, since it may quote a document."""
    show(el("p", str(error), cls="fq-error", role="alert"))
