"""The page around the views: masthead, navigation, style, keys."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from qa.corpus.log import acting_as
from qa.markup import el
from qa.ui.add import show_add
from qa.ui.ask import show_ask
from qa.ui.audit import show_audit
from qa.ui.comparing import show_comparison
from qa.ui.incoming import leave_behind
from qa.ui.language import language_html, languages_html, speak
from qa.ui.links import project_link
from qa.ui.people import may_enter, visitor
from qa.ui.projects import all_projects, current_project, enter_project, project_parameter
from qa.ui.read import show_read
from qa.ui.reading_only import READING_ONLY, is_read_only
from qa.ui.redrawing import end_page
from qa.ui.rights import Visitor
from qa.ui.session import show
from qa.ui.sign_in_page import SIGN_OUT
from qa.ui.sources import show_sources
from qa.ui.steps import last_address
from qa.wording.say import say

HERE = Path(__file__).parent
STYLE, SCRIPT = HERE / "style.css", HERE / "script.js"


def show_page() -> None:
    """Draw the view that the address names, for those who may enter."""
    speak()
    if not may_enter():
        show(el("p", say("Your sign-in has run out. Load this page again to sign in."), cls="fq-error", role="alert"))
        return
    pages = [
        st.Page(show_ask, title=say("Ask"), url_path="ask", default=True),
        st.Page(show_read, title=say("Read"), url_path="read"),
        st.Page(show_sources, title=say("Sources"), url_path="sources"),
        st.Page(show_audit, title=say("Audit"), url_path="audit"),
        st.Page(show_add, title=say("Files") if is_read_only() else say("Add"), url_path="add"),
    ]
    chosen = st.navigation(pages, position="hidden")
    unknown = enter_project()
    title = f"{chosen.title} · {current_project().name or 'Footnote QA'}"
    st.set_page_config(page_title=title, layout="centered", initial_sidebar_state="collapsed")
    st.html(STYLE)
    # Only this file of our own runs as a script; everything else that is shown goes without.
    script = f'<script id="fq-script">{SCRIPT.read_text("utf-8")}</script>'
    st.html(script + language_html(), unsafe_allow_javascript=True)
    with st.container(key="fq-masthead", horizontal=True, vertical_alignment="center"):
        show(el("h1", "Footnote", el("sup", "qa"), cls="fq-brand"))
        with st.container(key="fq-nav", horizontal=True):
            for page in pages:
                label = f"**{page.title}**" if page is chosen else page.title
                # The way back to Ask leads to where the conversation was left.
                left = last_address() if page is pages[0] and chosen is not page else {}
                st.page_link(page, label=label, query_params={**left, **project_parameter()})
    _show_projects(unknown)
    show_comparison()
    if is_read_only():
        show(el("p", say(READING_ONLY), cls="fq-facts"))
    if chosen is not pages[-1]:
        leave_behind()
    person = visitor()
    if person:
        _show_person(person)
    with acting_as("browser", person.name if person else None):
        chosen.run()
    show(languages_html())
    end_page()


def _show_person(person: Visitor) -> None:
    """Who has signed in, and the way out."""
    words = say("Signed in as {name}.", name=person.name)
    show(el("p", words, " ", el("a", say("Sign out"), href=SIGN_OUT, target="_self"), cls="fq-facts"))


def _show_projects(unknown: str | None) -> None:
    """Where there are several corpora: which one this is, and the ways to the others."""
    projects, here = all_projects(), current_project()
    if len(projects) == 1:
        return
    names = [
        el("strong", project.name, aria_current="true", dir="auto")
        if project == here
        else el("a", project.name, href=project_link(project.name), cls="fq-open", dir="auto")
        for project in projects
    ]
    show(el("nav", *(el("span", name) for name in names), cls="fq-projects", aria_label=say("Projects")))
    if unknown is not None:
        words = say("{name}: no project has this name; this is {here}.", name=unknown[:80], here=here.name)
        show(el("p", words, cls="fq-error", role="alert"))
