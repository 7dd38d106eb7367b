"""A question that the text does not answer and that speaks of sources in whatever words: the source of the statement it is about."""

from __future__ import annotations

from qa.answering.about_notes.asked_for import Request
from qa.answering.about_notes.cards import Cards
from qa.answering.about_notes.certainty import Certainty
from qa.answering.about_notes.describe import Described, match_description
from qa.answering.about_notes.ranked import answer_backing, show_cards
from qa.answering.about_notes.reply import cards_meant
from qa.answering.about_notes.residue import from_first_to_last
from qa.answering.finish import refuse
from qa.answering.readers import Readers
from qa.index.engine import Scope, Snapshot
from qa.language.en import note_counting
from qa.language.en.answer_kinds import WANTS_QUANTITY
from qa.language.en.note_questions import ASKED_IN_PASSING, EITHER, NOTES
from qa.language.en.note_vocabulary import CONDITIONS, TELLING, TELLING_PHRASES, WORD
from qa.language.stems import stem
from qa.types.answer import Answer, Status


def answer_with_source(snapshot: Snapshot, question: str, document: Scope, readers: Readers) -> Answer | None:
    """The source of what such a question is about; None when it asks for none, or no statement or note says all of it."""
    plain = TELLING_PHRASES.sub(" ", question)
    words = WORD.findall(plain)
    told = {word.casefold() for word in words if {word.casefold(), stem(word.casefold())} & _TELLING}
    is_sign = bool(told) or plain != question or any(word.casefold() in CONDITIONS for word in words)
    cards, ignored = cards_meant(snapshot, question, document)
    if not cards.notes and NOTES.search(question):
        return refuse(question, "There are no footnotes.", ())
    # An amount is asked of the text, also in words that sources have: “take from”, “published as open source”.
    if not is_sign or note_counting.ASKS_COUNT.search(question) or WANTS_QUANTITY.search(question):
        return None
    request = _request(plain, cards, ignored | told)
    if request is None:
        return None
    answer = (
        answer_backing(snapshot, question, request, document, readers)
        if request.topic
        else _few(snapshot, question, request)
    )
    return answer if answer and answer.status is Status.ANSWERED else None


def _few(snapshot: Snapshot, question: str, request: Request) -> Answer | None:
    """The sources that are described and nothing else is said of, where these are few."""
    return show_cards(snapshot, question, request.cards) if request.narrowed and len(request.cards) <= _FEW else None


_TELLING = frozenset({stem(word) for word in TELLING} - {stem("base")} | {"based"})
_FEW = 5
"""Sources that a question may mean that is not known to be about sources."""


def _request(question: str, cards: Cards, known: frozenset[str] | set[str]) -> Request | None:
    works = [card for card in cards.cards if not card.source.is_comment and card.source.same_as is None]
    described = match_description(question, works)
    topic = ASKED_IN_PASSING.sub("", from_first_to_last(question, described.used | known))
    # “From the police or from the press?” says that it is not known.
    if EITHER.search(question):
        described = Described(works)
    if not described.cards:
        return None
    return Request(tuple(described.cards), certainty=Certainty.POSSIBLE, narrowed=described.narrowed, topic=topic)
