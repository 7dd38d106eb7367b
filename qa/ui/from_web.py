"""A page of the web that is named by its address: asked for after a yes, and added as a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from qa.api import Corpus
from qa.embed.hub import OFFLINE, is_offline
from qa.errors import QAError, WebError
from qa.markup import el
from qa.types.source import Holding, Source
from qa.ui.changes import Change, finish
from qa.ui.fetch import meaning_of_asking
from qa.ui.labels import as_label
from qa.ui.remedies import in_browser_words
from qa.ui.session import show, show_error
from qa.ui.words import source_heading
from qa.web.address import parse_address
from qa.wording.say import noted, say

_LIKE, _LONGEST = "https://…", 2000


def show_from_web(corpus: Corpus, sources: Mapping[str, Source], wanted: str, then: Callable[[], None]) -> None:
    """The field, what asking would mean, and the button; `wanted` is the source whose text is to be brought, if one is."""
    if is_offline():
        words = say("{variable} is set for this program: nothing is asked of the web.", variable=OFFLINE)
        show(el("p", words, cls="fq-facts"))
        return
    address = st.text_input(
        say("Address of a page or file on the web"), placeholder=_LIKE, max_chars=_LONGEST, key="fq-web-address"
    )
    address = (address or "").strip()
    if not address:
        return
    try:
        host = parse_address(address).host
    except WebError as error:
        show(el("p", in_browser_words(error), cls="fq-error", role="alert"))
        return
    lacking = {name: source for name, source in sources.items() if source.holding is Holding.REFERENCE_ONLY}
    choices = ["", *lacking]
    target = st.selectbox(
        say("What is it?"),
        choices,
        index=choices.index(wanted) if wanted in lacking else 0,
        format_func=lambda name: _use(lacking.get(name)),
        key="fq-web-use",
    )
    show(meaning_of_asking({host: 1}))
    if st.button(say("Get it from {host}", host=as_label(host)), type="primary", key="fq-web-yes"):
        _get(corpus, address, host, target, then)


def _use(source: Source | None) -> str:
    if source is None:
        return say("A report of its own")
    return say("The source of footnote {label}: {source}", label=source.label, source=as_label(source_heading(source)))


def _get(corpus: Corpus, address: str, host: str, target: str, then: Callable[[], None]) -> None:
    try:
        with st.spinner(say("Asking {host} …", host=as_label(host))):
            entry = corpus.add_from_web(address, footnote=target or None)
    except QAError as error:
        show_error(error)
        return
    finish(corpus, [Change(noted("Added {document}"), entry.doc_id, entry.title or entry.path.name, False, target)])
    st.session_state.pop("fq-web-address", None)
    then()
    st.rerun()
