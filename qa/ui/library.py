"""The table of sources: filters kept in the address, an order, and rows that can be ticked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import streamlit as st

from qa.markup import Html, el
from qa.types.answer import Citation
from qa.types.source import Holding, Source
from qa.ui.labels import as_label
from qa.ui.session import show
from qa.ui.source_search import search_sources
from qa.ui.words import kind_name, language_words
from qa.wording.say import in_digits, noted, say, say_count

PAGE = 40
"""Rows that are shown at once; a button brings as many again."""
_SHOWN = "fq-rows"
_PICK = "fq-pick-"
_ORDERS = (noted("as in the notes"), noted("most rests on it"), noted("newest first"))
_TEXTS = {
    Holding.HELD: noted("held"),
    Holding.REFERENCE_ONLY: noted("reference only"),
    Holding.UNPUBLISHED: noted("unpublished interview"),
}


def show_filters(sources: Sequence[Source], statements: Mapping[str, Sequence[Citation]]) -> list[Source]:
    """The filters, and the sources that fit them, in the order that is asked for; `statements` rest on them."""
    with st.container(key="fq-filters", horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(
            say("Find"),
            key="find",
            bind="query-params",
            placeholder=say("title, author, note, statement"),
            max_chars=200,
        )
        kinds = _filter(say("Kind"), "kind", (kind_name(s.kind) for s in sources))
        languages = _filter(say("Language"), "language", (_language(s) for s in sources))
        years = _filter(say("Year"), "year", (_year(s) for s in sources), newest=True)
        texts = _filter(say("Text"), "text", (say(_TEXTS[s.holding]) for s in sources))
        order = st.selectbox(say("Order"), _ORDERS, key="order", format_func=say, bind="query-params")
    having = search_sources(sources, statements, words or "")
    if having.read_as and having.sources:
        show(el("p", say("Read as: {words}", words=", ".join(having.read_as)), cls="fq-facts", role="status"))
    found = [
        source
        for source in having.sources
        if (not kinds or kind_name(source.kind) in kinds)
        and (not languages or _language(source) in languages)
        and (not years or _year(source) in years)
        and (not texts or say(_TEXTS[source.holding]) in texts)
    ]
    if order == _ORDERS[1]:
        found.sort(key=lambda source: -len(statements.get(source.source_id, ())))
    elif order == _ORDERS[2]:
        found.sort(key=lambda source: source.issued or "", reverse=True)
    return found


def _filter(label: str, key: str, values: Iterable[str], *, newest: bool = False) -> list[str]:
    options = sorted(set(values), reverse=newest)
    return st.multiselect(label, options, key=key, bind="query-params", placeholder=say("any"))


def _language(source: Source) -> str:
    return language_words(source.language) or say("unknown")


def _year(source: Source) -> str:
    return source.issued[:4] if source.issued else say("no date")


def show_table(
    sources: Sequence[Source], fold: Callable[[Source], Html], titles: Mapping[str, str], named: str | None
) -> list[Source]:
    """The rows, those of each report together; returns the sources that are ticked."""
    if not sources:
        show(el("p", say("No source fits these filters."), cls="fq-notice"))
        return []
    place = next((i for i, source in enumerate(sources) if source.source_id == named), 0)
    most = max(st.session_state.get(_SHOWN, PAGE), place + 1)
    reports = list(dict.fromkeys(source.doc_id for source in sources))
    rows = sorted(sources, key=lambda source: reports.index(source.doc_id))[:most]
    st.checkbox(
        say_count("Select the one shown", "Select all {count} shown", len(rows)),
        key="fq-pick",
        on_change=_tick,
        args=([s.source_id for s in rows],),
    )
    ticked = []
    with st.container(key="fq-table"):
        for number, source in enumerate(rows):
            if len(reports) > 1 and (number == 0 or rows[number - 1].doc_id != source.doc_id):
                show(el("h3", titles.get(source.doc_id, source.doc_id), cls="fq-report"))
            if _show_row(number, source, fold):
                ticked.append(source)
    if len(sources) > most:
        words = say("Show more of {count}", count=in_digits(len(sources)))
        st.button(words, key="fq-more", on_click=_show_more, args=(most + PAGE,))
    return ticked


def _show_row(number: int, source: Source, fold: Callable[[Source], Html]) -> bool:
    with st.container(key=f"fq-row-{number}", horizontal=True, vertical_alignment="top"):
        # A checkbox's label is Markdown, and a footnote's label comes from the document.
        label = as_label(say("Select footnote {label}", label=source.label))
        ticked = st.checkbox(label, key=f"{_PICK}{source.source_id}", label_visibility="collapsed")
        show(el("div", fold(source), cls="fq-sources"))
    return ticked


def _tick(source_ids: Sequence[str]) -> None:
    for source_id in source_ids:
        st.session_state[f"{_PICK}{source_id}"] = st.session_state["fq-pick"]


def _show_more(most: int) -> None:
    st.session_state[_SHOWN] = most
