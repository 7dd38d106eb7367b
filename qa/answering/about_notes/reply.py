"""Question + index → an answer from the notes and from what rests on them; None when the question is about something else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from qa.answering.about_notes.pictures import answer_from_credits
from qa.answering.about_notes.request import Request, read_request
from qa.answering.about_notes.short import short_from_source
from qa.answering.finish import NEAREST_SHOWN, finish_answer, refuse
from qa.answering.from_text import find_answer
from qa.citation.cite import cite, cite_all
from qa.citation.ledger import Basis, make_ledger
from qa.index.read import Scope, Snapshot
from qa.language.en import note_questions
from qa.language.stems import content_stems, content_words
from qa.reader import Reader
from qa.types.answer import Answer, Citation, Claim, LinkKind
from qa.types.document import Document, DocumentKind, Span
from qa.types.passage import Quote
from qa.types.source import Source

MOST_CLAIMS = 60
"""Claims in one answer; the short answer says how many there are."""
_BASES = {
    Basis.NOTHING: "rest on nothing: no footnote stands on them or later in their paragraphs",
    Basis.SINGLE_SOURCE: "rest on a single source",
    Basis.INTERVIEWS_ONLY: "rest on interviews only",
}


def answer_from_notes(
    snapshot: Snapshot, question: str, document: Scope = None, *, reader: Reader | None = None
) -> Answer | None:
    """Answer a question about footnotes or sources, of all or of one document; None when it is about something else."""
    given = [document] if isinstance(document, str) else list(document or ())
    reports, ignored = (given, frozenset[str]()) if given else _meant(question, snapshot)
    if (of_pictures := answer_from_credits(snapshot, question, reports)) is not None:
        return of_pictures
    documents = [d for d in (snapshot.document(doc_id) for doc_id in reports) if d is not None]
    sources = [s for d in documents for s in snapshot.sources(d.doc_id)]
    request = read_request(question, sources, lambda name: any(_in_body(d, name) for d in documents), ignored)
    if request is None:
        return None
    if request.basis:
        return _answer_basis(snapshot, question, request, reports)
    if request.missing:
        return refuse(question, f"The notes name no {request.missing}.".replace("no a ", "no "), ())
    if request.topic:
        return _answer_topic(snapshot, question, request, document, reader)
    if request.most_used or request.used_again:
        return _answer_use(snapshot, question, request, reports)
    return _answer_notes(snapshot, question, request)


def _answer_notes(snapshot: Snapshot, question: str, request: Request) -> Answer:
    """The notes that name the sources asked for, and where it is wanted the statements that they back."""
    claims = _note_claims(snapshot, request.sources[:MOST_CLAIMS], request.wants_statements)
    if not claims:
        return refuse(question, "No note can be quoted for this.", ())
    return finish_answer(snapshot, question, claims, _short(question, request, claims))


def _short(question: str, request: Request, claims: Sequence[Claim]) -> str | None:
    if request.counts and request.wants_statements:
        return str(len({c.span for claim in claims for c in claim.citations if _is_statement(c)}))
    if request.counts:
        return str(len(request.sources))
    return short_from_source(question, request.sources[0]) if len(request.sources) == 1 else None


def _answer_basis(snapshot: Snapshot, question: str, request: Request, reports: Sequence[str]) -> Answer:
    """The statements that rest on nothing, on a single source, on interviews only."""
    basis, ledger = request.basis or Basis.NOTHING, make_ledger(snapshot, reports)
    found = ledger.having(basis)
    if not found:
        return refuse(
            question, f"Of {len(ledger.statements)} statements none {_BASES[basis].replace('rest', 'rests', 1)}.", ()
        )
    claims = tuple(Claim(s.citation.quote, (s.citation,)) for s in found[:MOST_CLAIMS])
    short = f"{len(found)} of {len(ledger.statements)} statements"
    return finish_answer(snapshot, question, claims, str(len(found)) if request.counts else short)


def _answer_use(snapshot: Snapshot, question: str, request: Request, reports: Sequence[str]) -> Answer:
    """The sources on which most statements rest, or more than one."""
    statements = make_ledger(snapshot, reports).by_source()
    uses = {source.source_id: len(statements[source.source_id]) for source in request.sources}
    least = max((2, *uses.values())) if request.most_used else 2
    chosen = tuple(source for source in request.sources if uses[source.source_id] >= least)
    if not chosen:
        return refuse(question, "No more than one statement rests on any of the sources.", ())
    return _answer_notes(snapshot, question, replace(request, sources=chosen, wants_statements=True))


def _answer_topic(
    snapshot: Snapshot, question: str, request: Request, document: Scope, reader: Reader | None
) -> Answer:
    """The source of a statement: the statement that is nearest to what was asked, then the note on it."""
    # “The article about prisons” may ask for a work by its title, or for the source of what the report says of prisons.
    about = _about(request)
    if about and note_questions.ABOUT_A_SUBJECT.search(question):
        return _answer_notes(snapshot, question, replace(request, sources=about))
    allowed = {source.source_id: source for source in request.sources}
    found = find_answer(snapshot, request.topic, document=document, notes=False, reader=reader)
    if about and found.reason is not None:
        return _answer_notes(snapshot, question, replace(request, sources=about))
    if found.reason is not None:
        return refuse(question, found.reason, cite_all(snapshot, found.ranked[:NEAREST_SHOWN]))
    citations = cite_all(snapshot, found.quotes)
    # The nearest statement counts only if a source of the kind asked for stands on it: “which interview …?”
    fitting = [c for c in citations if any(link.source in allowed for link in c.footnotes)]
    if not fitting:
        return refuse(question, _no_note(citations), citations[:NEAREST_SHOWN])
    chosen = [allowed[link.source] for link in fitting[0].footnotes if link.source in allowed]
    claims = _note_claims(snapshot, chosen, with_statements=True)
    return finish_answer(snapshot, question, claims, short_from_source(question, chosen[0]))


def _about(request: Request) -> tuple[Source, ...]:
    """The sources whose own words have all that is left of the question."""
    wanted = set(content_stems(request.topic))
    if not wanted:
        return ()
    return tuple(s for s in request.sources if wanted <= set(content_stems(s.reference)))


def _no_note(citations: Sequence[Citation]) -> str:
    nearby = [link.label for link in citations[0].nearby_footnotes] if citations else []
    if nearby and not citations[0].footnotes:
        return (
            f"No footnote stands on the nearest statement; footnote {nearby[0]}, later in its paragraph, may cover it "
            "(inferred)."
        )
    return "No footnote stands on such a statement."


def _note_claims(snapshot: Snapshot, sources: Iterable[Source], with_statements: bool) -> tuple[Claim, ...]:
    """A claim for each note that names one of these sources: the note, cited first, and the statements that it backs."""
    chosen: dict[str, dict[int, list[str]]] = {}
    for source in sources:
        chosen.setdefault(source.doc_id, {}).setdefault(source.note, []).append(source.source_id)
    claims = []
    for doc_id, notes in chosen.items():
        ledger = make_ledger(snapshot, (doc_id,) if with_statements else ())
        for note, citation in _cited_notes(snapshot, doc_id, notes):
            statements = [statement.citation for statement in ledger.resting_on(notes[note])]
            claims.append(Claim(statements[0].quote if statements else citation.quote, (citation, *statements)))
    return tuple(claims)


def _cited_notes(snapshot: Snapshot, doc_id: str, notes: Iterable[int]) -> Iterator[tuple[int, Citation]]:
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


def _meant(question: str, snapshot: Snapshot) -> tuple[list[str], frozenset[str]]:
    """The reports that a question is about, of several those whose title it names; and the words that named them."""
    titles = {info.doc_id: info.title for info in snapshot.documents() if info.kind is DocumentKind.REPORT}
    asked = set(content_words(question))
    named = {doc_id: shared for doc_id, title in titles.items() if (shared := _shared(content_words(title), asked))}
    # A pattern is compiled for each name only that stands in the question: there may be thousands of reports.
    quoted = (doc_id for doc_id in titles if doc_id in question)
    named |= {doc_id: {doc_id} for doc_id in quoted if re.search(rf"(?<![\w-]){re.escape(doc_id)}(?![\w-])", question)}
    if len(titles) < 2 or not named:
        return list(titles), frozenset()
    return list(named), frozenset(word for shared in named.values() for word in shared)


def _shared(title: Sequence[str], asked: set[str]) -> set[str]:
    """The words of a title that a question has, when these are most of it."""
    shared = set(title) & asked
    return shared if len(shared) >= 2 and 3 * len(shared) >= 2 * len(set(title)) else set()


def _is_statement(citation: Citation) -> bool:
    return not any(link.link is LinkKind.NOTE for link in citation.footnotes)


def _in_body(document: Document, name: str) -> bool:
    """True when a name stands in the running text."""
    end = document.footnotes[0].span.start if document.footnotes else len(document.text)
    return name in Span(0, end).of(document.text)
