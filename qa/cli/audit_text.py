"""An audit as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qa.export.answers import printable, wrap
from qa.export.audit_words import (
    SIGNS,
    describe_confidence,
    describe_counts,
    describe_judgement,
    explain_audited,
    explain_statement,
    remarks,
    verdict_words,
)
from qa.export.model_words import model_line
from qa.types.audit import Audit, AuditedSource, AuditedStatement


def audit_to_text(audit: Audit, titles: Mapping[str, str], width: int = 100) -> str:
    """Counts, and each statement with its verdict, its sources, and what these say."""
    lines = [*wrap(audit.title, width), *wrap(f"{describe_counts(audit)}.", width)]
    for remark in remarks(audit, dict(titles)):
        lines += wrap(remark, width)
    for statement in audit.statements:
        lines += ["", *_statement(statement, width)]
    return printable("\n".join(lines))


def _statement(statement: AuditedStatement, width: int) -> Iterator[str]:
    quote = " ".join(statement.citation.quote.split())
    yield from wrap(f"{SIGNS[statement.verdict]} “{quote}”", width, "", "  ")
    facts = [verdict_words(statement.verdict), explain_statement(statement), describe_confidence(statement)]
    page = f"page {statement.citation.page}" if statement.citation.page else ""
    yield from wrap("; ".join(part for part in (*facts, page, statement.key) if part), width, "  ", "  ")
    for part in statement.parts:
        yield from wrap(f"{SIGNS[part.verdict]} {' '.join(part.quote.split())}", width, "    ", "      ")
    for source in statement.sources:
        yield from _source(source, width, alone=len(statement.sources) == 1)
    if statement.judgement:
        yield from wrap(describe_judgement(statement.judgement), width, "    ", "    ")


def _source(source: AuditedSource, width: int, *, alone: bool) -> Iterator[str]:
    said = "" if alone else f" {SIGNS[source.verdict]} {explain_audited(source) or verdict_words(source.verdict)}"
    yield from wrap(f"footnote {source.label} → {source.name}{said}", width, "    ", "      ")
    if source.same_text_as:
        yield from wrap(
            f"nearly the same text as {source.same_text_as}: the two count as one", width, "      ", "      "
        )
    for passage in (source.passage, source.also):
        if passage is not None:
            place = passage.document + (f", page {passage.page}" if passage.page else "")
            yield from wrap(f"“{' '.join(passage.quote.split())}” ({place})", width, "      ", "      ")
    if source.model is not None:
        yield from wrap(model_line(source.model), width, "      ", "        ")
