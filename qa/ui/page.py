"""The page around the views: masthead, navigation, style."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from qa.ui.add import show_add
from qa.ui.ask import show_ask
from qa.ui.html import el
from qa.ui.read import show_read
from qa.ui.session import show
from qa.ui.sources import show_sources

STYLE = Path(__file__).with_name("style.css")


def show_page() -> None:
    """Draw the view that the address names."""
    st.set_page_config(page_title="Footnote QA", layout="centered", initial_sidebar_state="collapsed")
    st.html(STYLE)
    pages = [
        st.Page(show_ask, title="Ask", url_path="ask", default=True),
        st.Page(show_read, title="Read", url_path="read"),
        st.Page(show_sources, title="Sources", url_path="sources"),
        st.Page(show_add, title="Add", url_path="add"),
    ]
    chosen = st.navigation(pages, position="hidden")
    with st.container(key="fq-masthead", horizontal=True, vertical_alignment="center"):
        show(el("h1", "Footnote", el("sup", "qa"), cls="fq-brand"))
        with st.container(key="fq-nav", horizontal=True):
            for page in pages:
                st.page_link(page, label=f"**{page.title}**" if page is chosen else page.title)
    chosen.run()
