"""An index that was forged with checksums that fit: what differs from the files is found, told, and not passed off as a quote."""

import json
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from qa import Corpus, open_corpus
from qa.cli.entry import main
from qa.doctor import Severity, diagnose
from qa.errors import Remedy
from qa.export.answers import answer_to_text
from qa.types.answer import Verdict
from qa.ui.comparing import comparison_of
from qa.ui.session import current_corpus
from tests.conftest import REPORT
from tests.test_index_forged import forge, run

QUESTION = "How much in company assets was frozen?"
TEXT = "UPDATE documents SET text = replace(text, '48 million', '84 million')"
FORGERIES = {
    "text": (TEXT,),
    "markers": ("UPDATE documents SET markers = json_set(markers, '$[0][1]', 12)",),
    "notes": ("UPDATE documents SET footnotes = json_set(footnotes, '$[0][2]', 99)",),
    "sources": ("UPDATE sources SET fields = json_set(fields, '$.publisher', 'Lumo Gazette')",),
    "passages": ("UPDATE passages SET labels = '[\"1\"]'",),
    "what corpus.toml says": ("UPDATE documents SET title = 'Another'",),
    # As if the file could not be read any more, and this were its last good version.
    "text, unread": (
        TEXT,
        "INSERT INTO failures SELECT doc_id, fingerprint, 'made up' FROM documents",
        "UPDATE documents SET fingerprint = 'made up'",
    ),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_forgery_is_found_by_parsing_the_file_again(scratch: Corpus, name: str) -> None:
    assert scratch.compare() == () and scratch.altered() == ()
    forge(scratch, "content-*", run(*FORGERIES[name]))
    (found,) = scratch.compare()
    assert found.doc_id == REPORT and name.partition(",")[0] in found.parts
    assert "48 million" in found.document.text and scratch.altered() == (found,)


def test_forged_quote_is_verified_by_the_file_once_the_index_was_compared(scratch: Corpus) -> None:
    forge(scratch, "content-*", run(TEXT))
    assert scratch.ask(QUESTION).altered == ()
    scratch.compare(REPORT)
    answer = scratch.ask(QUESTION)
    citation = answer.claims[0].citations[0]
    assert "84 million" in citation.quote and citation.verdict is Verdict.QUOTE_ALTERED
    assert answer.altered == (REPORT,) and answer.to_dict()["altered"] == [REPORT]
    assert "something else than the file says" in " ".join(answer_to_text(answer).split())
    next(scratch.index_folder.glob("content-*")).unlink()
    assert scratch.build().changed
    again = scratch.ask(QUESTION)
    assert again.altered == () and again.claims[0].citations[0].verdict is Verdict.QUOTE_FOUND


def test_check_and_doctor_tell_a_forged_index(
    scratch: Corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forge(scratch, "content-*", run(TEXT))
    saved = tmp_path / "answer.json"
    saved.write_text(json.dumps(scratch.ask(QUESTION).to_dict()), encoding="utf-8")
    folders = ["--corpus", str(scratch.folder), "--index", str(scratch.index_folder)]
    assert main(["check", str(saved), *folders]) == 1
    out, err = capsys.readouterr()
    assert "broken" in out and "the index holds other text" in err and "qa index --rebuild" in err
    (told,) = (f for f in diagnose(open_corpus(scratch.folder, index=scratch.index_folder)) if f.subject == "altered")
    assert told.severity is Severity.ERROR and REPORT in told.message and told.remedy is Remedy.REBUILD_INDEX


def test_honest_index_of_any_format_is_as_its_files(gold_corpus: Corpus, wider: Corpus) -> None:
    assert gold_corpus.compare() == () and wider.compare() == ()


def test_file_that_changed_is_not_called_a_forgery(scratch: Corpus) -> None:
    (entry,) = scratch.entries()
    entry.path.write_text("The mayor of Lumo counted nine boats.", encoding="utf-8")
    assert scratch.compare() == () and scratch.ask(QUESTION).changed == (REPORT,)


def test_browser_compares_in_the_background_and_tells_it_above_every_view(
    scratch: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_CORPUS", str(scratch.folder))
    monkeypatch.setenv("QA_INDEX", str(scratch.index_folder))
    forge(scratch, "content-*", run(TEXT))
    st.cache_resource.clear()
    try:
        app = AppTest.from_string("from qa.ui.page import show_page\nshow_page()", default_timeout=60).run()
        comparison_of(current_corpus()).wait()
        told = "".join(element.proto.body for element in app.run().get("html"))
        assert not app.exception and "the index holds other text" in told and "Rebuild everything" in told
    finally:
        st.cache_resource.clear()
