"""The view of the audit: every footnoted statement beside what its source says, with a place for the reader's own judgement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import streamlit as st

from qa.api import Corpus
from qa.errors import QAError
from qa.export.audit import AUDIT_FORMATS
from qa.export.audit_words import counted_words, describe_counts, remarks
from qa.markup import el
from qa.types.audit import Audit, AuditedStatement, AuditVerdict
from qa.types.document import DocumentKind
from qa.ui.audited import share_html, statement_html
from qa.ui.judging import show_judging
from qa.ui.passage import Shelf
from qa.ui.second_opinion import with_second_opinion
from qa.ui.session import current_corpus, make_shelf, show, show_error
from qa.wording.say import in_digits, noted, say, say_count

_STYLE = Path(__file__).with_name("audit.css")
AT_ONCE = 25
"""Statements that are shown at once; a button brings as many again."""
REPORT, _SHOWN, _ONLY = "fq-audit-report", "fq-audit-shown", "verdict"
_UNJUDGED = noted("not yet judged")
_NOTHING_HELD = noted("No text of a source is held yet, so there is nothing to compare with: add the sources’ texts.")
_MIME = {
    "csv": "text/csv",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def show_audit() -> None:
    """What the sources say of one report's statements."""
    st.html(_STYLE)
    corpus = current_corpus()
    try:
        shelf = make_shelf(corpus)
        doc_id = _choose_report(corpus, shelf)
        if doc_id is None:
            words = say("The corpus has no report with footnotes to compare with their sources.")
            show(el("p", words, cls="fq-lead"))
            return
        state = str(corpus.index_state())
        _show(corpus, state, kept_audit(corpus, state, doc_id), shelf)
    except QAError as error:
        show_error(error)


@st.cache_resource(show_spinner=False, max_entries=8)
def kept_audit(_corpus: Corpus, generation: str, doc_id: str) -> Audit:
    """The audit of a report, made once for each state of the index; what was read before is not read again."""
    bar = st.empty()

    def draw(what: str, done: int, total: int) -> None:
        if total:
            words = say("Comparing statements with their sources: {done} of {total}", done=done, total=total)
            bar.progress(done / total, text=words)

    with st.spinner(say("Comparing statements with their sources …")):
        (audit,) = _corpus.audit(doc_id, progress=draw)
    bar.empty()
    return audit


def _choose_report(corpus: Corpus, shelf: Shelf) -> str | None:
    reports = [info.doc_id for info in corpus.documents() if info.kind is DocumentKind.REPORT]
    if len(reports) < 2:
        return next(iter(reports), None)
    named = st.query_params.get("report")
    if named in reports and REPORT not in st.session_state:
        st.session_state[REPORT] = named
    chosen: str = st.selectbox(say("Report"), reports, format_func=shelf.title, key=REPORT)
    st.query_params["report"] = chosen
    return chosen


def _show(corpus: Corpus, state: str, audit: Audit, shelf: Shelf) -> None:
    show(el("h2", say("Does the source say so?"), cls="fq-part"))
    show(el("p", f"{describe_counts(audit)}.", cls="fq-lead", role="status"))
    if not audit.statements:
        return
    show(share_html(audit))
    audit = with_second_opinion(corpus, state, audit).judged(corpus.judgements())
    for remark in remarks(audit, dict(shelf.titles)):
        show(el("p", remark, cls="fq-notice"))
    if not audit.checked:
        show(el("p", say(_NOTHING_HELD), cls="fq-notice"))
    found = _filtered(audit)
    _show_export(corpus, replace(audit, statements=tuple(found)), whole=len(found) == len(audit.statements))
    _show_statements(corpus, found, shelf)


def _filtered(audit: Audit) -> list[AuditedStatement]:
    counts = audit.counts()
    verdicts = [verdict.value for verdict in AuditVerdict if counts[verdict]]
    names = {v: f"{counted_words(AuditVerdict(v))} ({counts[AuditVerdict(v)]})" for v in verdicts}
    names[_UNJUDGED] = say(_UNJUDGED)
    chosen = st.pills(
        say("Show"), [*verdicts, _UNJUDGED], selection_mode="multi", key=_ONLY, format_func=lambda v: names.get(v, v)
    )
    wanted = set(chosen) - {_UNJUDGED}
    return [
        s
        for s in audit.statements
        if (not wanted or s.verdict in wanted) and (_UNJUDGED not in chosen or s.judgement is None)
    ]


def _show_export(corpus: Corpus, audit: Audit, *, whole: bool) -> None:
    count = len(audit.statements)
    words = say("Export the audit:")
    if not whole:
        words = say_count("Export {count} statement:", "Export {count} statements:", count)
    with st.container(key="fq-export", horizontal=True, vertical_alignment="center"):
        show(el("span", words))
        for form in AUDIT_FORMATS:
            st.download_button(
                form.upper(),
                partial(corpus.export_audit, audit, form),
                file_name=f"audit-{audit.document}.{form}",
                mime=_MIME[form],
                key=f"fq-audit-{form}",
                on_click="ignore",
            )


def _show_statements(corpus: Corpus, statements: Sequence[AuditedStatement], shelf: Shelf) -> None:
    if not statements:
        show(el("p", say("No statement fits."), cls="fq-notice"))
        return
    most = st.session_state.get(_SHOWN, AT_ONCE)
    for number, statement in enumerate(statements[:most]):
        with st.container(key=f"fq-audited-{number}"):
            show(statement_html(statement, shelf))
            if not corpus.read_only:
                show_judging(corpus, statement)
    if len(statements) > most:
        words = say("Show more of {count}", count=in_digits(len(statements)))
        st.button(words, key="fq-audit-more", on_click=_show_more, args=(most + AT_ONCE,))


def _show_more(most: int) -> None:
    st.session_state[_SHOWN] = most
