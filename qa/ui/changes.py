"""Changes of the corpus that a visitor made: carried out, told, and undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from qa.api import Corpus
from qa.corpus.keeping import Keeping
from qa.corpus.preview import Understood
from qa.errors import QAError, UsageError
from qa.markup import Html, el, join
from qa.types.source import Source
from qa.ui.build import builder_of, request_build
from qa.ui.card import Use, Wish
from qa.ui.incoming import Incoming
from qa.ui.keep import conversations_of
from qa.ui.links import source_link
from qa.ui.session import show, show_error
from qa.ui.words import holding_badge, source_facts, source_heading
from qa.wording.say import noted, say, say_count, say_html

_LAST = "fq-last"


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to one document."""

    words: str
    """`Added {document}`, `Replaced {document}`: to be said."""
    doc_id: str
    title: str
    restorable: bool
    """True when undoing it takes something out of the bin; else undoing it is removing the document."""
    source_id: str = ""
    """The source whose text was added."""


def add_one(corpus: Corpus, item: Incoming, found: Understood, wish: Wish) -> Change:
    """Add a file as what the visitor says it is."""
    footnote = wish.choice.target if wish.choice.use is Use.SOURCE else None
    place = found.same or (wish.choice.target if wish.choice.use is Use.VERSION else None)
    if place:
        entry = corpus.replace(
            place,
            found.name,
            data=item.data,
            footnote=footnote,
            title=wish.title,
            language=wish.language,
            encoding=wish.encoding,
        )
        words = noted("Linked {document}") if footnote else noted("Replaced {document}")
        return Change(words, entry.doc_id, entry.title or entry.path.name, True, footnote or "")
    entry = corpus.add(
        found.name,
        data=item.data,
        footnote=footnote,
        title=wish.title,
        language=wish.language,
        encoding=wish.encoding,
    )
    return Change(noted("Added {document}"), entry.doc_id, entry.title or found.document.title, False, footnote or "")


def remove_one(corpus: Corpus, doc_id: str, title: str) -> Change:
    """Take a document out of the corpus."""
    if len(corpus.entries()) == 1:
        raise UsageError(f"{doc_id}: it is the only document of the corpus; add another before you remove it")
    corpus.remove(doc_id)
    return Change(noted("Removed {document}"), doc_id, title, True)


def purge_one(corpus: Corpus, doc_id: str) -> None:
    """Delete a document for good, from corpus and index and from what this process keeps to show again."""
    from qa.ui.forget import forget_documents

    builder_of(corpus).wait()
    # What was done before cannot be undone where it was done to this document.
    st.session_state.pop(_LAST, None)
    corpus.remove(doc_id, purge=True)
    conversations_of(corpus, Keeping.MEMORY).forget_document(doc_id)
    forget_documents()


def restore_one(corpus: Corpus, trash_id: str) -> Change:
    """Put a removed or replaced document back."""
    before = {entry.doc_id for entry in corpus.entries()}
    entry = corpus.restore(trash_id)
    return Change(noted("Put back {document}"), entry.doc_id, entry.title or entry.path.name, entry.doc_id in before)


def finish(corpus: Corpus, changes: Sequence[Change]) -> None:
    """Remember what was done and bring the index up to date; when one is being built, right after it."""
    st.session_state[_LAST] = tuple(changes)
    request_build(corpus)


def show_last(corpus: Corpus) -> None:
    """What was done last, how the sources now stand, and a button that undoes it."""
    changes: tuple[Change, ...] = st.session_state.get(_LAST, ())
    if not changes:
        return
    with st.container(key="fq-last"):
        show(el("div", *(_told(corpus, change) for change in changes), cls="fq-done", role="status"))
        if st.button(say("Undo"), key="fq-undo"):
            _undo(corpus, changes)


def _told(corpus: Corpus, change: Change) -> Html:
    line = el("p", say_html(change.words, document=el("cite", change.title)), cls="fq-told")
    if builder_of(corpus).state.running:
        return line
    source = next((s for s in corpus.sources() if s.source_id == change.source_id), None)
    return line if source is None else join(line, _chain(source, len(corpus.statements(source.source_id))))


def _chain(source: Source, statements: int) -> Html:
    """How the source whose text was added now stands."""
    number = el("span", source.label, cls="fq-number", aria_label=say("Footnote {label}", label=source.label))
    rests = say_count("{count} statement on it", "{count} statements on it", statements)
    link = el("a", say("See what rests on it"), href=source_link(source.source_id), target="_self")
    return el(
        "div",
        number,
        el("span", el("span", source_heading(source), cls="fq-title"), source_facts(source), link, cls="fq-work"),
        el("span", holding_badge(source), el("span", rests, cls="fq-count"), cls="fq-state"),
        cls="fq-chained",
    )


def _undo(corpus: Corpus, changes: Sequence[Change]) -> None:
    done: list[Change] = []
    try:
        for change in reversed(changes):
            back = restore_one(corpus, change.doc_id) if change.restorable else None
            done.append(back or remove_one(corpus, change.doc_id, change.title))
    except QAError as error:
        show_error(error)
        return
    finish(corpus, done)
    st.rerun()
