"""Statements by what they rest on: on nothing, on one source, on interviews only, on the sources described; sources by how much rests on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from qa.answering.about_notes.asked_for import Operation, Request
from qa.answering.about_notes.cards import Cards, stems_of
from qa.answering.about_notes.fitting import by_words
from qa.answering.about_notes.note_claims import MOST_CLAIMS
from qa.answering.about_notes.ranked import nearest_notes, said_nothing, show_cards
from qa.answering.about_notes.residue import lacking
from qa.answering.finish import finish_answer, refuse
from qa.citation.ledger import Basis, Ledger, Statement
from qa.index.engine import Snapshot
from qa.types.answer import Answer, Claim

_BASES = {
    Basis.NOTHING: "rest on nothing: no footnote stands on them or later in their paragraphs",
    Basis.SINGLE_SOURCE: "rest on a single source",
    Basis.SEVERAL_SOURCES: "rest on several sources",
    Basis.INTERVIEWS_ONLY: "rest on interviews only",
}


def answer_basis(snapshot: Snapshot, question: str, request: Request, ledger: Ledger) -> Answer:
    """The statements with a basis, of all or of those that have the words asked for."""
    basis = request.basis or Basis.NOTHING
    among = [s for s in ledger.statements if not lacking(request.rest, stems_of(s.citation.quote))]
    about = f" with {', '.join(f'“{word}”' for word in request.rest)}" if request.rest else ""
    if not among:
        return refuse(question, f"There is no statement{about}.", ())
    found = [s for s in among if basis in s.basis]
    if not found:
        reason = f"Of {_number(among, 'statement')}{about} none {_BASES[basis].replace('rest', 'rests', 1)}."
        return refuse(question, reason, tuple(s.citation for s in among[:3]))
    counts = request.operation is Operation.COUNT
    return _listed(
        snapshot, question, found, str(len(found)) if counts else f"{len(found)} of {_number(among, 'statement')}"
    )


def answer_statements(snapshot: Snapshot, question: str, request: Request, cards: Cards) -> Answer:
    """The statements that rest on the sources described, and that with their notes say all that is left of a question."""
    words = {card.source.source_id: card.words for card in cards.cards}
    resting = cards.ledger.resting_on(source.source_id for source in request.sources)
    found = [
        s
        for s in resting
        if not lacking(
            request.rest, stems_of(s.citation.quote).union(*(words.get(work, frozenset()) for work in s.works))
        )
    ]
    if not found and request.operation is Operation.LIST and (alike := by_words(request, cards)):
        return show_cards(snapshot, question, alike, with_statements=True)
    if not found:
        return refuse(question, said_nothing(request, cards), nearest_notes(snapshot, request, None))
    return _listed(snapshot, question, found, str(len(found)) if request.operation is Operation.COUNT else None)


def _listed(snapshot: Snapshot, question: str, found: Iterable[Statement], short: str | None) -> Answer:
    claims = tuple(Claim(s.citation.quote, (s.citation,)) for s in list(found)[:MOST_CLAIMS])
    return finish_answer(snapshot, question, claims, short)


def answer_use(snapshot: Snapshot, question: str, request: Request, ledger: Ledger) -> Answer:
    """The sources on which most statements rest, or more than one."""
    statements = ledger.by_source()
    uses = {source.source_id: len(statements[source.source_id]) for source in request.sources}
    least = max((2, *uses.values())) if request.most_used else 2
    chosen = tuple(card for card in request.cards if uses[card.source.source_id] >= least)
    if not chosen:
        return refuse(question, "No more than one statement rests on any of the sources.", ())
    return show_cards(snapshot, question, replace(request, cards=chosen).cards, with_statements=True)


def _number(things: Sequence[object], name: str) -> str:
    return f"{len(things)} {name}{'' if len(things) == 1 else 's'}"
