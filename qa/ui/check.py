"""The check of the footnotes as a view: markers and notes that are linked, missing or open, each with its place."""

from __future__ import annotations

from collections.abc import Iterable

from qa.markup import Html, el
from qa.types.document import Document, Problem, ProblemKind, Span
from qa.ui.links import read_link
from qa.ui.passage import Shelf
from qa.ui.words import language_words
from qa.wording.lines import say_line
from qa.wording.say import in_digits, say, say_count

_BEFORE = 80
"""Characters before a marker that are marked when it is opened."""


def check_html(documents: Iterable[Document], shelf: Shelf) -> Html:
    """What the check of each report's markers and notes found."""
    reports = [_report(document, shelf) for document in documents]
    return el("section", el("h2", say("The check of the footnotes"), cls="fq-part"), *reports, cls="fq-check")


def _report(document: Document, shelf: Shelf) -> Html:
    linked = sum(marker.note is not None for marker in document.markers)
    markers = say_count("{count} marker", "{count} markers", len(document.markers))
    notes = say_count("{count} note", "{count} notes", len(document.footnotes))
    language = language_words(document.language)
    counts = say("{markers}, {linked} linked; {notes}", markers=markers, linked=in_digits(linked), notes=notes)
    facts = say("{counts}; in {language}", counts=counts, language=language) if language else counts
    problems = [
        el("li", say_line(problem.message), " ", _way(document, problem), cls="fq-problem")
        for problem in document.problems
    ]
    if problems:
        state = el("span", say_count("{count} problem", "{count} problems", len(problems)), cls="fq-badge fq-fail")
    elif document.markers or document.footnotes:
        state = el("span", say("complete"), cls="fq-badge fq-held")
    else:
        state = el("span", say("no footnotes"), cls="fq-badge fq-unheld")
    whole = el("p", say("Every marker has its note, and every note its marker."), cls="fq-facts")
    return el(
        "div",
        el(
            "p",
            el(
                "cite",
                el("a", shelf.title(document.doc_id), href=read_link(document.doc_id), cls="fq-open"),
                dir="auto",
            ),
            " ",
            state,
        ),
        el("p", facts, cls="fq-facts"),
        el("ul", *problems, cls="fq-problems") if problems else whole if document.footnotes else None,
        cls="fq-checked",
    )


def _way(document: Document, problem: Problem) -> Html | None:
    """A link to the marker or note that a problem is about, where it can be told."""
    span = None
    if problem.kind in (ProblemKind.MARKER_WITHOUT_NOTE, ProblemKind.AMBIGUOUS_MARKER):
        places = [m.at for m in document.markers if m.label == problem.label and m.note is None]
        span = Span(max(0, places[0] - _BEFORE), places[0]) if places and places[0] else None
    elif problem.kind in (ProblemKind.NOTE_WITHOUT_MARKER, ProblemKind.REPEAT, ProblemKind.DANGLING_REFERENCE):
        span = next((note.span for note in document.footnotes if note.label == problem.label), None)
    return el("a", say("See it in place"), href=read_link(document.doc_id, span), cls="fq-open") if span else None
