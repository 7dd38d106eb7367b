"""A statement + the text of one source → what the source says of it, whole and clause by clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.audit.second_half import second_half
from qa.citation.cite import cite
from qa.citation.support import (
    SourceEntry,
    WeighedSource,
    decide_source,
    read_sentences,
    say_source,
    weigh_source,
    window_at,
)
from qa.citation.verdict_model import without_items
from qa.export.answers import name_source
from qa.language.en.clauses import Clause
from qa.language.en.listed_items import listed_items
from qa.language.stems import content_stems
from qa.reader.statements import ReadPassages
from qa.types.answer import Citation
from qa.types.audit import AuditedSource, AuditVerdict
from qa.types.backing import Wording
from qa.types.document import Document, Span
from qa.types.source import Source

if TYPE_CHECKING:
    from qa.audit.encoder_scale import EncoderScale
    from qa.index.engine import Snapshot


_SHOWN, _ROOM = 4, 6000
"""Sentences that come nearest, and characters of them with their neighbours, that a language model is shown."""


@dataclass(frozen=True, slots=True)
class ComparedSource:
    """What one source says of a statement and of each of its clauses."""

    source: AuditedSource
    clauses: tuple[AuditVerdict, ...]
    near: tuple[Span, ...] = ()
    """What of its text comes near the statement, nearest first."""


@dataclass(frozen=True, slots=True)
class HeldText:
    """The text of a source, ready to be compared."""

    document: Document
    entries: Sequence[SourceEntry]
    scale: EncoderScale | None = None
    """How its scores are read; None for the packaged encoder's."""


def hold_text(snapshot: Snapshot, doc_id: str, scale: EncoderScale | None = None) -> HeldText | None:
    """A source's text with its sentences; None where the index has none."""
    document = snapshot.document(doc_id)
    entries = read_sentences(snapshot, document) if document else ()
    return HeldText(document, entries, scale) if document and entries else None


def compare_source(
    snapshot: Snapshot,
    citation: Citation,
    clauses: Sequence[Clause],
    label: str,
    source: Source,
    held: HeldText,
    read: ReadPassages | None,
) -> ComparedSource:
    """Compare a statement with a source's text; clauses only where the text does not support the whole."""
    found = _weigh(snapshot, citation.quote, source, held)
    said = say_source(snapshot, citation, held.document, found).backing
    missing = tuple(_missing_items(citation, found, held))
    decision = decide_source(citation.quote, found, held.document, read, leaves_out=bool(missing))
    if missing:
        decision = without_items(decision)
    audited = AuditedSource(
        source=source.source_id,
        label=label,
        name=name_source(source),
        verdict=decision.verdict,
        confidence=decision.confidence,
        passage=said.passage or _nearest(snapshot, found, held),
        differences=said.differences if decision.verdict is not AuditVerdict.SUPPORTS else (),
        missing=missing if decision.verdict is AuditVerdict.PARTLY else (),
        lacks=said.lacks if decision.verdict is not AuditVerdict.SUPPORTS else (),
    )
    near = near_spans(held, found.nearest(_SHOWN))
    if decision.verdict in (AuditVerdict.SUPPORTS, AuditVerdict.DIFFERS) or not clauses:
        each = tuple(decision.verdict for _ in clauses)
    else:
        each = tuple(_clause_verdict(snapshot, clause, source, held, read) for clause in clauses)
        verdict = _joined(audited.verdict, each)
        differences = audited.differences if verdict is not AuditVerdict.SUPPORTS else ()
        audited = replace(audited, verdict=verdict, differences=differences)
    if audited.passage and audited.verdict in (AuditVerdict.SUPPORTS, AuditVerdict.PARTLY):
        audited = replace(audited, also=second_half(snapshot, citation.quote, audited.passage, found, held))
    return ComparedSource(audited, each, near)


def near_spans(held: HeldText, numbers: Sequence[int]) -> tuple[Span, ...]:
    """Sentences of a text with their neighbours, each stretch once, as far as there is room; the first in any case."""
    places = [quote.span for quote, _ in held.entries]
    found: list[Span] = []
    for i in numbers:
        window, start = window_at(held.document, places, i)
        stretch = Span(start, start + len(window.text))
        apart = all(places[i].end <= span.start or span.end <= places[i].start for span in found)
        if apart and (not found or sum(map(len, [*found, stretch])) <= _ROOM):
            found.append(stretch)
    return tuple(found)


def _clause_verdict(
    snapshot: Snapshot, clause: Clause, source: Source, held: HeldText, read: ReadPassages | None
) -> AuditVerdict:
    found = _weigh(snapshot, clause.reads, source, held)
    verdict = decide_source(clause.reads, found, held.document, read).verdict
    # A clause reads as nobody wrote it: that it is supported can be told, that a source contradicts it cannot.
    return AuditVerdict.NOT_FOUND if verdict is AuditVerdict.DIFFERS else verdict


def _joined(whole: AuditVerdict, clauses: Sequence[AuditVerdict]) -> AuditVerdict:
    """The verdict on a statement that a source does not support whole, by those on its clauses."""
    if all(verdict is AuditVerdict.SUPPORTS for verdict in clauses):
        return AuditVerdict.SUPPORTS
    return AuditVerdict.PARTLY if AuditVerdict.SUPPORTS in clauses else whole


def _weigh(snapshot: Snapshot, statement: str, source: Source, held: HeldText) -> WeighedSource:
    encoder = snapshot.encoder
    vector, tokens = encoder.encode(statement), encoder.encode_tokens(statement)
    scale = held.scale.read if held.scale else None
    return weigh_source(statement, vector, tokens, source, held.document, held.entries, scale)


def _missing_items(citation: Citation, found: WeighedSource, held: HeldText) -> Iterator[Wording]:
    """Items of lists in an English statement of which the nearest passages have no word."""
    if not (held.document.language or "en").startswith("en"):
        return
    there = set(content_stems(" ".join(found.passages(held.document))))
    for span in listed_items(citation.quote):
        stems = content_stems(span.of(citation.quote))
        if stems and there.isdisjoint(stems):
            place = Span(citation.span.start + span.start, citation.span.start + span.end)
            yield Wording(place, span.of(citation.quote))


def _nearest(snapshot: Snapshot, found: WeighedSource, held: HeldText) -> Citation:
    """The sentence that comes nearest, for a person to judge."""
    quote = found.entries[found.nearest(1)[0]][0]
    return cite(quote, held.document, snapshot.sources(held.document.doc_id))
