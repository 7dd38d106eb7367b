"""Follow-ups become whole questions by what was asked and answered before; the answers here are made up."""

from dataclasses import replace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from qa import Corpus
from qa.answering.follow_up import whole_question
from qa.types.answer import Answer, Citation, Claim, Status
from qa.types.document import Span


def answered(question: str, text: str, short: str | None = None) -> Answer:
    citation = Citation("lumo", "p", Span(0, len(text)), text)
    return Answer(question, Status.ANSWERED, short, None, (Claim(text, (citation,)),), (), ())


BURNT = answered("How many houses burnt in Lumo in 2021?", "The fire of 2021 took 40 houses in Lumo.", "40")
MAYOR = answered("Who rebuilt the harbour?", "Mayor Ana Ruiz rebuilt the harbour of Lumo.", "Ana Ruiz")
STAFF = answered("How many prison guards were hurt?", "In May, nine guards were hurt.", "nine")
GIVEN = answered("How much did Ruiz give?", "Lumo's Act passed, to which Ana Ruiz gave $9.", "Lumo's Act")
SOME = answered("Who went on with the case?", "Some towns went on with the case.", "Some towns")
REFUSED = replace(BURNT, status=Status.ABSTAINED, claims=(), short_answer=None, reason="no")


@pytest.mark.parametrize(
    ("before", "asked", "whole"),
    [
        (BURNT, "Why?", "Why is it that the fire of 2021 took 40 houses in Lumo?"),
        (BURNT, "how come", "Why is it that the fire of 2021 took 40 houses in Lumo?"),
        (BURNT, "Who says that?", "Who says that the fire of 2021 took 40 houses in Lumo?"),
        (BURNT, "According to whom?", "Who says that the fire of 2021 took 40 houses in Lumo?"),
        (BURNT, "And in 2019?", "How many houses burnt in Lumo in 2019?"),
        (BURNT, "and in Vetta?", "How many houses burnt in Vetta in 2021?"),
        (REFUSED, "and in 2019?", "How many houses burnt in Lumo in 2019?"),
        (BURNT, "And 2019?", "How many houses burnt in Lumo in 2019?"),
        (
            BURNT,
            "What is the source for that?",
            "What is the source for the claim that the fire of 2021 took 40 houses in Lumo?",
        ),
        (GIVEN, "When did he step down?", "When did Ruiz step down?"),
        (SOME, "What did they settle?", "What did some towns settle?"),
        (MAYOR, "What about in 2019?", "Who rebuilt the harbour in 2019?"),
        (MAYOR, "what about the lanterns?", "What is said about the lanterns?"),
        (MAYOR, "Where does she live?", "Where does Ana Ruiz live?"),
        (MAYOR, "and what is her trade?", "What is Ana Ruiz’s trade?"),
        (STAFF, "Where were they hurt?", "Where were the prison guards hurt?"),
        (MAYOR, "How many lanterns does Lumo have?", "How many lanterns does Lumo have?"),
        (MAYOR, "How do gangs move their money?", "How do gangs move their money?"),
        (MAYOR, "Which of these groups are in prison?", "Which of these groups are in prison?"),
        (MAYOR, "Did Tom Bell say where he lives?", "Did Tom Bell say where he lives?"),
        (MAYOR, "Is it true that the port is closed?", "Is it true that the port is closed?"),
        (MAYOR, "And what does footnote 6 cite?", "What does footnote 6 cite?"),
        (REFUSED, "Why?", "Why?"),
    ],
)
def test_follow_up_is_made_whole_or_left_alone(before: Answer, asked: str, whole: str) -> None:
    assert whole_question(asked, before) == whole


def test_whole_question_stands_in_the_field_and_what_was_typed_below(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_CORPUS", str(corpus.folder))
    monkeypatch.setenv("QA_INDEX", str(corpus.index_folder))
    app = AppTest.from_string("from qa.ui.ask import show_ask\nshow_ask()", default_timeout=60).run()
    app.text_input(key="q").set_value("How many prison staff were held hostage?").run()
    app.text_input(key="q").set_value("Where were they held?").run()
    assert app.text_input(key="q").value == "Where were the prison staff held?"
    shown = "\n".join(element.proto.body for element in app.get("html"))
    assert "You typed <q>Where were they held?</q>" in shown and "Ask it as typed" in shown
    assert corpus.whole_question("Why?", corpus.ask("Who was identified by Europol?")).startswith("Why is it that")
    st.cache_resource.clear()
