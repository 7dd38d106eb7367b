"""Statements that are typed instead of questions: quoted where they are said, told where they are said otherwise. All made up."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa import Corpus, open_corpus
from qa.language.en.statements import states_something

TEXT = """# The lanterns of Lumo

In 2021, the guild and seven towns filed a complaint against the harbour company. The company paid 40 florins.

No law of Lumo currently requires the company to light the harbour. The mayor sold nine boats in May.
"""


@pytest.fixture
def lumo(scratch: Corpus, tmp_path: Path) -> Corpus:
    file = tmp_path / "lumo.md"
    file.write_text(TEXT, encoding="utf-8")
    scratch.add(file)
    scratch.build()
    return scratch


def test_a_statement_is_quoted_and_what_is_said_otherwise_is_told(lumo: Corpus) -> None:
    said = lumo.ask("The mayor sold nine boats in May.")
    assert said.claims[0].text == "The mayor sold nine boats in May." and said.difference is None
    other = lumo.ask("In 2021, the guild and nine towns filed a complaint against the harbour company.")
    assert other.claims[0].text.startswith("In 2021, the guild and seven") and other.short_answer is None
    assert other.difference == "This sentence says it otherwise: “seven” where the statement says “nine”."
    denied = lumo.ask("A law of Lumo requires the company to light the harbour.")
    assert denied.claims[0].text.startswith("No law") and "“No”" in (denied.difference or "")
    assert not lumo.ask("The moon is made of green cheese.").claims


def test_a_statement_in_other_words_is_read(lumo: Corpus) -> None:
    lumo = open_corpus(lumo.folder, index=lumo.index_folder, reader="packaged")
    other = lumo.ask("The mayor never parted with any of his vessels.", document="lumo")
    assert other.claims[0].text.startswith("The mayor sold")
    assert other.difference == "As far as can be told, this contradicts the statement."
    near = lumo.ask("Forty florins were what the firm had to hand over.", document="lumo")
    assert near.claims[0].text == "The company paid 40 florins."


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("The mayor sold nine boats in May.", True),
        ("mayor sold nine boats to the guild", True),
        ("Who sold nine boats in May?", False),
        ("who sold nine boats in may", False),
        ("harbour lanterns guild 2021 complaint", False),
        ("Summarise the report in two sentences.", False),
        ("And in 2019?", False),
    ],
)
def test_a_statement_is_told_from_questions_orders_and_keywords(text: str, states: bool) -> None:
    assert states_something(text) is states
