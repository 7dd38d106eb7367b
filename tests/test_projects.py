"""Several corpora in one program: how they are named, and that a visit stays in its own. The second one's text is made up."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from qa import Corpus, open_corpus
from qa.cli.arguments import parsed
from qa.errors import UsageError
from qa.ui.projects import PROJECTS, projects_in
from qa.wording.say import speaking
from tests.conftest import ROOT

FIRST = "How many prison staff were held hostage?"
OTHER = "other <b>"


def test_folders_are_projects_with_names_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "a" / "memos").mkdir(parents=True)
    (tmp_path / "b" / "memos" / "corpus").mkdir(parents=True)
    first, second = projects_in([str(tmp_path / "a" / "memos"), str(tmp_path / "b" / "memos")])
    assert (first.name, first.corpus, first.index) == (
        "memos", str(tmp_path / "a" / "memos"), str(tmp_path / "a" / "memos.index")
    )  # fmt: skip
    inside = tmp_path / "b" / "memos"
    assert (second.name, second.corpus, second.index) == ("memos-2", str(inside / "corpus"), str(inside / "index"))
    with pytest.raises(UsageError, match="no such folder"):
        projects_in([str(tmp_path / "c")])


def test_values_of_settings_are_not_taken_for_folders() -> None:
    options = parsed(["app", "one", "--server.port", "8600", "two", "--port", "1", "--client.toolbarMode", "viewer"])
    assert options.projects == ["one", "two"] and options.port == "1"
    assert parsed(["app", "--port", "1", "one"]).projects == ["one"]
    assert options.streamlit == ["--server.port=8600", "--client.toolbarMode=viewer"]


@pytest.fixture
def app(corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    folder = tmp_path / "made up"
    folder.mkdir()
    (folder / "ferry.txt").write_text("The ferry\n\nNobody has checked the brakes of the ferry.\n", encoding="utf-8")
    open_corpus(folder, index=tmp_path / "index").build()
    rows = [["sample", str(corpus.folder), str(corpus.index_folder)], [OTHER, str(folder), str(tmp_path / "index")]]
    monkeypatch.setenv(PROJECTS, json.dumps(rows))
    yield AppTest.from_file(str(ROOT / "qa" / "ui" / "main.py"), default_timeout=60).run()
    st.cache_resource.clear()


def markup(app: AppTest) -> str:
    assert not app.exception, app.exception
    return "".join(element.proto.body for element in app.get("html"))


def test_visit_stays_in_the_project_of_its_address(app: AppTest) -> None:
    page = markup(app.text_input(key="q").set_value(FIRST).run())
    assert "more than 100" in page and "project=other+%3Cb%3E" in page and OTHER not in page
    assert "project=sample" in page.split("fq-evidence")[1], "links lead to the same project"
    app.query_params.clear()
    app.query_params["project"] = OTHER
    page = markup(app.run())
    assert "The ferry" in page and 'class="fq-answer"' not in page and app.text_input(key="q").value == ""
    page = markup(app.text_input(key="q").set_value("Who has checked the brakes of the ferry?").run())
    assert "Nobody has checked the brakes" in page and "prison" not in page
    app.query_params.clear()
    app.query_params["project"] = "<i>none"
    page = markup(app.run())
    assert "&lt;i&gt;none: no project has this name" in page


def test_visit_keeps_its_language_from_project_to_project(app: AppTest) -> None:
    app.query_params["lang"] = "es"
    app.text_input(key="q").set_value(FIRST).run()
    page = markup(app)
    assert "more than 100" in page and "Abrir en el informe" in page and "Open in the report" not in page
    assert (app.button(key="fq-ask").label, app.text_input(key="q").label) == ("Preguntar", "Pregunta")
    del app.query_params["lang"]
    app.query_params["project"] = OTHER
    # The test's own thread says the choices of a list again, to find the one that was chosen.
    with speaking("es"):
        app.run()
        assert app.button(key="fq-ask").label == "Preguntar"
        app.query_params["lang"] = "en"
        assert app.run().button(key="fq-ask").label == "Ask"
