"""What is no sensible text, in file names, addresses and fields: one plain line at most, and nothing of it becomes markup."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest
import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest

from qa import Corpus
from tests.pages import opened, put_file
from tests.serving import served

NASTY = {
    "a lone surrogate": "a\ud800b",
    "a NUL": "a\x00b",
    "controls": "a\x1b[31m\x07\x7f\u202eb\r\nc",
    "markup": "<img src=x onerror=alert(1)>**b** ![x](http://example.invalid/x.png) $x$ :material/home:",
    "too much": "x" * 100_000,
}
VIEWS = {
    "ask": ("q", "report", "mode", "words", "everywhere"),
    "read": ("document", "start", "end"),
    "sources": ("find", "kind", "source", "report", "order"),
    "add": ("q",),
}


@pytest.fixture
def folders(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    named = {"QA_CORPUS": str(corpus.folder), "QA_INDEX": str(corpus.index_folder)}
    for name, value in named.items():
        monkeypatch.setitem(os.environ, name, value)
    yield named
    st.cache_resource.clear()


def is_plain(app: AppTest) -> None:
    """No traceback, no markup of what was given, and no line of it without end."""
    assert not app.exception, app.exception
    page = "".join(element.proto.body for element in app.get("html"))
    assert "<img src=x" not in page and "\x00" not in page and "\x1b" not in page and "\u202e" not in page
    assert "x" * 3000 not in page
    assert not [m for m in app.markdown if "example.invalid" in m.value]


@pytest.mark.parametrize("what", [what for what in NASTY if what != "a lone surrogate"])  # which no message can carry
def test_question_and_words_that_are_no_text_are_told_in_a_line(folders: dict[str, str], what: str) -> None:
    app = AppTest.from_string("from qa.ui.ask import show_ask\nshow_ask()", default_timeout=60).run()
    is_plain(app.text_input(key="q").set_value(NASTY[what]).run())
    app.session_state["mode"] = "Mentions"
    app.run()
    is_plain(app.text_input(key="words").set_value(NASTY[what]).run())


@pytest.mark.parametrize("what", [what for what in NASTY if what != "a lone surrogate"])  # which no message can carry
def test_file_of_such_a_name_is_understood_or_refused_in_a_line(folders: dict[str, str], what: str) -> None:
    app = AppTest.from_string("from qa.ui.add import show_add\nshow_add()", default_timeout=60).run()
    made_up = b"A made-up text.\n\nIt says nothing of note.\n"
    is_plain(app.file_uploader[0].set_value([(f"{NASTY[what]}.txt", made_up, "text/plain")]).run())
    app = AppTest.from_string("from qa.ui.add import show_add\nshow_add()", default_timeout=60).run()
    app.text_input[0].set_value(NASTY[what])
    app.text_area[0].set_value(NASTY[what])
    is_plain(next(b for b in app.button if b.label == "Read it").click().run())


def faults(told: list[ForwardMsg]) -> list[str]:
    """What a page shows when a script has failed."""
    return [m.delta.new_element.exception.message for m in told if m.delta.new_element.HasField("exception")]


def test_addresses_and_uploads_that_are_no_text_fail_nothing_in_the_program_as_it_is_started(
    corpus: Corpus, tmp_path: Path, folders: dict[str, str]
) -> None:
    log = tmp_path / "log.txt"
    with served(None, folders, log) as (address, _), opened(address) as page:
        for view, names in VIEWS.items():
            for value in NASTY.values():
                given = quote_from_bytes(value.encode("utf-8", "surrogatepass"))
                told = page.draw("&".join(f"{name}={given}" for name in names), view)
                assert not faults(told), (view, value[:20])
        for number, value in enumerate(NASTY.values()):
            name = value[:8000].replace("\r\n", " ").replace('"', "").encode("utf-8", "surrogatepass")
            assert put_file(address, page.name, number, b"x", name) in (204, 400)
        assert not faults(page.draw("", "add"))
    assert "Traceback" not in log.read_text(encoding="utf-8", errors="replace")
