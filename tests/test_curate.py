"""Changes of the corpus folder: added, replaced, removed and put back, whole or not at all."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from qa.corpus import manifest_editing as manifest
from qa.corpus.changes import add_document, remove_document, replace_document, restore_document
from qa.corpus.manifest import read_corpus
from qa.corpus.particulars import Particulars
from qa.corpus.reserved import TRASH
from qa.corpus.trash import list_trash
from qa.errors import BusyError, DocumentError, UsageError

NONE = Particulars()
FIRST, SECOND = b"A made-up report.\n\nIt says little.", b"A made-up report, revised.\n\nIt says more."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "corpus"
    made.mkdir()
    (made / "report.txt").write_bytes(FIRST)
    (made / "corpus.toml").write_text(
        '# keep me\n[[document]]\nfile = "report.txt"  # and me\ntitle = "Made up"\nread_by = "me"\n', encoding="utf-8"
    )
    return made


def state(folder: Path) -> dict[str, bytes]:
    """What the corpus is made of: every file that is read."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name[0] not in "._"}


def test_removed_document_comes_back_as_it_was(folder: Path) -> None:
    add_document(folder, "other.txt", b"Another made-up text.", NONE)
    before = state(folder)
    remove_document(folder, "report")
    assert [entry.doc_id for entry in read_corpus(folder).entries] == ["other"]
    assert [(b.doc_id, b.title, b.replaced) for b in list_trash(folder)] == [("report", "Made up", False)]
    restore_document(folder, "report")
    after = state(folder)
    assert after["report.txt"] == before["report.txt"] and list_trash(folder) == ()
    entry = next(e for e in read_corpus(folder).entries if e.doc_id == "report")
    assert (
        entry.title == "Made up" and b'read_by = "me"' in after["corpus.toml"] and b"# and me" in after["corpus.toml"]
    )


def test_the_only_document_can_be_removed_and_put_back(folder: Path) -> None:
    remove_document(folder, "report")
    assert read_corpus(folder, may_be_empty=True).entries == ()
    restore_document(folder, "report")
    assert read_corpus(folder).entries[0].title == "Made up"


def test_replaced_document_keeps_its_entry_and_either_version_comes_back(folder: Path) -> None:
    entry = replace_document(folder, "report", "new version.txt", SECOND, Particulars(source_of=("x#1",)))
    assert (entry.path.name, entry.title, entry.source_of) == ("report.txt", "Made up", ("x#1",))
    assert entry.path.read_bytes() == SECOND and b"# keep me" in state(folder)["corpus.toml"]
    back = restore_document(folder, "report")
    assert back.path.read_bytes() == FIRST and back.source_of == ()
    assert restore_document(folder, "report").path.read_bytes() == SECOND


def test_replacing_by_another_format_keeps_the_identifier(folder: Path) -> None:
    entry = replace_document(folder, "report", "v2.md", b"# Made up\n\nMore.", NONE)
    assert (entry.doc_id, entry.path.name) == ("report", "report.md")
    assert sorted(state(folder)) == ["corpus.toml", "report.md"]
    assert restore_document(folder, "report").path.name == "report.txt"
    assert sorted(state(folder)) == ["corpus.toml", "report.txt"]


def test_document_without_an_entry_is_removed_and_comes_back_without_one(folder: Path) -> None:
    (folder / "loose.txt").write_bytes(FIRST)
    before = (folder / "corpus.toml").read_bytes()
    remove_document(folder, "loose")
    restore_document(folder, "loose")
    assert (folder / "loose.txt").read_bytes() == FIRST and (folder / "corpus.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("name", "data"), [("report.md", b"# Other"), ("REPORT.txt", b"Other."), ("report.txt", b"O.")]
)
def test_name_or_identifier_of_another_document_is_refused_before_anything_is_written(
    folder: Path, name: str, data: bytes
) -> None:
    before = state(folder)
    with pytest.raises(UsageError, match="another file of that name"):
        add_document(folder, name, data, NONE)
    assert state(folder) == before


@pytest.mark.parametrize("data", [b"", b"\x00\x01", b"%PDF-1.7 broken", b"PK\x03\x04 broken", b"<html><body>x"])
@pytest.mark.parametrize("name", ["new.txt", "new.pdf", "new.docx"])
def test_unreadable_content_changes_nothing(folder: Path, name: str, data: bytes) -> None:
    if name == "new.txt" and data == b"PK\x03\x04 broken":
        pytest.skip("text, as far as anyone can tell")
    before = state(folder)
    changes: tuple[Callable[[], object], ...] = (
        lambda: add_document(folder, name, data, NONE),
        lambda: replace_document(folder, "report", name, data, NONE),
    )
    for change in changes:
        with pytest.raises(DocumentError) as caught:
            change()
        assert "\n" not in str(caught.value)
    assert state(folder) == before and list_trash(folder) == ()


def test_nothing_of_that_name_to_remove_replace_or_restore(folder: Path) -> None:
    for change in (
        lambda: remove_document(folder, "x"),
        lambda: replace_document(folder, "x", "x.txt", FIRST, NONE),
        lambda: restore_document(folder, "x"),
    ):
        with pytest.raises(UsageError, match="x: "):
            change()


@pytest.mark.parametrize(
    "title", ['quote " and \\', "line\nbreak", "[[document]]", "\x1b[31m", "'''", "ж # no comment"]
)
def test_any_title_is_kept_as_it_is(folder: Path, title: str) -> None:
    assert add_document(folder, "new.txt", b"New.", Particulars(title=title)).title == title
    assert len(read_corpus(folder).entries) == 2


def test_damaged_and_forged_things_in_the_bin_are_passed_over(folder: Path) -> None:
    remove_document(folder, "report")
    good = list_trash(folder)[0]
    about = (folder / TRASH / good.trash_id / "about.json").read_text()
    renamed = about.replace(good.trash_id, "2099-4")
    forged = (
        "{",
        "[]",
        "{}",
        about,
        renamed.replace("report.txt", "../../corpus.toml"),
    )
    for number, text in enumerate(forged):
        (folder / TRASH / f"2099-{number}").mkdir()
        (folder / TRASH / f"2099-{number}" / "about.json").write_text(text)
        (folder / TRASH / f"2099-{number}" / good.file).write_text("forged")
    (folder / TRASH / "stray.txt").write_text("stray")
    assert list_trash(folder) == (good,)


def test_changes_at_the_same_time_are_all_kept(folder: Path) -> None:
    def add(number: int) -> None:
        add_document(folder, f"new-{number}.txt", f"New {number}.".encode(), NONE)

    threads = [threading.Thread(target=add, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (folder / "corpus.toml").read_text().count("[[document]]") == 13


def test_change_while_another_holds_the_folder_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifest, "WAIT", 0.05)
    with manifest.writing(folder), pytest.raises(BusyError, match="try again"):
        remove_document(folder, "report")
