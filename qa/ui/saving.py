"""What is taken away from Ask: the conversation as a file; some of its quotes as text to paste, or as a file."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from functools import partial
from urllib.parse import urljoin, urlsplit, urlunsplit

import streamlit as st

from qa.api import Corpus
from qa.export.citing import citing
from qa.export.house_styles import HouseStyle
from qa.export.phrases import Phrases, phrases_to_html
from qa.export.quotes import PickedQuote, pick_quotes, quotes_of, quotes_to_phrases
from qa.markup import el
from qa.types.answer import Answer
from qa.ui.links import read_link
from qa.ui.scope import mark_of
from qa.ui.session import show
from qa.wording.say import current_language, noted, say, speaking

_FILES = (
    ("Word", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (noted("web page"), "html", "text/html"),
    ("Markdown", "md", "text/markdown"),
    ("JSON", "json", "application/json"),
)
CITED_AS = {
    None: noted("Plain words"),
    HouseStyle.CHICAGO: noted("Chicago, notes (16th edition)"),
    HouseStyle.APA: noted("APA (7th edition)"),
    HouseStyle.OSCOLA: noted("OSCOLA (4th edition)"),
}
"""The styles of citation, and what they are called."""
_LABEL = 90
"""Characters of a quote in the list of them."""


def show_saving(corpus: Corpus, answers: Sequence[Answer], title: str, style: str | None = None, of: str = "") -> None:
    """A button for each format; `of` sets those of some quotes apart from those of all."""
    for name, form, mime in _FILES:
        st.download_button(
            say("These as {format}", format=say(name)) if of else say("Save as {format}", format=say(name)),
            # Written when the button is pressed, not each time that the page is drawn.
            partial(_write, current_language(), corpus, answers, form, style, title),
            file_name=f"{'quotes' if of else 'answers'}.{form}",
            mime=mime,
            key=f"fq-save-{of}{form}",
            type="tertiary",
            on_click="ignore",
        )


def _write(language: str, corpus: Corpus, answers: Sequence[Answer], form: str, style: str | None, title: str) -> bytes:
    """In the language of the page, though another thread writes it."""
    with speaking(language):
        return corpus.export_answers(answers, form, style=style, title=title)


def show_quotes(corpus: Corpus, answers: Sequence[Answer], title: str) -> None:
    """A fold in which quotes are chosen, with their citations in a style, to copy or to save."""
    every = [PickedQuote(answer, citation) for answer in reversed(answers) for citation in quotes_of(answer)]
    if not every:
        return
    with st.expander(say("Copy and cite quotes")):
        labels = [_label(number, quote) for number, quote in enumerate(every, start=1)]
        key = f"fq-quotes-{len(every)}-{mark_of(every[0].answer.question, None)}"
        chosen = st.multiselect(say("Quotes"), range(len(every)), [0], key=key, format_func=labels.__getitem__)
        style = st.selectbox(
            say("Cited as"), list(CITED_AS), key="fq-style", format_func=lambda style: say(CITED_AS[style])
        )
        picked = [with_address(every[number], here(of_ask=True)) for number in chosen]
        if not picked:
            return
        how = citing(answers, corpus.documents(), style)
        show_to_copy(quotes_to_phrases(picked, how))
        kept = pick_quotes(answers, [quote.citation for quote in picked])
        with st.container(key="fq-quote-files", horizontal=True):
            show_saving(corpus, kept, title, style, "These")


def show_to_copy(words: Phrases) -> None:
    """Words to take away, in their italics, and a button that copies them."""
    copy = el("button", say("Copy with citation"), type="button", cls="fq-copy")
    shown = el("p", phrases_to_html(words), cls="fq-copy-text", dir="auto", tabindex="0")
    show(el("div", shown, el("p", copy), cls="fq-to-copy"))


def _label(number: int, quote: PickedQuote) -> str:
    return f"{number}. {textwrap.shorten(quote.citation.quote, _LABEL, placeholder=' …')}"


def here(*, of_ask: bool = False) -> str:
    """The address of this page as the browser has it, to which links are relative; empty where it is not known.

    That of Ask, the first view, has nothing behind the folder of the app.
    """
    if not st.context.url:
        return ""
    scheme, host, path, _, _ = urlsplit(st.context.url)
    return urlunsplit((scheme, host, f"{path.rstrip('/')}/" if of_ask else path, "", ""))


def with_address(quote: PickedQuote, base: str) -> PickedQuote:
    """With the address at which it is open."""
    citation = quote.citation
    if not base:
        return quote
    return PickedQuote(quote.answer, citation, urljoin(base, read_link(citation.document, citation.span)))
