"""Bringing the index up to date in the background, with progress, while questions go on being answered."""

from __future__ import annotations

import streamlit as st

from qa.api import Corpus
from qa.markup import el
from qa.ui.builder import Builder, BuildOutcome, State
from qa.ui.redrawing import draw_page_again, redrawn
from qa.ui.session import show
from qa.wording.lines import say_line
from qa.wording.say import in_digits, say, say_count

_WATCHING, _AWAITED = "fq-watching", "fq-awaited"
_EVERY = 0.7
"""Seconds from one drawing of the progress to the next."""


@st.cache_resource(show_spinner=False)
def _open_builder(_corpus: Corpus, folder: str, index: str) -> Builder:
    return Builder(_corpus)


def builder_of(corpus: Corpus) -> Builder:
    """The one builder of a corpus in this process."""
    return _open_builder(corpus, str(corpus.folder.absolute()), str(corpus.index_folder.absolute()))


def follow_build() -> None:
    """Have this visitor's page drawn again when the index is built, though that be before any progress is drawn."""
    st.session_state[_WATCHING] = True


def request_build(corpus: Corpus, *, rebuild: bool = False) -> None:
    """Have the index follow, and this visitor's page with it."""
    follow_build()
    builder_of(corpus).request(rebuild=rebuild)


def show_build(corpus: Corpus, label: str) -> None:
    """A button that builds the index, and the progress of what is being built; neither where nothing may be changed."""
    if corpus.read_only:
        return
    if not builder_of(corpus).state.running and st.button(label, type="primary", key="fq-build"):
        request_build(corpus)
    show_progress(corpus)


def wait_for_build(corpus: Corpus) -> bool:
    """While the index is built, say so here and have the page drawn again at the end; True for the first time after it ended."""
    running = builder_of(corpus).state.running
    if running:
        follow_build()
        show_progress(corpus)
        show(el("p", say("This page refreshes by itself when it is done."), cls="fq-facts", role="status"))
    awaited = bool(st.session_state.get(_AWAITED))
    st.session_state[_AWAITED] = running
    return awaited and not running


def is_shown() -> bool:
    """True when this visitor's page draws the progress of a build."""
    return bool(st.session_state.get(_WATCHING))


def show_progress(corpus: Corpus) -> None:
    """What is being built, redrawn as it goes; when it ends, the whole page is redrawn, with how it ended if not well."""
    builder = builder_of(corpus)
    running = builder.state.running
    if running:
        follow_build()
    redrawn(_draw, _EVERY if running else None)(builder)


def _draw(builder: Builder) -> None:
    state = builder.state
    if state.running:
        st.progress(state.share, text=_words(state))
        left = state.seconds_left()
        words = [say_count("About {count} second left.", "About {count} seconds left.", left)] if left else []
        words += [say("Questions are answered from the index as it was.")]
        if state.queued:
            words.append(say("What was changed meanwhile is indexed right after it."))
        show(el("p", " ".join(words), cls="fq-facts"))
        return
    if st.session_state.pop(_WATCHING, False):
        draw_page_again()
    if state.outcome:
        _show_outcome(state.outcome)


def _words(state: State) -> str:
    counted = state.step in ("reading", "embedding") and state.total > 1
    step = say_line(state.step)
    step = f"{step[:1].upper()}{step[1:]}"
    if not counted:
        return step
    return say("{step}, {done} of {total}", step=step, done=in_digits(state.done), total=in_digits(state.total))


def _show_outcome(outcome: BuildOutcome) -> None:
    if outcome.error:
        show(el("p", say_line(outcome.error), cls="fq-error", role="alert"))
    elif outcome.left_out:
        lines = (el("li", say_line(line)) for line in outcome.left_out[:20])
        more = len(outcome.left_out) - 20
        listed = el("ul", *lines, el("li", say("and {count} more", count=in_digits(more))) if more > 0 else None)
        show(el("div", listed, cls="fq-error", role="alert"))
