import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.errors import DocumentError, Remedy
from qa.parse import SUFFIXES, children, confine, parse_bytes, parse_with_sources
from qa.parse.children import end_children, parse_in_child, prepare_child
from qa.parse.markdown import parse_markdown
from qa.parse.parsers import PARSERS, File, parse_here
from qa.parse.pdf import parse_pdf
from qa.parse.replies import read_document
from qa.references.sources import make_sources
from qa.types.document import Block, Document, Footnote, Marker, Span, WebLink
from qa.types.document_check import check_document
from qa.types.document_json import document_to_json, json_to_document
from qa.types.source import Source
from qa.types.source_json import json_to_sources, sources_to_json
from tests.pdf_maker import make_pdf, page

PDF = make_pdf([page(["Two men fled.^1^ They hid, “so it is said”, for weeks."], ["^1^Harbour log, 4 May."], number=1)])
TEXT = b"Two men fled.[1] They hid for weeks.\n\nNotes\n\n[1] Harbour log, 4 May.\n"


@pytest.fixture
def no_child() -> Iterator[None]:
    """No child of another test waits, and none of this one is left."""
    end_children()
    yield
    end_children()


def broken_library(folder: Path, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a PDF library that misbehaves in the way of the real one."""
    (folder / "pypdfium2.py").write_text(f"import os, time\n{code}\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(folder))


@pytest.mark.parametrize(("name", "data"), [("log.pdf", PDF), ("log.txt", TEXT), ("log.md", TEXT)])
def test_child_gives_the_document_that_the_parser_gives(name: str, data: bytes) -> None:
    assert parse_in_child(data, name, "log") == parse_here(File(data, name, "log"))


@pytest.mark.parametrize(("name", "data"), [("log.pdf", PDF), ("log.txt", TEXT), ("log.md", TEXT)])
def test_child_reads_the_notes_as_they_are_read_here(name: str, data: bytes) -> None:
    document, sources = parse_with_sources(data, name, "log")
    assert document == parse_here(File(data, name, "log"))
    assert sources == make_sources(document) and len(sources) == 1


def test_notes_that_take_too_long_are_that_files_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_child: None
) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "if 'qa.parse.child' in sys.orig_argv:\n"
        "    import qa.references.sources as sources\n"
        "    def slow(document):\n"
        "        while True: pass\n"
        "    sources.read_works = slow\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert parse_in_child(TEXT, "log.txt", "log").footnotes, "the child stands"
    monkeypatch.setattr(children, "MAX_WALL", 1.0)
    with pytest.raises(DocumentError, match=r"^log.txt: reading it takes too long"):
        parse_with_sources(TEXT, "log.txt", "log")


def test_every_ending_has_a_parser() -> None:
    assert PARSERS.keys() == SUFFIXES


def test_no_format_is_parsed_in_our_own_process() -> None:
    code = (
        "import sys; from qa.errors import DocumentError; from qa.parse import SUFFIXES, parse_bytes\n"
        "for suffix in SUFFIXES:\n"
        "    try: parse_bytes(b'Some words.', f'x{suffix}', 'x')\n"
        "    except DocumentError: pass\n"
        "print({'lxml', 'pyromark', 'pypdfium2', 'qa.parse.builder', 'qa.parse.parsers'} & sys.modules.keys() or 'none')"
    )
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert ran.stdout == "none\n"


def test_one_child_serves_a_batch(no_child: None) -> None:
    prepare_child()
    (child,) = children._children._idle
    for number in range(3):
        parse_in_child(TEXT, f"log{number}.txt", "log")
    assert children._children._idle == [child]
    assert child.files == 3


def test_threads_have_children_of_their_own(no_child: None) -> None:
    found: dict[int, str] = {}

    def parse(number: int) -> None:
        found[number] = parse_in_child(f"The number is {number}.".encode(), "n.txt", "n").text

    threads = [threading.Thread(target=parse, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: f"The number is {number}." for number in range(4)}


def test_a_child_that_died_is_replaced(no_child: None) -> None:
    parse_in_child(TEXT, "log.txt", "log")
    (child,) = children._children._idle
    child._process.kill()
    child._process.wait()
    assert parse_in_child(TEXT, "log.txt", "log").footnotes
    assert children._children._idle != [child]


def test_child_passes_on_what_the_parser_says() -> None:
    with pytest.raises(DocumentError, match=r"^größe -x.pdf: not a PDF"):
        parse_in_child(b"no PDF at all", "größe -x.pdf", "x")


def test_child_passes_on_the_remedy() -> None:
    with pytest.raises(DocumentError) as caught:
        parse_in_child("Größe und Maß. Über die Flüsse.".encode("cp1252"), "x.txt", "x")
    assert caught.value.remedy is Remedy.NAME_ENCODING
    assert caught.value.failed["file"] == "x.txt"
    assert parse_in_child("Größe".encode("cp1252"), "x.txt", "x", encoding="cp1252").text == "Größe"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("os.abort()", "crashes the parser"),
        ("while True: pass", "takes too long"),
        ("import re; re.match('(a|a)*b', 'a' * 99)", "takes too long"),
        ("raise MemoryError", "MB of memory"),
        ("raise KeyError('a bug')", "crashes the parser (KeyError)"),
        ("def f(): f()\nf()", "nested too deeply"),
        ("os.write(1, b'words of a library')\nprint('more')\nraise KeyError('a bug')", "crashes the parser (KeyError)"),
    ],
)
def test_child_that_fails_is_one_line(
    code: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_child: None
) -> None:
    broken_library(tmp_path, code, monkeypatch)
    with pytest.raises(DocumentError) as caught:
        parse_in_child(PDF, "log.pdf", "log", stall_seconds=0.2)
    message = str(caught.value)
    assert message.startswith("log.pdf: ")
    assert reason in message
    assert "\n" not in message
    assert parse_in_child(TEXT, "log.txt", "log").footnotes, "what comes after it is read all the same"


def test_child_that_uses_no_processor_time_is_ended_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_child: None
) -> None:
    broken_library(tmp_path, "time.sleep(60)", monkeypatch)
    began = time.monotonic()
    with pytest.raises(DocumentError, match="takes too long"):
        parse_in_child(PDF, "log.pdf", "log", wall_seconds=0.1)
    assert time.monotonic() - began < 30


def test_child_cannot_take_all_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_child: None) -> None:
    pytest.importorskip("resource")
    broken_library(tmp_path, "bytearray(3 * 2**30)", monkeypatch)
    with pytest.raises(DocumentError, match="MB of memory"):
        parse_in_child(PDF, "log.pdf", "log")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems are not asked for it")
def test_child_may_only_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_child: None) -> None:
    kept = tmp_path / "kept"
    kept.write_text("what must stay")
    code = f"""
import socket
refused = []
for name, action in (
    ("network", lambda: socket.socket()),
    ("program", lambda: os.execv("/bin/true", ["true"])),
    ("signal", lambda: os.kill(os.getppid(), 0)),
    ("write", lambda: open({str(tmp_path / "new")!r}, "w").write("x")),
    ("remove", lambda: os.remove({str(kept)!r})),
    ("cut", lambda: os.open({str(kept)!r}, os.O_RDONLY | os.O_TRUNC)),
    ("read", lambda: open({str(kept)!r}).read()),
):
    try:
        action()
    except PermissionError:
        refused.append(name)
raise type("Refused_" + "_".join(refused), (Exception,), {{}})
"""
    broken_library(tmp_path, code, monkeypatch)
    with pytest.raises(DocumentError) as caught:
        parse_in_child(PDF, "log.pdf", "log")
    refused = "network program signal write remove cut".split()
    if not confine.has_landlock():
        refused = refused[:3]
    assert f"(Refused_{'_'.join(refused)})" in str(caught.value)
    assert kept.exists()


def test_child_imports_nothing_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_child: None
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(9)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert parse_in_child(PDF, "log.pdf", "log").markers


def test_a_copy_of_this_process_leaves_the_child_alone(no_child: None) -> None:
    if not hasattr(os, "fork"):
        pytest.skip("no copies of processes here")
    code = (
        "import os, sys\nfrom qa.parse import children, parse_bytes\n"
        "children.prepare_child()\n"
        "child = os.fork()\n"
        "text = parse_bytes(b'Copy.' if child == 0 else b'Original.', 'x.txt', 'x').text\n"
        "if child == 0: os._exit(text != 'Copy.')\n"
        "sys.exit(os.waitpid(child, 0)[1] or text != 'Original.')"
    )
    assert subprocess.run([sys.executable, "-W", "error", "-c", code], check=False).returncode == 0


DOCUMENT = parse_markdown("# Log\n\nTwo [men](https://example.org) fled.[^1]\n\n[^1]: Harbour log.\n", "log")


@pytest.mark.parametrize(
    "forged",
    [
        replace(DOCUMENT, text="short"),
        replace(DOCUMENT, doc_id="another"),
        replace(DOCUMENT, title=["a list"]),  # type: ignore[arg-type]
        replace(DOCUMENT, language={}),  # type: ignore[arg-type]
        replace(DOCUMENT, blocks=(replace(DOCUMENT.blocks[0], span=Span(3, 1)),)),
        replace(DOCUMENT, blocks=(replace(DOCUMENT.blocks[0], span=Span(-1, 1)),)),
        replace(DOCUMENT, blocks=DOCUMENT.blocks[::-1]),
        replace(DOCUMENT, markers=(Marker("1", 3, None, 7),)),
        replace(DOCUMENT, markers=(Marker("1", 3.5, None, 0),)),  # type: ignore[arg-type]
        replace(DOCUMENT, footnotes=(Footnote("1", Span(0, 1), (9,)),)),
        replace(DOCUMENT, footnotes=(Footnote(None, Span(0, 1)),)),  # type: ignore[arg-type]
        replace(DOCUMENT, links=(WebLink(Span(0, 1), "javascript:alert(1)"),)),
    ],
)
def test_what_a_child_that_was_taken_over_gives_back_is_refused(forged: Document) -> None:
    assert read_document(document_to_json(DOCUMENT).encode(), "log") == DOCUMENT
    with pytest.raises((ValueError, TypeError)):
        read_document(document_to_json(forged).encode(), "log")


SOURCES = make_sources(DOCUMENT)


@pytest.mark.parametrize(
    "forged",
    [
        SOURCES * 2,
        (replace(SOURCES[0], source_id="another#1"),),
        (replace(SOURCES[0], label="2"),),
        (replace(SOURCES[0], note=1),),
        (replace(SOURCES[0], note=True),),
        (replace(SOURCES[0], same_as="another#1"),),
        (replace(SOURCES[0], reference=None),),  # type: ignore[arg-type]
        (replace(SOURCES[0], title=["Log"]),),  # type: ignore[arg-type]
        (replace(SOURCES[0], authors=("A", 1)),),  # type: ignore[arg-type]
        (replace(SOURCES[0], kind="magic"),),  # type: ignore[arg-type]
    ],
)
def test_sources_that_are_not_the_documents_are_refused(forged: tuple[Source, ...]) -> None:
    assert json_to_sources(sources_to_json(SOURCES), DOCUMENT) == SOURCES
    with pytest.raises(ValueError):
        json_to_sources(sources_to_json(forged), DOCUMENT)


@pytest.mark.parametrize("reply", [b"", b"[]", b"{}", b"nonsense", b"[" * 100_000, b'{"doc_id": 1}', b"\xff"])
def test_what_is_no_document_is_refused_in_one_line(reply: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "_parse", lambda *_: (b"", reply, b""))
    with pytest.raises(DocumentError, match=r"^x.txt: damaged, it crashes the parser"):
        parse_in_child(b"text", "x.txt", "x")
    monkeypatch.setattr(children, "_parse", lambda *_: (reply or b"0", b"", b""))
    with pytest.raises(DocumentError, match=r"^x.txt: damaged, it crashes the parser"):
        parse_in_child(b"text", "x.txt", "x")


def test_unknown_format_is_refused() -> None:
    with pytest.raises(DocumentError, match=r"files ending in \.xyz are not read"):
        parse_bytes(b"text", "log.xyz", "log")


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_document_survives_json(text: str) -> None:
    document = parse_markdown(f"# Log\n\nTwo men fled.[^1] {text}\n\n[^1]: Harbour log.\n", "log")
    assert json_to_document(document_to_json(document)) == document
    check_document(document)


def test_pdf_with_places_and_problems_survives_json() -> None:
    document = parse_pdf(PDF, "log.pdf", "log")
    assert document.places
    assert json_to_document(document_to_json(document)) == document


def test_blocks_are_checked_against_the_text() -> None:
    with pytest.raises(ValueError, match="is the last"):
        check_document(replace(DOCUMENT, blocks=(Block(DOCUMENT.blocks[0].kind, Span(0, 10_000)),)))
