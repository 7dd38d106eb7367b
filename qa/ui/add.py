"""The view in which a document is added, as a report or as the full text of a footnote's source, and indexed."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from qa.errors import QAError, UsageError
from qa.pipeline import Corpus
from qa.types import Source
from qa.ui.build import build, show_build
from qa.ui.html import Html, el
from qa.ui.session import current_corpus, make_shelf, show, show_error
from qa.ui.sources import source_row
from qa.ui.words import chain_words

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

ADDED = "fq-added"
OWN = "A report of its own"


def show_add() -> None:
    """Upload, say what it is, add and index."""
    corpus = current_corpus()
    show(
        el(
            "p",
            "Add the full text of a source, and the sentences that cite it gain the passage that backs them. "
            "Or add another report. The file is copied into the corpus folder; nothing leaves this computer.",
            cls="fq-lead",
        )
    )
    try:
        _show_stale(corpus)
        _show_form(corpus)
        _show_added(corpus)
    except QAError as error:
        show_error(error)


def _show_stale(corpus: Corpus) -> None:
    reason = corpus.stale()
    if reason:
        show(el("p", f"The index is behind the corpus: {reason}", cls="fq-notice"))
        show_build(corpus, "Bring the index up to date")


def _show_form(corpus: Corpus) -> None:
    sources = {source.source_id: source for source in corpus.sources()}
    several = len({source.doc_id for source in sources.values()}) > 1
    with st.form("fq-add", border=False):
        formats = [suffix.removeprefix(".") for suffix in corpus.formats()]
        upload = st.file_uploader("The file", type=formats, key="fq-file")
        choice = st.selectbox(
            "What is it?",
            [None, *sources],
            key="fq-for",
            format_func=lambda key: OWN if key is None else _option(sources[key], several),
        )
        sent = st.form_submit_button("Add and index", type="primary")
    if not sent:
        return
    st.session_state.pop(ADDED, None)
    if upload is None:
        show(el("p", "No file is chosen yet: choose one above.", cls="fq-error", role="alert"))
        return
    doc_id, looks_like = _add(corpus, upload, choice)
    if build(corpus):
        st.session_state[ADDED] = (doc_id, choice, looks_like)
        st.rerun()


def _add(corpus: Corpus, upload: UploadedFile, source_id: str | None) -> tuple[str, str | None]:
    """Hand the upload to the corpus, which checks name, format and content before anything is written.

    Returns its identifier, and for a report of its own a word on the source that it looks like.
    """
    name = re.split(r"[/\\]", upload.name)[-1]
    if not name.strip(". ") or not name.isprintable() or len(name.encode()) > 200:
        raise UsageError(f"{name[:80]!r}: not a file name that can be added; rename the file")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(upload.getvalue())
        doc_id = corpus.add(file, footnote=source_id).doc_id
        proposals = corpus.propose(file) if source_id is None else ()
    if not proposals:
        return doc_id, None
    label = proposals[0].source.label
    words = f"This looks like the text of the source of footnote {label}: {proposals[0].reason}."
    return doc_id, f"{words} To link it, add it again as the source of footnote {label}."


def _show_added(corpus: Corpus) -> None:
    if ADDED not in st.session_state:
        return
    doc_id, source_id, looks_like = st.session_state[ADDED]
    shelf = make_shelf(corpus)
    if source_id in shelf.sources:
        row = source_row(shelf.sources[source_id], corpus.statements(source_id), shelf)
        show(_done("Added and indexed. The corpus now holds this source:", el("ol", row, cls="fq-sources")))
    elif doc_id in shelf.titles:
        notes = len(corpus.document(doc_id).footnotes)
        show(_done(f"Added and indexed, with {notes} footnotes:", el("p", el("cite", shelf.title(doc_id)))))
    if looks_like:
        show(el("p", looks_like, cls="fq-notice", role="status"))


def _done(words: str, what: Html) -> Html:
    return el("div", el("p", words, cls="fq-label"), what, cls="fq-done", role="status")


def _option(source: Source, several: bool) -> str:
    where = f" of {source.doc_id}" if several else ""
    return f"The source of footnote {source.label}{where}: {chain_words(source)}"
