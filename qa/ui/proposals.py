"""The table of what a library has of the works that notes name: each row with its reason, ticked or not, and one yes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from qa.api import Corpus
from qa.corpus.source_fields import FieldValue
from qa.errors import QAError
from qa.library.proposals import LibraryMatch, LibraryProposal, Sureness
from qa.library.taking import TakenProposal
from qa.markup import Html, el
from qa.types.source import Source
from qa.ui.build import request_build
from qa.ui.changes import Change, finish
from qa.ui.session import show, show_error
from qa.ui.words import FIELD_NAMES, source_heading
from qa.wording.lines import say_line
from qa.wording.say import in_digits, noted, say, say_count, say_html

_TOLD = "fq-library-told"
_SURENESS = {
    Sureness.SURE: noted("sure"),
    Sureness.LIKELY: noted("likely"),
    Sureness.POSSIBLE: noted("possible"),
}
_MOST_ROWS, _MOST_LINES = 200, 40


def show_taken() -> None:
    """What could not be done of the rows that were taken last, and which notes were corrected."""
    for line in st.session_state.pop(_TOLD, ()):
        show(el("p", line, cls="fq-notice", role="status"))


def show_proposals(
    corpus: Corpus, found: LibraryMatch, titles: dict[str, str], key: str, put_away: Callable[[], None]
) -> None:
    """The table; ticked are the rows that are sure or likely. `key` tells one table from another."""
    chosen: list[LibraryProposal] = []
    if not found.proposals:
        show(el("p", say("No note of your reports names a work from it."), cls="fq-notice"))
    with st.container(key="fq-proposals"):
        for proposal in found.proposals[:_MOST_ROWS]:
            if _show_row(proposal, titles, key):
                chosen.append(proposal)
    _show_rest(found)
    correct = any(p.fields for p in found.proposals) and st.checkbox(
        say("Also take over what the library says differently from the notes"), key="fq-library-correct"
    )
    useful = [p for p in chosen if p.text or (correct and p.fields)]
    texts = sum(p.text is not None for p in useful)
    label = say("Correct and index")
    if texts or not useful:
        label = say_count("Add {count} text and index", "Add {count} texts and index", texts)
    with st.container(key="fq-library-buttons", horizontal=True):
        take = bool(found.open) and st.button(label, type="primary", key="fq-library-take", disabled=not useful)
        away = st.button(say("Hide the list"), key="fq-library-clear")
    if take:
        _take(corpus, useful, put_away, correct=correct)
    if away:
        put_away()
        st.rerun()


def _show_row(proposal: LibraryProposal, titles: dict[str, str], key: str) -> bool:
    with st.container(key=f"fq-proposal-{proposal.number}", horizontal=True, vertical_alignment="top"):
        ticked = st.checkbox(
            say("Include row {number}", number=proposal.number),
            value=proposal.chosen,
            key=f"fq-take-{key}-{proposal.number}",
            label_visibility="collapsed",
            disabled=not (proposal.text or proposal.fields),
        )
        show(_row_html(proposal, titles))
    return ticked


def _row_html(proposal: LibraryProposal, titles: dict[str, str]) -> Html:
    """The work, the notes that name it, why, and what would be done."""
    several = len({source.doc_id for source in proposal.sources}) > 1
    notes = ", ".join(
        say("footnote {label} of “{title}”", label=source.label, title=titles.get(source.doc_id, source.doc_id))
        if several
        else say("footnote {label}", label=source.label)
        for source in proposal.sources[:6]
    )
    if proposal.held:
        held = titles.get(proposal.held, proposal.held)
        what = say("The corpus holds its text already, as “{document}”.", document=held)
    elif proposal.text:
        what = say("Adds {file}.", file=proposal.text.name)
    else:
        what = say("The library has no file of it that can be read.")
    return el(
        "div",
        el("p", proposal.work.name[:200], cls="fq-title", dir="auto"),
        el("p", el("span", say(_SURENESS[proposal.sureness]), cls=f"fq-badge fq-is-{proposal.sureness.value}"), " ",
           f"{notes}: “{source_heading(proposal.sources[0])[:160]}”", cls="fq-facts"),
        el("p", say("Proposed, since {reason}.", reason=say_line(proposal.reason)), " ", what, cls="fq-why"),
        _fields_html(proposal.fields, proposal.sources[0]),
        cls="fq-proposed",
    )  # fmt: skip


def _fields_html(fields: Sequence[tuple[str, FieldValue]], source: Source) -> Html:
    """What the library says otherwise, and what the note was read as."""
    if not fields:
        return Html()
    rows = []
    for name, value in fields:
        before = getattr(source, name)
        was = "; ".join(before) if isinstance(before, tuple) else str(before) if before else say("nothing")
        now = "; ".join(value) if isinstance(value, tuple) else value
        words = say_html(
            "{field}: {now} (read: {was})", field=say(FIELD_NAMES[name]), now=el("b", now[:200]), was=was[:120]
        )
        rows.append(el("li", words, dir="auto"))
    names = ", ".join(say(FIELD_NAMES[name]) for name, _ in fields)
    return el(
        "details",
        el("summary", say("The library says otherwise: {fields}", fields=names)),
        el("ul", *rows, cls="fq-problems"),
    )


def _show_rest(found: LibraryMatch) -> None:
    """What is not clear, what no note names, and what was not read."""
    parts = (
        (
            say("Not clear, so not proposed"),
            [f"{each.work.name[:120]}: {say_line(each.reason)}" for each in found.unclear],
        ),
        (say("Named by no note"), [work.name[:120] for work in found.unmatched]),
        (say("Not read"), list(map(say_line, found.told))),
    )
    for head, rows in parts:
        if rows:
            more = (
                say("and {count} more", count=in_digits(len(rows) - _MOST_LINES)) if len(rows) > _MOST_LINES else None
            )
            lines = [el("li", row, dir="auto") for row in rows[:_MOST_LINES]]
            body = el("ul", *lines, el("li", more) if more else None, cls="fq-problems")
            show(el("details", el("summary", f"{head}: {len(rows):,}"), body, cls="fq-rest"))


def _take(corpus: Corpus, proposals: Sequence[LibraryProposal], put_away: Callable[[], None], *, correct: bool) -> None:
    """Carry the rows out, and have the index follow; what could not be done is told."""
    try:
        with st.spinner(say("Adding …")):
            taken = corpus.take(proposals, correct=correct)
    except QAError as error:
        show_error(error)
        return
    st.session_state[_TOLD] = tuple(line for each in taken if (line := _told(each)))
    if changes := [_change(each) for each in taken if each.document]:
        finish(corpus, changes)
    elif any(each.corrected for each in taken):
        request_build(corpus)
    put_away()
    st.rerun()


def _told(taken: TakenProposal) -> str:
    if taken.problem:
        name = taken.proposal.work.name[:100]
        return say("Left out: {name}: {problem}", name=name, problem=say_line(taken.problem))
    labels = ", ".join(source.label for source in taken.proposal.sources)
    words = say("Footnote {labels} now has the library’s fields; Sources can undo this.", labels=labels)
    return words if taken.corrected else ""


def _change(taken: TakenProposal) -> Change:
    source = taken.proposal.labels[0]
    return Change(noted("Added {document}"), taken.document or "", taken.proposal.work.name[:200], False, source)
