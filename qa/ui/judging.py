"""What a reader says of a verdict: right, wrong, a remark; kept in the corpus folder."""

from __future__ import annotations

import streamlit as st

from qa.api import Corpus
from qa.corpus.said_lines import LONGEST_REMARK
from qa.errors import QAError
from qa.types.audit import AuditedStatement, Opinion
from qa.ui.session import show_error
from qa.wording.say import say


def show_judging(corpus: Corpus, statement: AuditedStatement) -> None:
    """Buttons, and a fold with a field for a remark."""
    key, now = statement.key, statement.judgement
    opinion, remark = (now.opinion, now.remark) if now else (None, "")
    with st.container(key=f"fq-judge-{key}", horizontal=True, vertical_alignment="center"):
        for value, words in ((Opinion.RIGHT, say("The verdict is right")), (Opinion.WRONG, say("It is wrong"))):
            chosen = opinion is value
            if st.button(words, key=f"fq-{value}-{key}", type="primary" if chosen else "secondary"):
                _keep(corpus, statement, None if chosen else value, remark)
    # Not a popover: what opens in one cannot be reached by keyboard.
    with st.expander(say("Remark")):
        given = st.text_area(say("Remark"), remark, key=f"fq-remark-{key}", max_chars=LONGEST_REMARK)
        if st.button(say("Save"), key=f"fq-save-{key}", type="primary"):
            _keep(corpus, statement, opinion, " ".join((given or "").split()))


def _keep(corpus: Corpus, statement: AuditedStatement, opinion: Opinion | None, remark: str) -> None:
    try:
        corpus.judge(statement, opinion, remark)
    except QAError as error:
        show_error(error)
    else:
        st.rerun()
