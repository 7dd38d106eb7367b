"""The view in which a question is put and answered."""

from __future__ import annotations

import streamlit as st

from qa.errors import QAError
from qa.pipeline import Corpus
from qa.render import escape_markdown
from qa.ui.build import show_build
from qa.ui.examples import example_questions
from qa.ui.html import el
from qa.ui.reply import reply_html
from qa.ui.session import current_corpus, make_shelf, show, show_error

QUESTION = "q"


def show_ask() -> None:
    """The question, its answer, and before the first question some examples."""
    corpus = current_corpus()
    try:
        _show_reports(corpus)
    except QAError as error:
        show_error(error)
        show_build(corpus, "Build the index")
        return
    question = _field()
    if question:
        _show_reply(corpus, question)
    else:
        _show_examples(corpus)


def _show_reports(corpus: Corpus) -> None:
    """Title and publisher of what can be asked."""
    reports = [row for row in corpus.documents() if row["kind"] == "report"]
    lines = [
        el("p", el("cite", row["title"] or row["doc_id"]), el("span", row["publisher"], cls="fq-facts"))
        for row in reports[:3]
    ]
    more = el("p", f"and {len(reports) - 3} more reports", cls="fq-facts") if len(reports) > 3 else None
    show(el("div", *lines, more, cls="fq-reports"))


def _field() -> str:
    with st.container(key="fq-field", horizontal=True, vertical_alignment="bottom"):
        question = st.text_input(
            "Your question", key=QUESTION, placeholder="Ask the report …", max_chars=2000, bind="query-params"
        )
        st.button("Ask", type="primary", key="fq-ask")
    return (question or "").strip()


def _show_reply(corpus: Corpus, question: str) -> None:
    try:
        answer = corpus.ask(question)
        show(reply_html(answer, make_shelf(corpus)))
    except QAError as error:
        show_error(error)
    st.button("Ask something else", key="fq-again", type="tertiary", on_click=_put, args=("",))


def _show_examples(corpus: Corpus) -> None:
    try:
        questions = _examples(corpus, corpus.describe_index())
    except QAError:
        return
    if not questions:
        return
    show(el("p", "For example", cls="fq-label"))
    with st.container(key="fq-examples"):
        for number, question in enumerate(questions):
            # A button's label is Markdown, and these questions hold words of the documents.
            st.button(escape_markdown(question), key=f"fq-example-{number}", on_click=_put, args=(question,))


@st.cache_data(show_spinner=False, max_entries=8)
def _examples(_corpus: Corpus, generation: str) -> tuple[str, ...]:
    return example_questions(_corpus)


def _put(question: str) -> None:
    st.session_state[QUESTION] = question
