"""The view in which documents are added, replaced and removed, and the index follows."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import streamlit as st

from qa.api import Corpus
from qa.corpus.preview import Understood
from qa.errors import IndexUnusableError, QAError
from qa.index.state import IndexState
from qa.markup import el, join
from qa.ui.addresses import addresses_html
from qa.ui.build import builder_of, request_build, show_progress
from qa.ui.card import Shelved, Use, Wish, show_card
from qa.ui.changes import Change, add_one, finish, show_last
from qa.ui.encodings import ask_encoding, chosen_encoding
from qa.ui.from_library import show_looked_at, show_path
from qa.ui.from_web import show_from_web
from qa.ui.holdings import show_holdings, titles_of
from qa.ui.incoming import Incoming, Unread, clear, preview_all, take_in
from qa.ui.proposals import show_taken
from qa.ui.remedies import in_browser_words
from qa.ui.session import current_corpus, show, show_error
from qa.ui.source_ways import FOR
from qa.ui.watching import show_watch
from qa.ui.words import source_heading
from qa.wording.lines import say_line
from qa.wording.say import say, say_count, say_html

_STYLE = Path(__file__).with_name("add.css")
_LEFT = "fq-left-out"
_UNFOLDED = 3
"""Files up to which each is shown whole; of more, each is a line that unfolds."""


def show_add() -> None:
    """What is going on, what was done last, what can be added, and what is held."""
    st.html(_STYLE)
    corpus = current_corpus()
    if corpus.read_only:
        _show_read_only(corpus)
        return
    show(
        el(
            "p",
            say(
                "Add the full text of a source, and the sentences that cite it gain the passage that backs them. "
                "Or add another report. Files are copied into the corpus folder; nothing leaves this computer "
                "before you ask for a page of the web."
            ),
            cls="fq-lead",
        )
    )
    try:
        _show_state(corpus)
        show_last(corpus)
        show_taken()
        titles = titles_of(corpus)
        _show_form(corpus, titles)
        show_holdings(corpus, titles)
        _show_index(corpus)
    except QAError as error:
        show_error(error)


def _show_read_only(corpus: Corpus) -> None:
    """What is held, without the means to change it."""
    try:
        show_holdings(corpus, titles_of(corpus))
        show(el("h2", say("The index"), cls="fq-section"))
        _show_index_state(corpus)
    except QAError as error:
        show_error(error)


def _show_state(corpus: Corpus) -> None:
    """What is being built, or that something should be."""
    if not builder_of(corpus).state.running and corpus.entries() and (reason := corpus.stale()):
        words = say("The index is behind the corpus: {reason}.", reason=say_line(reason))
        show(el("p", words, cls="fq-notice"))
        if st.button(say("Bring the index up to date"), key="fq-build"):
            request_build(corpus)
            st.rerun()
    show_progress(corpus)
    left_out: tuple[str, ...] = st.session_state.pop(_LEFT, ())
    if left_out:
        show(el("div", el("ul", *(el("li", line) for line in left_out)), cls="fq-error", role="alert"))


def _show_form(corpus: Corpus, titles: dict[str, str]) -> None:
    shelved, generation = _shelved(corpus, titles)
    wanted = _wanted(shelved)
    web = partial(show_from_web, corpus, shelved.sources, wanted, _brought)
    items = show_looked_at(corpus, take_in(lambda: show_path(corpus), web), titles)
    if not items:
        return
    found = preview_all(corpus, items, generation)
    wishes: list[tuple[Incoming, Understood, Wish]] = []
    for number, item in enumerate(items, start=1):
        understood, place = found[item.key], number if len(items) > 1 else 0
        encoding = chosen_encoding(item.key)
        if isinstance(understood, Unread):
            show(el("p", understood.words, cls="fq-error", role="alert"))
        if encoding or (isinstance(understood, Unread) and understood.encoding):
            ask_encoding(item.key, understood.encoding if isinstance(understood, Unread) else encoding or "", place)
        if isinstance(understood, Unread):
            continue
        wish = show_card(
            item.key,
            understood,
            shelved,
            title=item.title,
            number=place,
            wanted=wanted if number == 1 else "",
            folded=len(items) > _UNFOLDED,
        )
        wish = replace(wish, encoding=encoding)
        if wish.choice.use is not Use.NOTHING:
            wishes.append((item, understood, wish))
    if not wishes:
        return
    label = say("Add and index")
    if len(wishes) > 1:
        label = say("Add {count} files and index", count=len(wishes))
    if st.button(label, type="primary", key="fq-add"):
        _add(corpus, wishes)


def _wanted(shelved: Shelved) -> str:
    """The source whose text is to be brought, by the address, which is said above the fields; empty for none."""
    source = shelved.sources.get(st.query_params.get(FOR, ""))
    if source is None:
        return ""
    name = el("cite", source_heading(source), dir="auto")
    where = el("p", say_html("The text of footnote {label}: {title}", label=source.label, title=name), cls="fq-notice")
    show(join(where, el("p", source.reference, cls="fq-reference", dir="auto"), addresses_html(source)))
    return source.source_id


def _add(corpus: Corpus, wishes: list[tuple[Incoming, Understood, Wish]]) -> None:
    """Add each file, whole or not at all, and have the index follow; what could not be added is told."""
    done: list[Change] = []
    left_out = []
    for item, understood, wish in wishes:
        try:
            done.append(add_one(corpus, item, understood, wish))
        except QAError as error:
            left_out.append(in_browser_words(error))
    st.session_state[_LEFT] = tuple(left_out)
    if done:
        finish(corpus, done)
        clear()
        _brought()
    st.rerun()


def _brought() -> None:
    """The source whose text was to be brought has it."""
    st.query_params.pop(FOR, None)


def _shelved(corpus: Corpus, titles: dict[str, str]) -> tuple[Shelved, str]:
    """What a file may belong to, and a name for the state of the index and corpus that this is taken from."""
    state = " ".join(titles)
    try:
        return Shelved({s.source_id: s for s in corpus.sources() if not s.same_as}, titles), (
            f"{corpus.index_state()} {state}"
        )
    except IndexUnusableError:
        return Shelved({}, titles), state


def _show_index(corpus: Corpus) -> None:
    """What the index is and lacks, a switch that has it follow the folder, and a button that rebuilds all of it."""
    show(el("h2", say("The index"), cls="fq-section"))
    _show_index_state(corpus)
    show_watch(corpus)
    if st.button(say("Rebuild everything"), key="fq-rebuild"):
        request_build(corpus, rebuild=True)
        st.rerun()


def _state_words(state: IndexState) -> str:
    return say(
        "{documents}, {passages} and {sources}, made searchable by {encoder}; in {folder}, version {generation} ({checksum})",
        documents=say_count("{count} document", "{count} documents", state.documents),
        passages=say_count("{count} passage", "{count} passages", state.passages),
        sources=say_count("{count} source", "{count} sources", state.sources),
        encoder=state.encoder,
        folder=state.folder,
        generation=state.generation,
        checksum=state.checksum[:8],
    )


def _show_index_state(corpus: Corpus) -> None:
    outcome = builder_of(corpus).state.outcome
    try:
        show(el("p", _state_words(corpus.index_state()), cls="fq-facts"))
        if failures := [line for line in corpus.failures() if line not in (outcome.left_out if outcome else ())]:
            show(el("ul", *(el("li", say_line(line)) for line in failures), cls="fq-notice"))
    except IndexUnusableError as error:
        show(el("p", in_browser_words(error), cls="fq-facts"))
