"""The card at the head of Ask and Read: what a report is as a whole, in its own words."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from qa.api import Corpus
from qa.markup import Html, el
from qa.types.answer import Citation
from qa.types.overview import Overview
from qa.ui.links import read_link, source_link
from qa.wording.say import say, say_count


@st.cache_resource(show_spinner=False, max_entries=64)
def overview_card(_corpus: Corpus, generation: str, doc_id: str, language: str) -> Html:
    """The card of one document, worked out once for each state of the index, in words of a language."""
    return overview_html(_corpus.overview(doc_id)[0])


def overview_html(found: Overview) -> Html:
    """A fold with who wrote it and when, its outline, and the sentences that stand for it, with links to their places."""
    facts = [_line(say("By"), found.authors), _line(say("Dated"), found.dates)]
    said = el("p", words, cls="fq-facts") if (words := _silent(found)) else None
    return el(
        "details",
        el("summary", say("At a glance")),
        el(
            "div",
            *facts,
            said,
            _outline(found),
            _quotes(say("In its own words"), found.sentences),
            _quotes(say("Findings"), found.findings),
            _quotes(say("Recommendations"), found.recommendations),
            el(
                "p",
                say("Chosen by how close each sentence is to all the others, and quoted as it stands."),
                cls="fq-facts",
            ),
            cls="fq-glance-body",
        ),
        cls="fq-glance",
    )


def _silent(found: Overview) -> str:
    if not found.authors and not found.dates:
        return say("It does not say at the start who wrote it or when.")
    if not found.authors:
        return say("It does not say at the start who wrote it.")
    return "" if found.dates else say("It does not say at the start when it was written.")


def _line(name: str, citations: Sequence[Citation]) -> Html | None:
    words = "; ".join(" ".join(citation.quote.split()) for citation in citations)
    return el("p", el("span", f"{name}: ", cls="fq-facts"), words) if citations else None


def _outline(found: Overview) -> Html | None:
    if len(found.outline) < 2:
        return None
    base = min(heading.level for heading in found.outline)
    items = [
        el("li", el("a", h.text, href=read_link(found.document, h.span)), cls=f"fq-level-{min(h.level - base, 3)}")
        for h in found.outline
    ]
    return el(
        "details",
        el("summary", say_count("Outline: {count} heading", "Outline: {count} headings", len(items))),
        el("ul", *items, cls="fq-outline-list"),
        cls="fq-glance-outline",
    )


def _quotes(head: str, citations: Sequence[Citation]) -> Html | None:
    if not citations:
        return None
    return el("section", el("p", head, cls="fq-label"), el("ul", *map(_quote, citations), cls="fq-glance-quotes"))


def _quote(citation: Citation) -> Html:
    labels = {link.label: link.source for link in citation.footnotes}
    notes = [
        el("a", label, href=source_link(source), cls="fq-glance-note", aria_label=say("footnote {label}", label=label))
        for label, source in labels.items()
    ]
    place = read_link(citation.document, citation.span)
    return el(
        "li", el("a", " ".join(citation.quote.split()), href=place, dir="auto", title=say("Open in its place")), *notes
    )
