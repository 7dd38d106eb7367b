"""The index compared with the files in the background, once for each of its states; told above every view when they differ."""

from __future__ import annotations

import threading
from contextlib import suppress

import streamlit as st

from qa.api import Corpus
from qa.errors import QAError, Remedy
from qa.markup import el
from qa.ui.redrawing import draw_page_again, redrawn
from qa.ui.remedies import browser_remedy
from qa.ui.session import current_corpus, show
from qa.wording.lines import say_line
from qa.wording.say import say

_EVERY = 3.0
"""Seconds from one look at what was found to the next, while it is not known yet."""


class Comparison:
    """Compares a corpus's index with its files in a thread of this process, one state of the index after the other."""

    def __init__(self, corpus: Corpus) -> None:
        """Nothing is compared yet."""
        self._corpus = corpus
        self._lock = threading.Lock()
        self._done = ""
        self._thread: threading.Thread | None = None

    @property
    def running(self) -> bool:
        """True while files are compared."""
        return self._thread is not None and self._thread.is_alive()

    def follow(self) -> None:
        """Begin to compare, unless the index as it is now was compared before or there is none."""
        with self._lock, suppress(QAError):
            state = str(self._corpus.index_state())
            if state != self._done and not self.running:
                self._done = state
                self._thread = threading.Thread(target=self._run, name="compare", daemon=True)
                self._thread.start()

    def wait(self, seconds: float | None = None) -> None:
        """Return when nothing is being compared, or when the time is up, if there is one."""
        if self._thread is not None:
            self._thread.join(seconds)

    def _run(self) -> None:
        # What cannot be read now is told by the views themselves; the next state of the index is looked at anew.
        with suppress(QAError):
            self._corpus.compare()


@st.cache_resource(show_spinner=False)
def _open_comparison(_corpus: Corpus, folder: str, index: str) -> Comparison:
    return Comparison(_corpus)


def comparison_of(corpus: Corpus) -> Comparison:
    """The one comparison of a corpus in this process."""
    return _open_comparison(corpus, str(corpus.folder.absolute()), str(corpus.index_folder.absolute()))


def show_comparison() -> None:
    """What differs between the index and the files, if anything is known to."""
    corpus = current_corpus()
    comparison = comparison_of(corpus)
    comparison.follow()
    redrawn(_draw, _EVERY if comparison.running else None)(corpus, comparison)


def _draw(corpus: Corpus, comparison: Comparison) -> None:
    if comparison.running:
        st.session_state["fq-comparing"] = True
        return
    try:
        altered = corpus.altered()
    except QAError:
        return
    if st.session_state.pop("fq-comparing", False) and altered:
        # Answers on the page were judged before it was known.
        draw_page_again()
    if altered:
        lines = (el("li", say_line(f"{found}.")) for found in altered[:20])
        words = say("Do not trust what is quoted from it; {remedy}.", remedy=browser_remedy(Remedy.REBUILD_INDEX))
        show(el("div", el("ul", *lines), el("p", words), cls="fq-error", role="alert"))
