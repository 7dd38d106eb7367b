import json
from pathlib import Path

import pytest

from qa import Corpus, open_corpus
from qa.cli import main
from qa.errors import ReaderError
from qa.types.answer import Verdict
from tests.reader.tiny import ANSWERING, SCORING, save_model


def run(corpus: Corpus, command: str, *arguments: str) -> int:
    return main([command, "--corpus", str(corpus.folder), "--index", str(corpus.index_folder), *arguments])


def test_question_about_the_notes_needs_no_reader(corpus: Corpus, tmp_path: Path) -> None:
    opened = open_corpus(corpus.folder, index=corpus.index_folder, reader=str(tmp_path / "nothing"))
    assert opened.ask("What does footnote 6 cite?").claims


def test_question_about_the_text_is_read_by_the_reader_that_is_set(corpus: Corpus, tmp_path: Path) -> None:
    opened = open_corpus(corpus.folder, index=corpus.index_folder, reader=str(tmp_path / "nothing"))
    with pytest.raises(ReaderError, match="no such folder"):
        opened.ask("How many prison staff were held hostage?")
    none = open_corpus(corpus.folder, index=corpus.index_folder, reader="none")
    assert "100 prison staff" in none.ask("How many prison staff were held hostage?").claims[0].text


@pytest.mark.parametrize(
    ("reader", "reranker"), [("TINY", "none"), ("none", "TINY"), ("packaged", "TINY"), ("TINY", "TINY")]
)
def test_whatever_reads_the_quotes_and_the_short_answer_are_the_documents_own(
    corpus: Corpus, tmp_path: Path, reader: str, reranker: str
) -> None:
    if reader == "TINY":
        reader = str(save_model(tmp_path / "answering", ANSWERING))
    if reranker == "TINY":
        reranker = str(save_model(tmp_path / "scoring", SCORING, num_labels=1))
    opened = open_corpus(corpus.folder, index=corpus.index_folder, reader=reader, reranker=reranker)
    for question in ("How much in company assets was frozen?", "What is the recipe for ceviche?"):
        answer = opened.ask(question)
        cited = [*answer.nearest, *(citation for claim in answer.claims for citation in claim.citations)]
        assert cited and all(citation.verdict is Verdict.QUOTE_FOUND for citation in cited)
        assert answer.short_answer is None or answer.short_answer in cited[0].quote


@pytest.mark.parametrize("option", ["--reader", "--reranker"])
def test_command_line_names_the_reader(corpus: Corpus, capsys: pytest.CaptureFixture[str], option: str) -> None:
    assert run(corpus, "ask", "How many prison staff were held hostage?", option, "./nothing") == 1
    assert capsys.readouterr().err.startswith("qa: ./nothing: no such folder")


def test_evaluation_uses_the_reader_that_is_named(
    corpus: Corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"question": "Who was held hostage?", "evidence": []}))
    assert run(corpus, "eval", str(gold), "--reader", "./nothing") == 1
    assert "./nothing: no such folder" in capsys.readouterr().err
    assert run(corpus, "eval", str(gold), "--reader", "none") == 0


def test_question_on_the_command_line_may_be_of_one_document(
    scratch: Corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made_up = tmp_path / "made-up.txt"
    made_up.write_text("A made-up release.\n\nCompany assets worth 7 million euros were frozen.", encoding="utf-8")
    scratch.add(made_up)
    scratch.build()
    question = "How much in company assets was frozen?"
    batch = tmp_path / "batch.jsonl"
    batch.write_text(json.dumps({"question": question}))
    for asked in ([question], ["--batch", str(batch)]):
        assert run(scratch, "ask", *asked, "--json", "--document", "made-up") == 0
        claims = json.loads(capsys.readouterr().out)["claims"]
        assert {c["document"] for claim in claims for c in claim["citations"]} == {"made-up"}
        assert run(scratch, "ask", *asked, "--document", "nothing") == 2
        assert capsys.readouterr().err.startswith("qa: nothing: no such document")
