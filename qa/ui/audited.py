"""One audited statement as HTML: the report's sentence, and beside it what each source says."""

from __future__ import annotations

from collections.abc import Iterator

from qa.export.audit_words import (
    MEANINGS,
    SIGNS,
    counted_words,
    describe_confidence,
    describe_judgement,
    explain_audited,
    explain_statement,
    verdict_words,
)
from qa.export.marked_words import mark_words
from qa.export.model_words import describe_model
from qa.markup import Html, el, join
from qa.types.answer import Citation
from qa.types.audit import Audit, AuditedSource, AuditedStatement, AuditVerdict
from qa.types.document import Span
from qa.ui.links import read_link, source_link
from qa.ui.passage import Shelf, page_link
from qa.ui.words import source_name
from qa.wording.say import say, say_date


def share_html(audit: Audit) -> Html:
    """How many statements have each verdict, as a bar of their shares."""
    counts, total = audit.counts(), len(audit.statements)
    parts = [
        el("span", "", cls=f"fq-share fq-v-{_name(v)}", style=f"flex-grow: {counts[v]}", title=f"{counts[v]} {counted_words(v)}")
        for v in AuditVerdict
        if counts[v]
    ]  # fmt: skip
    words = ", ".join(
        say("{count} of {total} {verdict}", count=counts[v], total=total, verdict=counted_words(v))
        for v in AuditVerdict
        if counts[v]
    )
    return el("div", *parts, cls="fq-audit-bar", role="img", aria_label=words)


def statement_html(statement: AuditedStatement, shelf: Shelf) -> Html:
    """The verdict, the two sides, the clauses, and what a reader said of it."""
    name = _name(statement.verdict)
    facts = [explain_statement(statement), describe_confidence(statement)]
    head = el(
        "p",
        el("span", f"{SIGNS[statement.verdict]} {verdict_words(statement.verdict)}", cls=f"fq-badge fq-v-{name}",
           title=say(MEANINGS[statement.verdict])),
        el("span", " · ".join(fact for fact in facts if fact), cls="fq-facts"),
        cls="fq-verdict",
    )  # fmt: skip
    return el(
        "section",
        head,
        el("div", _report_side(statement, shelf), el("div", *_source_sides(statement, shelf)), cls="fq-sides"),
        _parts(statement),
        _judged(statement),
        cls=f"fq-audited fq-v-{name}",
        aria_label=_name_of(statement.citation),
    )


def _name_of(citation: Citation) -> str:
    return say("Statement on page {page}", page=citation.page) if citation.page else say("Statement")


def _report_side(statement: AuditedStatement, shelf: Shelf) -> Html:
    citation = statement.citation
    differing = [d.report.span for s in statement.sources for d in s.differences if d.report]
    missing = [item.span for s in statement.sources for item in (*s.missing, *(lack.report for lack in s.lacks))]
    label = say("The report says, page {page}", page=citation.page) if citation.page else say("The report says")
    return el(
        "div",
        el("p", label, cls="fq-label"),
        _quote(citation, differing or missing),
        _open(citation, say("Open in the report"), shelf),
    )


def _source_sides(statement: AuditedStatement, shelf: Shelf) -> Iterator[Html]:
    alone = len(statement.sources) == 1
    for source in statement.sources:
        yield _source(source, shelf, alone=alone)
    if not statement.sources:
        yield el("p", say("The footnotes on it name no work."), cls="fq-facts")


def _source(source: AuditedSource, shelf: Shelf, *, alone: bool) -> Html:
    work = el(
        "p",
        say("Footnote {label}", label=source.label),
        " → ",
        el("a", _work_name(source, shelf), href=source_link(source.source), cls="fq-open"),
        cls="fq-label fq-work-line",
    )
    own = (
        None
        if alone
        else el(
            "p",
            f"{SIGNS[source.verdict]} {verdict_words(source.verdict)}",
            _after(explain_audited(source)),
            cls="fq-facts",
        )
    )
    twin = (
        say("Nearly the same text as another source on this statement: the two count as one.")
        if source.same_text_as
        else None
    )
    passage = source.passage
    if passage is None:
        return el("div", work, own, _twin(twin), cls="fq-source-side")
    theirs = [d.source.span for d in source.differences if d.source]
    where = el(
        "p",
        shelf.title(passage.document),
        say(", page {page}", page=passage.page) if passage.page else "",
        cls="fq-path",
    )
    label = (
        say("Nearest in its text")
        if source.verdict in (AuditVerdict.NOT_FOUND, AuditVerdict.MENTIONS)
        else say("Its text says")
    )
    return el(
        "div", work, own, _twin(twin), el("p", label, cls="fq-label"), where, _quote(passage, theirs),
        _open(passage, say("Open in the source"), shelf), _also(source, shelf), _model(source, shelf), cls="fq-source-side",
    )  # fmt: skip


def _also(source: AuditedSource, shelf: Shelf) -> Html | None:
    """The sentence that says the rest."""
    if source.also is None:
        return None
    label = el("p", say("And also"), cls="fq-label")
    return join(label, _quote(source.also, []), _open(source.also, say("Open in the source"), shelf))


def _model(source: AuditedSource, shelf: Shelf) -> Html | None:
    """What a language model says, as its saying, with the sentence that it quotes."""
    if source.model is None:
        return None
    quote = source.model.quote
    told = describe_model(source.model)
    told = say("{words}, and quotes", words=told) if quote else told
    words = el("p", told, cls="fq-label fq-model-says")
    if quote is None:
        return el("div", words, cls="fq-model")
    return el("div", words, _quote(quote, []), _open(quote, say("Open in the source"), shelf), cls="fq-model")


def _work_name(source: AuditedSource, shelf: Shelf) -> str:
    known = shelf.sources.get(source.source)
    return source_name(known) if known else source.name


def _twin(words: str | None) -> Html | None:
    return el("p", words, cls="fq-facts") if words else None


def _after(words: str) -> str | None:
    return f": {words}" if words else None


def _quote(citation: Citation, spans: list[Span]) -> Html:
    return el("blockquote", el("p", mark_words(citation, spans), dir="auto"), cls="fq-paragraph")


def _open(citation: Citation, words: str, shelf: Shelf) -> Html:
    link = el("a", words, cls="fq-open", href=read_link(citation.document, citation.span))
    return el("p", link, page_link(citation, shelf.document(citation.document)), cls="fq-open-line")


def _parts(statement: AuditedStatement) -> Html | None:
    if not statement.parts:
        return None
    rows = [
        el(
            "li",
            el("span", SIGNS[p.verdict], cls=f"fq-sign fq-v-{_name(p.verdict)}", title=verdict_words(p.verdict)),
            p.quote,
        )
        for p in statement.parts
    ]
    return el("div", el("p", say("Clause by clause"), cls="fq-label"), el("ul", *rows), cls="fq-clauses")


def _judged(statement: AuditedStatement) -> Html | None:
    judgement = statement.judgement
    if judgement is None:
        return None
    other = judgement.verdict is not statement.verdict
    then = say("The audit said then: {verdict}.", verdict=verdict_words(judgement.verdict)) if other else ""
    words = say("You {judged}, {day}.", judged=describe_judgement(judgement), day=say_date(judgement.at[:10]))
    return el("p", " ".join((words, then)).strip(), cls="fq-judged")


def _name(verdict: AuditVerdict) -> str:
    return verdict.replace("_", "-")
