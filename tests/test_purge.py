"""A purged document: nothing of its text stays in any file of corpus folder or index folder. The texts are made up."""

import os
import shutil
from collections.abc import Iterator

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from qa import Corpus
from qa.cli.entry import main
from qa.corpus.conversations import Asked
from qa.doctor import diagnose, findings_to_dict
from qa.errors import UnknownDocumentError
from qa.index import cache
from qa.ui.keep import conversations_of
from qa.ui.session import current_corpus
from tests.conftest import REPORT

SECRET = "The zyqqorim of Vantelle hid nineteen barrels beneath the quarry."
OLDER = "The zyqqorim of Vantelle hid twelve krolwepts beneath the quarry."
WORDS = ("zyqqorim", "krolwept", "Vantelle", "vantel", "beneath the quarry", "Glimmersby")


def remains(corpus: Corpus) -> list[tuple[str, str]]:
    """Files that hold a word of the document in any case, as the index folds it or in another width."""
    found = []
    for folder in (corpus.folder, corpus.index_folder):
        for path in (path for path in folder.rglob("*") if path.is_file()):
            data = path.read_bytes().lower()
            found += [
                (path.name, word)
                for word in WORDS
                for form in ("utf-8", "utf-16-le")
                if word.lower().encode(form) in data
            ]
    return found


@pytest.fixture
def secretive(scratch: Corpus) -> Corpus:
    """A corpus with a document that was replaced once, and that names a bibliography."""
    beside = scratch.folder.parent / "beside"
    beside.mkdir()
    (beside / "works.bib").write_text(
        "@book{g, author={Glimmersby, A.}, title={Barrels}, year={2001}}", encoding="utf-8"
    )
    file = beside / "memo.md"
    head = "---\nbibliography: works.bib\n---\n\n"
    file.write_text(f"{head}{OLDER} [@g]\n", encoding="utf-8")
    scratch.add(file)
    scratch.build()
    file.write_text(f"{head}{SECRET} [@g]\n", encoding="utf-8")
    scratch.replace("memo", file)
    shutil.rmtree(beside)
    scratch.build()
    assert {word for _, word in remains(scratch)} >= {"zyqqorim", "krolwept", "Glimmersby"}
    return scratch


def test_purge_leaves_no_word_of_a_document_in_any_file(secretive: Corpus) -> None:
    with cache.open_to_read(secretive.index_folder) as opened:
        rows = opened.count()[0]
    answer = secretive.ask("How much in company assets was frozen?")
    where = secretive.remove("memo", purge=True)
    assert where.name == "memo.md" and remains(secretive) == [] and secretive.removed() == ()
    with cache.open_to_read(secretive.index_folder) as opened:
        assert opened.count()[0] < rows
    assert len(list(secretive.index_folder.glob("content-*"))) == 1
    assert secretive.stale() is None and not secretive.build().changed
    assert [info.doc_id for info in secretive.documents()] == [REPORT]
    assert secretive.ask("How much in company assets was frozen?").claims == answer.claims


def test_purge_of_a_removed_document_and_what_is_kept_before(
    secretive: Corpus, capsys: pytest.CaptureFixture[str]
) -> None:
    secretive.remove("memo")
    told = findings_to_dict(diagnose(secretive))["kept"]
    assert "bin: 2 versions of 1 documents" in told and "cache of vectors" in told and "generations: " in told
    # One that is not whole is of the document all the same.
    broken = next((secretive.folder / "_bin").iterdir())
    (broken / "about.json").write_text("{}", encoding="utf-8")
    folders = ["--corpus", str(secretive.folder), "--index", str(secretive.index_folder)]
    assert main(["remove", "memo", "--purge", *folders]) == 0
    assert "not overwritten" in capsys.readouterr().out and remains(secretive) == []
    with pytest.raises(UnknownDocumentError):
        secretive.remove("memo", purge=True)


def test_purge_of_the_last_document_leaves_no_index(scratch: Corpus) -> None:
    scratch.remove(REPORT, purge=True)
    assert scratch.entries() == () and not (scratch.folder / "_bin").exists()
    left = {path.name for path in scratch.index_folder.iterdir()}
    assert not any(name.startswith(("content", "vectors", "cache", "current")) for name in left)


@pytest.fixture
def view(secretive: Corpus, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setitem(os.environ, "QA_CORPUS", str(secretive.folder))
    monkeypatch.setitem(os.environ, "QA_INDEX", str(secretive.index_folder))
    st.cache_resource.clear()
    yield AppTest.from_string("from qa.ui.add import show_add\nshow_add()", default_timeout=60).run()
    st.cache_resource.clear()


def test_browser_deletes_for_good_after_a_second_confirmation(view: AppTest, secretive: Corpus) -> None:
    view.selectbox(key="fq-held").select("memo").run()
    view.button(key="fq-purge").click().run()
    assert "This cannot be undone" in "".join(element.proto.body for element in view.get("html"))
    view.button(key="fq-purge-keep").click().run()
    assert {entry.doc_id for entry in current_corpus().entries()} == {REPORT, "memo"}
    kept = conversations_of(current_corpus())
    kept.put(Asked("Where are the barrels?", ("memo",)), None, "")
    view.button(key="fq-purge").click().run()
    view.button(key="fq-purge-sure").click().run()
    assert kept.listed() == []
    assert not view.exception and [entry.doc_id for entry in current_corpus().entries()] == [REPORT]
    assert remains(secretive) == []


def test_pruning_forgets_what_no_generation_has_and_nothing_else(
    scratch: Corpus, capsys: pytest.CaptureFixture[str]
) -> None:
    needed = rows_in(scratch)
    scratch.add("memo.txt", data=f"{SECRET}\n".encode())
    scratch.build()
    scratch.remove("memo")
    scratch.build()
    assert scratch.build(prune=True).forgotten > 0
    with cache.open_to_write(scratch.index_folder) as opened:
        opened.keep("another", [("0" * 64, cache.Kind.VECTOR, b"")])
    capsys.readouterr()
    assert main(["index", "--prune", "--corpus", str(scratch.folder), "--index", str(scratch.index_folder)]) == 0
    assert "cache: 1 row forgotten" in capsys.readouterr().out
    assert rows_in(scratch) == needed and scratch.build().embedded == 0
    assert scratch.ask("How much in company assets was frozen?").claims


def test_a_large_cache_that_is_mostly_unneeded_is_pruned_unasked(
    scratch: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch.add("memo.txt", data="\n\n".join(f"Lantern {n} of Lumo burns." for n in range(300)).encode())
    scratch.build()
    scratch.remove("memo")
    monkeypatch.setattr("qa.index.prune._WORTH_IT", 0)
    # A reader may still be at the generation before, whose texts are therefore kept.
    assert scratch.build().forgotten == 0
    scratch.add("note.txt", data=b"Lumo has ice.\n")
    scratch.build()
    scratch.remove("note")
    assert scratch.build().forgotten > 300


def rows_in(corpus: Corpus) -> int:
    with cache.open_to_read(corpus.index_folder) as opened:
        return opened.size()
