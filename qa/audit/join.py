"""What each source says of a statement → what they say of it together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from qa.audit.compare import ComparedSource
from qa.audit.key import statement_key
from qa.language.en.clauses import Clause
from qa.types.answer import Citation
from qa.types.audit import AuditedStatement, AuditVerdict, StatementPart
from qa.types.document import Span

_BEST_FIRST = (
    AuditVerdict.SUPPORTS,
    AuditVerdict.DIFFERS,
    AuditVerdict.PARTLY,
    AuditVerdict.NOT_FOUND,
    AuditVerdict.MENTIONS,
    AuditVerdict.NOT_HELD,
    AuditVerdict.UNCHECKED,
)
"""Of a clause: one source may say what another leaves out."""
_NOT_COMPARED = (AuditVerdict.MENTIONS, AuditVerdict.NOT_HELD, AuditVerdict.UNCHECKED)
"""Of a statement: the one that tells most first."""


def join_sources(
    citation: Citation,
    clauses: Sequence[Clause],
    compared: Sequence[ComparedSource],
    same_as: Mapping[str, str],
) -> AuditedStatement:
    """The statement with its sources; `same_as` says which source has nearly the same text as an earlier one."""
    sources = tuple(replace(c.source, same_text_as=same_as.get(c.source.source)) for c in compared)
    parts = tuple(_part(citation, clause, compared, i) for i, clause in enumerate(clauses))
    verdict = _together([s.verdict for s in sources], [part.verdict for part in parts])
    told = verdict in (AuditVerdict.SUPPORTS, *_NOT_COMPARED)
    made = AuditedStatement(
        statement_key(citation.document, citation.quote), citation, verdict, None, sources, () if told else parts
    )
    deciding = made.deciding
    return replace(made, confidence=deciding.confidence if deciding and deciding.verdict is verdict else None)


def _together(sources: Sequence[AuditVerdict], parts: Sequence[AuditVerdict]) -> AuditVerdict:
    if not sources:
        return AuditVerdict.UNCHECKED
    # A source that contradicts is never hidden behind another that agrees.
    if AuditVerdict.DIFFERS in sources:
        return AuditVerdict.DIFFERS
    if AuditVerdict.SUPPORTS in sources or (parts and all(part is AuditVerdict.SUPPORTS for part in parts)):
        return AuditVerdict.SUPPORTS
    if AuditVerdict.PARTLY in sources or AuditVerdict.SUPPORTS in parts:
        return AuditVerdict.PARTLY
    # What one text does not say may stand in another that is not held.
    for verdict in _NOT_COMPARED:
        if verdict in sources:
            return verdict
    return AuditVerdict.NOT_FOUND


def _part(citation: Citation, clause: Clause, compared: Sequence[ComparedSource], number: int) -> StatementPart:
    best = min(compared, key=lambda c: _BEST_FIRST.index(c.clauses[number]), default=None)
    start = citation.span.start
    span = Span(start + clause.span.start, start + clause.span.end)
    verdict = best.clauses[number] if best else AuditVerdict.UNCHECKED
    return StatementPart(span, clause.span.of(citation.quote), verdict, best.source.source if best else None)
