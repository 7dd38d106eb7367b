"""An audit as a Word file: real footnotes to what the sources say, and a comment where these do not support a statement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qa.export.audit_words import (
    SIGNS,
    describe_confidence,
    describe_counts,
    describe_judgement,
    describe_passage_place,
    explain_audited,
    explain_statement,
    remarks,
    verdict_words,
)
from qa.export.marked_words import marked_stretches
from qa.export.model_words import model_line
from qa.export.phrases import phrased
from qa.export.word_file import Style, WordParagraph, WordRun, plain_paragraph, write_word_file
from qa.types.audit import Audit, AuditedSource, AuditedStatement, AuditVerdict


def audit_to_word(audit: Audit, titles: Mapping[str, str]) -> bytes:
    """The bytes of the file; `titles` are the documents', by identifier."""
    paragraphs = [
        plain_paragraph(f"Audit: {audit.title}", Style.TITLE),
        plain_paragraph(f"{describe_counts(audit)}."),
        *(plain_paragraph(remark) for remark in remarks(audit, dict(titles))),
    ]
    for statement in audit.statements:
        paragraphs += _statement(statement, titles)
    return write_word_file(f"Audit: {audit.title}", paragraphs)


def _statement(statement: AuditedStatement, titles: Mapping[str, str]) -> Iterator[WordParagraph]:
    facts = [explain_statement(statement), describe_confidence(statement)]
    head = f"{SIGNS[statement.verdict]} {verdict_words(statement.verdict)}"
    yield WordParagraph((WordRun(head, bold=True), *(WordRun(f" · {fact}") for fact in facts if fact)))
    yield WordParagraph(tuple(_quote(statement, titles)), Style.QUOTE)
    for source in statement.sources:
        if source.model:
            yield WordParagraph((WordRun(model_line(source.model), italic=True),))
    if statement.judgement:
        yield WordParagraph((WordRun(f"Reader: {describe_judgement(statement.judgement)}", italic=True),))


def _quote(statement: AuditedStatement, titles: Mapping[str, str]) -> Iterator[WordRun]:
    """The report's words, those that differ marked, with a footnote for each source behind them."""
    citation = statement.citation
    telling = statement.deciding if statement.verdict in (AuditVerdict.DIFFERS, AuditVerdict.PARTLY) else None
    spans = [d.report.span for d in telling.differences if d.report] if telling else []
    comment = None
    if statement.verdict in (AuditVerdict.DIFFERS, AuditVerdict.PARTLY, AuditVerdict.NOT_FOUND):
        comment = ": ".join(part for part in (verdict_words(statement.verdict), explain_statement(statement)) if part)
    stretches = list(marked_stretches(citation, spans))
    # On the first words that differ; where none is told, on all.
    commented = next((i for i, (_, marked) in enumerate(stretches) if marked), len(stretches) - 1)
    for i, (words, marked) in enumerate(stretches):
        yield WordRun(words, bold=marked, marked=marked, comment=comment if i == commented else None)
    for source in statement.sources:
        yield WordRun("", footnote=phrased(_note(source, titles)))


def _note(source: AuditedSource, titles: Mapping[str, str]) -> str:
    said = f"Footnote {source.label}: {source.name}. {verdict_words(source.verdict)}"
    if explained := explain_audited(source):
        said += f": {explained}"
    if (passage := source.passage) is None:
        return f"{said}."
    place = describe_passage_place(passage, titles)
    quotes = " … ".join(f"“{' '.join(c.quote.split())}”" for c in (passage, source.also) if c)
    return f"{said}. {quotes} ({place})."
