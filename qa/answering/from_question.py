"""Question + index → an answer: spelling, then what kind of question it is, then the words that lead on from it."""

from __future__ import annotations

from dataclasses import replace

from qa.answering.about_notes import answer_from_notes, answer_with_source
from qa.answering.about_statement import answer_statement
from qa.answering.about_topic import answer_about_topic, topic_of
from qa.answering.about_whole import answer_about_whole
from qa.answering.bare_query import answer_with_mentions, is_query, names_one_thing, refuse_mentions
from qa.answering.from_text import answer_from_text, find_answer
from qa.answering.readers import Readers
from qa.answering.spelling import read_spelling
from qa.answering.subjects import count_subjects
from qa.answering.who_says import answer_who_says, statement_of
from qa.answering.written_out import find_written_out, with_what_it_is
from qa.index.engine import Snapshot
from qa.reader import Reader
from qa.reader.statements import ReadPassages
from qa.types.answer import Answer, Status


def answer_question(
    snapshot: Snapshot,
    question: str,
    document: tuple[str, ...] | None,
    *,
    reader: Reader | None,
    read: ReadPassages | None = None,
) -> Answer:
    """Answer about a report as a whole, the notes, or the text, or list the mentions of words that ask nothing; or refuse.

    `read` reads passages for what is stated rather than asked; without it, rules alone compare.
    """
    reading = read_spelling(snapshot, question)
    answer = _answer(snapshot, reading.text, document, Readers(reader, read))
    counts = answer.mentions or count_subjects(snapshot, reading.text, document)
    read_as = reading.text if reading.corrected else None
    others = reading.others if reading.doubted or answer.status is not Status.ANSWERED else ()
    return replace(answer, question=question, read_as=read_as, did_you_mean=others, mentions=counts)


def _answer(snapshot: Snapshot, question: str, document: tuple[str, ...] | None, readers: Readers) -> Answer:
    answer = answer_about_whole(snapshot, question, document)
    if answer is None and (written := find_written_out(snapshot, question, document)):
        return with_what_it_is(snapshot, written, _from_text(snapshot, question, document, readers))
    answer = answer or answer_from_notes(snapshot, question, document, readers)
    if answer is not None:
        return answer
    if is_query(question) and names_one_thing(snapshot, question, document):
        if mentions := answer_with_mentions(snapshot, question, document):
            return mentions
        return refuse_mentions(question, _from_text(snapshot, question, document, readers))
    answer = _from_text(snapshot, question, document, readers)
    if answer.status is Status.ANSWERED:
        return answer
    # “What is said about …?” asks of the text, and not for who says it.
    if not topic_of(question) and (sourced := answer_with_source(snapshot, question, document, readers)):
        return sourced
    # Keywords are as often short for a question: the text answers if it can.
    return (answer_with_mentions(snapshot, question, document) if is_query(question) else None) or answer


def _from_text(snapshot: Snapshot, question: str, document: tuple[str, ...] | None, readers: Readers) -> Answer:
    """One search, whose sentences are those that answer, that somebody says, or that are about a topic, as was asked."""
    found = find_answer(snapshot, question, document=document, reader=readers.reader)
    answer = None
    if statement := statement_of(question):
        answer = answer_who_says(snapshot, question, statement, found)
    elif topic := topic_of(question):
        answer = answer_about_topic(snapshot, question, topic, found)
    answer = answer or answer_statement(snapshot, question, found, readers.read)
    return answer or answer_from_text(snapshot, question, found, document)
