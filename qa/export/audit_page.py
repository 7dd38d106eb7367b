"""An audit as one HTML file: no script, nothing that is fetched; to be sent to an editor and opened from disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files

from qa.export.audit_words import (
    SIGNS,
    counted_words,
    describe_confidence,
    describe_counts,
    describe_judgement,
    describe_passage_place,
    explain_audited,
    explain_statement,
    remarks,
    verdict_words,
)
from qa.export.marked_words import mark_words
from qa.export.model_words import model_line
from qa.markup import Html, el, join
from qa.types.audit import Audit, AuditedSource, AuditedStatement, AuditVerdict

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def audit_to_html(audit: Audit, titles: Mapping[str, str]) -> str:
    """The whole page; `titles` are the documents', by identifier."""
    head = el(
        "head",
        Html('<meta charset="utf-8">'),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        el("title", f"Audit: {audit.title}"),
        el("style", Html(files("qa.export").joinpath("audit.css").read_text("utf-8"))),
    )
    body = el(
        "body",
        el(
            "main",
            el("p", "Audit of the footnotes", cls="kicker"),
            el("h1", audit.title),
            el("p", f"{describe_counts(audit)}."),
            *(el("p", remark, cls="remark") for remark in remarks(audit, dict(titles))),
            _contents(audit),
            el("ol", *(_statement(s, titles) for s in audit.statements), cls="statements"),
            el("footer", el("p", _HOW)),
        ),
    )
    return f"<!doctype html>\n{el('html', head, body, lang='en')}\n"


_HOW = (
    "Every quotation stands so in its document. Numbers, dates, names and negations are compared by rule; what is “sure” to some "
    "per cent was told by a network, and has to be read. “Not found” says that no passage was found, not that none exists: what a "
    "source says in quite other words is often overlooked."
)


def _contents(audit: Audit) -> Html:
    """Links to the first statement of each verdict."""
    counts, first = audit.counts(), {}
    for statement in reversed(audit.statements):
        first[statement.verdict] = statement.key
    items = [
        el("li", el("a", f"{SIGNS[v]} {counts[v]} {counted_words(v)}", href=f"#s-{first[v]}"), cls=_cls(v))
        for v in AuditVerdict
        if counts[v]
    ]
    return el("nav", el("ul", *items), aria_label="Verdicts")


def _statement(statement: AuditedStatement, titles: Mapping[str, str]) -> Html:
    citation = statement.citation
    ours = [d.report.span for s in statement.sources for d in s.differences if d.report]
    missing = [item.span for s in statement.sources for item in (*s.missing, *(lack.report for lack in s.lacks))]
    quote = mark_words(citation, ours or missing)
    facts = [explain_statement(statement), describe_confidence(statement)]
    place = f"page {citation.page}" if citation.page else ""
    sources = (_source(s, titles, alone=len(statement.sources) == 1) for s in statement.sources)
    return el(
        "li",
        el("p", el("span", f"{SIGNS[statement.verdict]} {verdict_words(statement.verdict)}", cls="verdict"), *_joined(facts)),
        el("div", el("blockquote", el("p", quote, dir="auto"), el("p", "The report", f", {place}" if place else "", cls="place")),
           el("div", *sources, cls="sources"), cls="sides"),
        _parts(statement),
        el("p", f"Reader: {describe_judgement(statement.judgement)}", cls="judged") if statement.judgement else None,
        id=f"s-{statement.key}",
        cls=_cls(statement.verdict),
    )  # fmt: skip


def _joined(facts: list[str]) -> Iterator[str]:
    for fact in facts:
        if fact:
            yield f" · {fact}"


def _source(source: AuditedSource, titles: Mapping[str, str], *, alone: bool) -> Html:
    head = el("p", f"Footnote {source.label} → ", el("cite", source.name), cls="work")
    twin = (
        el("p", f"Nearly the same text as {source.same_text_as}: the two count as one.")
        if source.same_text_as
        else None
    )
    # Of a single source, the statement's verdict says it.
    words = join(f"{SIGNS[source.verdict]} {verdict_words(source.verdict)}", *_joined([explain_audited(source)]))
    said = None if alone else el("p", words, cls="says")
    passage = source.passage
    if passage is None:
        return el("div", head, said, twin, cls=f"source {_cls(source.verdict)}")
    theirs = [d.source.span for d in source.differences if d.source]
    words = mark_words(passage, theirs)
    place = describe_passage_place(passage, titles)
    quote = el("blockquote", el("p", words, dir="auto"), el("p", place, cls="place"))
    also = el("blockquote", el("p", source.also.quote, dir="auto")) if source.also else None
    model = el("p", model_line(source.model), cls="says", dir="auto") if source.model else None
    return el("div", head, said, twin, quote, also, model, cls=f"source {_cls(source.verdict)}")


def _parts(statement: AuditedStatement) -> Html | None:
    if not statement.parts:
        return None
    rows = [el("li", f"{SIGNS[p.verdict]} ", p.quote, cls=_cls(p.verdict)) for p in statement.parts]
    return el("div", el("p", "Clause by clause", cls="place"), el("ul", *rows), cls="parts")


def _cls(verdict: AuditVerdict) -> str:
    return verdict.value.replace("_", "-")
