"""The view of all sources: kind, date, language, whether the text is held, and what rests on each."""

from __future__ import annotations

from collections import Counter

from qa.answer import Citation
from qa.errors import QAError
from qa.pipeline import Corpus
from qa.types import Source
from qa.ui.evidence import Shelf, quote_in_context
from qa.ui.html import Html, el, join
from qa.ui.session import current_corpus, make_shelf, show, show_error
from qa.ui.words import holding_badge, kind_name, source_facts, source_heading

_SHARES = (("held", "held"), ("reference only", "unheld"), ("unpublished", "private"))


def show_sources() -> None:
    """Every source that the reports' footnotes name."""
    corpus = current_corpus()
    try:
        shelf = make_shelf(corpus)
        sources = corpus.sources()
        resting = corpus.statements_by_source()
        show(_summary(sources))
        for doc_id in dict.fromkeys(source.doc_id for source in sources):
            own = [source for source in sources if source.doc_id == doc_id]
            rows = [source_row(source, resting.get(source.source_id, ()), shelf) for source in own]
            show(join(el("h2", shelf.title(doc_id), cls="fq-report"), el("ol", *rows, cls="fq-sources")))
        show(_problems(corpus, shelf))
    except QAError as error:
        show_error(error)


def source_row(source: Source, statements: tuple[Citation, ...], shelf: Shelf) -> Html:
    """One source; it unfolds to the note's own words and the statements that rest on it."""
    count = f"{len(statements)} statement{'' if len(statements) == 1 else 's'}"
    summary = el(
        "summary",
        el("span", source.label, cls="fq-number", aria_label=f"Footnote {source.label}"),
        el("span", el("span", source_heading(source), cls="fq-title"), source_facts(source), cls="fq-work"),
        el("span", holding_badge(source), el("span", count, cls="fq-count"), cls="fq-state"),
    )
    body = [
        el("p", "The note", cls="fq-label"),
        el("p", source.reference, cls="fq-reference"),
        el("p", f"Full text: {shelf.title(source.document)}", cls="fq-facts") if source.document else None,
        el("p", "What rests on it" if statements else "No statement calls this note", cls="fq-label"),
        *(quote_in_context(s, shelf.document(s.document), shelf) for s in statements),
    ]
    return el("li", el("details", summary, el("div", *body, cls="fq-evidence"), cls="fq-fold"))


def _summary(sources: tuple[Source, ...]) -> Html:
    if not sources:
        return el("p", "No document of the corpus has footnotes that name sources.")
    holdings = Counter(source.holding for source in sources)
    kinds = Counter(kind_name(source.kind) for source in sources)
    parts = [(f"{holdings[name]} {name}", cls, holdings[name]) for name, cls in _SHARES if holdings[name]]
    bars = [el("span", title=words, cls=f"fq-share fq-{cls}", style=f"flex-grow: {n}") for words, cls, n in parts]
    keys = [el("li", el("span", cls=f"fq-key fq-{cls}"), words) for words, cls, _ in parts]
    made_of = ", ".join(f"{n} {kind}{'s' if n > 1 else ''}" for kind, n in kinds.most_common())
    return el(
        "div",
        el("p", el("strong", f"{len(sources)} sources"), f": {made_of}."),
        el("div", *bars, cls="fq-bar", role="img", aria_label=", ".join(words for words, _, _ in parts)),
        el("ul", *keys, cls="fq-keys"),
        cls="fq-summary",
    )


def _problems(corpus: Corpus, shelf: Shelf) -> Html:
    """What the check of markers and notes found wanting."""
    found = [(shelf.title(doc_id), p.message) for doc_id in shelf.titles for p in corpus.document(doc_id).problems]
    if not found:
        return el("p", "Every footnote marker has its note, and every note its marker.", cls="fq-facts")
    return join(
        el("p", "Footnotes to look at", cls="fq-label"),
        el("ul", *(el("li", f"{title}: {message}") for title, message in found), cls="fq-problems"),
    )
