"""Choosing and short answers: made-up sentences with scores set by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answering.answerability import AnswerabilityFeatures, answerability_features, choose_model, probability
from qa.answering.short_answer import pick_short_answer, trim_short_answer
from qa.reader import PassageReading
from qa.reader.reading import SpanReading
from qa.retrieval.answer_type import asks_for_several
from qa.retrieval.candidates import CandidateSentence
from qa.retrieval.prepared_question import PreparedQuestion
from qa.retrieval.ranked_sentences import RankedSentences
from qa.retrieval.reader_weights import LARGE_WEIGHTS, SMALL_WEIGHTS, UNREAD_LOGITS, ReaderWeights
from qa.retrieval.sentence_ranker import SENTENCE_FEATURES, add_reader_scores
from qa.retrieval.weights import WITHOUT_READER
from qa.types.document import BlockKind, Span
from qa.types.passage import Passage, Quote

TEXT = "The pier burned. Nine boats sank. The guild paid. Nobody drowned. Rain fell."
SENTENCES = (Span(0, 16), Span(17, 33), Span(34, 49), Span(50, 65), Span(66, 76))


def ranked(question: str, scores: list[float], reading: PassageReading | None = None) -> RankedSentences:
    """A passage of the first sentences, scored as given."""
    passage = Passage("p", "made-up", Span(0, 76), BlockKind.PARAGRAPH, SENTENCES, (), (), "")
    nothing = np.zeros(2, dtype=np.float32)
    candidates = [
        CandidateSentence(span.of(TEXT), TEXT, nothing, nothing, None, None, "", False, False)
        for span in SENTENCES[: len(scores)]
    ]
    return RankedSentences(
        PreparedQuestion(question, nothing, {"pier": 1.0}),
        [Quote(passage, span) for span in SENTENCES[: len(scores)]],
        candidates,
        np.zeros((len(scores), len(SENTENCE_FEATURES)), dtype=np.float32),
        {"p": reading} if reading else {},
        np.array(scores, dtype=np.float32),
    )


def test_answerability_features_carry_the_readers_logits_of_the_best_sentence() -> None:
    reading = PassageReading((0.1, 0.2, 0.3, 0.4, 0.5), (None, SpanReading(17, 27, 2.0), None, None, None), 0.7)
    assert answerability_features(ranked("Who paid?", [0, 1, 0, 0, 0], reading)).logits == (0.2, 0.7, 2.0)
    assert answerability_features(ranked("Who paid?", [0, 0, 1, 0, 0], reading)).logits == (0.3, 0.7, UNREAD_LOGITS[2])
    assert answerability_features(ranked("Who paid?", [0, 0, 1, 0, 0])).logits is None


def test_name_in_the_title_is_not_missing() -> None:
    asked = ranked("Why did the boats of Hythe sink in 1902?", [1])
    assert answerability_features(asked).missing == len(["Hythe", "1902"])
    asked.candidates[0] = replace(asked.candidates[0], title="A bad year at Hythe (made up)")
    assert answerability_features(asked).missing == len(["1902"])


def test_what_was_not_read_counts_as_read_with_little_in_it() -> None:
    scores = np.zeros(3, dtype=np.float32)
    for weights in (SMALL_WEIGHTS, LARGE_WEIGHTS):
        joined = add_reader_scores(scores, [None, UNREAD_LOGITS, (3.0, 3.0, 3.0)], weights.ranking)
        assert joined[0] == joined[1] < joined[2]
    assert add_reader_scores(scores, [None, None, None], (0.0, 0.0, 0.0)).tolist() == [0, 0, 0]


@pytest.mark.parametrize("weights", [SMALL_WEIGHTS, LARGE_WEIGHTS])
def test_answerability_model_is_that_of_what_is_known(weights: ReaderWeights) -> None:
    plain = AnswerabilityFeatures(0.5, 0.7, 0.6, 4, 0.5, 0, 1.0)
    read = replace(plain, logits=(2.0, 2.0, 4.0))
    doubted = replace(plain, logits=(-6.0, -6.0, -8.0))
    assert choose_model(plain, weights) is WITHOUT_READER
    assert choose_model(read, weights) is weights.answers
    assert 0 < probability(weights.answers, doubted) < probability(weights.answers, read) < 1
    assert probability(weights.answers, replace(read, missing=2)) < probability(weights.answers, read)


def test_likeness_in_words_counts_nothing_beside_the_large_reader() -> None:
    read = AnswerabilityFeatures(0.5, 0.7, 0.6, 4, 0.5, 0, 1.0, (2.0, 2.0, 4.0))
    other_words = replace(read, cosine=0.2, late=0.2, late_least=0.0)
    assert probability(LARGE_WEIGHTS.answers, other_words) == probability(LARGE_WEIGHTS.answers, read)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" nine boats, ", "nine boats"),
        ("the guild (the oldest", "the guild (the oldest"),
        ("(the oldest", "the oldest"),
        ("the guild (the oldest)", "the guild (the oldest)"),
        ("the oldest)", "the oldest"),
        ("“North”", "“North”"),
        ("North”", "North"),
        ("in Lumo.", "in Lumo"),
        ("the Acme Co.", "the Acme Co."),
        ("the U.S.", "the U.S."),
        (" ,; ", ""),
    ],
)
def test_trim_takes_off_what_does_not_belong(text: str, expected: str) -> None:
    assert trim_short_answer(text, Span(0, len(text))).of(text) == expected


@given(st.text(alphabet="ab ,.;:()“”‘’", max_size=20))
def test_trim_stays_inside(text: str) -> None:
    span = trim_short_answer(text, Span(0, len(text)))
    assert 0 <= span.start <= span.end <= len(text)


@pytest.mark.parametrize(
    ("question", "quote", "expected"),
    [
        ("How many boats sank?", "Nine boats sank in 1931.", "Nine"),
        ("When did the pier burn?", "The pier of 40 metres burned in June 1931.", "June 1931"),
        ("Who is Ada Lumo?", "Ada Lumo runs the tower.", None),
        ("Why did it burn?", "Nine boats sank in 1931.", None),
    ],
)
def test_pick_finds_the_kind_asked_for_without_a_reader(question: str, quote: str, expected: str | None) -> None:
    span = pick_short_answer(question, quote)
    assert (span.of(quote) if span else None) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which countries did they move to?", True),
        ("What three scenarios are there?", True),
        ("What are the risks?", True),
        ("Why did it fall?", True),
        ("What do the guilds give the pilots?", False),
        ("What has the harbour lost since the fires?", False),
        ("Who paid the pilots?", False),
    ],
)
def test_several_are_wanted_only_where_the_question_names_several(question: str, expected: bool) -> None:
    assert asks_for_several(question) is expected
