"""The choice to ask a language model about what an audit leaves open: where text goes is said before, and it can be stopped."""

from __future__ import annotations

import streamlit as st

from qa.api import Corpus
from qa.audit.second_opinion import is_open
from qa.export.prose_words import describe_sending, writer_words
from qa.markup import el
from qa.types.audit import Audit
from qa.ui.session import show
from qa.ui.writing import usable_writer
from qa.wording.say import noted, say, say_count, say_html
from qa.writer.settings import WriterSettings

_ASKED, _WANTED = "fq-audit-asked", "fq-audit-wanted"

_NO_MODEL = noted("No model can be asked: {reason}")


def with_second_opinion(corpus: Corpus, state: str, audit: Audit) -> Audit:
    """The audit with what the model says of open statements, once the visitor has asked for that; else as it is.

    Raises:
        QAError: as `Corpus.audit` does.
    """
    asked: dict[tuple[str, str, str], Audit] = st.session_state.setdefault(_ASKED, {})
    open_ones = sum(map(is_open, audit.statements))
    writer = usable_writer(corpus, _NO_MODEL, cls="fq-facts") if open_ones else None
    if writer is None:
        return audit
    key = (state, audit.document, writer.name)
    if st.session_state.pop(_WANTED, False):
        asked[key] = _asked(corpus, audit.document, writer)
    made = asked.get(key, audit)
    if made.asked is None or made.asked.problem:
        _offer(writer, open_ones)
    return made


def _offer(writer: WriterSettings, open_ones: int) -> None:
    with st.container(key="fq-second", horizontal=True, vertical_alignment="center"):
        asking = say_count(
            "Ask a model about the statement left open", "Ask a model about the {count} statements left open", open_ones
        )
        st.button(asking, key="fq-second-ask", on_click=_want)
        goes = describe_sending(writer.sent_to, encrypted=writer.encrypted)
        words = say_html(
            "{model} gets each of them with up to four passages of its source; what it reads {goes}. What it says stands beside "
            "the verdicts, and changes none.",
            model=writer_words(writer.name),
            goes=el("strong", goes),
        )
        show(el("p", words, cls="fq-facts"))


def _asked(corpus: Corpus, doc_id: str, writer: WriterSettings) -> Audit:
    place, button = st.empty(), st.empty()
    button.button(say("Stop asking"), key="fq-second-stop", type="tertiary")
    name = writer_words(writer.name)
    told = [0, 1]

    def progress(what: str, done: int, total: int) -> None:
        if what == "asking" and total:
            told[:] = done, total
        draw()

    def draw() -> None:
        # Each showing lets Streamlit end this run: by the button, or when the visitor leaves.
        place.progress(
            told[0] / told[1], text=say("{model} is asked: {done} of {total}", model=name, done=told[0], total=told[1])
        )

    (audit,) = corpus.audit(doc_id, ask_model=True, progress=progress, tick=draw)
    place.empty()
    button.empty()
    return audit


def _want() -> None:
    st.session_state[_WANTED] = True
