"""“Who says that …?” is answered with the speaker of the sentence that says it."""

import pytest

from qa import Corpus
from qa.answering.who_says import NOT_NAMED, may_ask_who_did, speaker_of, statement_of
from qa.types.answer import Citation, FootnoteLink, LinkKind, Status, Voice
from qa.types.document import Span


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("Who says that prices fell?", "prices fell"),
        ("Who claimed the port was safe?", "the port was safe"),
        ("Who has warned that the dam will break?", "the dam will break"),
        ("According to whom did prices fall?", "did prices fall"),
        ("In whose view is the law unjust?", "is the law unjust"),
        ("Who is quoted as saying that the port is safe?", "the port is safe"),
        ("Who called the law a blank cheque?", "the law a blank cheque"),
        ("Prices fell, according to whom?", "Prices fell"),
        ("Who was arrested?", None),
        ("Who wrote the report?", None),
        ("Who says so?", None),
        ("What did the minister say?", None),
    ],
)
def test_question_who_says_something_is_told_by_its_words(question: str, statement: str | None) -> None:
    assert statement_of(question) == statement


@pytest.mark.parametrize(
    ("question", "may"),
    [
        ("Who rejected the plan?", True),
        ("Who announced the raid?", True),
        ("Who says that it failed?", False),
        ("Who called the law a blank cheque?", False),
    ],
)
def test_who_rejected_the_plan_may_have_done_so_without_a_word(question: str, may: bool) -> None:
    assert may_ask_who_did(question) is may
    assert may_ask_who_did("Who called the law a blank cheque?", "The mayor called it a blank cheque.")


def test_headline_is_the_speaker_or_says_that_none_is_named() -> None:
    quoted = Citation("d", "p", Span(0, 1), "q", voice=Voice.QUOTED, speaker="Ana Ruiz")
    assert speaker_of(quoted) == "Ana Ruiz"
    assert speaker_of(Citation("d", "p", Span(0, 1), "q", voice=Voice.QUOTED)) == NOT_NAMED
    clerk = Citation("d", "p", Span(0, 1), "q", voice=Voice.REPORTED, speaker="a clerk")
    assert speaker_of(clerk) == "a clerk, whom the document does not name"
    cited = Citation(
        "d", "p", Span(0, 1), "q", footnotes=(FootnoteLink("6", LinkKind.MARKER, "d#6"),), voice=Voice.CITED
    )
    assert speaker_of(cited) == "the document itself, on footnote 6"


def test_speaker_of_a_quotation_answers(corpus: Corpus) -> None:
    answer = corpus.ask("Who says that Balkan groups will use less conflict-ridden ports?")
    assert answer.short_answer == "Felipe Botero Escobar" and answer.short_span is None
    assert answer.claims[0].citations[0].voice is Voice.QUOTED


def test_what_nobody_says_is_refused(corpus: Corpus) -> None:
    assert corpus.ask("Who says that the king of France is bald?").status is Status.ABSTAINED
