"""The view in which questions are put and answered, as a conversation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from qa.api import Corpus
from qa.corpus.conversations import Conversations
from qa.errors import CorpusError, QAError
from qa.markup import Html, el, join
from qa.types.answer import Answer
from qa.types.conversation import Conversation
from qa.types.document import DocumentKind
from qa.types.document_info import DocumentInfo
from qa.ui.build import show_build, wait_for_build
from qa.ui.conversation import Turn
from qa.ui.desk import KEPT, Desk
from qa.ui.examples import example_questions
from qa.ui.find import find_field, show_find
from qa.ui.follow_up import make_whole, remember_answer, show_typed
from qa.ui.keep import conversations_of
from qa.ui.labels import as_label
from qa.ui.mode import choose_mode
from qa.ui.opinions import show_opinions
from qa.ui.passage import Shelf
from qa.ui.remedies import in_browser_words
from qa.ui.remembered import (
    Told,
    keep_written,
    kept_link,
    later_html,
    old_html,
    state_mark,
    tell,
    told_before,
    written_mark,
)
from qa.ui.reply import reply_html
from qa.ui.saving import show_quotes, show_saving
from qa.ui.scope import again_link, scope_words
from qa.ui.session import current_corpus, current_desk, open_shelf, show, show_error
from qa.ui.steps import (
    QUESTION,
    REPORT,
    Step,
    arrive,
    ask_afresh,
    begin_anew,
    is_everywhere,
    take_step,
    write_address,
    write_scope,
)
from qa.ui.talks import show_talks
from qa.ui.whole import overview_card
from qa.ui.words import language_words
from qa.ui.writing import choose_prose, show_tasks, write_prose
from qa.wording.say import current_language, noted, say, say_count
from qa.writer.settings import WriterSettings

_BUSY = noted("Busy: many questions are being answered at this moment. Yours was not lost: ask again in a few seconds.")


def show_ask() -> None:
    """The field, the answer to its question, and the questions before it; before the first one, some examples."""
    with current_desk().arrival():
        _show(current_corpus())


def _show(corpus: Corpus) -> None:
    try:
        generation, state = str(corpus.index_state()), current_desk().state()
        reports = kept_reports(corpus, generation)
        titles = {info.doc_id: info.title or info.doc_id for info in reports}
        _show_reports(reports, corpus, generation)
        kept = conversations_of(corpus)
        arrive(kept, titles)
        if choose_mode():
            find_field()
            documents = _scope(titles)
            write_scope(documents, titles)
            show_find(corpus, generation, documents)
            return
        question, writer, documents = _field(), choose_prose(corpus), _scope(titles)
        if writer:
            show_tasks(several=len(titles) > 1)
        turn = Turn(question, documents, everywhere=is_everywhere(question))
        if wait_for_build(corpus):
            ask_afresh()
        step = _step(kept, turn, state)
        write_address(turn, titles)
        _show_conversation(corpus, state, kept, turn, step, writer)
        if not turn.question:
            _show_examples(corpus, generation)
        show_talks(corpus, step, open_shelf(corpus, generation))
    except QAError as error:
        show_error(error)
        show_build(corpus, say("Build the index"))


def _step(kept: Conversations, turn: Turn, state: str) -> Step:
    """Where the visitor is; a question that cannot be kept is answered all the same."""
    try:
        return take_step(kept, turn, state_mark(state))
    except CorpusError as error:
        show_error(error)
        return Step(None)


@st.cache_resource(show_spinner=False, max_entries=4)
def kept_reports(_corpus: Corpus, generation: str) -> list[DocumentInfo]:
    """The reports, listed once for each state of the index."""
    return [info for info in _corpus.documents() if info.kind is DocumentKind.REPORT]


def _show_reports(reports: Sequence[DocumentInfo], corpus: Corpus, generation: str) -> None:
    """Title, publisher and language of what can be asked, and each at a glance."""
    lines = [
        join(
            el("p", el("cite", info.title or info.doc_id), el("span", _facts_of(info), cls="fq-facts")),
            overview_card(corpus, generation, info.doc_id, current_language()),
        )
        for info in reports[:3]
    ]
    left = len(reports) - 3
    words = say_count("and {count} more report", "and {count} more reports", left)
    more = el("p", words, cls="fq-facts") if left > 0 else None
    show(el("div", *lines, more, cls="fq-reports"))


def _facts_of(info: DocumentInfo) -> str:
    return " · ".join(fact for fact in (info.publisher, language_words(info.language)) if fact)


def _field() -> str:
    with st.container(key="fq-field", horizontal=True, vertical_alignment="bottom"):
        question = st.text_input(
            say("Your question"),
            key=QUESTION,
            placeholder=say("Ask the report …"),
            max_chars=2000,
            on_change=make_whole,
        )
        st.button(say("Ask"), type="primary", key="fq-ask")
    question = " ".join((question or "").split())
    show_typed(question)
    return question


def _scope(titles: Mapping[str, str]) -> tuple[str, ...] | None:
    """The reports that the question is put to, where there are several; None for everything."""
    if len(titles) < 2:
        return None
    chosen = st.multiselect(
        say("Where to look"),
        list(titles),
        key=REPORT,
        placeholder=say("all documents"),
        format_func=lambda doc_id: scope_words(doc_id, titles),
    )
    return tuple(doc_id for doc_id in titles if doc_id in chosen) or None


def _show_conversation(
    corpus: Corpus, state: str, kept: Conversations, turn: Turn, step: Step, writer: WriterSettings | None
) -> None:
    """The newest answer, what can be done with it, and the earlier ones, folded."""
    desk, shelf = current_desk(), open_shelf(corpus, str(corpus.index_state()))
    conversation = kept.read(step.reference.conversation_id) if step.reference else None
    path = conversation.path_to(step.reference.number) if conversation and step.reference else ()
    answers, newest = [], None
    if turn.question:
        # On paper there is no field.
        show(el("p", turn.question, cls="fq-asked fq-printed-question", dir="auto"))
        newest = _newest(corpus, desk, state, kept, step, turn, writer)
        if isinstance(newest, Told) and newest.answer:
            show(old_html(newest, shelf))
            show(kept_reply(newest.answer, shelf, state, turn, written_mark(newest.answer), current_language()))
            answers.append(newest.answer)
        elif isinstance(newest, str):
            show(_failed(newest))
    earlier = told_before(corpus, desk, state, path, turn if turn.question else None)
    answers = [told.answer for told in earlier if told.answer] + answers
    remember_answer(answers[-1] if answers else None)
    if turn.question or earlier:
        _show_actions(
            corpus, answers, conversation.title if conversation else say("Answers"), current=bool(turn.question)
        )
    if isinstance(newest, Told) and newest.answer:
        show_opinions(corpus, newest.answer, turn.documents)
    show(later_html(conversation, step.reference, shelf))
    if earlier:
        folds = [_fold(told, shelf, state, conversation) for told in reversed(earlier)]
        show(el("section", el("h2", say("Asked before"), cls="fq-label"), *folds, cls="fq-earlier"))


def _newest(
    corpus: Corpus,
    desk: Desk,
    state: str,
    kept: Conversations,
    step: Step,
    turn: Turn,
    writer: WriterSettings | None,
) -> Told | str:
    """The question with its answer, in prose where that is wanted, or in one line why there is none."""
    try:
        told = tell(corpus, desk, state, kept, step, turn)
        if told and told.answer and told.answer.prose is None and writer and step.is_fresh:
            written = write_prose(desk, turn, told.answer, writer)
            return keep_written(kept, step, state, told, written) if written else told
        return told or _BUSY
    except QAError as error:
        return in_browser_words(error)


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def kept_reply(_answer: Answer, _shelf: Shelf, state: str, turn: Turn, written: str, language: str) -> Html:
    """A reply as it was set before, in words of a language: a conversation of twenty questions is shown whole at each of them."""
    return reply_html(_answer, _shelf, turn)


def _failed(reason: str) -> Html:
    if reason is _BUSY:
        return el("p", say(reason), cls="fq-notice fq-busy", role="status")
    return el("p", reason, cls="fq-error", role="alert")


def _fold(told: Told, shelf: Shelf, state: str, conversation: Conversation | None) -> Html:
    turn, answer = told.turn, told.answer
    if answer is None:
        again = el("a", say("Ask it again"), href=again_link(turn, shelf), cls="fq-open")
        reply = el("p", say("No answer to it is kept."), " ", again, cls="fq-notice")
        short = ""
    else:
        reply = join(
            old_html(told, shelf), kept_reply(answer, shelf, state, turn, written_mark(answer), current_language())
        )
        short = answer.short_answer or ("" if answer.claims else say("No answer"))
    words = el("span", el("span", turn.question, cls="fq-asked"), el("span", short, cls="fq-facts"), cls="fq-work")
    kept = conversation.turn(told.number) if conversation else None
    back = (
        el("a", say("Go on from here"), href=kept_link(conversation, kept, shelf), cls="fq-open")
        if conversation and kept
        else None
    )
    return el("details", el("summary", words), reply, el("p", back, cls="fq-open-line"), cls="fq-fold fq-turn")


def _show_actions(corpus: Corpus, answers: Sequence[Answer], title: str, *, current: bool) -> None:
    """Go on, keep the conversation or some quotes of it, or start over."""
    with st.container(key="fq-actions", horizontal=True):
        if current:
            st.button(say("Ask something else"), key="fq-again", type="tertiary", on_click=_put, args=("",))
        if answers:
            show_saving(corpus, answers, title)
        st.button(say("Begin anew"), key="fq-anew", type="tertiary", on_click=begin_anew)
    show_quotes(corpus, answers, title)


def _show_examples(corpus: Corpus, generation: str) -> None:
    questions = load_examples(corpus, generation)
    if not questions:
        return
    show(el("p", say("For example"), cls="fq-label"))
    with st.container(key="fq-examples"):
        for number, question in enumerate(questions):
            # A button's label is Markdown, and these questions hold words of the documents.
            st.button(as_label(question), key=f"fq-example-{number}", on_click=_put, args=(question,))


@st.cache_resource(show_spinner=False, max_entries=8)
def load_examples(_corpus: Corpus, generation: str) -> tuple[str, ...]:
    """Questions that the corpus answers, worked out once for each state of the index."""
    return example_questions(_corpus)


def _put(question: str) -> None:
    st.session_state[QUESTION] = question
