"""Each question as a step in the browser's history: what an address says of question, documents and conversation, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from qa.corpus.conversations import Asked, Conversations
from qa.types.conversation import KeptTurn, TurnReference, parse_turn
from qa.ui.conversation import Turn
from qa.ui.find import WORDS
from qa.ui.links import MODE
from qa.ui.scope import mark_of, scope_words

QUESTION, REPORT, EVERYWHERE, TURN = "q", "report", "everywhere", "turn"
_AT, _SEEN, _ADDRESS, _FRESH, _LOST = "fq-at", "fq-seen", "fq-address", "fq-fresh", "fq-lost"
_UNHEARD, _CHOSEN = "fq-unheard", "fq-chosen"

_MOST_UNHEARD = 8
"""Addresses before the newest that a browser may still be at, or come to yet."""
_Address = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Step:
    """Where a visitor is."""

    reference: TurnReference | None
    """The newest question of the conversation; None before the first, and where it is not kept."""
    is_fresh: bool = False
    """Whether it was asked in this very visit, and not come back to."""


def arrive(kept: Conversations, titles: Mapping[str, str]) -> None:
    """Take over what the address says, where it says something else than this page wrote: by Back, a link, a reload.

    Raises:
        CorpusError: the conversation that it names cannot be read.
    """
    address, own = _read_address(), st.session_state.get(_ADDRESS)
    goes_on = own is not None and (address == own or _is_behind(address))
    if goes_on and QUESTION in st.session_state:
        return
    # Where their fields were not drawn, Streamlit has forgotten the question, and may have the documents.
    address = own if goes_on and own is not None else address
    question = " ".join("".join(address[QUESTION]).split())[:2000]
    documents = tuple(doc_id for doc_id in titles if {doc_id, scope_words(doc_id, titles)} & {*address[REPORT]})
    if goes_on and REPORT in st.session_state:
        documents = tuple(doc_id for doc_id in titles if doc_id in st.session_state[REPORT])
    st.session_state[QUESTION], st.session_state[REPORT] = question, list(documents)
    st.session_state[_ADDRESS], st.session_state[_FRESH] = address, False
    turn = Turn(question, documents or None, everywhere=is_everywhere(question))
    st.session_state[_LOST] = ""
    _find_place(kept, "".join(address[TURN]), turn, titles)


def _is_behind(address: _Address) -> bool:
    """Whether somebody goes on before the browser has heard of the last address; who goes back changes nothing else."""
    return address in st.session_state.get(_UNHEARD, ()) and _chosen() != st.session_state.get(_CHOSEN)


def _chosen() -> tuple[str, ...]:
    """What stands in the fields, the tab, and which documents are chosen."""
    return *(st.session_state.get(key) or "" for key in (QUESTION, WORDS, MODE)), *(st.session_state.get(REPORT) or ())


def _find_place(kept: Conversations, named: str, turn: Turn, titles: Mapping[str, str]) -> None:
    """At the question that the address names; else below the last one, by a link of this page, or at the beginning."""
    reference = parse_turn(named)
    found = kept_turn(kept, reference)
    if found is not None:
        st.session_state[_AT] = reference
        st.session_state[_SEEN] = turn if _is_that(found, turn, titles) else None
    elif named or not turn.question:
        # One that was forgotten is answered where its address is opened, and is not kept again.
        st.session_state[_AT], st.session_state[_SEEN] = None, turn
        st.session_state[_LOST] = named
    else:
        st.session_state[_SEEN] = None


def kept_turn(kept: Conversations, reference: TurnReference | None) -> KeptTurn | None:
    """A question as it is kept.

    Raises:
        CorpusError: its conversation cannot be read.
    """
    conversation = kept.read(reference.conversation_id) if reference else None
    return conversation.turn(reference.number) if conversation and reference else None


def _is_that(found: KeptTurn, turn: Turn, titles: Mapping[str, str]) -> bool:
    """Whether the address is that of the question, though a document of its scope may be gone since."""
    documents = found.documents and tuple(doc_id for doc_id in found.documents if doc_id in titles)
    same = {*(documents or ())} == {*(turn.documents or ())}
    return found.question == turn.question and found.everywhere is turn.everywhere and same


def take_step(kept: Conversations, turn: Turn, state: str) -> Step:
    """Where the visitor is with the question in the field; one that was not seen there yet is kept, and is a step.

    Raises:
        CorpusError: the question cannot be kept; it is asked all the same the next time.
    """
    at: TurnReference | None = st.session_state.get(_AT)
    if turn.question and turn != st.session_state.get(_SEEN):
        st.session_state[_SEEN], st.session_state[_FRESH], st.session_state[_LOST] = turn, True, ""
        at = kept.put(Asked(turn.question, turn.documents, turn.everywhere), at, state)
        st.session_state[_AT] = at
    return Step(at, is_fresh=bool(st.session_state.get(_FRESH)))


def write_address(turn: Turn, titles: Mapping[str, str]) -> None:
    """Have the address say where the visitor is; where it says so already, nothing is written."""
    at: TurnReference | None = st.session_state.get(_AT)
    address: _Address = {
        TURN: [named] if (named := str(at or st.session_state.get(_LOST, ""))) else [],
        QUESTION: [turn.question] if turn.question else [],
        REPORT: [scope_words(doc_id, titles) for doc_id in turn.documents or ()],
        EVERYWHERE: [mark_of(turn.question)] if turn.everywhere else [],
    }
    _write(address)


def write_scope(documents: Sequence[str] | None, titles: Mapping[str, str]) -> None:
    """Have the address say which documents are chosen, and leave the rest of it."""
    address = {**st.session_state[_ADDRESS], REPORT: [scope_words(doc_id, titles) for doc_id in documents or ()]}
    _write(address)


def _write(address: _Address) -> None:
    before, last = _read_address(), st.session_state.get(_ADDRESS)
    st.session_state[_ADDRESS], st.session_state[_CHOSEN] = address, _chosen()
    if address == before:
        st.session_state[_UNHEARD] = []
    else:
        # The browser may hear of the last one only now.
        unheard = [*st.session_state.get(_UNHEARD, []), *([last] if last else []), before]
        st.session_state[_UNHEARD] = unheard[-_MOST_UNHEARD:]
        st.query_params.update(address)


def ask_afresh() -> None:
    """Have the question of this page answered from the documents as they now are."""
    st.session_state[_FRESH] = True


def last_address() -> dict[str, str | Sequence[str]]:
    """Where the visitor was in the view Ask, for the link that leads back there."""
    address: _Address = st.session_state.get(_ADDRESS, {})
    return {name: values for name, values in address.items() if values}


def begin_anew() -> None:
    """Leave the conversation: no question, and all documents."""
    st.session_state[QUESTION], st.session_state[REPORT] = "", []
    st.session_state[_AT] = st.session_state[_SEEN] = None
    st.session_state[_LOST] = ""


def is_everywhere(question: str) -> bool:
    """True when the address says of this very question that its words choose no document."""
    return bool(question) and st.query_params.get(EVERYWHERE) == mark_of(question)


def _read_address() -> _Address:
    return {name: st.query_params.get_all(name) for name in (TURN, QUESTION, REPORT, EVERYWHERE)}
