"""The documents that the corpus holds, of which one can be removed, and those that can be put back."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from qa.api import Corpus
from qa.corpus.trash import Trashed
from qa.errors import IndexUnusableError, QAError
from qa.markup import Html, el, join
from qa.types.document import DocumentKind
from qa.types.document_info import DocumentInfo
from qa.types.source import Source
from qa.ui.changes import Change, finish, purge_one, remove_one, restore_one
from qa.ui.corpus_table import corpus_table
from qa.ui.session import show, show_error
from qa.ui.words import language_words, source_name
from qa.wording.say import say, say_date, say_html

_PURGE = "fq-purging-document"


def titles_of(corpus: Corpus) -> dict[str, str]:
    """The title of every document of the corpus folder by identifier; that of the file where it is not indexed yet."""
    indexed = {info.doc_id: info.title for info in _indexed(corpus)}
    return {e.doc_id: e.title or indexed.get(e.doc_id) or e.path.name for e in corpus.entries()}


def _indexed(corpus: Corpus) -> tuple[DocumentInfo, ...]:
    try:
        return corpus.documents()
    except IndexUnusableError:
        return ()


def show_holdings(corpus: Corpus, titles: dict[str, str]) -> None:
    """What is held, with a button to remove it, and what was removed, with a button to put it back."""
    if titles:
        show(el("h2", say("In the corpus"), cls="fq-section"))
        show(corpus_table(corpus, titles))
        doc_id = st.selectbox(say("Document"), list(titles), format_func=lambda key: titles[key], key="fq-held")
        show(_facts(corpus, doc_id))
        if not corpus.read_only:
            if st.button(say("Remove this document"), key="fq-remove"):
                _carry_out(corpus, lambda: remove_one(corpus, doc_id, titles[doc_id]))
            _show_purge(corpus, doc_id, titles[doc_id])
    trashed = corpus.removed()
    if trashed:
        show(el("h2", say("Removed and replaced"), cls="fq-section"))
        item = st.selectbox(say("Version"), trashed, format_func=_trashed_words, key="fq-binned")
        words = say(
            "Nothing is lost: these versions lie in the folder _bin of the corpus, until they are deleted for good."
        )
        show(el("p", words, cls="fq-facts"))
        if not corpus.read_only and st.button(say("Put this version back"), key="fq-restore"):
            _carry_out(corpus, lambda: restore_one(corpus, item.trash_id))


def _show_purge(corpus: Corpus, doc_id: str, title: str) -> None:
    """A button that deletes a document for good, and a second one that says what that means."""
    if st.session_state.get(_PURGE) != doc_id:
        if st.button(say("Delete for good …"), key="fq-purge", type="tertiary"):
            st.session_state[_PURGE] = doc_id
            st.rerun()
        return
    words = say_html(
        "This deletes {document}: its file, every earlier version of it, its vectors. This cannot be undone.",
        document=el("cite", title),
    )
    show(el("p", words, cls="fq-notice", role="alert"))
    with st.container(key="fq-purging", horizontal=True):
        sure = st.button(say("Delete it for good"), key="fq-purge-sure")
        kept = st.button(say("Keep it"), key="fq-purge-keep")
    if not (sure or kept):
        return
    del st.session_state[_PURGE]
    try:
        if sure:
            purge_one(corpus, doc_id)
    except QAError as error:
        show_error(error)
        return
    st.rerun()


def _carry_out(corpus: Corpus, change: Callable[[], Change]) -> None:
    try:
        done = change()
    except QAError as error:
        show_error(error)
        return
    finish(corpus, [done])
    st.rerun()


def _facts(corpus: Corpus, doc_id: str) -> Html:
    entry = next(e for e in corpus.entries() if e.doc_id == doc_id)
    try:
        backs = [source for source in corpus.sources() if source.document == doc_id]
    except IndexUnusableError:
        backs = []
    info = next((info for info in _indexed(corpus) if info.doc_id == doc_id), None)
    language = language_words(info.language if info else entry.language)
    what = say("a report") if entry.kind is DocumentKind.REPORT else say("the text of a source")
    return join(
        el("p", " · ".join(v for v in (entry.path.name, what, language) if v), cls="fq-facts"),
        *(el("p", _backs(source), cls="fq-facts") for source in backs[:5]),
        None
        if corpus.read_only
        else el("p", say("To replace it, add its new version above, and say so there."), cls="fq-facts"),
    )


def _backs(source: Source) -> str:
    return say("The source of footnote {label}: {source}", label=source.label, source=source_name(source))


def _trashed_words(trashed: Trashed) -> str:
    day, _, time = trashed.removed.partition("T")
    values = {"name": trashed.title or trashed.file, "day": say_date(day), "time": time[:8]}
    if trashed.replaced:
        return say("{name}, replaced on {day} at {time} UTC", **values)
    return say("{name}, removed on {day} at {time} UTC", **values)
