"""The documents of the corpus as a table: title, kind, its own date and when it came, pages, notes, language, problems; as HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import streamlit as st

from qa.api import Corpus
from qa.citation.head_matter import date_at_head
from qa.corpus.manifest import Entry
from qa.errors import IndexUnusableError, QAError
from qa.markup import Html, el
from qa.types.document import DocumentKind
from qa.ui.links import read_link
from qa.ui.words import language_words
from qa.wording.lines import say_line
from qa.wording.say import in_digits, say, say_date

_MOST = 100
"""Rows: to count pages and notes a document is read whole."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What is read off a document as it is indexed."""

    date: str | None
    """That its head gives it, as ISO 8601."""
    pages: int
    notes: int
    language: str


def corpus_table(corpus: Corpus, titles: Mapping[str, str]) -> Html:
    """A row for each document of the folder, as far as there is room."""
    entries = corpus.entries()
    known, failures = count_documents(corpus, _generation(corpus)), _failures(corpus)
    rows = [_row(entry, titles[entry.doc_id], known.get(entry.doc_id), failures) for entry in entries[:_MOST]]
    names = (say("Title"), say("Kind"), say("Dated"), say("Added"), say("Pages"), say("Notes"), say("Language"))
    head = el("tr", *(el("th", name, scope="col") for name in names))
    left = len(entries) - _MOST
    more = el("p", say("and {count} more", count=in_digits(left)), cls="fq-facts") if left > 0 else None
    table = el("table", el("thead", head), el("tbody", *rows), cls="fq-corpus")
    return el("div", table, more, cls="fq-corpus-frame", role="region", aria_label=say("Documents"), tabindex="0")


def _row(entry: Entry, title: str, counted: Counted | None, failures: Sequence[str]) -> Html:
    name = entry.path.name
    problem = next(
        (line for line in failures if line.startswith(f"{name}:")), "" if counted else say("not indexed yet")
    )
    words: str | Html = el("a", title, href=read_link(entry.doc_id), cls="fq-open", dir="auto") if counted else title
    told = el("p", say_line(problem), cls="fq-notice") if problem else None
    dated, cells = "", ["", "", ""]
    if counted is not None:
        dated = say_date(counted.date) if counted.date else "–"
        cells = [str(counted.pages or "–"), str(counted.notes), language_words(counted.language)]
    kind = say("report") if entry.kind is DocumentKind.REPORT else say("source")
    file = el("span", name, cls="fq-facts")
    return el(
        "tr",
        el("td", words, file, told),
        el("td", kind),
        el("td", dated),
        el("td", _added(entry.path)),
        *(el("td", cell) for cell in cells),
    )


def _added(file: Path) -> str:
    """When the file came into the folder, or was last changed there."""
    try:
        return say_date(date.fromtimestamp(file.stat().st_mtime).isoformat())
    except OSError:
        return "–"


def _generation(corpus: Corpus) -> str:
    try:
        return str(corpus.index_state())
    except IndexUnusableError:
        return ""


def _failures(corpus: Corpus) -> list[str]:
    try:
        return corpus.failures()
    except IndexUnusableError:
        return []


@st.cache_resource(show_spinner=False, max_entries=4)
def count_documents(_corpus: Corpus, generation: str) -> dict[str, Counted]:
    """By identifier, counted once for each state of the index."""
    found: dict[str, Counted] = {}
    for info in _corpus.documents()[:_MOST] if generation else ():
        try:
            document = _corpus.document(info.doc_id)
        except QAError:  # removed since
            continue
        pages = len({place.page for place in document.places if place.page})
        found[info.doc_id] = Counted(date_at_head(document), pages, len(document.footnotes), info.language)
    return found
