"""No document becomes its own source, nor a source of its sources; the documents are made up."""

from pathlib import Path

import pytest

from qa import open_corpus
from qa.corpus.circles import faulty_links, leads_to
from qa.corpus.manifest import Entry
from qa.errors import UsageError

RIOT = "Riot in the port\n\nMany were hurt.[1] It was night.[2]\n\n[1] The Gazette, “Riot in the port”, 2021.\n[2] Night, 2020.\n"
GAZETTE = "Riot in the port\n\nMany people were hurt.[1]\n\n[1] The Police, “On the riot”, 2021.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus of two reports that are not indexed, and their manifest."""
    files = tmp_path / "corpus"
    files.mkdir()
    (files / "riot.txt").write_text(RIOT, encoding="utf-8")
    (files / "gazette.txt").write_text(GAZETTE, encoding="utf-8")
    said = '[[document]]\nfile = "gazette.txt"\nsource_of = ["riot#1"]\n\n[[document]]\nfile = "riot.txt"\n'
    (files / "corpus.toml").write_text(said, encoding="utf-8")
    return files


def entry(name: str, *source_of: str) -> Entry:
    return Entry(name, Path(f"{name}.txt"), source_of=source_of)


def test_links_in_a_circle_are_told_from_those_that_lead_on() -> None:
    chain = [entry("a", "b#1"), entry("b", "c#1"), entry("c")]
    assert not list(faulty_links(chain))
    assert leads_to({"a": ["b"], "b": ["c"]}, "a", "c") and not leads_to({"a": ["b"]}, "b", "a")
    closed = dict(faulty_links([*chain[:2], entry("c", "a#3"), entry("d", "d#1", "a#2")]))
    assert set(closed) == {"b#1", "c#1", "a#3", "d#1"}
    assert "no document is its own source" in closed["d#1"] and "sources of each other" in closed["a#3"]


def test_document_is_refused_as_its_own_source_and_as_that_of_its_source(folder: Path, tmp_path: Path) -> None:
    from qa.corpus.changes import add_document, replace_document
    from qa.corpus.particulars import Particulars

    before = (folder / "corpus.toml").read_bytes()
    for name, source_id in (("riot.txt", "riot#1"), ("copy.txt", "riot#2")):
        with pytest.raises(UsageError, match=rf"^{source_id} is a footnote of this document itself"):
            add_document(folder, name, RIOT.encode(), Particulars((source_id,)))
    with pytest.raises(UsageError, match=r"^gazette#1: gazette is itself a source of riot;"):
        replace_document(folder, "riot", "riot.txt", RIOT.encode(), Particulars(("gazette#1",)))
    assert (folder / "corpus.toml").read_bytes() == before and not (folder / "copy.txt").exists()


def test_a_link_of_the_manifest_that_is_left_out_is_named(folder: Path, tmp_path: Path) -> None:
    manifest = folder / "corpus.toml"
    said = manifest.read_text(encoding="utf-8").replace(
        'file = "riot.txt"', 'file = "riot.txt"\nsource_of = ["riot#2"]'
    )
    (folder / "morning.txt").write_text("Nobody slept that night in the port.", encoding="utf-8")
    manifest.write_text(f'[[document]]\nfile = "morning.txt"\nsource_of = ["riot#1"]\n\n{said}', encoding="utf-8")
    corpus = open_corpus(folder, index=tmp_path / "index")
    report = corpus.build()
    (twice,) = (line for line in report.skipped if line.startswith("morning.txt: the text of riot#1 is gazette.txt"))
    assert "only that is compared" in twice and corpus.find_sources("riot#1")[0].document == "gazette"
    assert [
        line for line in report.skipped if line.startswith("riot.txt: source_of names riot#2, a footnote of its own")
    ]
    assert {source.source_id: source.document for source in corpus.sources()}["riot#2"] is None
    assert corpus.propose(folder / "riot.txt") == ()
