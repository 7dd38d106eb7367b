"""“What does it say about …?” is answered with the sentences about the topic, of the documents asked; by one search."""

import pytest

from qa import Corpus
from qa.answering import from_question
from qa.answering.about_topic import topic_of
from qa.answering.from_text import find_answer
from qa.types.answer import Status


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("What does it say about accidents?", "accidents"),
        ("What does the report on event tickets say about resale fees?", "resale fees"),
        ("And what else does the memo tell us on cranes", "cranes"),
        ("What is said about the mayor?", "the mayor"),
        ("Is there anything in the memo about ice?", "ice"),
        ("Does the survey mention anything about lamps?", "lamps"),
        ("What do we know about the guild?", "the guild"),
        ("Tell me more about the harbour", "the harbour"),
        ("What about lanterns?", "lanterns"),
        ("What does it say about how many boats sank?", None),
        ("What does it say about why prices fell?", None),
        ("What did the minister say about the strike?", None),
        ("What was found on the ship?", None),
        ("What is this about?", None),
        ("What does the document say about it?", None),
    ],
)
def test_topic_is_told_by_the_questions_words(question: str, topic: str | None) -> None:
    assert topic_of(question) == topic


def test_sentences_about_the_topic_are_quoted_from_the_chosen_document(wider: Corpus) -> None:
    answer = wider.ask("What does it say about boats?", document="mayor")
    assert answer.status is Status.ANSWERED and answer.short_answer is None
    assert [claim.text for claim in answer.claims] == ["The mayor counted the boats."]
    many = wider.ask("What does lanterns.txt say about Lumo?")
    assert many.scope == ("lanterns",) and 1 < len(many.claims) <= 5
    assert all("Lumo" in claim.text for claim in many.claims)
    starts = [claim.citations[0].span.start for claim in many.claims]
    assert starts[1:] == sorted(starts[1:])


def test_what_no_sentence_is_about_is_refused(wider: Corpus) -> None:
    assert wider.ask("What does it say about volcanoes?", document="mayor").status is Status.ABSTAINED
    assert wider.ask("What does it say about frozen boats?", document="mayor").status is Status.ABSTAINED


@pytest.mark.parametrize(
    "question",
    ["Who announced the frozen assets?", "Who says that prices fell?", "What does it say about ice?", "ice thickness"],
)
def test_a_question_is_searched_for_once(wider: Corpus, monkeypatch: pytest.MonkeyPatch, question: str) -> None:
    asked: list[str] = []

    def counted(*given: object, **more: object) -> object:
        asked.append(str(given[1]))
        return find_answer(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(from_question, "find_answer", counted)
    wider.ask(question)
    assert asked == [question]
