"""The language of the interface: the address's, else what was chosen before, else the browser's."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from qa.markup import Html, el
from qa.wording.accepted import LANGUAGE, browser_language
from qa.wording.say import current_language, languages, said_in, say, set_language

CHOSEN_LANGUAGE = "fq-language"
"""Under which a visit keeps what was chosen in it."""


def speak() -> None:
    """Speak the visitor's language from here on."""
    named = st.query_params.get(LANGUAGE)
    if named in languages():
        st.session_state[CHOSEN_LANGUAGE] = named
    # The page's own first: a connection may ask for other languages than its page.
    wishes = f"{st.context.locale or ''},{st.context.headers.get('accept-language', '')}"
    set_language(st.session_state.get(CHOSEN_LANGUAGE) or browser_language(st.context.cookies, wishes))


def language_html() -> Html:
    """What the page's script reads: the language of the page, whether it was chosen, and the few words that it says itself."""
    said = {
        "data_copy": say("Copy"),
        "data_copied": say("Copied"),
        "data_selected": say("Selected: copy it now"),
        "data_unsent": say("This file could not be sent; try again."),
        # What Streamlit says itself, in English to all.
        "data_upload": say("Upload"),
        "data_folders": say("Upload directories"),
        "data_each": say("per file"),
        "data_skip": say("Skip to main content"),
        "data_apply": say("Press Enter to apply"),
        "data_submit": say("Press Enter to submit form"),
    }
    chosen = "yes" if CHOSEN_LANGUAGE in st.session_state else None
    return el("span", cls="fq-language", lang=current_language(), data_chosen=chosen, hidden="", **said)


def languages_html() -> Html:
    """The other languages, each a link that loads this very page in it."""
    here = st.query_params.to_dict()
    here.pop(LANGUAGE, None)
    links = [
        el("a", name, href=_in_language(code, here), lang=code, hreflang=code, cls="fq-open")
        for code, name in languages().items()
        if code != current_language()
    ]
    return el("nav", *links, cls="fq-languages", aria_label=say("Language of the interface"))


def _in_language(code: str, names: Mapping[str, str]) -> str:
    """The address of this page in another language; what is chosen in it is called as there."""
    query = [(name, said_in(code, value)) for name in names for value in st.query_params.get_all(name)]
    return f"?{urlencode([*query, (LANGUAGE, code)])}"
