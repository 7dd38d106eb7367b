"""Which cards take up every word that is left of a question, and whether so surely that they may be counted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answering.about_notes.asked_for import Operation, Request, Sought
from qa.answering.about_notes.cards import Cards, SourceCard, stems_of
from qa.answering.about_notes.certainty import Certainty
from qa.answering.about_notes.residue import lacking, taken_up
from qa.language.en import note_counting, note_questions, note_vocabulary
from qa.language.en.months import ENGLISH_MONTHS
from qa.types.source import SourceKind

_LEAST_SAID = 2
"""Words that must be found where it is not certain that a question is about notes: one may stand there by chance."""
_MOST_MEANT = 3
"""Cards that such a question may mean."""


def find_fitting(question: str, request: Request, cards: Cards) -> tuple[list[SourceCard], bool]:
    """The cards that take up every word that is left of a question; and whether notes and statements agree on which they are."""
    found, agreed = _find_fitting(question, request, cards)
    if asks_of_cards_alone(question) and request.rest:
        return [card for card in found if not lacking(request.rest, card.words)], False
    if not found and request.operation is Operation.LIST and request.certainty is Certainty.CERTAIN:
        found = by_words(request, cards)
    return found, agreed and not request.mixed


def asks_of_cards_alone(question: str) -> bool:
    """True when a question asks of what sort a source is, or where it was spoken, which no statement that rests on it tells."""
    return bool(note_questions.OF_WHAT_SORT.search(question) or note_questions.HELD_IN.search(question))


def by_words(request: Request, cards: Cards) -> list[SourceCard]:
    """The cards that, with a statement resting on them, have every word of the question, whatever it was taken to describe."""
    if not request.words:
        return []
    resting = cards.ledger.by_source()

    def fits(card: SourceCard) -> bool:
        if request.spoken and card.source.kind is not SourceKind.INTERVIEW:
            return False
        said = [stems_of(statement.citation.quote) for statement in resting.get(card.source.source_id, ())]
        return any(not lacking(request.words, card.words | stems) for stems in (*said, frozenset[str]()))

    return [card for card in cards.cards if card.source.same_as is None and fits(card)]


def _find_fitting(question: str, request: Request, cards: Cards) -> tuple[list[SourceCard], bool]:
    possible = request.certainty is Certainty.POSSIBLE
    if not request.rest:
        return (list(request.cards), True) if request.narrowed or not possible else ([], True)
    counted = request.operation is not Operation.LIST
    by_note = taken_up(request.rest, request.cards, lambda card: card.words)
    if counted:
        by_note = [card for card in by_note if _may_be_counted(question, request.rest, card)]
    # Where the question may be about the text, a statement that has its words is better read than listed.
    if possible:
        few = len({word.casefold() for word in request.rest}) >= _LEAST_SAID and len(by_note) <= _MOST_MEANT
        return (by_note if request.narrowed or few else []), True
    if request.wanted is Sought.NOTES and by_note:
        return by_note, True
    if counted and (not note_counting.SPEAKING_OF.search(question) or _of_themselves(question, request.rest)):
        return by_note, True
    by_statement = _by_statement(request, cards)
    names = {card.source.source_id for card in by_note}
    return by_note or by_statement, not by_note or all(card.source.source_id in names for card in by_statement)


def _by_statement(request: Request, cards: Cards) -> list[SourceCard]:
    """The cards on which a statement rests that has all the words."""
    resting = cards.ledger.by_source()

    def fits(card: SourceCard) -> bool:
        statements = resting.get(card.source.source_id, ())
        return any(not lacking(request.rest, stems_of(s.citation.quote)) for s in statements)

    return [card for card in request.cards if fits(card)]


def _may_be_counted(question: str, rest: Sequence[str], card: SourceCard) -> bool:
    """True when the words stand in a note for what is asked of it, not for something else that its title names."""
    text = " ".join(card.source.reference.split()).casefold()
    # “Appendix A” is not “Appendix J”.
    phrases = (
        match.group() for match in note_counting.PHRASE.finditer(question) if set(match.group().split()) & set(rest)
    )
    if not all(
        re.search(rf"(?<!\w){re.escape(' '.join(phrase.split()).casefold())}(?!\w)", text) for phrase in phrases
    ):
        return False
    # Of what sort or from where a source is, its title does not tell; of an interview the note says with whom it was.
    described = _of_themselves(question, rest)
    if card.source.kind is SourceKind.INTERVIEW:
        return not any(word[0].isupper() for word in described)
    return not described


def _of_themselves(question: str, rest: Sequence[str]) -> list[str]:
    """The words that say of what sort, by whom or from where the things counted are."""
    count = note_counting.COUNT.search(question) or note_counting.SHARE.search(question)
    after = question[count.end() :] if count else ""
    end = note_counting.COUNTED_ENDS.search(after)
    counted = after[: end.start()] if end else after
    named = {word for word in note_vocabulary.WORD.findall(counted) if not note_counting.WANTED.fullmatch(word)}
    named |= {match.group(1) or match.group(2) for match in note_counting.ORIGIN.finditer(after)}
    if end and (predicate := note_counting.PREDICATE.match(after[end.start() :])):
        named.add(predicate.group(1))
    return [word for word in rest if word in named and not word.isdigit() and word not in ENGLISH_MONTHS]
