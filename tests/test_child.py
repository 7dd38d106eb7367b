from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.errors import DocumentError
from qa.parse.child import parse_in_child
from qa.parse.markdown import parse_markdown
from qa.parse.pdf import parse_pdf
from qa.types.document_json import document_to_json, json_to_document
from tests.pdf_maker import make_pdf, page

PDF = make_pdf([page(["Two men fled.^1^ They hid, “so it is said”, for weeks."], ["^1^Harbour log, 4 May."], number=1)])


def broken_library(folder: Path, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a PDF library that misbehaves in the way of the real one."""
    (folder / "pypdfium2.py").write_text(f"import os\n{code}\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(folder))


def test_child_gives_the_document_that_the_parser_gives() -> None:
    assert parse_in_child(PDF, "log.pdf", "log", ".pdf") == parse_pdf(PDF, "log.pdf", "log")


def test_child_passes_on_what_the_parser_says() -> None:
    with pytest.raises(DocumentError, match=r"^größe -x.pdf: not a PDF"):
        parse_in_child(b"no PDF at all", "größe -x.pdf", "x", ".pdf")


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("os.abort()", "crashes the parser"),
        ("while True: pass", "takes too long"),
        ("raise MemoryError", "MB of memory"),
        ("raise KeyError('a bug')", "crashes the parser"),
    ],
)
def test_child_that_fails_is_one_line(code: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken_library(tmp_path, code, monkeypatch)
    with pytest.raises(DocumentError) as caught:
        parse_in_child(PDF, "log.pdf", "log", ".pdf", stall_seconds=0.5)
    message = str(caught.value)
    assert message.startswith("log.pdf: ")
    assert reason in message
    assert "\n" not in message


def test_child_cannot_take_all_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("resource")
    broken_library(tmp_path, "bytearray(3 * 2**30)", monkeypatch)
    with pytest.raises(DocumentError, match="MB of memory"):
        parse_in_child(PDF, "log.pdf", "log", ".pdf")


def test_child_imports_nothing_from_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(9)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert parse_in_child(PDF, "log.pdf", "log", ".pdf").markers


def test_unknown_format_is_refused() -> None:
    with pytest.raises(DocumentError, match="no parser reads files ending in"):
        parse_in_child(b"text", "log.xyz", "log", ".xyz")


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_document_survives_json(text: str) -> None:
    document = parse_markdown(f"# Log\n\nTwo men fled.[^1] {text}\n\n[^1]: Harbour log.\n", "log")
    assert json_to_document(document_to_json(document)) == document


def test_pdf_with_places_and_problems_survives_json() -> None:
    document = parse_pdf(PDF, "log.pdf", "log")
    assert document.places
    assert json_to_document(document_to_json(document)) == document
