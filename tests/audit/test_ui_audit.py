"""The view of the audit."""

import os
from collections.abc import Iterator

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from qa import Corpus
from qa.ui.reading_only import READ_ONLY
from tests.audit.test_second_opinion import first_words, verdict
from tests.model_server import model_server


@pytest.fixture
def app(judged: Corpus, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    for name, value in (("QA_CORPUS", judged.folder), ("QA_INDEX", judged.index_folder), ("QA_READER", "packaged")):
        monkeypatch.setitem(os.environ, name, str(value))
    yield AppTest.from_string("from qa.ui.audit import show_audit\nshow_audit()", default_timeout=60)
    st.cache_resource.clear()


def markup(app: AppTest) -> str:
    assert not app.exception, app.exception
    return "".join(element.proto.body for element in app.get("html"))


def test_each_statement_stands_beside_its_source_and_can_be_judged(app: AppTest, judged: Corpus) -> None:
    app.run()
    shown = markup(app)
    assert "11 footnoted statements, 6 checked (55%): 2 supported, 1 partly, 2 differ, 1 not found" in shown
    assert "<mark>€48 million</mark>" in shown and "<mark>EUR 12 million</mark>" in shown
    differs = next(s for s in judged.audit()[0].statements if s.citation.footnotes[0].label == "6")
    app.button(key=f"fq-wrong-{differs.key}").click().run()
    assert "You judged wrong" in markup(app) and judged.judgements()[differs.key].opinion == "wrong"
    app.button(key=f"fq-wrong-{differs.key}").click().run()
    assert judged.judgements() == {}


def test_verdicts_can_be_chosen(app: AppTest) -> None:
    app.run()
    app.button_group(key="verdict").set_value(["differs"]).run()
    shown = markup(app)
    assert shown.count('<section class="fq-audited') == 2 and "Financial Times" not in shown


def test_nobody_judges_a_corpus_that_is_read_only(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, READ_ONLY, "1")
    app.run()
    assert "Source differs" in markup(app) and not app.button


def test_a_model_is_asked_by_a_button_that_says_where_text_goes(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-made-up")
    with model_server(verdict("differs", first_words)) as server:
        monkeypatch.setitem(os.environ, "QA_WRITER", server.openai())
        app.run()
        assert "what it reads <strong>stays on this computer</strong>" in markup(app) and not server.asked
        app.button(key="fq-second-ask").click().run()
        shown = markup(app)
        assert shown.count("The model says: the source differs, and quotes") == len(server.asked) == 2
        app.button_group(key="verdict").set_value(["not_found"]).run()
        assert "The model says" in markup(app) and len(server.asked) == 2
