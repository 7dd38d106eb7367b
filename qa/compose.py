"""Question + index → answer: from the notes when the question is about them, else from the text, else a refusal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from qa.answer import Answer, Citation, Claim, LinkKind, Status
from qa.apparatus import Request, understand
from qa.cite import Quote, block_at, cite
from qa.index.read import Snapshot
from qa.read import Reading, read
from qa.references import parse_reference
from qa.retrieve import retrieve
from qa.short_answer import pick
from qa.support import find_support
from qa.types import BlockKind, Document, Hit, Source, Span

NEAREST = 3


def answer_from_text(snapshot: Snapshot, question: str) -> Answer:
    """Read the passages nearest to the question and quote the sentences that answer it, or refuse."""
    reading = _read(snapshot, question)
    citations = _cite_all(snapshot, reading.quotes)
    if reading.reason is not None:
        return refuse(question, reading.reason, citations[:NEAREST])
    claims = tuple(Claim(citation.quote, (citation,)) for citation in citations)
    return _answered(snapshot, question, claims, pick(question, [c.quote for c in citations]))


def answer_from_notes(snapshot: Snapshot, question: str) -> Answer | None:
    """Answer a question about footnotes or sources; None when the question is about something else."""
    reports = [row["doc_id"] for row in snapshot.document_rows() if row["kind"] == "report"]
    documents = [d for d in (snapshot.document(doc_id) for doc_id in reports if doc_id) if d is not None]
    sources = [s for d in documents for s in snapshot.sources(d.doc_id)]
    request = understand(question, sources, " ".join(_body(d) for d in documents))
    if request is None:
        return None
    if request.missing:
        return refuse(question, f"The notes name no {request.missing}.".replace("no a ", "no "), ())
    if request.topic:
        return _answer_topic(snapshot, question, request)
    claims = tuple(_note_claim(snapshot, source, request.wants_statements) for source in request.sources)
    short = _short_from_source(question, request.sources[0]) if len(request.sources) == 1 else None
    return _answered(snapshot, question, claims, short)


def statements_of(snapshot: Snapshot, source_id: str) -> tuple[Citation, ...]:
    """The sentences on which a source's footnote stands, in reading order."""
    doc_id = source_id.split("#")[0]
    document = snapshot.document(doc_id)
    if document is None:
        return ()
    sources = snapshot.sources(doc_id)
    notes = {source.note for source in sources if source_id in (source.source_id, source.same_as)}
    places = [m.at for m in document.markers if m.note in notes]
    found = []
    for passage in snapshot.passages_of(doc_id):
        for span in passage.sentences:
            if passage.kind is not BlockKind.NOTE and any(span.start < at <= span.end for at in places):
                found.append(cite(Quote(passage, span), document, sources))
    return tuple(found)


def sentences_at(snapshot: Snapshot, doc_id: str, offset: int) -> tuple[Citation, ...]:
    """The sentences of the block at a character of a document, in reading order."""
    document = snapshot.document(doc_id)
    if document is None or not document.blocks:
        return ()
    block, sources = block_at(document, Span(offset, offset)), snapshot.sources(doc_id)
    passages = [p for p in snapshot.passages_of(doc_id) if block.span.start <= p.span.start < block.span.end]
    return tuple(cite(Quote(p, span), document, sources) for p in passages for span in p.sentences)


def hit_to_dict(snapshot: Snapshot, hit: Hit) -> dict[str, Any]:
    """A found passage as plain values, with its footnotes and what their sources are."""
    passage = hit.passage
    document = snapshot.document(passage.doc_id)
    assert document is not None, passage.doc_id
    sources = {source.source_id: source for source in snapshot.sources(passage.doc_id)}
    citation = cite(Quote(passage, passage.span), document, tuple(sources.values()))
    return {
        "id": passage.passage_id,
        "text": citation.quote,
        "document": passage.doc_id,
        "title": next(row["title"] for row in snapshot.document_rows() if row["doc_id"] == passage.doc_id),
        "start": passage.span.start,
        "end": passage.span.end,
        "kind": passage.kind.value,
        "heading_path": list(passage.heading_path),
        "footnotes": [{"label": x.label, "link": x.link.value, "source": x.source} for x in citation.footnotes],
        "sources": [
            {"id": x.source, "reference": sources[x.source].reference, "holding": sources[x.source].holding}
            for x in citation.footnotes
        ],
        "score": hit.score,
    }


def refuse(question: str, reason: str, nearest: Sequence[Citation]) -> Answer:
    """An answer that says that there is none, and why."""
    return Answer(question, Status.ABSTAINED, None, reason, (), (), tuple(nearest))


def _answer_topic(snapshot: Snapshot, question: str, request: Request) -> Answer:
    """The source of a statement: find the statement among those whose note fits the request, then give its note."""
    allowed = {source.source_id for source in request.sources}
    reading = _read(snapshot, question, request.topic)
    citations = [c for c in _cite_all(snapshot, reading.ranked) if c.footnotes]
    fitting = [c for c in citations if any(link.source in allowed for link in c.footnotes)]
    if reading.reason is not None or not fitting:
        return refuse(question, reading.reason or "No footnote stands on such a statement.", citations[:NEAREST])
    chosen = next(link.source for link in fitting[0].footnotes if link.source in allowed)
    source = next(s for s in request.sources if s.source_id == chosen)
    claim = _note_claim(snapshot, source, with_statements=True)
    return _answered(snapshot, question, (claim,), _short_from_source(question, source))


def _note_claim(snapshot: Snapshot, source: Source, with_statements: bool) -> Claim:
    """The note that names a source, cited first, and the statements that it backs."""
    document = snapshot.document(source.doc_id)
    assert document is not None, source.doc_id
    sources = snapshot.sources(source.doc_id)
    footnote = document.footnotes[source.note]
    passage = next(p for p in snapshot.passages_of(source.doc_id) if p.span.start == footnote.span.start)
    note = cite(Quote(passage, footnote.span), document, sources)
    statements = statements_of(snapshot, source.source_id) if with_statements else ()
    return Claim(statements[0].quote if statements else note.quote, (note, *statements))


def _short_from_source(question: str, source: Source) -> str | None:
    """The part of the note that the question asks for: author, date or title, else who published it."""
    asked = question.casefold()
    reference = parse_reference(source.reference)
    if re.search(r"\bwhen\b|\bdates?\b|\bwhat (?:day|month|year)\b", asked) and reference.issued:
        return reference.issued.of(source.reference)
    if re.search(r"\bwho (?:wrote|writes|is the author|are the authors|authored)\b|\bauthors?\b|\bwritten by\b", asked):
        return source.authors[0] if source.authors else None
    if re.search(r"\btitles?\b|\bcalled\b", asked):
        return source.title
    if re.search(r"\bwhere\b", asked) and source.place:
        return source.place
    return source.interviewee or source.publisher or (source.authors[0] if source.authors else source.title)


def _answered(snapshot: Snapshot, question: str, claims: tuple[Claim, ...], short: str | None) -> Answer:
    """An answer with the support of its quotes in held sources, and the sources that its footnotes name."""
    used = {link.source for claim in claims for c in claim.citations for link in (*c.footnotes, *c.nearby_footnotes)}
    sources = tuple(s for s in snapshot.sources() if s.source_id in used)
    held = {s.source_id: s.document for s in sources if s.document}
    if held:
        claims = tuple(
            Claim(claim.text, tuple(_with_support(snapshot, citation, held) for citation in claim.citations))
            for claim in claims
        )
    return Answer(question, Status.ANSWERED, short, None, claims, sources, ())


def _with_support(snapshot: Snapshot, citation: Citation, held: dict[str, str]) -> Citation:
    """The citation with the passages that back it in the sources on it, and the sources in which none does."""
    backing = {x.source: held[x.source] for x in citation.footnotes if x.link is LinkKind.MARKER and x.source in held}
    if not backing:
        return citation
    support = find_support(snapshot, citation.quote, list(dict.fromkeys(backing.values())))
    found = {passage.document for passage in support}
    unbacked = tuple(source for source, document in backing.items() if document not in found)
    return replace(citation, support=support, unbacked=unbacked)


def _read(snapshot: Snapshot, question: str, topic: str | None = None) -> Reading:
    """Retrieve and read; with a topic, only statements of the running text count."""
    query = topic or question
    vector = snapshot.encoder.encode(query)
    hits = retrieve(snapshot, query, vector)
    if topic:
        hits = tuple(hit for hit in hits if hit.passage.kind is not BlockKind.NOTE)
    return read(snapshot, query, vector, hits)


def _cite_all(snapshot: Snapshot, quotes: Iterable[Quote]) -> list[Citation]:
    citations = []
    for quote in quotes:
        document = snapshot.document(quote.passage.doc_id)
        if document is not None:
            citations.append(cite(quote, document, snapshot.sources(document.doc_id)))
    return citations


def _body(document: Document) -> str:
    """The running text, without the notes."""
    end = document.footnotes[0].span.start if document.footnotes else len(document.text)
    return Span(0, end).of(document.text)
