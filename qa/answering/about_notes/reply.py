"""Question + index → an answer from the notes and from what rests on them; None when the question is about something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.answering.about_notes.asked_for import Operation, Request, Sought
from qa.answering.about_notes.cards import Cards, SourceCard, cards_of
from qa.answering.about_notes.certainty import Certainty
from qa.answering.about_notes.counted import count_notes, count_statements, is_sure, share_of
from qa.answering.about_notes.fitting import asks_of_cards_alone, find_fitting
from qa.answering.about_notes.in_the_text import is_told_in_the_text
from qa.answering.about_notes.many_reports import is_in_text, worth_reading
from qa.answering.about_notes.note_claims import MOST_CLAIMS, note_claims
from qa.answering.about_notes.pictures import answer_from_credits
from qa.answering.about_notes.ranked import answer_backing, answer_ranked, nearest_notes, said_nothing, show_cards
from qa.answering.about_notes.request import read_request
from qa.answering.about_notes.resting import answer_basis, answer_statements, answer_use
from qa.answering.finish import finish_answer, refuse
from qa.answering.readers import Readers
from qa.index.engine import Scope, Snapshot
from qa.language.en.note_questions import WHICH_NOTES
from qa.language.stems import content_words
from qa.types.answer import Answer, Status
from qa.types.document import Document, DocumentKind, Span

_MANY = 1000
"""Reports from which on the index is asked which of them to read for their notes."""


def answer_from_notes(
    snapshot: Snapshot, question: str, document: Scope = None, readers: Readers | None = None
) -> Answer | None:
    """Answer a question about footnotes or sources, of all or of one document; None when it is about something else."""
    reports, ignored = _put_to(snapshot, question, document)
    if (of_pictures := answer_from_credits(snapshot, question, reports)) is not None:
        return of_pictures
    many = len(reports) > _MANY
    reports = worth_reading(snapshot, question, reports) if many else reports
    cards = cards_of(snapshot, reports)

    def in_body(name: str) -> bool:
        documents = (snapshot.document(doc_id) for doc_id in reports)
        return is_in_text(snapshot, name) if many else any(_in_body(d, name) for d in documents if d is not None)

    request = read_request(question, cards, in_body, ignored)
    if request is None:
        return None
    if request.certainty is Certainty.POSSIBLE and is_told_in_the_text(snapshot, question, document):
        return None
    answer = _answer(snapshot, question, request, cards, document, readers or Readers())
    unsure = answer.status is Status.ABSTAINED and request.certainty is Certainty.POSSIBLE
    return None if unsure else answer


def cards_meant(snapshot: Snapshot, question: str, document: Scope) -> tuple[Cards, frozenset[str]]:
    """The cards of the reports that a question is put to or speaks of; and its words that only say which report."""
    reports, ignored = _put_to(snapshot, question, document)
    reports = worth_reading(snapshot, question, reports) if len(reports) > _MANY else reports
    return cards_of(snapshot, reports), ignored


def _answer(
    snapshot: Snapshot, question: str, request: Request, cards: Cards, document: Scope, readers: Readers
) -> Answer:
    if request.basis:
        return answer_basis(snapshot, question, request, cards.ledger)
    if request.missing:
        return refuse(question, f"The notes name no {request.missing}.".replace("no a ", "no "), ())
    if request.topic:
        return answer_backing(snapshot, question, request, document, readers)
    if request.most_used or request.used_again:
        return answer_use(snapshot, question, request, cards.ledger)
    if request.wanted is Sought.STATEMENTS and request.rest:
        return answer_statements(snapshot, question, request, cards)
    fitting, agreed = find_fitting(question, request, cards)
    if not fitting and (request.certainty is Certainty.POSSIBLE or not request.rest):
        return refuse(question, "No note can be quoted for this.", ())
    if not fitting and request.operation is Operation.LIST and not asks_of_cards_alone(question):
        return answer_ranked(snapshot, question, request, cards, document, readers)
    if not fitting:
        return refuse(question, said_nothing(request, cards), nearest_notes(snapshot, request, None))
    return _answer_cards(snapshot, question, request, cards, fitting, agreed=agreed)


def _answer_cards(
    snapshot: Snapshot, question: str, request: Request, cards: Cards, fitting: Sequence[SourceCard], *, agreed: bool
) -> Answer:
    """The notes of the cards that fit; how many, or what share, where that is asked and can be told."""
    if request.operation is Operation.LIST:
        fitting = cards.naming(fitting) if WHICH_NOTES.search(question) else fitting
        return show_cards(snapshot, question, fitting[:MOST_CLAIMS], with_statements=request.with_statements)
    if not agreed or not is_sure(request, cards, fitting):
        short = None
    elif request.operation is Operation.SHARE:
        short = share_of(request, fitting)
    elif request.wanted is Sought.STATEMENTS:
        short = count_statements(request, cards, fitting)
    else:
        short = count_notes(request, cards, fitting)
    shown = fitting if request.narrowed or request.rest or request.wanted is not Sought.NOTES else cards.cards
    sources = [card.source for card in shown[:MOST_CLAIMS]]
    claims = note_claims(snapshot, sources, with_statements=request.with_statements)
    answer = finish_answer(snapshot, question, claims, short)
    return replace(answer, remark=_language_unknown(request, cards)) if short and request.language else answer


def _language_unknown(request: Request, cards: Cards) -> str | None:
    """That a count by language leaves out what has none that is known; None where all have one."""
    among = request.whole or tuple(c for c in cards.cards if not c.source.is_comment and c.source.same_as is None)
    unknown = sum(card.source.language is None for card in among)
    return f"Of {len(among)} sources the language of {unknown} is not known." if unknown else None


def _put_to(snapshot: Snapshot, question: str, document: Scope) -> tuple[list[str], frozenset[str]]:
    """The reports that a question is put to, else those that it speaks of; and its words that only say which."""
    given = [document] if isinstance(document, str) else list(document or ())
    return (given, frozenset()) if given else _meant(question, snapshot)


def _meant(question: str, snapshot: Snapshot) -> tuple[list[str], frozenset[str]]:
    """The reports that a question is about, of several those whose title it names; and the words that named them."""
    (titles,) = snapshot.remembered("titles", ["reports"], lambda _: [_titles_of(snapshot)])
    asked = set(content_words(question))
    named = {doc_id: shared for doc_id, title in titles.items() if (shared := _shared(title, asked))}
    # A pattern is compiled for each name only that stands in the question: there may be thousands of reports.
    quoted = (doc_id for doc_id in titles if doc_id in question)
    named |= {
        doc_id: frozenset({doc_id})
        for doc_id in quoted
        if re.search(rf"(?<![\w-]){re.escape(doc_id)}(?![\w-])", question)
    }
    if len(titles) < 2 or not named:
        return list(titles), frozenset()
    return list(named), frozenset(word for shared in named.values() for word in shared)


def _titles_of(snapshot: Snapshot) -> dict[str, frozenset[str]]:
    """The words of each report's title."""
    reports = (info for info in snapshot.documents() if info.kind is DocumentKind.REPORT)
    return {info.doc_id: frozenset(content_words(info.title)) for info in reports}


def _shared(title: frozenset[str], asked: set[str]) -> frozenset[str]:
    """The words of a title that a question has, when these are most of it."""
    shared = title & asked
    return shared if len(shared) >= 2 and 3 * len(shared) >= 2 * len(title) else frozenset()


def _in_body(document: Document, name: str) -> bool:
    """True when a name stands in the running text."""
    end = document.footnotes[0].span.start if document.footnotes else len(document.text)
    return name in Span(0, end).of(document.text)
