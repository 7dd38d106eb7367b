"""The conversations of this process, wherever they are kept."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from qa.api import Corpus
from qa.corpus.conversations import Conversations
from qa.corpus.keeping import Keeping, keeping_of, open_place


@st.cache_resource(show_spinner=False)
def _open(folder: str, index: str, where: Keeping) -> Conversations:
    return Conversations(open_place(where, Path(folder), Path(index)))


def conversations_of(corpus: Corpus, where: Keeping | None = None) -> Conversations:
    """Those about a corpus, as its person has them kept, or of one place.

    Raises:
        QAError: the setting cannot be read.
    """
    chosen = where or where_kept(corpus)
    return _open(str(corpus.folder.absolute()), str(corpus.index_folder.absolute()), chosen)


def where_kept(corpus: Corpus) -> Keeping:
    """Where they are kept; never in a corpus that is open for reading only.

    Raises:
        QAError: the setting cannot be read.
    """
    where = keeping_of(corpus.folder)
    return Keeping.MEMORY if corpus.read_only and where is Keeping.CORPUS else where
