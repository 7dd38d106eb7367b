"""Parts of the page that are drawn again by themselves, and the whole page after them."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec

import streamlit as st

from qa.wording.say import current_language, speaking

_by_page, _again = ContextVar("by_page", default=False), ContextVar("again", default=False)
"""Whether a part is drawn as the page is, and not by itself; and whether the page is to be drawn again after that."""
_Given = ParamSpec("_Given")


def redrawn(draw: Callable[_Given, None], every: float | None) -> Callable[_Given, None]:
    """A part of the page that is drawn again by itself, in the language of the page."""
    language = current_language()

    @wraps(draw)
    def drawn(*args: _Given.args, **given: _Given.kwargs) -> None:
        with speaking(language):
            draw(*args, **given)

    part = st.fragment(drawn, run_every=every)

    def drawn_with_the_page(*args: _Given.args, **given: _Given.kwargs) -> None:
        token = _by_page.set(True)
        try:
            part(*args, **given)
        finally:
            _by_page.reset(token)

    return drawn_with_the_page


def draw_page_again() -> None:
    """From such a part: at once where it is drawn by itself, else at the page's end, so that no button just pressed is lost."""
    if not _by_page.get():
        st.rerun()
    _again.set(True)


def end_page() -> None:
    """Draw the page again, if a part of it said so."""
    if _again.get():
        _again.set(False)
        st.rerun()
