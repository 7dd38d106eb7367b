"""The switch that has the index follow the corpus folder by itself, and in words what it is doing."""

from __future__ import annotations

import threading
import time

import streamlit as st

from qa.api import Corpus
from qa.index.watching import Attempt, is_behind, watch
from qa.markup import el
from qa.ui.build import builder_of, is_shown
from qa.ui.builder import Builder
from qa.ui.redrawing import draw_page_again, redrawn
from qa.ui.session import show
from qa.wording.lines import say_line
from qa.wording.say import say

_EVERY = 2.0
"""Seconds from one drawing of the words to the next."""


class FolderWatch:
    """Watches a corpus's folder in a thread of this process, and has its builder index what changed."""

    def __init__(self, corpus: Corpus, builder: Builder) -> None:
        """Off at first."""
        self._corpus, self._builder = corpus, builder
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self.last = ""
        """What was done or waited for last, with the time of day."""

    @property
    def is_on(self) -> bool:
        """True while it watches."""
        return self._thread is not None and self._thread.is_alive() and not self._stop.is_set()

    def start(self) -> None:
        """Watch, unless it does already."""
        with self._lock:
            if not self.is_on:
                self.last, self._stop = "", threading.Event()
                self._thread = threading.Thread(target=self._run, args=(self._stop,), name="watch", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Watch no longer; a build that is running ends by itself."""
        with self._lock:
            self._stop.set()

    def _run(self, stop: threading.Event) -> None:
        watch(self._corpus.folder, lambda: self._attempt(stop), self._say, stop.wait)

    def _say(self, line: str) -> None:
        self.last = f"{time.strftime('%H:%M:%S')}: {line}"

    def _attempt(self, stop: threading.Event) -> Attempt:
        # What a visitor added was built for them already.
        if stop.is_set() or not is_behind(self._corpus.stale):
            return Attempt("")
        self._builder.request()
        self._builder.wait(None)
        outcome = self._builder.state.outcome
        if outcome is None:
            return Attempt("")
        if outcome.error:
            return Attempt(outcome.error, again=outcome.again)
        left_out = f"; left out: {'; '.join(outcome.left_out[:3])}" if outcome.left_out else ""
        words = f"indexed; {outcome.documents:,} documents, {outcome.passages:,} passages{left_out}"
        return Attempt(words, again=bool(outcome.left_out) and is_behind(self._corpus.stale))


_OPENED: list[FolderWatch] = []


@st.cache_resource(show_spinner=False)
def _open_watch(_corpus: Corpus, folder: str, index: str) -> FolderWatch:
    _OPENED.append(FolderWatch(_corpus, builder_of(_corpus)))
    return _OPENED[-1]


def stop_watching() -> None:
    """Watch no corpus any longer."""
    while _OPENED:
        _OPENED.pop().stop()


def watch_of(corpus: Corpus) -> FolderWatch:
    """The one watcher of a corpus in this process."""
    return _open_watch(corpus, str(corpus.folder.absolute()), str(corpus.index_folder.absolute()))


def show_watch(corpus: Corpus) -> None:
    """The switch, off until somebody puts it on, for all who use this server; and what it is doing."""
    watching = watch_of(corpus)
    st.session_state["fq-watch"] = watching.is_on
    st.toggle(say("Follow the folder"), key="fq-watch", on_change=_switch, args=(watching,))
    redrawn(_draw, _EVERY if watching.is_on else None)(watching, builder_of(corpus))


def _switch(watching: FolderWatch) -> None:
    if st.session_state["fq-watch"]:
        watching.start()
    else:
        watching.stop()


def _draw(watching: FolderWatch, builder: Builder) -> None:
    if not watching.is_on:
        words = say("Off. What is changed in the corpus folder by other means is indexed when you say so.")
    else:
        words = say("On. When files in the corpus folder change and have come to rest, the index follows.")
    show(el("p", words, cls="fq-facts"))
    if watching.is_on and watching.last:
        show(el("p", say_line(watching.last), cls="fq-facts", role="status"))
    if watching.is_on and builder.state.running and not is_shown():
        draw_page_again()
