"""How many: works, notes that name them, statements that rest on them; and what share of the whole that is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qa.answering.about_notes.asked_for import Request, Sought
from qa.answering.about_notes.cards import Cards, SourceCard
from qa.answering.about_notes.mentioned import may_be_of, names_maker


def count_notes(request: Request, cards: Cards, fitting: Sequence[SourceCard]) -> str:
    """The number of works; of notes where notes are asked for, those with an `ibid.` among them."""
    if request.wanted is not Sought.NOTES:
        return str(len(fitting))
    if not request.narrowed and not request.rest:
        return str(cards.notes)
    return str(len({(card.source.doc_id, card.source.note) for card in in_notes(request, cards, fitting)}))


def in_notes(request: Request, cards: Cards, fitting: Sequence[SourceCard]) -> list[SourceCard]:
    """The cards that name the same works, and those of notes that name their maker beside another work."""
    same = cards.naming(fitting)
    if len(request.names) != 1 or request.rest:
        return same
    known = {card.source.source_id for card in same}
    beside = [c for c in cards.cards if c.source.source_id not in known and names_maker(c, request.names[0])]
    return [*same, *beside]


def is_sure(request: Request, cards: Cards, fitting: Sequence[SourceCard]) -> bool:
    """False when a source that would not be counted may be of somebody who is named, too."""
    known = {card.source.source_id for card in in_notes(request, cards, fitting)}
    others = (card for card in cards.cards if card.source.source_id not in known)
    return not any(may_be_of(card, name) for card in others for name in request.names)


def count_statements(request: Request, cards: Cards, fitting: Sequence[SourceCard]) -> str:
    """The number of statements that rest on these sources; of all that carry a note, where no source is described."""
    if not request.narrowed and not request.rest:
        return str(sum(bool(statement.citation.footnotes) for statement in cards.ledger.statements))
    return str(len(cards.ledger.resting_on(card.source.source_id for card in in_notes(request, cards, fitting))))


def share_of(request: Request, fitting: Iterable[SourceCard]) -> str:
    """`4 of 11`."""
    whole = {card.source.source_id for card in request.whole}
    return f"{sum(card.source.source_id in whole for card in fitting)} of {len(whole)}"
