"""An audit as CSV: a row for each source of each statement, as a spreadsheet reads it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from qa.export.audit_words import describe_judgement, explain_audited, explain_statement
from qa.export.model_words import model_line
from qa.types.audit import Audit, AuditedSource, AuditedStatement

COLUMNS = (
    "statement", "page", "quote", "verdict", "confidence", "why", "footnote", "source", "source_name", "source_verdict",
    "source_says", "source_document", "source_page", "model", "judgement",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def audit_to_csv(audit: Audit) -> str:
    """The rows, with a head; a cell that a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for statement in audit.statements:
        writer.writerows([harmless_cell(cell) for cell in row] for row in _rows(statement))
    return out.getvalue()


def _rows(statement: AuditedStatement) -> Iterator[list[str]]:
    quote = " ".join(statement.citation.quote.split())
    confidence = "" if statement.confidence is None else f"{statement.confidence:.2f}"
    judged = describe_judgement(statement.judgement) if statement.judgement else ""
    head = [
        statement.key,
        statement.citation.page or "",
        quote,
        statement.verdict.value,
        confidence,
        explain_statement(statement),
    ]
    for source in statement.sources or (None,):
        yield [*head, *_source(source), judged]


def _source(source: AuditedSource | None) -> list[str]:
    if source is None:
        return [""] * 8
    passage = source.passage
    quotes = [" ".join(c.quote.split()) for c in (passage, source.also) if c]
    said = " … ".join(quotes) or explain_audited(source)
    model = model_line(source.model) if source.model else ""
    where = [passage.document, passage.page or ""] if passage else ["", ""]
    return [source.label, source.source, source.name, source.verdict.value, said, *where, model]


def harmless_cell(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
