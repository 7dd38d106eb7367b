"""What this process keeps of documents to show it again: forgotten when a document is deleted for good."""

from __future__ import annotations

import streamlit as st

from qa.ui import ask, corpus_table, find, read, remembered, sources, whole
from qa.ui.session import current_desk, open_shelf


def forget_documents() -> None:
    """Forget answers, pages, lists and cards; they are made again from what the corpus then has."""
    current_desk().forget()
    st.cache_data.clear()
    for kept in (
        open_shelf,
        corpus_table.count_documents,
        ask.kept_reply,
        ask.kept_reports,
        ask.load_examples,
        find.kept_mentions,
        read.kept_statements,
        remembered.verified_answer,
        sources.kept_holdings,
        whole.overview_card,
    ):
        kept.clear()
