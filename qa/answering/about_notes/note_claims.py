"""Notes and statements as claims: a note is cited first, then the statements that rest on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from qa.citation.cite import cite
from qa.citation.ledger import make_ledger
from qa.index.engine import Snapshot
from qa.types.answer import Citation, Claim, LinkKind
from qa.types.passage import Quote
from qa.types.source import Source

MOST_CLAIMS = 60
"""Claims in one answer; the short answer says how many there are."""


def note_claims(snapshot: Snapshot, sources: Iterable[Source], *, with_statements: bool) -> tuple[Claim, ...]:
    """A claim for each note that names one of these sources: the note, cited first, and the statements that it backs."""
    claims = []
    for doc_id, notes in _by_note(sources).items():
        ledger = make_ledger(snapshot, (doc_id,) if with_statements else ())
        for note, citation in _cited_notes(snapshot, doc_id, notes):
            statements = [statement.citation for statement in ledger.resting_on(notes[note])]
            claims.append(Claim(statements[0].quote if statements else citation.quote, (citation, *statements)))
    return tuple(claims)


def cite_notes(snapshot: Snapshot, sources: Iterable[Source]) -> list[Citation]:
    """The notes that name these sources, cited."""
    grouped = _by_note(sources).items()
    return [citation for doc_id, notes in grouped for _, citation in _cited_notes(snapshot, doc_id, notes)]


def is_statement(citation: Citation) -> bool:
    """False for a note's own text."""
    return not any(link.link is LinkKind.NOTE for link in citation.footnotes)


def _by_note(sources: Iterable[Source]) -> dict[str, dict[int, list[str]]]:
    """The identifiers of sources by document and note."""
    chosen: dict[str, dict[int, list[str]]] = {}
    for source in sources:
        chosen.setdefault(source.doc_id, {}).setdefault(source.note, []).append(source.source_id)
    return chosen


def _cited_notes(snapshot: Snapshot, doc_id: str, notes: Mapping[int, object]) -> Iterator[tuple[int, Citation]]:
    """Those of a document's notes that are passages, by index, with a citation of each."""
    document = snapshot.document(doc_id)
    if document is None:
        return
    sources = snapshot.sources(doc_id)
    passages = {passage.span.start: passage for passage in snapshot.passages_of(doc_id)}
    for note in notes:
        span = document.footnotes[note].span
        if span.start in passages:
            yield note, cite(Quote(passages[span.start], span), document, sources)
