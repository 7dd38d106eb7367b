"""What letters stand for: where a text writes them out, the question is answered from there. The documents are made up."""

import pytest

from qa import Answer, Corpus, Status, open_corpus
from qa.answering.written_out import letters_asked, long_form

TEXT = """# The boats of Lumo

In 1920 the Harbour Office of Tolm (“HOT”) counted the boats; the guild paid for it.[^1] The HOT asked for more men each year.

The Safer Use of Boats Act of 1921 (SUB Act; Law 14) asks for a lamp on every boat. The SRO is a body of nine skippers.[^2]

[^1]: The letters PLT (Port of Lumo Treasury) are explained here.
[^2]: Skippers and Rowers of Osk (SRO), Rules, 1922.
"""


@pytest.fixture(scope="module")
def lumo(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    made = tmp_path_factory.mktemp("letters")
    (made / "lumo.md").write_text(TEXT, encoding="utf-8")
    corpus = open_corpus(made / "corpus", index=made / "index", reader="none")
    corpus.add(made / "lumo.md")
    corpus.build()
    return corpus


@pytest.mark.parametrize(
    ("letters", "sentence", "said"),
    [
        ("HOT", "It was the Harbour Office of Tolm (“HOT”).", "Harbour Office of Tolm"),
        ("GO-TAC", "says the Global Office for Trade And Coal (GO-TAC; est. 1920)", "Global Office for Trade And Coal"),
        ("PC", "The port captains (PCs) left.", "port captains"),
        ("HOT", "HOT (Harbour Office of Tolm) counts.", "Harbour Office of Tolm"),
        ("TICK Act", "the Trade in Coal and Kelp (TICK) Act", "Trade in Coal and Kelp"),
        ("HOT", "It was warm (HOT) there.", None),
        ("HOT", "The house of the guild stood. Ships came (HOT).", None),
    ],
)
def test_long_form_stands_beside_its_letters(letters: str, sentence: str, said: str | None) -> None:
    found = long_form(letters, sentence)
    assert (found.of(sentence) if found else None) == said


def test_only_letters_are_asked_for() -> None:
    assert letters_asked("what does the GO-TAC stand for") == "GO-TAC"
    assert letters_asked("What is the SUB Act?") == "SUB Act"
    assert not any(map(letters_asked, ("What is a port?", "What is", "What does the HOT want?", "Who is HOT?")))


def test_letters_are_answered_where_they_are_written_out(lumo: Corpus) -> None:
    def asked(question: str) -> Answer:
        return lumo.ask(question)

    answer = asked("What does HOT stand for?")
    assert answer.short_answer == "Harbour Office of Tolm"
    assert answer.short_span is not None
    assert answer.short_span.span.of(lumo.document("lumo").text) == answer.short_answer
    assert [link.label for link in answer.claims[0].citations[0].footnotes] == ["1"]
    assert asked("What is the SUB Act?").short_answer == "Safer Use of Boats Act of 1921"
    assert asked("What does PLT stand for?").short_answer == "Port of Lumo Treasury"
    assert asked("What is the SRO?").claims[0].text.startswith("The SRO is a body")
    refused = asked("What does XYZ stand for?")
    assert refused.status is Status.ABSTAINED and "“XYZ” appears nowhere" in (refused.reason or "")
    assert "stand" not in (refused.reason or "")


def test_no_refusal_says_that_words_lack_which_only_hold_the_question_together(lumo: Corpus) -> None:
    reason = lumo.ask("Which boats left during lunch?").reason
    assert reason is not None and reason.endswith("“left” and “lunch” appear nowhere.")
