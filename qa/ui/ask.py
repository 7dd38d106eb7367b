"""The view in which questions are put and answered, as a conversation."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from qa.answer import Answer
from qa.errors import QAError
from qa.pipeline import Corpus
from qa.render import escape_markdown
from qa.ui.build import show_build
from qa.ui.conversation import Turn, put, to_json, to_markdown
from qa.ui.examples import example_questions
from qa.ui.html import Html, el
from qa.ui.passage import Shelf
from qa.ui.reply import reply_html
from qa.ui.session import current_corpus, current_desk, make_shelf, show, show_error

QUESTION, REPORT, TURNS = "q", "report", "fq-turns"
_BUSY = "Busy: many questions are being answered at this moment. Yours was not lost: ask again in a few seconds."


def show_ask() -> None:
    """The field, the answer to its question, and the questions before it; before the first one, some examples."""
    corpus = current_corpus()
    try:
        reports = _reports(corpus)
        _show_reports(reports)
        turn = Turn(_field(), _scope(reports))
        if turn.question:
            st.session_state[TURNS] = put(st.session_state.get(TURNS, []), turn)
        turns = st.session_state.get(TURNS, [])
        _show_conversation(corpus, turns, current=bool(turn.question))
        if not turn.question:
            _show_examples(corpus)
    except QAError as error:
        show_error(error)
        show_build(corpus, "Build the index")


def _reports(corpus: Corpus) -> list[dict[str, str | None]]:
    return [row for row in corpus.documents() if row["kind"] == "report"]


def _show_reports(reports: Sequence[dict[str, str | None]]) -> None:
    """Title and publisher of what can be asked."""
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
    return " ".join((question or "").split())


def _scope(reports: Sequence[dict[str, str | None]]) -> str | None:
    """The report that the question is put to, where there are several; None for everything."""
    titles = {row["doc_id"] or "": row["title"] or row["doc_id"] or "" for row in reports}
    if len(titles) < 2:
        return None
    return st.selectbox(
        "Where to look",
        list(titles),
        index=None,
        key=REPORT,
        placeholder="all documents",
        # The address holds what is shown: the title alone would name two reports of one title.
        format_func=lambda doc_id: f"{titles[doc_id]} ({doc_id})",
        bind="query-params",
    )


def _show_conversation(corpus: Corpus, turns: Sequence[Turn], *, current: bool) -> None:
    """The newest answer, what can be done with it, and the earlier ones, folded."""
    if not turns:
        return
    shelf = make_shelf(corpus)
    answers = [_answer(turn) for turn in turns]
    if current:
        newest = answers[-1]
        show(reply_html(newest, shelf, turns[-1].document) if isinstance(newest, Answer) else _failed(newest))
    _show_actions([answer for answer in answers if isinstance(answer, Answer)], current=current)
    earlier = list(zip(turns, answers, strict=True))[: -1 if current else None]
    if earlier:
        folds = [_fold(turn, answer, shelf) for turn, answer in reversed(earlier)]
        show(el("section", el("h2", "Asked before", cls="fq-label"), *folds, cls="fq-earlier"))


def _answer(turn: Turn) -> Answer | str:
    """The answer, or in one line why there is none."""
    try:
        return current_desk().ask(turn.question, turn.document) or _BUSY
    except QAError as error:
        return str(error)


def _failed(reason: str) -> Html:
    if reason is _BUSY:
        return el("p", reason, cls="fq-notice fq-busy", role="status")
    return el("p", reason, cls="fq-error", role="alert")


def _fold(turn: Turn, answer: Answer | str, shelf: Shelf) -> Html:
    reply = _failed(answer) if isinstance(answer, str) else reply_html(answer, shelf, turn.document)
    short = "" if isinstance(answer, str) else answer.short_answer or ("" if answer.claims else "No answer")
    words = el("span", el("span", turn.question, cls="fq-asked"), el("span", short, cls="fq-facts"), cls="fq-work")
    return el("details", el("summary", words), reply, cls="fq-fold fq-turn")


def _show_actions(answers: Sequence[Answer], *, current: bool) -> None:
    """Go on, keep the conversation, or begin anew."""
    with st.container(key="fq-actions", horizontal=True):
        if current:
            st.button("Ask something else", key="fq-again", type="tertiary", on_click=_put, args=("",))
        if answers:
            _show_save("Markdown", "answers.md", "text/markdown", to_markdown(answers))
            _show_save("JSON", "answers.json", "application/json", to_json(answers))
        st.button("Begin anew", key="fq-anew", type="tertiary", on_click=_begin_anew)


def _show_save(name: str, file: str, mime: str, data: str) -> None:
    st.download_button(
        f"Save as {name}",
        data.encode(errors="replace"),
        file_name=file,
        mime=mime,
        key=f"fq-save-{name}",
        type="tertiary",
        on_click="ignore",
    )


def _show_examples(corpus: Corpus) -> None:
    questions = load_examples(corpus, corpus.describe_index())
    if not questions:
        return
    show(el("p", "For example", cls="fq-label"))
    with st.container(key="fq-examples"):
        for number, question in enumerate(questions):
            # A button's label is Markdown, and these questions hold words of the documents.
            st.button(escape_markdown(question), key=f"fq-example-{number}", on_click=_put, args=(question,))


@st.cache_resource(show_spinner=False, max_entries=8)
def load_examples(_corpus: Corpus, generation: str) -> tuple[str, ...]:
    """Questions that the corpus answers, worked out once for each state of the index."""
    return example_questions(_corpus)


def _put(question: str) -> None:
    st.session_state[QUESTION] = question


def _begin_anew() -> None:
    st.session_state[QUESTION] = ""
    st.session_state.pop(TURNS, None)
