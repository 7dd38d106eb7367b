"""The switch that has the index follow the corpus folder: off at first, told in words, and off again at the end."""

import asyncio
import os
import time
from collections.abc import Callable, Iterator

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from qa import Corpus
from qa.ui.build import builder_of
from qa.ui.builder import Builder
from qa.ui.server import preload
from qa.ui.session import current_corpus
from qa.ui.watching import FolderWatch, watch_of


@pytest.fixture
def app(scratch: Corpus, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The view over a corpus that it may change."""
    monkeypatch.setitem(os.environ, "QA_CORPUS", str(scratch.folder))
    monkeypatch.setitem(os.environ, "QA_INDEX", str(scratch.index_folder))
    yield AppTest.from_string("from qa.ui.add import show_add\nshow_add()", default_timeout=60).run()
    watch_of(current_corpus()).stop()
    builder_of(current_corpus()).wait()
    st.cache_resource.clear()


def markup(app: AppTest) -> str:
    assert not app.exception, app.exception
    return "".join(element.proto.body for element in app.get("html"))


def until(true: Callable[[], object]) -> None:
    """Wait for another thread; a test that waits in vain fails by what it looks at next."""
    for _ in range(1200):
        if true():
            return
        time.sleep(0.1)


def test_switch_is_off_until_it_is_put_on_and_is_the_same_for_all(app: AppTest, scratch: Corpus) -> None:
    assert not app.toggle(key="fq-watch").value and "Off. What is changed" in markup(app)
    app = app.toggle(key="fq-watch").set_value(True).run()
    assert "On. When files" in markup(app) and watch_of(current_corpus()).is_on
    other = AppTest.from_string("from qa.ui.add import show_add\nshow_add()", default_timeout=60).run()
    assert other.toggle(key="fq-watch").value
    other.toggle(key="fq-watch").set_value(False).run()
    assert not watch_of(current_corpus()).is_on and "Off. What is changed" in markup(app.run())


def test_file_that_is_put_into_the_folder_is_indexed_and_a_bad_one_is_named(app: AppTest, scratch: Corpus) -> None:
    app = app.toggle(key="fq-watch").set_value(True).run()
    (scratch.folder / "made-up.txt").write_text("A made-up text.\n\nThe invented ferry sank.", encoding="utf-8")
    (scratch.folder / "torn.txt").write_bytes(b"\x00\x01 <b>torn</b>")
    watching = watch_of(current_corpus())
    until(lambda: "indexed" in watching.last)
    page = markup(app.run())
    assert "indexed; 2 documents" in page and "left out: torn.txt" in page and "<b>" not in page
    assert "ferry" in scratch.document("made-up").text
    # The table has the reason at the file; there is no other notice.
    assert page.count('class="fq-notice"') == page.count('<p class="fq-notice">torn.txt: a binary file') == 1


def test_file_that_cannot_be_read_is_named_after_a_restart_too(app: AppTest, scratch: Corpus) -> None:
    (scratch.folder / "torn.txt").write_bytes(b"\x00\x01 <b>torn</b>")
    scratch.build()
    assert '<ul class="fq-notice"><li>torn.txt' in markup(app.run())


def test_watcher_ends_with_the_server(app: AppTest) -> None:
    watching = watch_of(current_corpus())
    watching.start()

    async def serve() -> None:
        async with preload(None):  # type: ignore[arg-type]
            assert watching.is_on

    asyncio.run(serve())
    assert not watching.is_on


def test_failure_is_told_and_tried_again_only_where_it_may_pass(scratch: Corpus) -> None:
    (scratch.folder / "corpus.toml").write_text("[[document", encoding="utf-8")
    builder = Builder(scratch)
    watching = FolderWatch(scratch, builder)
    watching.start()
    until(lambda: watching.last)
    assert "corpus.toml" in watching.last and watching.is_on
    outcome = builder.state.outcome
    assert outcome and not outcome.again
    watching.stop()
    assert not watching.is_on
