"""What readers highlight in documents: kept, found again, taken back, taken away. The notes and documents are made up."""

import csv
import io
import json
import os

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from qa import Corpus, Highlight
from qa.cli import main
from qa.corpus.highlights import HIGHLIGHTS
from qa.errors import UsageError
from qa.parse import parse_bytes
from qa.types.document import Span
from qa.ui.selected import Selected, SelectionWish, selected_in
from tests.conftest import REPORT

HOSTILE = "=1+1 <img src=x onerror=alert(1)> ![x](http://example.invalid)"


def test_highlight_has_its_last_note_until_it_is_taken_back(scratch: Corpus) -> None:
    text = scratch.document(REPORT).text
    first, second = (Span(at := text.index(words), at + len(words)) for words in ("Guayaquil", "€48 million"))
    scratch.highlight(REPORT, second)
    scratch.highlight(REPORT, first, "a note")
    scratch.highlight(REPORT, second, HOSTILE)
    assert [(h.quote, h.note) for h in scratch.highlights()] == [("Guayaquil", "a note"), ("€48 million", HOSTILE)]
    assert "<img" not in scratch.export_highlights("markdown").replace("\\<img", "")
    rows = list(csv.reader(io.StringIO(scratch.export_highlights("csv"))))
    assert rows[2][3:5] == ["€48 million", f"'{HOSTILE}"]
    scratch.remove_highlight(scratch.highlights(REPORT)[0])
    assert [json.loads(line)["quote"] for line in scratch.export_highlights("jsonl").splitlines()] == ["€48 million"]
    for span, note in ((Span(0, len(text) + 1), ""), (Span(5, 5), ""), (first, "x" * 5000)):
        with pytest.raises(UsageError):
            scratch.highlight(REPORT, span, note)


def test_lines_that_do_not_fit_are_left_out(scratch: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    kept = scratch.highlight(REPORT, Span(0, 10), "a note").to_dict()
    wrong = ({"start": "0"}, {"end": 0}, {"quote": ""}, {"note": 5}, {"document": None})
    with (scratch.folder / HIGHLIGHTS).open("a", encoding="utf-8") as file:
        file.write("".join(f"{json.dumps({**kept, **other})}\n" for other in wrong) + "[" * 5000 + "\n")
    assert [h.to_dict() for h in scratch.highlights()] == [kept]
    folders = ["--corpus", str(scratch.folder), "--index", str(scratch.index_folder)]
    assert main(["judged", "--highlights", *folders]) == 0
    assert "a note" in capsys.readouterr().out
    assert main(["judged", "--highlights", "--form", "gold", *folders]) == 2


def test_highlight_stays_with_its_words_where_they_stand_once() -> None:
    highlight = Highlight("d", Span(0, 4), "quay")
    for text, place in (("quay", 0), ("The quay is closed.", 4), ("The quay and a quay.", None), ("The pier.", None)):
        found = highlight.place_in(parse_bytes(text.encode(), "d.txt", "d"))
        assert (found.start if found else None) == place


def test_selection_is_counted_in_the_letters_that_are_shown() -> None:
    document = parse_bytes("A title.\n\nThe quay\u202e of\u202c Larkmouth 𝄞 is closed.\n".encode(), "d.txt", "d")
    at = document.text.index("The")
    wanted = document.text[at : document.text.index(" is")]
    assert wanted != "The quay of Larkmouth 𝄞"
    found = selected_in(document, f"note {at}.0-{at}.23 5")
    assert found == Selected(SelectionWish.NOTE, Span(at, at + len(wanted)))
    for request in ("", "note 0.0-0.0", "note 9.0-0.0", "eat 0.0-0.9", "note 999999999.0-999999999.9", "note -1.0-0.9"):
        assert selected_in(document, request) is None


def test_chosen_passage_has_its_page_title_and_footnotes(corpus: Corpus) -> None:
    document = corpus.document(REPORT)
    at = document.text.index("more than 100 prison staff")
    citation = corpus.cite(REPORT, Span(at, document.text.index("\n", at)))
    assert citation.quote.startswith("more than 100") and [link.label for link in citation.footnotes] == ["1"]
    with pytest.raises(UsageError, match="has no words"):
        corpus.cite(REPORT, Span(0, len(document.text) + 1))


def test_view_highlights_what_is_selected_and_takes_a_note(scratch: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "QA_CORPUS", str(scratch.folder))
    monkeypatch.setitem(os.environ, "QA_INDEX", str(scratch.index_folder))
    app = AppTest.from_string("from qa.ui.read import show_read\nshow_read()", default_timeout=60).run()
    at = scratch.document(REPORT).blocks[1].span.start
    app.text_input(key="fq-selected").input(f"highlight {at}.0-{at}.10 1").run()
    (kept,) = scratch.highlights(REPORT)
    assert kept.span == Span(at, at + 10) and "fq-own-mark" in _page(app)
    app.text_input(key="fq-selected").input(f"note {at}.0-{at}.10 2").run()
    assert str(at) in app.query_params["start"]
    app.text_area[0].input(HOSTILE).run()
    next(button for button in app.button if button.label == "Save the note").click().run()
    assert scratch.highlights(REPORT)[0].note == HOSTILE and "<img" not in _page(app)
    next(button for button in app.button if button.label == "Remove the highlight").click().run()
    assert not app.exception and scratch.highlights(REPORT) == ()
    st.cache_resource.clear()


def _page(app: AppTest) -> str:
    return "".join(element.proto.body for element in app.get("html") if "fq-document" in element.proto.body)
