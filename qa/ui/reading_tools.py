"""What helps in reading a document: the words to find in it, and what can be done with a selection; a script brings it to life."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from qa.markup import Html, el
from qa.ui.links import ask_link
from qa.ui.session import show
from qa.wording.say import say

_SCRIPT = Path(__file__).with_name("read.js")


def show_tools(doc_id: str, reports: tuple[str, ...], *, writable: bool) -> None:
    """The field, the bar that comes with a selection, and the script; `reports` is the document as a scope of questions."""
    show(_finder_html(doc_id))
    show(_bar_html(reports, writable=writable))
    st.html(f'<script id="fq-read-script">{_SCRIPT.read_text("utf-8")}</script>', unsafe_allow_javascript=True)


def _finder_html(doc_id: str) -> Html:
    """The words that the script says are attributes: it has none of its own."""
    field = el(
        "input",
        type="search",
        placeholder=say("Find in this document"),
        aria_label=say("Find in this document"),
        aria_keyshortcuts="/",
        maxlength="200",
        autocomplete="off",
        spellcheck="false",
    )
    said = {
        "data_none": say("not found"),
        "data_of": say("{n} of {m}", n="{n}", m="{m}"),
        "data_more": say("{n} of more than {m}", n="{n}", m="{m}"),
    }
    return el(
        "div",
        Html(field.removesuffix("</input>")),
        el("span", cls="fq-found-count", role="status", **said),
        _key("‹", "fq-found-previous", say("Previous (Shift+Enter, or Shift+n)")),
        _key("›", "fq-found-next", say("Next (Enter, or n)")),
        _key(say("Cite or mark"), "fq-found-use", say("Cite, highlight or note what was found")),
        cls="fq-finder",
        role="search",
        data_document=doc_id,
    )


def _key(words: str, cls: str, title: str) -> Html:
    label = None if len(words) > 1 else title
    return el("button", words, type="button", cls=cls, title=title, aria_label=label, disabled="")


def _bar_html(reports: tuple[str, ...], *, writable: bool) -> Html:
    wishes = [("highlight", say("Highlight")), ("note", say("Note", "to write one"))] if writable else []
    buttons = [el("button", words, type="button", data_wish=wish) for wish, words in [*wishes, ("cite", say("Cite"))]]
    # Questions are put in English, whatever the language of the page.
    question = "What is said about “{}”?"
    ask = el("button", say("Ask about it"), type="button", data_ask=ask_link("", reports), data_question=question)
    return el("div", *buttons, ask, cls="fq-selection", role="toolbar", aria_label=say("What is selected"), hidden="")
