"""A follow-up in the field becomes a whole question there, which is shown and can be edited; as it was typed is a link away."""

from __future__ import annotations

import streamlit as st

from qa.answering.follow_up import whole_question
from qa.errors import QAError
from qa.markup import el
from qa.types.answer import Answer
from qa.ui.links import ask_link
from qa.ui.session import current_corpus, current_desk, show
from qa.ui.steps import QUESTION
from qa.ui.writing import wants_prose
from qa.wording.say import say, say_html

_LAST, _TYPED = "fq-answered", "fq-typed"


def remember_answer(answer: Answer | None) -> None:
    """Keep what the next question may lean on, as long as the documents stay as they are: one may be deleted for good."""
    st.session_state[_LAST] = answer and (current_desk().state(), answer)


def make_whole() -> None:
    """Put the whole question into the field, before it is asked; by the model only where the visitor has chosen prose."""
    typed, before = str(st.session_state.get(QUESTION, "")), _answered_before()
    whole = _whole(typed, before) if before else typed
    is_another = whole.casefold() != " ".join(typed.split()).casefold()
    st.session_state[_TYPED] = typed if is_another else ""
    if is_another:
        st.session_state[QUESTION] = whole


def _answered_before() -> Answer | None:
    try:
        state, answer = st.session_state.get(_LAST) or ("", None)
        return answer if state == current_desk().state() else None
    except QAError:
        return None


def _whole(typed: str, before: Answer) -> str:
    if not wants_prose():
        return whole_question(typed, before)
    try:
        return current_corpus().whole_question(typed, before)
    # What is wrong with the writer is said where prose is chosen.
    except QAError:
        return whole_question(typed, before)


def show_typed(question: str) -> None:
    """Below the field, what was typed where the question in it was made of that."""
    typed = st.session_state.get(_TYPED)
    if typed and question:
        again = el("a", say("Ask it as typed"), href=ask_link(typed), cls="fq-open")
        words = el("q", typed)
        show(
            el(
                "p",
                say_html("You typed {words}; read as the question above, which you can edit.", words=words),
                " ",
                again,
                cls="fq-facts fq-typed",
            )
        )
