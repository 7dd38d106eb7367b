"""Building in the background: one at a time, told when it fails, and questions are answered meanwhile."""

import os
import threading
from collections.abc import Callable
from types import SimpleNamespace

import pytest
import streamlit as st
from filelock import FileLock
from streamlit.testing.v1 import AppTest

from qa import Corpus
from qa.errors import CorpusError
from qa.ui.builder import Builder, State

ASKED = "How many prison staff were held hostage?"
Progress = Callable[[str, int, int], None]


class Held:
    """Stands for a corpus whose build waits until it is let go."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.go, self.fault = threading.Semaphore(0), fault
        self.builds: list[bool] = []
        self.seen: list[State] = []
        self.builder = Builder(self)  # type: ignore[arg-type]

    def build(self, *, rebuild: bool, progress: Progress) -> SimpleNamespace:
        assert self.go.acquire(timeout=60)
        self.builds.append(rebuild)
        for step, done, total in (("reading", 1, 2), ("embedding", 5, 10), ("reading", 0, 2), ("unheard of", 0, 0)):
            progress(step, done, total)
            self.seen.append(self.builder.state)
        if self.fault:
            raise self.fault
        return SimpleNamespace(skipped=("bad.txt: left out",), documents=2, passages=3)

    def load(self) -> None:
        pass


def test_second_request_waits_for_the_first_and_is_then_done() -> None:
    held = Held()
    assert held.builder.request() and held.builder.state.running
    assert not held.builder.request(rebuild=True) and held.builder.state.queued
    assert not held.builder.request()
    held.go.release(2)
    held.builder.wait()
    assert held.builds == [False, True] and not held.builder.state.running
    outcome = held.builder.state.outcome
    assert outcome and outcome.error is None and outcome.left_out == ("bad.txt: left out",)


def test_progress_never_runs_backwards() -> None:
    held = Held()
    held.go.release()
    held.builder.request()
    held.builder.wait()
    shares = [state.share for state in held.seen]
    assert shares == sorted(shares) and 0 < shares[0] < shares[1] < 1


def test_failure_is_told_in_one_line_and_the_next_build_starts() -> None:
    held = Held(CorpusError("corpus.toml: mend it"))
    for _ in range(2):
        held.go.release()
        assert held.builder.request()
        held.builder.wait()
        outcome = held.builder.state.outcome
        assert outcome and outcome.error == "corpus.toml: mend it"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_fault_of_the_program_does_not_leave_the_builder_running() -> None:
    held = Held(ZeroDivisionError())
    held.go.release()
    held.builder.request()
    held.builder.wait()
    outcome = held.builder.state.outcome
    assert not held.builder.state.running and outcome and "log" in (outcome.error or "")


def test_build_of_another_process_is_told(scratch: Corpus) -> None:
    builder = Builder(scratch)
    with FileLock(scratch.index_folder / "writer.lock"):
        builder.request()
        builder.wait()
    outcome = builder.state.outcome
    assert outcome and "another process is building the index" in (outcome.error or "")


def test_questions_are_answered_from_the_old_index_until_the_new_one_is_there(
    scratch: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch.add("made-up.txt", data=b"A made-up text.\n\nThe invented ferry of this text sank in May.")
    builder, begun, go = Builder(scratch), threading.Event(), threading.Event()
    real = scratch.build

    def build(*, rebuild: bool, progress: Progress) -> object:
        def note(what: str, done: int, total: int) -> None:
            progress(what, done, total)
            if what == "committing" and not done:
                begun.set()
                assert go.wait(60)

        return real(rebuild=rebuild, progress=note)

    monkeypatch.setattr(scratch, "build", build)
    builder.request()
    assert begun.wait(60)
    before = scratch.index_state()
    assert "more than 100 prison staff" in scratch.ask(ASKED).claims[0].text and builder.state.running
    go.set()
    builder.wait()
    assert builder.state.outcome and builder.state.outcome.error is None
    assert scratch.index_state() != before and "ferry" in scratch.document("made-up").text


QUICK = """
import streamlit as st
from qa.ui.build import builder_of, request_build, show_progress
from qa.ui.redrawing import end_page
from qa.ui.session import current_corpus

corpus = current_corpus()
st.text(str(corpus.index_state()))
if "asked" not in st.session_state:
    st.session_state.asked = True
    request_build(corpus)
builder_of(corpus).wait()
show_progress(corpus)
if st.button("Undo", key="undo"):
    st.session_state.undone = True
end_page()
"""


def test_page_follows_a_build_that_ends_before_its_progress_is_drawn(
    scratch: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "QA_CORPUS", str(scratch.folder))
    monkeypatch.setitem(os.environ, "QA_INDEX", str(scratch.index_folder))
    before = str(scratch.index_state())
    (scratch.folder / "made-up.txt").write_text("A made-up text.\n\nThe invented ferry sank.\n", encoding="utf-8")
    app = AppTest.from_string(QUICK, default_timeout=60).run()
    assert not app.exception and app.text[0].value == str(scratch.index_state()) != before
    # A button that is pressed while a build ends does what it says, before the page is drawn again.
    app.session_state["fq-watching"] = True
    app.button(key="undo").click().run()
    assert app.session_state["undone"]
    st.cache_resource.clear()
