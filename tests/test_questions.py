"""Tests of what asks something, and what only tells of a question; the sentences are made up."""

import pytest

from qa.language.questions import asks_something


@pytest.mark.parametrize(
    "text",
    [
        "So what was hidden?",
        "“So what was hidden?”",
        "(Who burnt it?)",
        "Why did it burn? (p. 3)",
        "Did he say “I am guilty”?",
        "Did Lumo burn? No.",
        "Pero ¿qué hielo tiene Lumo",
        "Τι πάγο έχει το Λούμο;",
        "ما هو الجليد؟",
        "这是什么？",
        "何が隠されたのか。",
        "Ո՞վ է տերը։",
    ],
)
def test_question_is_told_whatever_its_script(text: str) -> None:
    assert asks_something(text)


@pytest.mark.parametrize(
    "text",
    [
        "He asked, 'Why don't you?'",
        "He asked, “Why? How?”",
        "“Why?” he asked.",
        "«¿Por qué?», preguntó el alcalde.",
        "¿Por qué?, preguntó el alcalde.",
        "Il demanda : « Pourquoi ? »",
        "Ρώτησε: «Γιατί;»",
        "سأل: «لماذا؟»",
        "他问：「为什么？」",
        "Lumo has ice (is it much?)",
        "Two mayors saw it;",
        "",
    ],
)
def test_statement_about_a_question_asks_nothing(text: str) -> None:
    assert not asks_something(text)
