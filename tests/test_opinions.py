"""What people say of answers: kept, taken back, taken away, and scored by. The notes are made up."""

import csv
import io
import json
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from qa import Corpus
from qa.cli import main
from qa.corpus.opinions import OPINIONS
from qa.errors import UsageError
from qa.evaluate import evaluate, given, read_gold
from qa.types.audit import Opinion
from tests.conftest import REPORT, ROOT

RIGHT, WRONG, REFUSED = (
    "How many prison staff were held hostage?",
    "How much in company assets was frozen?",
    "Who is king?",
)
HOSTILE = "=1+1 <img src=x onerror=alert(1)> ![x](http://example.invalid)"


def test_judged_answers_make_a_gold_file_that_scores_them(scratch: Corpus, tmp_path: Path) -> None:
    right, wrong, refused = scratch.ask_all([RIGHT, WRONG, REFUSED])
    scratch.judge_answer(right, "right")
    scratch.judge_answer(wrong, Opinion.WRONG, HOSTILE)
    scratch.judge_answer(scratch.ask(WRONG, document=REPORT), Opinion.RIGHT)
    scratch.judge_answer(refused, Opinion.RIGHT)
    file = tmp_path / "gold.jsonl"
    file.write_text(scratch.export_opinions("gold"), encoding="utf-8")
    gold = read_gold(file)
    assert [(g.question, g.kind, bool(g.evidence), g.answers) for g in gold] == [
        (RIGHT, "judged", True, ("more than 100",)),
        (REFUSED, "unanswerable", False, ()),
    ]
    assert gold[0].evidence[0] in scratch.document(REPORT).text and gold[0].footnotes == {"1"}
    report = evaluate(gold, [given(answer.to_dict()) for answer in (right, refused)]).to_dict()
    assert report["misses"] == []


def test_quote_that_is_right_is_evidence_and_one_that_is_wrong_is_not(scratch: Corpus) -> None:
    answer = scratch.ask("What is said about Guayaquil?")
    first, second, *_ = [claim.citations[0] for claim in answer.claims]
    scratch.judge_answer(answer, "right")
    scratch.judge_answer(answer, "wrong", quote=first)
    scratch.judge_answer(answer, None, "only a note", quote=second)
    (row,) = map(json.loads, scratch.export_opinions("gold").splitlines())
    assert first.quote not in row["evidence"] and second.quote in row["evidence"]
    scratch.judge_answer(answer, None, quote=first)
    scratch.judge_answer(answer, None)
    assert [(said.note, said.is_whole) for said in scratch.opinions()] == [("only a note", False)]
    assert scratch.export_opinions("gold") == ""


def test_lines_that_do_not_fit_are_left_out_and_notes_stay_text(
    scratch: Corpus, capsys: pytest.CaptureFixture[str]
) -> None:
    scratch.judge_answer(scratch.ask(RIGHT), "wrong", HOSTILE)
    with (scratch.folder / OPINIONS).open("a", encoding="utf-8") as file:
        for quotes in ([], [{"document": "d", "start": "0", "end": 1, "quote": "q"}], 5):
            file.write(
                json.dumps({"question": "q", "of": "quote", "quotes": quotes, "at": "<b>", "opinion": "right"}) + "\n"
            )
        file.write("[" * 5000 + "\n")
    assert [said.note for said in scratch.opinions()] == [HOSTILE]
    folders = ["--corpus", str(scratch.folder), "--index", str(scratch.index_folder)]
    assert main(["judged", *folders]) == 0
    assert "<img" not in capsys.readouterr().out.replace("\\<img", "")
    rows = list(csv.reader(io.StringIO(scratch.export_opinions("csv"))))
    assert rows[1][3] == f"'{HOSTILE}"
    for said, note in (("maybe", ""), ("right", "x" * 5000)):
        with pytest.raises(UsageError):
            scratch.judge_answer(scratch.ask(RIGHT), said, note)


def test_answer_and_quote_are_judged_below_it(scratch: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_CORPUS", str(scratch.folder))
    monkeypatch.setenv("QA_INDEX", str(scratch.index_folder))
    app = AppTest.from_file(str(ROOT / "qa" / "ui" / "main.py"), default_timeout=60)
    app.query_params["q"] = RIGHT
    try:
        app.run()
        next(button for button in app.button if button.label == "Right").click().run()
        app.segmented_control[1].set_value(1).run()
        next(area for area in app.text_area if area.label == "Note").set_value(" my\nnote ").run()
        next(button for button in app.button if button.label == "Wrong").click().run()
        assert not app.exception
    finally:
        st.cache_resource.clear()
    assert [(s.opinion, s.note, s.is_whole) for s in scratch.opinions()] == [
        (Opinion.RIGHT, "", True),
        (Opinion.WRONG, "my note", False),
    ]
