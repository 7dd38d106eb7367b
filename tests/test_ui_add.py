"""The view in which documents are added: what is understood, chosen, added, undone, and what is refused."""

import io
import os
import zipfile
from collections.abc import Iterator
from functools import partialmethod
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from qa import Corpus, open_corpus
from qa.api.fetching import FetchedCorpus
from qa.corpus.trash import list_trash
from qa.ui.build import builder_of
from qa.ui.session import open_once
from tests.conftest import REPORT
from tests.web_server import html, page, web

TITLE = "Properties worth EUR 48 million frozen after cocaine sweep in Ecuador and Spain"
RELEASE = f"""{TITLE}

Europol, 16 February 2024

This text is made up. It stands in for a press release that the tests do not hold.

A total of EUR 48 million in company assets were frozen, said the invented spokesperson.1 Nothing of this is so.2

1. Interview with an invented spokesperson, Guayaquil, May 2023.
3. A note that nothing calls.
""".encode()
HOSTILE = (
    "www.example.invalid <img src=x onerror=alert(1)> ![x](http://example.invalid/x.png) **b** $x$ :material/home:"
)


@pytest.fixture
def app(scratch: Corpus, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The view over a corpus that it may change."""
    monkeypatch.setitem(os.environ, "QA_CORPUS", str(scratch.folder))
    monkeypatch.setitem(os.environ, "QA_INDEX", str(scratch.index_folder))
    yield AppTest.from_string("from qa.ui.add import show_add\nshow_add()", default_timeout=60).run()
    st.cache_resource.clear()


def markup(app: AppTest) -> str:
    assert not app.exception, app.exception
    return "".join(element.proto.body for element in app.get("html"))


def drop(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    return app.file_uploader[0].set_value([(name, data, "text/plain") for name, data in files]).run()


def press(app: AppTest, key: str) -> AppTest:
    """Press a button, wait for the build that follows, and look again."""
    app = app.button(key=key).click().run()
    corpus = open_once(os.environ["QA_CORPUS"], os.environ["QA_INDEX"])
    builder_of(corpus).wait()
    return app.run()


def chosen(app: AppTest) -> str:
    """The document or source that the file is proposed for."""
    box = next(box for box in app.selectbox if (box.key or "").startswith("fq-use"))
    target: str = getattr(box.value, "target", "")
    return target


def files(folder: Path) -> set[str]:
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and path.name not in (".lock", "_log.jsonl")
    }


def test_corpus_is_a_table_that_says_what_is_the_matter(app: AppTest, scratch: Corpus) -> None:
    (scratch.folder / "<i>new.txt").write_text("A made-up text of one sentence.\n", encoding="utf-8")
    table = markup(app.run()).split('class="fq-corpus"')[1].split("</table>")[0]
    report, new = table.split("<tr>")[2:]
    notes = len(scratch.document(REPORT).footnotes)
    assert (
        f'href="read?document={REPORT}"' in report
        and f"<td>{notes}</td><td>English</td>" in report
        and "<td>–</td>" in report
    )
    assert "not indexed yet" in new and "&lt;i&gt;new.txt" in new and "<a" not in new


def test_file_is_shown_as_understood_before_anything_is_written(app: AppTest, scratch: Corpus) -> None:
    before = files(scratch.folder.parent)
    page = markup(drop(app, ("release.txt", RELEASE)))
    for words in (TITLE, "2 footnotes", "English", "words", "marker 2 has no note", "nothing in the text calls note 3"):
        assert words in page
    assert chosen(app) == f"{REPORT}#6" and "Proposed, since its title is the same" in page
    assert files(scratch.folder.parent) == before


def test_added_source_is_held_and_undone_and_put_back(app: AppTest, scratch: Corpus) -> None:
    page = markup(press(drop(app, ("release.txt", RELEASE)), "fq-add"))
    assert "fq-done" in page and "fq-held" in page
    assert [s.document for s in scratch.find_sources("6")] == ["release"]
    page = markup(press(app, "fq-undo"))
    assert [s.document for s in scratch.find_sources("6")] == [None] and "Removed" in page
    press(app, "fq-restore")
    assert [s.document for s in scratch.find_sources("6")] == ["release"]


def test_new_version_takes_the_place_of_the_old_one(app: AppTest, scratch: Corpus) -> None:
    press(drop(app, ("release.txt", RELEASE)), "fq-add")
    drop(app, ("release.txt", b"Another made-up text.\n\nIt is a new version."))
    assert chosen(app) == "release"
    page = markup(press(app, "fq-add"))
    assert "Replaced" in page and "new version" in scratch.document("release").text
    assert [s.document for s in scratch.find_sources("6")] == ["release"]
    press(app, "fq-undo")
    assert "invented spokesperson" in scratch.document("release").text


def test_text_that_is_held_is_left_out_unless_it_is_linked(app: AppTest, scratch: Corpus) -> None:
    press(drop(app, ("other.txt", b"A made-up text.\n\nIt says little.")), "fq-add")
    page = markup(drop(app, ("copy.txt", b"A made-up text.\n\nIt says little.")))
    assert "holds this very text already" in page and not [b for b in app.button if b.key == "fq-add"]
    box = next(box for box in app.selectbox if (box.key or "").startswith("fq-use"))
    box.select_index(next(i for i, words in enumerate(box.options) if "footnote 6" in words)).run()
    page = markup(press(app, "fq-add"))
    assert "Linked" in page and [s.document for s in scratch.find_sources("6")] == ["other"]
    press(app, "fq-undo")
    assert [s.document for s in scratch.find_sources("6")] == [None] and len(scratch.entries()) == 2


def test_pasted_text_becomes_a_document(app: AppTest, scratch: Corpus) -> None:
    app.text_input[0].set_value("../../An <i>invented</i> text")
    app.text_area[0].set_value("It was pasted.\n\nIt is made up.")
    app = next(b for b in app.button if b.label == "Read it").click().run()
    page = markup(press(app, "fq-add"))
    assert "An &lt;i&gt;invented&lt;/i&gt; text" in page
    assert {e.path.name for e in scratch.entries()} == {f"{REPORT}.txt", "an-i-invented-i-text.txt"}


def test_document_is_removed_but_not_the_last_one(app: AppTest, scratch: Corpus) -> None:
    assert "only document" in markup(app.button(key="fq-remove").click().run())
    press(drop(app, ("other.txt", b"A made-up text.\n\nIt says little.")), "fq-add")
    app.selectbox(key="fq-held").select_index(1)
    assert "Removed" in markup(press(app, "fq-remove"))
    assert [e.doc_id for e in scratch.entries()] == [REPORT]
    assert [(b.doc_id, b.replaced) for b in list_trash(scratch.folder)] == [("other", False)]


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 60_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("../../etc/x.exe", b"MZ"),
        ("CON.txt", RELEASE),
        ("x\x00.exe", RELEASE),
        (".hidden.txt", RELEASE),
        ("gnp.\u202etxt.exe", RELEASE),
        ("x" * 300 + ".txt", RELEASE),
        ("empty.txt", b" \n"),
        ("binary.txt", b"\x00\x01\x02"),
        ("page.txt", b"<html><body>A page"),
        ("broken.pdf", b"%PDF-1.7\nbroken"),
        ("bomb.docx", bomb()),
        ("large.txt", b"x " * 13_500_000),
    ],
)
def test_what_cannot_be_added_is_refused_in_one_line(app: AppTest, scratch: Corpus, name: str, data: bytes) -> None:
    before = files(scratch.folder.parent)
    page = markup(drop(app, (name, data)))
    assert page.count('class="fq-error"') == 1 and "\n" not in page.split('class="fq-error"')[1].split("</p>")[0]
    assert not [button for button in app.button if button.key == "fq-add"]
    assert files(scratch.folder.parent) == before


def test_text_in_an_old_encoding_is_read_as_whoever_brings_it_says(app: AppTest, scratch: Corpus) -> None:
    page = markup(drop(app, ("bericht.txt", "Ein Text aus Lärkmünde, erfunden.\n".encode("cp1252"))))
    assert "perhaps cp1252" in page and "--encoding" not in page and "corpus.toml" not in page
    asked = next(box for box in app.selectbox if box.label == "Its encoding")
    assert "Lärkmünde" in markup(asked.set_value("cp1252").run())
    press(app, "fq-add")
    assert scratch.document("bericht").text.startswith("Ein Text aus Lärkmünde")


def test_a_file_of_another_program_is_refused_with_what_to_do_there(app: AppTest) -> None:
    page = markup(drop(app, ("report.doc", b"\xd0\xcf\x11\xe0"), ("report.txt", b"\xd0\xcf\x11\xe0")))
    assert page.count("save it as .docx") == 2 and "rename" not in page


@pytest.mark.parametrize("name", ["../../etc/release.txt", "..\\release.txt", "rel\x00ease.txt", "rel\u202eease.txt"])
def test_hostile_names_end_inside_the_corpus(app: AppTest, scratch: Corpus, name: str) -> None:
    press(drop(app, (name, RELEASE)), "fq-add")
    assert {e.path.name for e in scratch.entries()} == {f"{REPORT}.txt", "release.txt"}


def test_hostile_titles_and_names_stay_text(app: AppTest, scratch: Corpus) -> None:
    name, text = f"{HOSTILE}.txt".replace("/", ""), f"{HOSTILE}\n\nA made-up text.".encode()
    page = markup(drop(app, (name, text), ("other.txt", b"Another.\n\nMade up.")))
    assert "<img" not in page and "&lt;img src=x onerror" in page
    labels = [element.label for element in app.selectbox] + [element.label for element in app.text_input]
    assert "What is file 2?" in labels and not [label for label in labels if "www" in label or "img" in label]
    assert "<img" not in markup(press(app, "fq-add"))


def test_first_document_of_an_empty_corpus_is_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "QA_CORPUS", str(tmp_path / "corpus"))
    monkeypatch.setitem(os.environ, "QA_INDEX", str(tmp_path / "index"))
    app = AppTest.from_string("from qa.ui.add import show_add\nshow_add()", default_timeout=60).run()
    page = markup(press(drop(app, ("release.txt", RELEASE)), "fq-add"))
    assert "Added" in page and "fq-error" not in page
    assert open_corpus(tmp_path / "corpus", index=tmp_path / "index").document("release").footnotes
    st.cache_resource.clear()


def test_a_dropped_library_is_one_table_and_its_file_becomes_a_held_source(app: AppTest, scratch: Corpus) -> None:
    record = f"TY  - NEWS\nAU  - Europol\nTI  - {TITLE}\nPY  - 2024/02/16/\nL1  - files/3/release.txt\nER  - \n"
    drop(app, ("made.ris", record.encode()), ("release.txt", RELEASE))
    assert "its title is the same, and so are author and year" in markup(app) and "Adds release.txt." in markup(app)
    assert not [box for box in app.selectbox if box.label.startswith("What is")]
    press(app, "fq-library-take")
    assert [s.document for s in scratch.sources() if s.label == "6"] == ["release"]


def test_a_page_of_the_web_is_asked_for_after_a_yes_and_becomes_a_document(
    app: AppTest, scratch: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    with web({"lumo.example/lanterns": html(page("Lanterns of Lumo"))}) as served:
        own = partialmethod(FetchedCorpus.add_from_web, network=served.network)
        monkeypatch.setattr(FetchedCorpus, "add_from_web", own)
        app.text_input(key="fq-web-address").set_value("file:///etc/passwd").run()
        assert 'class="fq-error"' in markup(app) and not [b for b in app.button if b.key == "fq-web-yes"]
        app.text_input(key="fq-web-address").set_value(served.address("lumo.example/lanterns")).run()
        assert "To be asked: lumo.example (1)." in markup(app) and served.asked == []
        app.selectbox(key="fq-web-use").set_value(f"{REPORT}#6").run()
        told = markup(press(app, "fq-web-yes"))
        assert served.paths() == ["lumo.example/lanterns"] and "Added" in told
        assert next(s for s in scratch.sources() if s.source_id == f"{REPORT}#6").document
        app.text_input(key="fq-web-address").set_value(served.address("lumo.example/gone")).run()
        assert 'class="fq-error"' in markup(app.button(key="fq-web-yes").click().run())
