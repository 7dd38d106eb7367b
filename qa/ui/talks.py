"""The conversations that are kept: found again, named and forgotten; and where they are kept."""

from __future__ import annotations

import os
from collections.abc import Callable

import streamlit as st

from qa.api import Corpus
from qa.corpus.conversation_file import LONGEST_NAME
from qa.corpus.conversations import Conversations
from qa.corpus.keeping import KEEP, Keeping, conversation_folder, set_keeping
from qa.errors import QAError
from qa.markup import Html, el
from qa.types.conversation import Conversation
from qa.ui.keep import conversations_of, where_kept
from qa.ui.passage import Shelf
from qa.ui.reading_here import may_name_paths
from qa.ui.remembered import kept_link
from qa.ui.session import show, show_error
from qa.ui.steps import Step, begin_anew
from qa.wording.say import noted, say, say_count, say_date

_WORDS, _NAME, _WHERE, _SURE = "fq-talk-words", "fq-talk-name", "fq-talk-where", "fq-talk-sure"
_PLACES = {
    Keeping.MEMORY: noted("Only until the program ends"),
    Keeping.CORPUS: noted("In the corpus folder"),
    Keeping.INDEX: noted("Beside the index"),
}


def show_talks(corpus: Corpus, step: Step, shelf: Shelf) -> None:
    """A fold with the conversations that are kept, newest first, and what can be done with them.

    Where others are let in too, nobody is shown what somebody else asked.
    """
    kept = conversations_of(corpus)
    conversation = kept.read(step.reference.conversation_id) if step.reference else None
    with st.expander(say("Conversations")):
        if not may_name_paths():
            words = say("A conversation is found again by its address, which nobody else knows.")
            show(el("p", words, cls="fq-facts"))
            return
        _show_list(kept, shelf)
        if conversation is not None:
            _show_present(kept, conversation)
        _show_where(corpus, kept)


def _show_list(kept: Conversations, shelf: Shelf) -> None:
    words = st.text_input(say("Search conversations"), key=_WORDS, placeholder=say("words of a question or a name"))
    found = kept.listed(words or "")
    if not found:
        none = say("No conversation has these words.") if words else say("None yet.")
        show(el("p", none, cls="fq-facts", role="status"))
        return
    show(el("ul", *(el("li", _line(conversation, shelf)) for conversation in found), cls="fq-talks"))


def _line(conversation: Conversation, shelf: Shelf) -> Html:
    last = conversation.turns[-1]
    count = len(conversation.turns)
    facts = f"{say_count('{count} question', '{count} questions', count)} · {say_date(last.day)}"
    link = el("a", conversation.title, href=kept_link(conversation, last, shelf), cls="fq-open", dir="auto")
    return el("p", link, " ", el("span", facts, cls="fq-facts"))


def _show_present(kept: Conversations, conversation: Conversation) -> None:
    """Its name, and deleting it."""
    name_key = f"{_NAME}-{conversation.conversation_id}"
    st.text_input(
        say("Name of this conversation"),
        conversation.name,
        key=name_key,
        placeholder=conversation.title[:80],
        max_chars=LONGEST_NAME,
        on_change=_rename,
        args=(kept, conversation, name_key),
    )
    with st.container(key="fq-talk-actions", horizontal=True):
        st.button(say("Delete this conversation"), key="fq-talk-delete", on_click=_delete, args=(kept, conversation))
        sure = st.session_state.get(_SURE)
        label = say("Yes, delete all conversations") if sure else say("Delete all …")
        st.button(
            label, key="fq-talk-forget", type="primary" if sure else "secondary", on_click=_delete_all, args=(kept,)
        )


def _rename(kept: Conversations, conversation: Conversation, key: str) -> None:
    _try(lambda: kept.rename(conversation.conversation_id, st.session_state[key]))


def _delete(kept: Conversations, conversation: Conversation) -> None:
    if _try(lambda: kept.delete(conversation.conversation_id)):
        begin_anew()


def _delete_all(kept: Conversations) -> None:
    """Asked twice."""
    if not st.session_state.pop(_SURE, False):
        st.session_state[_SURE] = True
    elif _try(kept.delete_all):
        begin_anew()


def _show_where(corpus: Corpus, kept: Conversations) -> None:
    """Where they are kept, in words, and the choice of another place."""
    now = where_kept(corpus)
    places = [place for place in Keeping if not (corpus.read_only and place is Keeping.CORPUS)]
    if not os.environ.get(KEEP):
        st.session_state[_WHERE] = now
        st.selectbox(
            say("Keep conversations"),
            places,
            key=_WHERE,
            format_func=lambda place: say(_PLACES[place]),
            on_change=_move,
            args=(corpus, kept),
        )
    folder = conversation_folder(now, corpus.folder, corpus.index_folder)
    said = say("None of them is written to disk.")
    if folder:
        said = say("As plain JSON in {folder}, which only you can read.", folder=folder.absolute())
    show(el("p", said, cls="fq-facts"))


def _move(corpus: Corpus, kept: Conversations) -> None:
    """Keep them there from now on; what was kept goes along, except into mere memory."""
    where = Keeping(st.session_state[_WHERE])

    def move() -> None:
        if where is not Keeping.MEMORY:
            conversations_of(corpus, where).take_over(kept)
        set_keeping(corpus.folder, where)

    _try(move)


def _try(do: Callable[[], None]) -> bool:
    try:
        do()
    except QAError as error:
        show_error(error)
        return False
    return True
