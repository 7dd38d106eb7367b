"""The answers of a conversation: as they were given, with the verdicts that they have now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import streamlit as st

from qa.api import Corpus
from qa.corpus.conversations import Conversations
from qa.errors import CorpusError, UsageError
from qa.markup import Html, el
from qa.types.answer import Answer
from qa.types.conversation import Conversation, KeptTurn, TurnReference
from qa.ui.conversation import Turn, put
from qa.ui.desk import KEPT, Desk
from qa.ui.passage import Shelf
from qa.ui.remedies import in_browser_words
from qa.ui.scope import again_link
from qa.ui.steps import Step, kept_turn
from qa.wording.say import say, say_date


@dataclass(frozen=True, slots=True)
class Told:
    """A question and what was answered to it."""

    turn: Turn
    answer: Answer | None
    """None where none is kept, or what is kept is no answer."""
    asked: str = ""
    """The day, where the documents have changed since; empty where the answer is from what they now are."""
    number: int = 0
    """Of the question in its conversation."""
    not_kept: str = ""
    """Why the answer could not be kept."""


def state_mark(state: str) -> str:
    """A state of the corpus, as the desk says it, in a few letters: what is kept with an answer."""
    return sha256(state.encode(errors="replace")).hexdigest()[:16]


def told_before(corpus: Corpus, desk: Desk, state: str, path: Sequence[KeptTurn], but: Turn | None) -> list[Told]:
    """The questions on the way to the present one, oldest first, each once and the present one left out."""
    turns: list[Turn] = []
    for kept in path:
        turns = put(turns, turn_of(kept))
    by_turn = {turn_of(kept): kept for kept in path}
    return [_told(corpus, desk, state, by_turn[turn]) for turn in turns if turn != but]


def tell(corpus: Corpus, desk: Desk, state: str, kept: Conversations, step: Step, turn: Turn) -> Told | None:
    """The present question with its answer, which is worked out where it was not, and then kept; None when too many are asking.

    One that was come back to is as it was then.

    Raises:
        QAError: as `Corpus.ask` does.
    """
    found, mark = kept_turn(kept, step.reference), state_mark(state)
    if found is not None and found.answer is not None and (found.state == mark or not step.is_fresh):
        told = _told(corpus, desk, state, found)
        if told.answer is not None:
            return told
    answer = desk.ask(turn)
    if answer is None:
        return None
    return Told(turn, answer) if found is None else _keep(kept, step, mark, Told(turn, answer))


def keep_written(kept: Conversations, step: Step, state: str, told: Told, answer: Answer) -> Told:
    """The question with an answer that was then written in prose, which is kept in the place of the one by quotation."""
    return _keep(kept, step, state_mark(state), Told(told.turn, answer))


def written_mark(answer: Answer) -> str:
    """What tells an answer in prose from others to the same question; empty for one by quotation."""
    return state_mark(repr((answer.prose, answer.claims))) if answer.prose else ""


def _keep(kept: Conversations, step: Step, mark: str, told: Told) -> Told:
    if step.reference is None or told.answer is None:
        return told
    try:
        kept.keep_answer(step.reference, told.answer.to_dict(), mark)
    except CorpusError as error:
        return replace(told, not_kept=in_browser_words(error))
    return told


def turn_of(kept: KeptTurn) -> Turn:
    """A kept question as it is put to the desk."""
    return Turn(kept.question, kept.documents, everywhere=kept.everywhere)


def old_html(told: Told, shelf: Shelf) -> Html | None:
    """What is said above an answer that is older than the documents now are."""
    if told.not_kept:
        return el("p", told.not_kept, cls="fq-error", role="alert")
    if not told.asked:
        return None
    again = el("a", say("Ask it again"), href=again_link(told.turn, shelf), cls="fq-open")
    words = say("As it was answered on {day}; the documents have changed since.", day=say_date(told.asked))
    return el("p", words, " ", again, cls="fq-notice", role="status")


def later_html(conversation: Conversation | None, reference: TurnReference | None, shelf: Shelf) -> Html | None:
    """The questions that were asked below this one: where Back was pressed, the ways forward."""
    if conversation is None or reference is None:
        return None
    later = [turn for turn in conversation.turns if turn.after == reference.number][-5:]
    links = [
        el("li", el("a", kept.question, href=kept_link(conversation, kept, shelf), cls="fq-open")) for kept in later
    ]
    return el("nav", el("p", say("Asked next"), cls="fq-label"), el("ul", *links), cls="fq-later") if links else None


def kept_link(conversation: Conversation, kept: KeptTurn, shelf: Shelf) -> str:
    """The address at which a kept question stands with all that was asked before it."""
    return f"{again_link(turn_of(kept), shelf)}&turn={TurnReference(conversation.conversation_id, kept.number)}"


def _told(corpus: Corpus, desk: Desk, state: str, kept: KeptTurn) -> Told:
    turn, mark = turn_of(kept), state_mark(state)
    if kept.answer is None:
        return Told(turn, None, number=kept.number)
    is_now = kept.state == mark
    key = sha256(repr(kept).encode(errors="replace")).hexdigest()
    # The desk has answers by quotation alone, which all visitors share.
    written = kept.answer.get("prose") is not None
    answer = (desk.recall(state, turn) if is_now and not written else None) or verified_answer(corpus, mark, key, kept)
    return Told(turn, answer, "" if is_now else kept.day, kept.number)


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def verified_answer(_corpus: Corpus, mark: str, key: str, _kept: KeptTurn) -> Answer | None:
    """What lay on disk may have been changed there: every quote is compared with its document again."""
    try:
        return _corpus.verified(_kept.answer or {})
    except UsageError:
        return None
