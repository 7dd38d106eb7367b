"""Question + index → an answer from the text, or a refusal; and what every answer is finished with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.answering.extract import Finding, read
from qa.citation.cite import cite_all
from qa.citation.support import find_support
from qa.index.read import Snapshot
from qa.reader import Reader
from qa.retrieval.hybrid_search import retrieve
from qa.retrieval.short_answer import pick
from qa.types.answer import Answer, Citation, Claim, LinkKind, ShortSpan, Status
from qa.types.document import BlockKind, Span

NEAREST = 3


def answer_from_text(
    snapshot: Snapshot, question: str, document: str | None = None, *, reader: Reader | None = None
) -> Answer:
    """Read the passages nearest to the question, of all or of one document, and quote the sentences that answer it, or refuse."""
    finding = read_for(snapshot, question, document=document, reader=reader)
    citations = cite_all(snapshot, finding.quotes)
    if finding.reason is not None:
        return replace(refuse(question, finding.reason, citations[:NEAREST]), confidence=finding.confidence)
    claims = tuple(Claim(citation.quote, (citation,)) for citation in citations)
    short = _short_answer(question, finding, citations)
    answer = answered(snapshot, question, claims, short[0] if short else None)
    return replace(answer, confidence=finding.confidence, short_span=short[1] if short else None)


def _short_answer(question: str, finding: Finding, citations: Sequence[Citation]) -> tuple[str, ShortSpan] | None:
    """The words inside a quote that answer: the reader's, or where nothing was read those of the kind asked for."""
    span = finding.short
    if span is None and finding.ranked:
        best = next((c for c in citations if c.span == finding.ranked[0].span), citations[0])
        within = pick(question, best.quote)
        span = Span(best.span.start + within[0], best.span.start + within[1]) if within else None
    for citation in citations:
        if span is not None and citation.span.start <= span.start < span.end <= citation.span.end:
            at = citation.span.start
            return citation.quote[span.start - at : span.end - at], ShortSpan(citation.document, span)
    return None


def refuse(question: str, reason: str, nearest: Sequence[Citation]) -> Answer:
    """An answer that says that there is none, and why."""
    return Answer(question, Status.ABSTAINED, None, reason, (), (), tuple(nearest))


def answered(snapshot: Snapshot, question: str, claims: tuple[Claim, ...], short: str | None) -> Answer:
    """An answer with the support of its quotes in held sources, and the sources that it comes from or leads to."""
    known = snapshot.sources()
    held = {s.source_id: s.document for s in known if s.document}
    if held:
        claims = tuple(Claim(c.text, tuple(_with_support(snapshot, x, held) for x in c.citations)) for c in claims)
    used = {source_id for claim in claims for citation in claim.citations for source_id in _leads_to(citation)}
    sources = tuple(s for s in known if s.source_id in used)
    return Answer(question, Status.ANSWERED, short, None, claims, sources, ())


def _leads_to(citation: Citation) -> Iterator[str]:
    """The sources that a citation's footnotes name, and those whose own text it quotes."""
    yield from (link.source for link in (*citation.footnotes, *citation.nearby_footnotes))
    yield from citation.source_of


def _with_support(snapshot: Snapshot, citation: Citation, held: dict[str, str]) -> Citation:
    """The citation with the passages that back it in the sources on it, those in which none does, and whose text it is."""
    own = tuple(source for source, document in held.items() if document == citation.document)
    citation = replace(citation, source_of=own) if own else citation
    backing = {x.source: held[x.source] for x in citation.footnotes if x.link is LinkKind.MARKER and x.source in held}
    if not backing:
        return citation
    support = find_support(snapshot, citation.quote, list(dict.fromkeys(backing.values())))
    found = {passage.document for passage in support}
    unbacked = tuple(source for source, document in backing.items() if document not in found)
    return replace(citation, support=support, unbacked=unbacked)


def read_for(
    snapshot: Snapshot,
    question: str,
    topic: str | None = None,
    *,
    document: str | None = None,
    reader: Reader | None = None,
) -> Finding:
    """Retrieve and read; with a topic, only statements of the running text count; with a document, only its text."""
    query = topic or question
    vector = snapshot.encoder.encode(query)
    hits = retrieve(snapshot, query, vector, document=document)
    if topic:
        hits = tuple(hit for hit in hits if hit.passage.kind is not BlockKind.NOTE)
    return read(snapshot, query, vector, hits, reader)
