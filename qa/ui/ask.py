"""The view in which questions are put and answered, as a conversation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from qa.api import Corpus
from qa.errors import QAError
from qa.language.codes import language_name
from qa.markup import Html, el, join
from qa.types.answer import Answer
from qa.types.document import DocumentKind
from qa.types.document_info import DocumentInfo
from qa.ui.build import show_build
from qa.ui.conversation import Turn, put, turns_to_json, turns_to_markdown
from qa.ui.desk import KEPT
from qa.ui.examples import example_questions
from qa.ui.find import find_field, show_find
from qa.ui.labels import as_label
from qa.ui.passage import Shelf
from qa.ui.remedies import in_browser_words
from qa.ui.reply import reply_html
from qa.ui.scope import again_link, mark_of, scope_words
from qa.ui.session import current_corpus, current_desk, open_shelf, show, show_error
from qa.ui.whole import overview_card

QUESTION, REPORT, EVERYWHERE, TURNS, MODE = "q", "report", "everywhere", "fq-turns", "mode"
FIND = "Find"
_MODES = ("Ask", FIND)
_BUSY = "Busy: many questions are being answered at this moment. Yours was not lost: ask again in a few seconds."


def show_ask() -> None:
    """The field, the answer to its question, and the questions before it; before the first one, some examples."""
    with current_desk().arrival():
        _show(current_corpus())


def _show(corpus: Corpus) -> None:
    try:
        generation = str(corpus.index_state())
        reports = kept_reports(corpus, generation)
        _show_reports(reports, corpus, generation)
        if _mode() == FIND:
            find_field()
            show_find(corpus, generation, _scope(reports))
            return
        question, documents = _field(), _scope(reports)
        turn = Turn(question, documents, everywhere=_is_everywhere(question))
        if turn.question:
            st.session_state[TURNS] = put(st.session_state.get(TURNS, []), turn)
        turns = st.session_state.get(TURNS, [])
        _show_conversation(open_shelf(corpus, generation), turns, current=bool(turn.question))
        if not turn.question:
            _show_examples(corpus, generation)
    except QAError as error:
        show_error(error)
        show_build(corpus, "Build the index")


def _mode() -> str | None:
    """Whether questions are asked, or words looked for; kept in the address."""
    return st.segmented_control(
        "Mode", _MODES, default=_MODES[0], key=MODE, label_visibility="collapsed", bind="query-params"
    )


@st.cache_resource(show_spinner=False, max_entries=4)
def kept_reports(_corpus: Corpus, generation: str) -> list[DocumentInfo]:
    """The reports, listed once for each state of the index."""
    return [info for info in _corpus.documents() if info.kind is DocumentKind.REPORT]


def _show_reports(reports: Sequence[DocumentInfo], corpus: Corpus, generation: str) -> None:
    """Title, publisher and language of what can be asked, and each at a glance."""
    lines = [
        join(
            el("p", el("cite", info.title or info.doc_id), el("span", _facts_of(info), cls="fq-facts")),
            overview_card(corpus, generation, info.doc_id),
        )
        for info in reports[:3]
    ]
    more = el("p", f"and {len(reports) - 3} more reports", cls="fq-facts") if len(reports) > 3 else None
    show(el("div", *lines, more, cls="fq-reports"))


def _facts_of(info: DocumentInfo) -> str:
    return " · ".join(fact for fact in (info.publisher, language_name(info.language)) if fact)


def _field() -> str:
    with st.container(key="fq-field", horizontal=True, vertical_alignment="bottom"):
        question = st.text_input(
            "Your question", key=QUESTION, placeholder="Ask the report …", max_chars=2000, bind="query-params"
        )
        st.button("Ask", type="primary", key="fq-ask")
    return " ".join((question or "").split())


def _is_everywhere(question: str) -> bool:
    """True when the address says of this very question that its words choose no document."""
    return bool(question) and st.query_params.get(EVERYWHERE) == mark_of(question)


def _scope(reports: Sequence[DocumentInfo]) -> tuple[str, ...] | None:
    """The reports that the question is put to, where there are several; None for everything."""
    titles = {info.doc_id: info.title or info.doc_id for info in reports}
    if len(titles) < 2:
        return None
    chosen = st.multiselect(
        "Where to look",
        list(titles),
        key=REPORT,
        placeholder="all documents",
        format_func=lambda doc_id: scope_words(doc_id, titles),
        bind="query-params",
    )
    return tuple(chosen) or None


def _show_conversation(shelf: Shelf, turns: Sequence[Turn], *, current: bool) -> None:
    """The newest answer, what can be done with it, and the earlier ones, folded, as far as they are kept."""
    if not turns:
        return
    newest = _answer(turns[-1]) if current else None
    desk = current_desk()
    state = desk.state()
    if isinstance(newest, Answer):
        show(kept_reply(newest, shelf, state, turns[-1]))
    elif newest:
        show(_failed(newest))
    earlier = [(turn, desk.recall(state, turn)) for turn in turns[: -1 if current else None]]
    answers = [answer for _, answer in earlier] + [newest]
    _show_actions([answer for answer in answers if isinstance(answer, Answer)], current=current)
    if earlier:
        folds = [_fold(turn, answer, shelf, state) for turn, answer in reversed(earlier)]
        show(el("section", el("h2", "Asked before", cls="fq-label"), *folds, cls="fq-earlier"))


def _answer(turn: Turn) -> Answer | str:
    """The answer, or in one line why there is none."""
    try:
        return current_desk().ask(turn) or _BUSY
    except QAError as error:
        return in_browser_words(error)


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def kept_reply(_answer: Answer, _shelf: Shelf, state: str, turn: Turn) -> Html:
    """A reply as it was set before: a conversation of twenty questions is shown whole at each of them."""
    return reply_html(_answer, _shelf, turn)


def _failed(reason: str) -> Html:
    if reason is _BUSY:
        return el("p", reason, cls="fq-notice fq-busy", role="status")
    return el("p", reason, cls="fq-error", role="alert")


def _fold(turn: Turn, answer: Answer | None, shelf: Shelf, state: str) -> Html:
    if answer is None:
        again = el("a", "Ask it again", href=again_link(turn, shelf), cls="fq-open")
        reply = el("p", "No answer to it is kept from the documents as they now are. ", again, cls="fq-notice")
        short = ""
    else:
        reply = kept_reply(answer, shelf, state, turn)
        short = answer.short_answer or ("" if answer.claims else "No answer")
    words = el("span", el("span", turn.question, cls="fq-asked"), el("span", short, cls="fq-facts"), cls="fq-work")
    return el("details", el("summary", words), reply, cls="fq-fold fq-turn")


def _show_actions(answers: Sequence[Answer], *, current: bool) -> None:
    """Go on, keep the conversation, or start over."""
    with st.container(key="fq-actions", horizontal=True):
        if current:
            st.button("Ask something else", key="fq-again", type="tertiary", on_click=_put, args=("",))
        if answers:
            _show_save("Markdown", "answers.md", "text/markdown", partial(turns_to_markdown, answers))
            _show_save("JSON", "answers.json", "application/json", partial(turns_to_json, answers))
        st.button("Begin anew", key="fq-anew", type="tertiary", on_click=_begin_anew)


def _show_save(name: str, file: str, mime: str, write: Callable[[], str]) -> None:
    st.download_button(
        f"Save as {name}",
        # Written when the button is pressed, not each time that the page is drawn.
        lambda: write().encode(errors="replace"),
        file_name=file,
        mime=mime,
        key=f"fq-save-{name}",
        type="tertiary",
        on_click="ignore",
    )


def _show_examples(corpus: Corpus, generation: str) -> None:
    questions = load_examples(corpus, generation)
    if not questions:
        return
    show(el("p", "For example", cls="fq-label"))
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


def _begin_anew() -> None:
    st.session_state[QUESTION] = ""
    st.session_state.pop(TURNS, None)
