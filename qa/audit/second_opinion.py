"""Statements that rules and reader left open → the same with what a language model says of them, beside the verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from qa.citation.cite import cite
from qa.types.answer import Citation
from qa.types.audit import AuditedSource, AuditedStatement, AuditVerdict
from qa.types.document import Document, Span
from qa.types.passage import Quote
from qa.types.second_opinion import Heard, ModelAsked, ModelVerdict

if TYPE_CHECKING:
    from qa.index.embedding import Progress
    from qa.index.engine import Snapshot

OPEN = frozenset({AuditVerdict.NOT_FOUND, AuditVerdict.PARTLY, AuditVerdict.MENTIONS})
"""Verdicts that leave something to be said: what differs or is supported is settled, what is not held cannot be read."""

NearSpans = Mapping[tuple[int, str], tuple[Span, ...]]
"""What of a source's text comes near a statement, by the statement's number and the source."""


class VerdictAsker(Protocol):
    """Asks a model."""

    def ask(self, statement: str, title: str, passages: Sequence[str]) -> Heard | None:
        """What the model says of a statement; None once it is not asked any more."""
        ...

    def told(self) -> ModelAsked:
        """Who was asked, and what it took."""
        ...


def is_open(statement: AuditedStatement) -> bool:
    """Whether a statement is one that a model can be asked about."""
    return statement.verdict in OPEN


def ask_open(
    snapshot: Snapshot,
    statements: Sequence[AuditedStatement],
    near: NearSpans,
    asker: VerdictAsker,
    progress: Progress,
) -> tuple[AuditedStatement, ...]:
    """The statements, those that are open with what the model says of each source that leaves them so; no verdict changes."""
    total, done = sum(map(is_open, statements)), 0
    asked = []
    for number, statement in enumerate(statements):
        if is_open(statement):
            progress("asking", done, total)
            done += 1
            sources = (_ask(snapshot, statement, s, near.get((number, s.source), ()), asker) for s in statement.sources)
            statement = replace(statement, sources=tuple(sources))
        asked.append(statement)
    progress("asking", total, total)
    return tuple(asked)


def _ask(
    snapshot: Snapshot, statement: AuditedStatement, source: AuditedSource, near: Sequence[Span], asker: VerdictAsker
) -> AuditedSource:
    document = snapshot.document(source.passage.document) if source.passage else None
    if source.verdict not in OPEN or document is None or not near:
        return source
    heard = asker.ask(statement.citation.quote, document.title, [span.of(document.text) for span in near])
    if heard is None:
        return source
    quote = None
    if heard.span is not None and heard.passage is not None:
        quote = _sentence_at(snapshot, document, near[heard.passage].start + heard.span.start)
    return replace(source, model=ModelVerdict(heard.says, heard.fault, quote))


def _sentence_at(snapshot: Snapshot, document: Document, at: int) -> Citation | None:
    for passage in snapshot.passages_of(document.doc_id):
        for span in passage.sentences:
            if span.start <= at < span.end:
                return cite(Quote(passage, span), document, snapshot.sources(document.doc_id))
    return None
