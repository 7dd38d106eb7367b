"""Words without a question, misspelt words, and the mentions that lead on from every answer."""

import pytest

from qa import AnswerForm, Corpus, Status
from qa.answering.spelling import read_spelling
from qa.index.read import Index
from qa.language.edit_distance import edit_distance, is_slip
from qa.language.en.bare_queries import is_bare


@pytest.mark.parametrize("query", ["Noboa", "@nasa", "homicide rate 2022", "POL-358", "port of Guayaquil", "Noboa?"])
def test_words_without_a_question_are_told(query: str) -> None:
    assert is_bare(query)


@pytest.mark.parametrize("query", ["Who is Noboa", "list the ports", "the president has left", "?", "a b c d e f g"])
def test_questions_and_sentences_are_no_bare_words(query: str) -> None:
    assert not is_bare(query)


@pytest.mark.parametrize(
    ("a", "b", "distance"),
    [("prision", "prison", 1), ("nobao", "noboa", 1), ("abc", "abc", 0), ("abcd", "wxyz", 2), ("", "ab", 2)],
)
def test_slips_are_counted_up_to_the_most(a: str, b: str, distance: int) -> None:
    assert edit_distance(a, b, 1) == distance


def test_another_word_is_no_slip_of_the_finger() -> None:
    assert is_slip("nobao", "noboa") and is_slip("albannian", "albanian")
    assert not is_slip("columbia", "colombia") and not is_slip("iraq", "iran")


def test_a_word_alone_is_answered_with_the_sentences_that_have_it(corpus: Corpus) -> None:
    answer = corpus.ask("Guayaquil")
    every = corpus.find("Guayaquil")
    assert answer.form is AnswerForm.MENTIONS and answer.status is Status.ANSWERED
    assert [c.text for c in answer.claims] == [m.citation.quote for m in every.mentions]
    assert answer.mentions == (every.count,)


def test_keywords_are_answered_from_the_text(corpus: Corpus) -> None:
    answer = corpus.ask("homicide rate 2022")
    assert answer.form is AnswerForm.ANSWER and answer.claims and answer.mentions


def test_words_that_no_sentence_has_are_refused_truly(corpus: Corpus) -> None:
    answer = corpus.ask("POL-999")
    assert answer.status is Status.ABSTAINED and "No sentence of the corpus has “POL-999”" in str(answer.reason)


def test_a_refusal_leads_on_to_the_mentions_of_its_name(corpus: Corpus) -> None:
    answer = corpus.ask("When did Noboa graduate?")
    assert answer.status is Status.ABSTAINED
    assert [(count.words, count.total) for count in answer.mentions] == [("Noboa", corpus.find("Noboa").count.total)]


def test_word_that_is_spelt_right_is_asked_back_only_where_nothing_was_found(corpus: Corpus) -> None:
    # The report has "gang" and no "gong".
    assert corpus.ask("What does footnote 6 cite?").did_you_mean == ()
    refused = corpus.ask("Which mountains does the gong overlook?")
    assert refused.status is Status.ABSTAINED and refused.did_you_mean


def test_a_misspelt_word_is_read_as_the_only_one_that_fits_and_said(corpus: Corpus) -> None:
    answer = corpus.ask("How many prision staff were held hostge?")
    assert answer.question == "How many prision staff were held hostge?"
    assert answer.read_as == "How many prison staff were held hostage?" and answer.claims


@pytest.mark.parametrize(
    ("question", "read", "others"),
    [
        ("What about Equador?", None, ("What about Ecuador?",)),  # a name is not made into another
        ("Who is Nobao?", "Who is Noboa?", ()),  # but for letters that changed places
        ("How many goats were seized?", None, ()),
        ("How many prison staff were held hostage?", None, ()),
    ],
)
def test_a_name_is_never_made_into_another_in_silence(
    corpus: Corpus, question: str, read: str | None, others: tuple[str, ...]
) -> None:
    with Index(corpus.index_folder).snapshot() as snapshot:
        reading = read_spelling(snapshot, question)
    assert (reading.text if reading.corrected else None, reading.others) == (read, others)
