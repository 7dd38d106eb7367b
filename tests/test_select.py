"""Which sentences are quoted: made-up sentences with scores set by hand, and a made-up document with the real index."""

from __future__ import annotations

import pytest

from qa import Answer, Corpus
from qa.answering.select import find_causes, order_quotes, select_best, select_several, with_rest
from qa.index.read import Index
from qa.retrieval.hybrid_search import retrieve
from qa.retrieval.prepared_question import prepare_question
from qa.retrieval.ranking import rank_sentences
from qa.retrieval.weights import QUOTE_LIMIT, QUOTE_MARGIN, SEVERAL_LIMIT
from tests.corpora import indexed
from tests.test_extract import ranked

HARBOUR = "\n\n".join(
    (
        "The harbour of Lumo",
        "The council of Lumo has to mend its harbour, which silts up every winter.",
        "If the state pays for a dredger, the old basin can be kept open for large ships. "
        "The money would have to come from the salt tax.",
        "The fishermen sold eleven boats last winter. They moved their nets to the northern bay.",
        "Another option for the harbour is that the guild builds a second pier in the northern bay. "
        "This would spare the old basin. "
        "It would cost nine hundred crowns.",
        "A third option for the harbour is to close the old basin for good. Nobody in the council has asked for it.",
        "The guild gave reasons for its petition. "
        "First, the ferry runs aground in the old basin at low water. "
        "Second, the lamp on the mole is too weak for the ferry. "
        "Finally, the ferrymen want a shelter from the rain.",
        "The bakery by the church was painted green in May. Another painter is from the island.",
    )
)


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return indexed({"harbour": HARBOUR}, tmp_path_factory.mktemp("harbour"))


def quotes(answer: Answer) -> list[str]:
    return [claim.text for claim in answer.claims]


@pytest.mark.parametrize(
    ("title", "scores", "expected"),
    [
        ("best alone", [0, 0, 9, 0, 0], [2]),
        ("near the best, best first", [9 - QUOTE_MARGIN / 2, 0, 9, 0, 0], [2, 0]),
        ("at most so many", [9, 8.9, 8.8, 8.7, 8.6], list(range(QUOTE_LIMIT))),
    ],
)
def test_best_is_quoted_with_what_comes_near_it(title: str, scores: list[float], expected: list[int]) -> None:
    assert select_best(ranked("Who paid?", scores)) == expected, title


@pytest.mark.parametrize(
    ("title", "scores", "expected"),
    [
        ("nothing else answers", [0, 0, 9, 0, 0], [2]),
        ("what answers less well, in its order", [7, 0, 9, 0, 6.5], [2, 0, 4]),
        ("at most so many", [9, 7, 7.1, 7.2, 7.3], [0, 2, 3, 4]),
    ],
)
def test_the_rest_of_an_answer_is_quoted_from_the_best_passage(
    title: str, scores: list[float], expected: list[int]
) -> None:
    found = ranked("Who paid?", scores)
    assert with_rest(found, select_best(found)) == expected, title


@pytest.mark.parametrize(
    ("title", "scores", "expected"),
    [
        ("in the document's order", [8.5, 9, 0, 0, 8.8], [0, 1, 4]),
        ("at most so many", [9, 8.9, 8.8, 8.7, 8.6], list(range(SEVERAL_LIMIT))),
        ("several wanted, one is there", [0, 9, 0, 0, 0], [1]),
        ("those that are less good come after", [7, 9, 0, 0, 0], [1, 0]),
    ],
)
def test_several_are_quoted_in_the_documents_order(title: str, scores: list[float], expected: list[int]) -> None:
    found = ranked("What are the damages?", scores)
    assert order_quotes(found, select_several(found, {}), {}) == expected, title


def test_cause_is_quoted_with_what_follows_from_it() -> None:
    found = ranked("Why did nine boats sink?", [-9, 9, 0, 0, 8.7])
    assert order_quotes(found, select_several(found, {}), {}) == [1, 4]
    assert order_quotes(found, select_several(found, {1: 0}), {}) == [0, 1, 4]
    crowded = ranked("Why did nine boats sink?", [-9, 9, 8.9, 8.8, 8.7])
    assert order_quotes(crowded, select_several(crowded, {1: 0}), {}) == [0, 1, 2, 3]


def test_what_belongs_to_a_quote_stands_with_it() -> None:
    found = ranked("What are the damages?", [-9, 9, -9, 6, -9])
    near = select_several(found, {})
    assert order_quotes(found, near, {}) == [1, 3]
    assert order_quotes(found, near, {2: 1, 4: 3}) == [1, 2, 3, 4]


def test_cause_is_the_sentence_that_a_consequence_leans_on(corpus: Corpus) -> None:
    with Index(corpus.index_folder).snapshot() as snapshot:
        question = prepare_question(snapshot, "Why did homicides increase by a factor of eight?")
        found = rank_sentences(snapshot, question, retrieve(snapshot, question))
        assert found is not None
        texts = {found.candidates[a].text: found.candidates[b].text for a, b in find_causes(snapshot, found).items()}
    effect = "As a result, homicides increased by a factor of eight between 2018 and 2023."
    assert texts[effect] == "This has fuelled a market for weapons and the services of hitmen."


def test_options_are_quoted_with_the_first_that_is_not_called_one(harbour: Corpus) -> None:
    answer = harbour.ask("What options for the harbour are there?")
    assert [quote for quote in quotes(answer) if "option" in quote or "dredger" in quote] == [
        "If the state pays for a dredger, the old basin can be kept open for large ships.",
        "Another option for the harbour is that the guild builds a second pier in the northern bay.",
        "A third option for the harbour is to close the old basin for good.",
    ]
    assert answer.short_answer is None
    assert "Another painter is from the island." not in quotes(answer)


def test_what_is_counted_up_is_quoted_together(harbour: Corpus) -> None:
    found = quotes(harbour.ask("What reasons about the ferry did the guild give for its petition?"))
    counted = [quote for quote in found if quote.startswith(("First", "Second", "Finally"))]
    assert [quote.split(",")[0] for quote in counted] == ["First", "Second", "Finally"]


def test_one_of_the_options_alone_answers_a_question_for_one_thing(harbour: Corpus) -> None:
    assert quotes(harbour.ask("Who would build a second pier in the northern bay?")) == [
        "Another option for the harbour is that the guild builds a second pier in the northern bay."
    ]


def test_sentences_that_go_on_with_the_best_are_quoted_after_it(harbour: Corpus) -> None:
    found = quotes(harbour.ask("What are the effects if the guild builds a second pier?"))
    at = found.index("Another option for the harbour is that the guild builds a second pier in the northern bay.")
    assert found[at + 1] == "This would spare the old basin."
