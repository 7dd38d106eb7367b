"""What a file is understood to be before it is added, and changes of the corpus through the API and the command line."""

from pathlib import Path

import pytest

from qa import Corpus, open_corpus
from qa.cli import main
from tests.conftest import REPORT, ROOT

TITLE = "Properties worth EUR 48 million frozen after cocaine sweep in Ecuador and Spain"
RELEASE = (
    f"{TITLE}\n\nEuropol, 16 February 2024\n\nThis text is made up. The fruit companies of this story do not exist."
)


def run(corpus: Corpus, *arguments: str) -> int:
    command, *rest = arguments
    return main([command, "--corpus", str(corpus.folder), "--index", str(corpus.index_folder), *rest])


def test_examining_proposes_the_footnote_and_changes_nothing(corpus: Corpus) -> None:
    found = corpus.examine("../x/Release.txt", data=RELEASE.encode())
    assert (found.name, found.language, found.same, found.namesake) == ("Release.txt", "en", None, None)
    assert [p.source.source_id for p in found.proposals] == [f"{REPORT}#6"]
    assert found.document.title.startswith("Properties worth") and not (corpus.folder / "Release.txt").exists()


def test_examining_knows_what_is_held_already(corpus: Corpus) -> None:
    data = (ROOT / "corpus" / f"{REPORT}.txt").read_bytes()
    assert corpus.examine("copy.txt", data=data).same == REPORT
    other = corpus.examine(f"{REPORT}.md", data=b"# Another")
    assert (other.namesake, other.name) == (REPORT, f"{REPORT}-2.md")
    assert len(corpus.examine("copy.txt", data=data).document.footnotes) == len(corpus.document(REPORT).footnotes)


def test_examining_needs_no_index_and_no_corpus(tmp_path: Path) -> None:
    empty = open_corpus(tmp_path / "corpus", index=tmp_path / "index")
    spanish = "La policía de Guayaquil dijo que las empresas no existen y que el texto es inventado."
    assert empty.examine("noticia.txt", data=spanish.encode()).language == "es"


def test_first_document_can_be_added_to_an_empty_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "first.txt").write_text("A made-up text.\n\nIt says little.", encoding="utf-8")
    empty = open_corpus(tmp_path / "corpus", index=tmp_path / "index")
    assert run(empty, "add", str(tmp_path / "first.txt")) == 0
    assert "added first" in capsys.readouterr().out


def test_replaced_and_removed_documents_are_restored(
    scratch: Corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in (("release.txt", RELEASE), ("new.txt", "A made-up release, revised.\n\nIt says more.")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert run(scratch, "add", str(tmp_path / "release.txt"), "--for", "6") == 0
    assert run(scratch, "replace", "release", str(tmp_path / "new.txt")) == 0
    assert "qa restore release" in capsys.readouterr().out
    assert "revised" in scratch.document("release").text
    assert [s.document for s in scratch.find_sources("6")] == ["release"]
    assert run(scratch, "restore", "release") == 0
    assert "This text is made up" in scratch.document("release").text
    assert run(scratch, "remove", "release") == 0
    assert [s.document for s in scratch.find_sources("6")] == [None]
    assert run(scratch, "restore") == 0
    assert "removed" in capsys.readouterr().out
    assert run(scratch, "restore", "release") == 0
    assert [s.document for s in scratch.find_sources("6")] == ["release"]
