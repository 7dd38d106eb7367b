"""The view of all sources: a picture of what rests on them, the table with its export, and the check of the footnotes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from qa.api import Corpus
from qa.corpus.fetched import Fetched
from qa.errors import QAError
from qa.export.scans import describe_ocr
from qa.markup import Html, el, join
from qa.types.answer import Citation
from qa.types.document import DocumentKind
from qa.types.source import Source
from qa.ui.addresses import addresses_html
from qa.ui.arrive import PLACE_ID, scroll_to_place
from qa.ui.check import check_html
from qa.ui.correct import show_correcting
from qa.ui.export import show_export
from qa.ui.fetch import show_fetching
from qa.ui.library import show_filters, show_table
from qa.ui.links import read_link
from qa.ui.passage import Shelf, quote_in_context
from qa.ui.picture import Resting, picture_html
from qa.ui.session import current_corpus, make_shelf, show, show_error
from qa.ui.source_ways import CORRECT, DO, GET, source_ways
from qa.ui.voice import voice_html
from qa.ui.words import holding_badge, source_facts, source_heading
from qa.wording.say import say, say_count, say_date, say_html

_STYLE = Path(__file__).with_name("sources.css")
REPORT = "fq-report"


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the reports' footnotes name, and what rests on it."""

    sources: tuple[Source, ...]
    statements: tuple[Resting, ...]
    by_source: dict[str, tuple[Citation, ...]]
    same_texts: tuple[tuple[str, ...], ...] = ()
    """Documents whose texts are nearly the same, in groups."""

    def of_report(self, doc_id: str | None) -> Holdings:
        """What one report names; everything for None."""
        if doc_id is None:
            return self
        sources = tuple(source for source in self.sources if source.doc_id == doc_id)
        return Holdings(
            sources, tuple(s for s in self.statements if s[0].document == doc_id), self.by_source, self.same_texts
        )

    def twins(self, source: Source) -> tuple[str, ...]:
        """The other documents with nearly the text of a source."""
        group = next((group for group in self.same_texts if source.document in group), ())
        return tuple(doc_id for doc_id in group if doc_id != source.document)


def show_sources() -> None:
    """Every source that the reports' footnotes name."""
    st.html(_STYLE)
    corpus = current_corpus()
    try:
        shelf = make_shelf(corpus)
        with st.spinner(say("Counting what rests on what …")):
            held = kept_holdings(corpus, str(corpus.index_state()))
        if not held.sources:
            words = say("No document of the corpus has footnotes that name sources.")
            show(el("p", words, cls="fq-lead"))
            return
        held = held.of_report(_choose_report(held, shelf))
        show(picture_html(held.statements, held.sources, shelf))
        _show_library(corpus, held, shelf)
        show(check_html([corpus.document(doc_id) for doc_id in _reports(corpus)], shelf))
    except QAError as error:
        show_error(error)


@st.cache_resource(show_spinner=False, max_entries=4)
def kept_holdings(_corpus: Corpus, generation: str) -> Holdings:
    """What rests on what, counted once for each state of the index."""
    ledger = _corpus.ledger()
    statements = tuple((s.citation, frozenset(str(basis) for basis in s.basis)) for s in ledger.statements)
    by_source = {key: tuple(s.citation for s in found) for key, found in ledger.by_source().items()}
    return Holdings(_corpus.sources(), statements, by_source, _corpus.same_texts())


def _choose_report(held: Holdings, shelf: Shelf) -> str | None:
    """One report, or None for all; asked only where there are several, and kept in the address."""
    reports = list(dict.fromkeys(source.doc_id for source in held.sources))
    if len(reports) < 2:
        return None
    named = st.query_params.get("report")
    if named in reports:
        st.session_state[REPORT] = named
    choices: list[str | None] = [None, *reports]
    chosen: str | None = st.selectbox(
        say("Report"),
        choices,
        format_func=lambda key: say("all reports") if key is None else shelf.title(key),
        key=REPORT,
        on_change=_remember,
    )
    return chosen


def _remember() -> None:
    if (doc_id := st.session_state[REPORT]) is None:
        st.query_params.pop("report", None)
    else:
        st.query_params["report"] = doc_id


def _reports(corpus: Corpus) -> list[str]:
    return [info.doc_id for info in corpus.documents() if info.kind is DocumentKind.REPORT]


def _show_library(corpus: Corpus, held: Holdings, shelf: Shelf) -> None:
    """The table: filters, rows, and the export of those that are ticked, or of all that fit."""
    named = st.query_params.get("source")
    show(el("h2", say("The sources"), cls="fq-part"))
    found = show_filters(held.sources, held.by_source)
    export = st.container()

    origins = {entry.doc_id: entry.fetched for entry in corpus.entries()}

    def fold(source: Source) -> Html:
        statements, origin = held.by_source.get(source.source_id, ()), origins.get(source.document or "")
        opened, twins = source.source_id == named, held.twins(source)
        return source_fold(
            source, statements, shelf, opened=opened, origin=origin, twins=twins, writable=not corpus.read_only
        )

    ticked = show_table(found, fold, shelf.titles, named)
    with export:
        show_export(corpus, ticked or found, chosen=bool(ticked))
        if not corpus.read_only:
            wanted = st.query_params.get(DO) if named else None
            show_fetching(corpus, held.sources, named if wanted == GET else None)
            show_correcting(corpus, ticked[0].source_id if len(ticked) == 1 else named, opened=wanted == CORRECT)
    if named and DO not in st.query_params:
        position = next((i for i, source in enumerate(held.sources) if source.source_id == named), None)
        if position is not None:
            scroll_to_place(position)


def source_fold(
    source: Source,
    statements: tuple[Citation, ...],
    shelf: Shelf,
    *,
    opened: bool = False,
    origin: Fetched | None = None,
    twins: tuple[str, ...] = (),
    writable: bool = False,
) -> Html:
    """One source; it unfolds to the note's own words and the statements that rest on it.

    `origin` is its text's, `twins` have nearly the same; where the corpus is `writable`, its text can be added, and what is
    known of it corrected.
    """
    count = say_count("{count} statement", "{count} statements", len(statements))
    summary = el(
        "summary",
        el("span", source.label, cls="fq-number", aria_label=say("Footnote {label}", label=source.label)),
        el("span", el("span", source_heading(source), cls="fq-title"), source_facts(source), cls="fq-work"),
        el("span", holding_badge(source), el("span", count, cls="fq-count"), cls="fq-state"),
    )
    held = None
    if source.document:
        text = el("a", shelf.title(source.document), href=read_link(source.document), cls="fq-open")
        held = say_html("Full text: {document}", document=text)
    body = [
        el("p", say("The note"), cls="fq-label"),
        el("p", source.reference, cls="fq-reference", dir="auto"),
        addresses_html(source),
        el("p", held, _origin(origin), _reading(source, shelf), cls="fq-facts") if held else None,
        _twins(twins, shelf),
        source_ways(source) if writable else None,
        el("p", say("What rests on it") if statements else say("No statement calls this note"), cls="fq-label"),
        *(join(quote_in_context(s, shelf.document(s.document), shelf), voice_html(s)) for s in statements),
    ]
    place = {"open": "open", "id": PLACE_ID} if opened else {}
    return el("details", summary, el("div", *body, cls="fq-evidence"), cls="fq-fold", **place)


def _twins(twins: tuple[str, ...], shelf: Shelf) -> Html | None:
    """That the texts of other sources are nearly this one's."""
    if not twins:
        return None
    links = [el("a", shelf.title(doc_id), href=read_link(doc_id), cls="fq-open") for doc_id in twins]
    named = join(links[0], *(join(", ", link) for link in links[1:]))
    words = say_html("Nearly the same text as {documents}: they count as one source.", documents=named)
    return el("p", words, cls="fq-facts")


def _reading(source: Source, shelf: Shelf) -> str | None:
    """That a held text was read by OCR, and how sure that is."""
    document = shelf.document(source.document) if source.document else None
    told = describe_ocr(document) if document else None
    return f"; {told}" if told else None


def _origin(fetched: Fetched | None) -> str | None:
    """Where on the web a text came from, and when."""
    if fetched is None:
        return None
    return say(", fetched from {host} on {day}", host=urlsplit(fetched.final).hostname, day=say_date(fetched.time[:10]))
