"""Where the corpus is opened for reading only, nothing changes it: neither the library, nor a view, nor a request."""

import inspect
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from qa import Corpus, open_corpus
from qa.errors import IndexUnusableError, UsageError
from qa.types.answer import Answer, Status
from qa.types.document import Span
from qa.types.highlight import Highlight
from qa.ui.reading_only import is_read_only
from tests.conftest import REPORT, copy_index

READING = {
    "ask", "ask_all", "search", "find", "overview", "check", "load", "stale", "index_state", "reader_settings", "allow_model",
    "allowed_models", "documents", "document", "failures", "footnotes", "sentences_at", "sources", "find_sources",
    "shortest_name", "export", "ledger", "shares", "statements", "statements_by_source", "unsupported", "manifest", "entries",
    "removed", "formats", "examine", "propose", "compare", "altered", "plan_fetch", "match_library", "match_folder",
    "audit", "verify", "judgements", "export_audit", "export_answers", "page_images", "passages_around", "verified",
    "removed_damaged", "write", "writer_settings", "whole_question", "opinions", "export_opinions", "highlights",
    "export_highlights", "cite", "same_texts", "engine_settings",
}  # fmt: skip
"""What reads, or changes the person's own settings; what is new in `Corpus` has to be put here or below."""
ANSWER = Answer("How many?", Status.ABSTAINED, None, "None says.", (), (), ())
CHANGING: dict[str, Callable[[Corpus], object]] = {
    "build": lambda c: c.build(rebuild=True),
    "move_index": lambda c: c.move_index("milvus"),
    "add": lambda c: c.add("new.txt", data=b"A made-up text of one sentence.\n"),
    "take": lambda c: c.take([]),
    "replace": lambda c: c.replace(REPORT, "new.txt", data=b"A made-up text of one sentence.\n"),
    "remove": lambda c: c.remove(REPORT),
    "restore": lambda c: c.restore(REPORT),
    "correct_source": lambda c: c.correct_source("6", title="Another"),
    "fetch": lambda c: c.fetch(c.plan_fetch()),
    "add_from_web": lambda c: c.add_from_web("https://paper.example/"),
    "check_fetched": lambda c: c.check_fetched(),
    "judge": lambda c: c.judge("0123456789abcdef", "right"),
    "judge_answer": lambda c: c.judge_answer(ANSWER, "right"),
    "highlight": lambda c: c.highlight(REPORT, Span(0, 9)),
    "remove_highlight": lambda c: c.remove_highlight(Highlight(REPORT, Span(0, 9), "Executive")),
    "uncorrect_source": lambda c: c.uncorrect_source("6"),
}


@pytest.fixture
def only_read(corpus: Corpus) -> Corpus:
    return open_corpus(corpus.folder, index=corpus.index_folder, read_only=True)


def state_of(*folders: Path) -> dict[Path, tuple[int, int]]:
    # What readers of a database share changes with every reader, and other tests read the same index.
    paths = (path for folder in folders for path in folder.rglob("*") if not path.name.endswith(("-shm", "-wal")))
    return {path: ((s := path.stat()).st_mtime_ns, s.st_size) for path in paths}


@pytest.mark.parametrize("name", CHANGING)
def test_what_changes_a_corpus_is_refused_in_one_line(only_read: Corpus, name: str) -> None:
    before = state_of(only_read.folder, only_read.index_folder)
    with pytest.raises(UsageError, match=f"^{name}: refused.*reading only$"):
        CHANGING[name](only_read)
    assert state_of(only_read.folder, only_read.index_folder) == before


def test_every_public_method_is_known_to_read_or_to_change() -> None:
    assert {n for n, _ in inspect.getmembers(Corpus, inspect.isfunction) if n[0] != "_"} == READING | CHANGING.keys()


def test_it_is_asked_as_ever(only_read: Corpus) -> None:
    assert only_read.ask("How many prison staff were held hostage?").short_answer == "more than 100"


def test_damaged_index_is_told_and_not_mended(corpus: Corpus, tmp_path: Path) -> None:
    copy_index(corpus.index_folder, tmp_path)
    (vectors,) = (path for path in tmp_path.iterdir() if path.suffix == ".faiss")
    vectors.unlink()
    before = state_of(tmp_path)
    with pytest.raises(IndexUnusableError):
        open_corpus(corpus.folder, index=tmp_path, read_only=True).ask("How many?")
    assert {p.name for p in state_of(tmp_path)} == {p.name for p in before}


@pytest.mark.parametrize(("value", "expected"), [(None, False), ("", False), ("0", False), ("1", True), ("yes", True)])
def test_environment_says_so(monkeypatch: pytest.MonkeyPatch, value: str | None, expected: bool) -> None:
    monkeypatch.delenv("QA_READ_ONLY", raising=False)
    if value is not None:
        monkeypatch.setenv("QA_READ_ONLY", value)
    assert is_read_only() is expected


@pytest.fixture
def reading(scratch: Corpus, monkeypatch: pytest.MonkeyPatch) -> Iterator[Corpus]:
    """A corpus with something in its bin, which the views may only read."""
    scratch.replace(REPORT, "new.txt", data=(scratch.folder / f"{REPORT}.txt").read_bytes() + b"\n")
    for name, value in {"QA_CORPUS": scratch.folder, "QA_INDEX": scratch.index_folder, "QA_READ_ONLY": "1"}.items():
        monkeypatch.setenv(name, str(value))
    yield scratch
    st.cache_resource.clear()


@pytest.mark.parametrize("view", ["ask", "sources", "add"])
def test_views_have_nothing_that_changes(reading: Corpus, view: str) -> None:
    app = AppTest.from_string(f"from qa.ui.{view} import show_{view}\nshow_{view}()", default_timeout=60).run()
    assert not app.exception
    assert not {button.key for button in app.button} & {"fq-remove", "fq-restore", "fq-rebuild", "fq-build", "fq-add"}
    assert not app.toggle and not app.get("file_uploader") and not app.text_area
    assert "Correct a source" not in [fold.label for fold in app.expander]


def test_every_view_says_so(reading: Corpus) -> None:
    page = Path(__file__).parent.parent / "qa" / "ui" / "main.py"
    app = AppTest.from_file(str(page), default_timeout=60).run()
    assert any("open for reading only" in element.proto.body for element in app.get("html"))
    assert os.environ["QA_READ_ONLY"] == "1"


def test_reader_without_an_index_is_told_whom_to_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Made up\n\nThe harbour has ninety lanterns.\n")
    for name, value in {"QA_CORPUS": tmp_path, "QA_INDEX": tmp_path / "index", "QA_READ_ONLY": "1"}.items():
        monkeypatch.setenv(name, str(value))
    try:
        app = AppTest.from_string("from qa.ui.ask import show_ask\nshow_ask()", default_timeout=60).run()
        told = "".join(element.proto.body for element in app.get("html"))
    finally:
        st.cache_resource.clear()
    assert "ask who keeps this corpus to build the index" in told and "Rebuild" not in told
