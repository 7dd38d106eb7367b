"""A corpus folder that somebody sent, or that bad luck spoiled: made-up files, each of which may fail alone."""

import json
import os
from pathlib import Path

import pytest

from qa import Corpus, open_corpus
from qa.cli import main
from qa.corpus.changes import remove_document, restore_document
from qa.corpus.manifest import read_corpus
from qa.corpus.reserved import FOLLOW_LINKS, TRASH
from qa.corpus.trash import list_trash
from qa.doctor import diagnose
from qa.errors import CorpusError, DocumentError
from qa.files import holds
from qa.index import content
from qa.index.chunking import make_passages
from qa.index.kept import describe_kept
from qa.parse import formats, read_bytes
from qa.types.document import Document
from qa.types.passage import Passage

HUGE = 6 * 2**30
SECRET = "A made-up secret of another folder."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "sent"
    made.mkdir()
    (made / "report.txt").write_text("A made-up report.", encoding="utf-8")
    return made


def huge_file(path: Path) -> Path:
    """One that takes no room on the disk."""
    path.touch()
    os.truncate(path, HUGE)
    return path


def linked(path: Path, target: Path) -> None:
    try:
        path.symlink_to(target)
    except OSError:
        pytest.skip("no links here")


def test_one_bad_file_is_named_and_the_others_are_indexed(scratch: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    (scratch.folder / "empty.html").write_text("<!--", encoding="utf-8")
    (scratch.folder / "faulty.txt").write_text("A made-up text that breaks the program.", encoding="utf-8")
    (scratch.folder / "good.txt").write_text("A made-up text that is read.", encoding="utf-8")
    huge_file(scratch.folder / "huge.txt")
    before, make = {info.doc_id for info in scratch.documents()}, make_passages

    def fail(document: Document, language: str) -> tuple[Passage, ...]:
        if document.doc_id == "faulty":
            raise RecursionError
        return make(document, language)

    monkeypatch.setattr(content, "make_passages", fail)
    report = scratch.build()
    assert [line.partition(":")[0] for line in report.skipped] == ["empty.html", "faulty.txt", "huge.txt"]
    assert "RecursionError" in report.skipped[1]
    scratch.load()
    assert {info.doc_id for info in scratch.documents()} == before | {"good"}
    assert scratch.stale() is None


def test_another_file_that_cannot_be_read_does_not_keep_a_new_one_out(folder: Path, tmp_path: Path) -> None:
    (folder / "report.txt").unlink()
    huge_file(folder / "huge.txt")
    new = tmp_path / "new.txt"
    new.write_text("A made-up text that is read.", encoding="utf-8")
    where = ["--corpus", str(folder), "--index", str(tmp_path / "index")]
    assert main(["add", str(new), *where]) == 0
    corpus = open_corpus(folder, index=tmp_path / "index")
    assert [info.doc_id for info in corpus.documents()] == ["new"] and corpus.stale() is None
    assert [finding.message for finding in diagnose(corpus) if finding.subject == "stale"] == ["no"]


def test_a_name_that_is_not_in_utf8_is_told_in_one_line(folder: Path) -> None:
    try:
        (folder / "caf\udce9.txt").write_text("A made-up text.", encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("no such names here")
    (told,) = read_corpus(folder).skipped
    assert told == "caf\\udce9.txt: its name has bytes that are no letters in UTF-8; rename the file"


def test_a_file_that_is_too_large_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "MAX_BYTES", 1000)
    huge_file(folder / "huge.txt")
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("it was opened"))
    monkeypatch.setattr(Path, "read_bytes", lambda *_: pytest.fail("it was read"))
    with pytest.raises(DocumentError, match="at most 1,000 are read"):
        read_bytes(folder / "huge.txt")
    (entry,) = (entry for entry in read_corpus_unread(folder) if entry.path.name == "huge.txt")
    with pytest.raises(CorpusError, match="at most 1,000 are read"):
        entry.fingerprint()
    assert not holds(folder / "huge.txt", b"small")


def read_corpus_unread(folder: Path):
    """The entries, where reading a file is a failure: there is no manifest."""
    from qa.corpus.manifest import Entry

    return [Entry(path.stem, path) for path in folder.iterdir()]


def test_a_file_that_grows_while_it_is_read_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "_PIECE", 4)
    monkeypatch.setattr(formats, "MAX_BYTES", 20)
    pieces = formats.read_pieces(folder / "report.txt")
    assert next(pieces) == b"A ma"
    with (folder / "report.txt").open("ab") as file:
        file.write(b" It grows.")
    with pytest.raises(DocumentError, match="at most 20 are read"):
        list(pieces)


def test_a_fingerprint_is_the_same_by_pieces_and_whole(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (entry,) = read_corpus(folder).entries
    monkeypatch.setattr(formats, "_PIECE", 3)
    assert entry.fingerprint() == entry.fingerprint(entry.path.read_bytes())


@pytest.mark.parametrize("described", [False, True])
def test_a_link_out_of_the_folder_is_named_and_not_followed(
    folder: Path, tmp_path: Path, described: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    linked(folder / "notes.txt", tmp_path / "secret.txt")
    linked(folder / "twin.txt", folder / "report.txt")
    if described:
        (folder / "corpus.toml").write_text('[[document]]\nfile = "notes.txt"\n', encoding="utf-8")
    manifest = read_corpus(folder)
    assert sorted(entry.path.name for entry in manifest.entries) == ["report.txt", "twin.txt"]
    (line,) = manifest.skipped
    assert line.startswith("notes.txt: a link that leads out of the corpus folder")
    monkeypatch.setenv(FOLLOW_LINKS, "1")
    assert sorted(e.path.name for e in read_corpus(folder).entries) == ["notes.txt", "report.txt", "twin.txt"]


def test_a_corpus_folder_that_is_itself_a_link_is_read(folder: Path, tmp_path: Path) -> None:
    linked(tmp_path / "link", folder)
    linked(folder / "twin.txt", folder / "report.txt")
    assert len(read_corpus(tmp_path / "link").entries) == 2


def test_a_manifest_elsewhere_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text("", encoding="utf-8")
    linked(folder / "corpus.toml", tmp_path / "other.toml")
    with pytest.raises(CorpusError, match="a link that leads out"):
        read_corpus(folder)


@pytest.mark.parametrize(
    "name", ["corpus.toml", "Corpus.TOML", "corpus.toml.", "corpus.toml::$DATA", "_bin", ".lock", "a/b.txt", "a\\b.txt"]
)
def test_what_is_no_document_cannot_be_described_as_one(folder: Path, name: str) -> None:
    (folder / "corpus.toml").write_text(f"[[document]]\nfile = '{name}'\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="must name a document in the corpus folder"):
        read_corpus(folder)


def test_a_trash_that_leads_elsewhere_is_left_alone(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "home" / ".keys").mkdir(parents=True)
    linked(folder / TRASH, tmp_path / "home")
    (folder / "second.txt").write_text("A made-up second report.", encoding="utf-8")
    with pytest.raises(CorpusError, match="a link, not a folder"):
        remove_document(folder, "second")
    assert (tmp_path / "home" / ".keys").is_dir()
    assert [path.name for path in (tmp_path / "home").iterdir()] == [".keys"]
    assert list_trash(folder) == ()
    assert (folder / "second.txt").is_file()


@pytest.mark.parametrize(
    "said",
    [
        {"file": "corpus.toml"},
        {"file": "_bin"},
        {"file": ".."},
        {"file": ["report.txt"]},
        {"doc_id": 1},
        {"title": ["Made up"]},
        {"removed": None},
        {"replaced": "yes"},
        {"more": 1},
    ],
)
def test_what_the_trash_says_is_checked(folder: Path, said: dict[str, object]) -> None:
    (folder / "second.txt").write_text("A made-up second report.", encoding="utf-8")
    remove_document(folder, "second")
    (item,) = (folder / TRASH).iterdir()
    about = json.loads((item / "about.json").read_text(encoding="utf-8"))
    (item / "corpus.toml").write_text("forged", encoding="utf-8")
    (item / "about.json").write_text(json.dumps({**about, **said}), encoding="utf-8")
    assert list_trash(folder) == ()


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, " " * 200_000, "\0"])
def test_a_trash_that_is_nonsense_is_passed_over_and_told(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    item = folder / TRASH / "20200101-report"
    item.mkdir(parents=True)
    (item / "about.json").write_text(text, encoding="utf-8")
    assert list_trash(folder) == ()
    assert main(["restore", "--corpus", str(folder), "--index", str(folder.parent / "index")]) == 0
    told = capsys.readouterr().out.strip()
    assert told.endswith("cannot be put back, damaged or forged: 20200101-report") and "\n" not in told
    assert "1 damaged" in describe_kept(folder, folder.parent / "index")


def test_a_link_in_the_trash_is_not_put_back(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    (folder / "second.txt").write_text("A made-up second report.", encoding="utf-8")
    remove_document(folder, "second")
    (item,) = (folder / TRASH).iterdir()
    (item / "second.txt").unlink()
    linked(item / "second.txt", tmp_path / "secret.txt")
    assert list_trash(folder) == ()


@pytest.mark.parametrize(
    "entry", ['file = "other.txt"', 'id = "other"', "file = [1]", "no TOML", "a = " + "[" * 100_000]
)
def test_an_entry_in_the_trash_that_is_another_documents_is_refused(folder: Path, entry: str) -> None:
    (folder / "second.txt").write_text("A made-up second report.", encoding="utf-8")
    remove_document(folder, "second")
    (item,) = (folder / TRASH).iterdir()
    (item / "entry.toml").write_text(entry, encoding="utf-8")
    with pytest.raises(CorpusError, match="damaged"):
        restore_document(folder, "second")
    assert [entry.doc_id for entry in read_corpus(folder).entries] == ["report"]


def test_a_huge_file_goes_to_the_trash_without_being_held_in_memory(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "second.txt"
    path.write_bytes(b"x" * 5000)
    monkeypatch.setattr(formats, "MAX_BYTES", 1000)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("it was read whole") if self == path else b"")
    remove_document(folder, "second")
    assert not path.exists()
    assert [trashed.doc_id for trashed in list_trash(folder)] == ["second"]
