"""A form by which a visitor corrects what is known of a source."""

from __future__ import annotations

import streamlit as st

from qa.api import Corpus
from qa.corpus.source_fields import SOURCE_FIELDS
from qa.errors import QAError
from qa.markup import el, join
from qa.types.source import Source, SourceKind
from qa.ui.arrive import scroll_to_fold
from qa.ui.build import request_build, show_progress
from qa.ui.session import show, show_error
from qa.ui.words import FIELD_NAMES, corrected_words, kind_name, language_words, source_heading
from qa.wording.say import noted, say

_CHOSEN, _NAMED, _TOLD = "fq-correct-chosen", "fq-correct-named", "fq-correct-told"
_LANGUAGES = tuple("en ar bs de el es fr hr it mk nl pt ru sq sr tr uk zh".split())
_PLACEHOLDERS = {
    "authors": "Anna Holm; Per Lind",
    "issued": noted("2024, 2024-02 or 2024-02-16"),
    "url": "https://…",
    "doi": "10.1000/182",
}
_ROWS = (
    ("title",), ("authors",), ("kind", "issued", "language"), ("publisher", "container", "number"),
    ("place", "interviewee", "medium"), ("url", "doi"),
)  # fmt: skip
"""Fields that stand side by side where there is room."""
_LONGEST = 1000


def show_correcting(corpus: Corpus, named: str | None, *, opened: bool = False) -> None:
    """A fold with a choice of the source, `named` first, and its fields; `opened` is at that source from the beginning."""
    told = st.session_state.get(_TOLD)
    if opened:
        scroll_to_fold("fq-correct", named or "")
    # A fold goes on as it was: one that is to be open has a key of its own.
    key = f"fq-correct-fold-{named if opened else ''}"
    with (
        st.container(key="fq-correct"),
        st.expander(say("Correct a source"), expanded=opened or told is not None, key=key),
    ):
        if told:
            show(el("p", told, cls="fq-told", role="status"))
        show_progress(corpus)
        sources = {s.source_id: s for s in corpus.sources(comments=True) if not s.same_as}
        chosen = _choose(sources, named)
        if chosen is not None:
            _show_form(corpus, sources[chosen])


def _choose(sources: dict[str, Source], named: str | None) -> str | None:
    """The source to correct; the one that was chosen before stays so when its name changes."""
    several = len({source.doc_id for source in sources.values()}) > 1
    names = {key: _name(source, several) for key, source in sources.items()}
    # The names are part of the key: of the same list a browser goes on showing what a source was called before.
    key, before = f"fq-correct-source-{hash(tuple(names.values()))}", st.session_state.get(_CHOSEN)
    if named in sources and named != st.session_state.get(_NAMED):
        # Once: from then on the visitor may choose another.
        st.session_state[key] = st.session_state[_NAMED] = named
    elif key not in st.session_state and before in sources:
        st.session_state[key] = before
    chosen = st.selectbox(
        say("Source to correct"), list(sources), key=key, format_func=lambda source_id: names[source_id]
    )
    st.session_state[_CHOSEN] = chosen
    return chosen


def _name(source: Source, several: bool) -> str:
    where = f"{source.doc_id}, " if several else ""
    note = say("footnote {label}", label=source.label)
    return f"{where}{note}: {source_heading(source)}"


def _show_form(corpus: Corpus, source: Source) -> None:
    """The fields as they are known, and what the note says; only what is changed is kept as a correction."""
    show(join(el("p", say("The note"), cls="fq-label"), el("p", source.reference, cls="fq-reference", dir="auto")))
    if words := corrected_words(source):
        show(el("p", words, cls="fq-facts"))
    # The values are part of the key: what is drawn after a change is what is known then.
    key = f"fq-correct-{source.source_id}-{hash(tuple(_value(source, name) for name in SOURCE_FIELDS))}"
    given: dict[str, str] = {}
    with st.form(key, border=False):
        for row in _ROWS:
            for place, name in zip(st.columns(len(row)), row, strict=True):
                with place:
                    given[name] = _field(source, name, key)
        saved = st.form_submit_button(say("Save"), type="primary")
    if saved:
        _save(corpus, source, {name: value for name, value in given.items() if value != _value(source, name)})
    if source.corrected and st.button(say("As the note was read"), key="fq-uncorrect"):
        _take_back(corpus, source)


def _field(source: Source, name: str, form: str) -> str:
    said, value, key = say(FIELD_NAMES[name]), _value(source, name), f"{form}-{name}"
    label = said[0].upper() + said[1:]
    if name == "kind":
        kinds = [kind.value for kind in SourceKind]
        return st.selectbox(label, kinds, kinds.index(value), key=key, format_func=lambda k: kind_name(SourceKind(k)))
    if name == "language":
        codes = list(dict.fromkeys((value, "", *_LANGUAGES)))
        return st.selectbox(label, codes, key=key, format_func=lambda code: language_words(code) or say("unknown"))
    given = st.text_input(
        say("Authors, with semicolons between") if name == "authors" else label,
        value,
        key=key,
        max_chars=_LONGEST,
        placeholder=say(_PLACEHOLDERS[name]) if name in _PLACEHOLDERS else None,
    )
    return " ".join((given or "").split())


def _value(source: Source, name: str) -> str:
    if name == "authors":
        return "; ".join(source.authors)
    return " ".join(str(getattr(source, name) or "").split())


def _save(corpus: Corpus, source: Source, changed: dict[str, str]) -> None:
    if not changed:
        show(el("p", say("Nothing was changed."), cls="fq-notice", role="status"))
        return
    try:
        corpus.correct_source(source.source_id, **changed)
    except QAError as error:
        show_error(error)
        return
    names = ", ".join(say(FIELD_NAMES[name]) for name in changed)
    _finish(corpus, say("Corrected footnote {label}: {fields}.", label=source.label, fields=names))


def _take_back(corpus: Corpus, source: Source) -> None:
    try:
        corpus.uncorrect_source(source.source_id)
    except QAError as error:
        show_error(error)
        return
    _finish(corpus, say("Footnote {label} is as the note was read.", label=source.label))


def _finish(corpus: Corpus, told: str) -> None:
    """Have the index follow, and draw the page anew."""
    st.session_state[_TOLD] = told
    request_build(corpus)
    st.rerun()
