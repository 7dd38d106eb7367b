"""The integrity report, on made-up texts."""

import json
from pathlib import Path

import pytest

from qa.cli import main
from qa.cli.tables import footnotes_to_text
from qa.footnotes.integrity import CHARACTERS_BEFORE, examine_footnotes
from qa.parse.text import parse_text

MADE_UP = (
    "A made-up report of several words\n\nThe price of rice rose by a fifth last year.1 Nobody knows why.2 "
    "The next harvest may be better.4\n\n1. A Paper, 2024.\n\n2. Another Paper, 2023.\n\n4. A third Paper, 2022.\n"
)


def test_markers_come_in_reading_order_with_words_before_and_note() -> None:
    document = parse_text(MADE_UP, "made-up")
    report = examine_footnotes(document).to_dict()
    assert [(m["label"], m["note"]) for m in report["markers"]] == [
        ("1", "A Paper, 2024."), ("2", "Another Paper, 2023."), ("4", "A third Paper, 2022."),
    ]  # fmt: skip
    for marker in report["markers"]:
        assert marker["before"] == document.text[max(0, marker["at"] - CHARACTERS_BEFORE) : marker["at"]]
        assert MADE_UP[slice(*marker["raw"])] == marker["label"]
    assert report["footnotes"][0] | {"start": 0, "end": 0} == {
        "label": "1", "text": "A Paper, 2024.", "start": 0, "end": 0, "called": 1, "refers_to": [], "page": None, "box": None,
        "element": None,
    }  # fmt: skip
    assert [p["kind"] for p in report["problems"]] == ["gap-in-numbering"]


def test_table_shows_words_notes_and_problems() -> None:
    shown = footnotes_to_text(examine_footnotes(parse_text(MADE_UP, "made-up")), 80)
    assert "3 markers, 3 notes, 1 problem" in shown
    assert "harvest may be better." in shown and "A third Paper, 2022." in shown and "! " in shown


def test_file_outside_the_corpus_is_examined_without_an_index(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "made-up.txt").write_text(MADE_UP, encoding="utf-8")
    assert main(["footnotes", "--file", "made-up.txt", "--json"]) == 0
    assert [m["label"] for m in json.loads(capsys.readouterr().out)["markers"]] == ["1", "2", "4"]
    assert main(["footnotes", "--file", "missing.txt"]) == 1
    error = capsys.readouterr().err.strip()
    assert error.startswith("qa: missing.txt") and "\n" not in error


def test_control_characters_of_a_document_stay_out_of_the_table() -> None:
    shown = footnotes_to_text(examine_footnotes(parse_text("Title\n\nRed \x1b[31m text.1\n\n1. A \x1b[0m note.", "x")))
    assert "\x1b" not in shown
