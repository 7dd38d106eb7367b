"""Bringing the index up to date, with progress."""

from __future__ import annotations

import streamlit as st

from qa.errors import QAError
from qa.pipeline import Corpus
from qa.render import escape_markdown
from qa.ui.html import el
from qa.ui.session import show, show_error


def show_build(corpus: Corpus, label: str) -> None:
    """A button that builds the index."""
    if st.button(label, type="primary", key="fq-build") and build(corpus):
        st.rerun()


def build(corpus: Corpus) -> bool:
    """Build with a progress bar; False when it failed, which the page then says."""
    bar = st.progress(0.0, text="Reading the corpus")

    def draw(what: str, done: int, total: int) -> None:
        count = f", {done:,} of {total:,}" if total > 1 else ""
        words = escape_markdown(f"{what[:1].upper()}{what[1:]}{count}")
        bar.progress(min(done / total, 1.0) if total else 0.0, text=words)

    try:
        report = corpus.build(progress=draw)
        draw("loading the new index", 1, 1)
        corpus.load()
    except QAError as error:
        bar.empty()
        show_error(error)
        return False
    bar.empty()
    if report.skipped:
        show(el("ul", *(el("li", line) for line in report.skipped), cls="fq-error", role="alert"))
        return False
    return True
