"""Choosing and short answers: made-up sentences with scores set by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answering.answerability import READ_ALL, WITH_READER, WITHOUT_READER, Signs, model_for
from qa.answering.extract import find_signs
from qa.reader import Reading
from qa.reader.reading import ShortSpan
from qa.retrieval.answer_type import wants_several
from qa.retrieval.ranked import Ranked
from qa.retrieval.sentence_ranker import FEATURES, READER_WEIGHTS, UNREAD, Candidate, Question, rerank
from qa.retrieval.short_answer import pick, trim
from qa.types.document import BlockKind, Span
from qa.types.passage import Passage, Quote

TEXT = "The pier burned. Nine boats sank. The guild paid. Nobody drowned. Rain fell."
SENTENCES = (Span(0, 16), Span(17, 33), Span(34, 49), Span(50, 65), Span(66, 76))


def ranked(question: str, scores: list[float], reading: Reading | None = None) -> Ranked:
    """A passage of the first sentences, scored as given."""
    passage = Passage("p", "made-up", Span(0, 76), BlockKind.PARAGRAPH, SENTENCES, (), (), "")
    nothing = np.zeros(2, dtype=np.float32)
    candidates = [
        Candidate(span.of(TEXT), TEXT, nothing, nothing, None, None, "", False, False)
        for span in SENTENCES[: len(scores)]
    ]
    return Ranked(
        Question(question, nothing, None, None, {"pier": 1.0}),
        [Quote(passage, span) for span in SENTENCES[: len(scores)]],
        candidates,
        np.zeros((len(scores), len(FEATURES)), dtype=np.float32),
        {"p": reading} if reading else {},
        np.array(scores, dtype=np.float32),
    )


def test_short_answer_is_the_readers_span_of_that_sentence_in_the_document() -> None:
    reading = Reading(
        (0.0,) * 5, (None, ShortSpan(17, 27, 2.0), ShortSpan(34, 50, 1.0), None, ShortSpan(66, 70, -9)), 1.0
    )
    found = ranked("How many boats sank?", [0, 1, 0, 0, 0], reading)
    assert [x and x.of(TEXT) for x in map(found.short_of, range(5))] == [
        None,
        "Nine boats",
        "The guild paid",
        None,
        None,
    ]


def test_signs_carry_the_readers_logits_of_the_best_sentence() -> None:
    reading = Reading((0.1, 0.2, 0.3, 0.4, 0.5), (None, ShortSpan(17, 27, 2.0), None, None, None), 0.7)
    assert find_signs(ranked("Who paid?", [0, 1, 0, 0, 0], reading)).read == (0.2, 0.7, 2.0)
    assert find_signs(ranked("Who paid?", [0, 0, 1, 0, 0], reading)).read == (0.3, 0.7, UNREAD[2])
    assert find_signs(ranked("Who paid?", [0, 0, 1, 0, 0])).read is None


def test_what_was_not_read_counts_as_read_with_little_in_it() -> None:
    scores = np.zeros(3, dtype=np.float32)
    joined = rerank(scores, [None, UNREAD, (3.0, 3.0, 3.0)])
    assert joined[0] == joined[1] < joined[2]
    assert rerank(scores, [None, None, None], (0.0, 0.0, 0.0)).tolist() == [0, 0, 0]
    assert len(READER_WEIGHTS) == len(UNREAD) == 3


def test_model_of_refusal_is_that_of_what_is_known() -> None:
    plain = Signs(0.5, 0.7, 0.6, 4, 0.5, 0, 1.0)
    whole = Signs(0.5, 0.7, 0.6, 4, 0.5, 0, 1.0, (2.0, 2.0, 4.0), read_all=True)
    read = Signs(0.5, 0.7, 0.6, 4, 0.5, 0, 1.0, (2.0, 2.0, 4.0))
    doubted = Signs(0.5, 0.7, 0.6, 4, 0.5, 0, 1.0, (-6.0, -6.0, -8.0))
    assert model_for(plain) is WITHOUT_READER
    assert model_for(read) is WITH_READER
    assert model_for(whole) is READ_ALL
    assert 0 < WITH_READER.probability(doubted) < WITH_READER.probability(read) < 1


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
    start, end = trim(text, 0, len(text))
    assert text[start:end] == expected


@given(st.text(alphabet="ab ,.;:()“”‘’", max_size=20))
def test_trim_stays_inside(text: str) -> None:
    start, end = trim(text, 0, len(text))
    assert 0 <= start <= end <= len(text)


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
    span = pick(question, quote)
    assert (quote[slice(*span)] if span else None) == expected


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
    assert wants_several(question) is expected
