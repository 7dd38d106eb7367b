import tomllib
from pathlib import Path
from typing import Any

import pytest

from qa.corpus.changes import add_file, remove_document
from qa.corpus.manifest import make_doc_id, read_corpus
from qa.corpus.particulars import Particulars
from qa.errors import CorpusError, DocumentError, UsageError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "corpus"
    made.mkdir()
    (made / "report.txt").write_text("A made-up report.\n\nIt says little.", encoding="utf-8")
    (made / "corpus.toml").write_text(
        '# keep me\n[[document]]\nfile = "report.txt"\ntitle = "Made up"\n', encoding="utf-8"
    )
    return made


def test_file_without_an_entry_is_a_document_too(folder: Path) -> None:
    (folder / "another.txt").write_text("Also made up.", encoding="utf-8")
    (folder / "picture.gif").write_bytes(b"GIF89a")
    manifest = read_corpus(folder)
    assert [(e.doc_id, e.title) for e in manifest.entries] == [("report", "Made up"), ("another", None)]
    assert manifest.skipped == ("picture.gif: files ending in .gif are not read",)


def test_adding_and_removing_keep_the_manifest_as_people_wrote_it(folder: Path, tmp_path: Path) -> None:
    before = (folder / "corpus.toml").read_text()
    source = tmp_path / "release.txt"
    source.write_text("A made-up release.", encoding="utf-8")
    add_file(folder, source, Particulars(source_of=("report#1",)))
    text = (folder / "corpus.toml").read_text()
    assert text.startswith("# keep me") and 'source_of = ["report#1"]' in text
    assert read_corpus(folder).entries[1].source_of == ("report#1",)
    remove_document(folder, "release")
    assert not (folder / "release.txt").exists()
    assert (folder / "corpus.toml").read_text().strip() == before.strip()


def test_unreadable_file_is_not_added(folder: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\x00\x01")
    with pytest.raises(DocumentError):
        add_file(folder, bad, Particulars())
    assert not (folder / "bad.txt").exists()


def test_other_content_under_a_taken_name_is_refused(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "report.txt"
    other.write_text("Something else.", encoding="utf-8")
    with pytest.raises(UsageError, match="another file"):
        add_file(folder, other, Particulars())
    assert "made-up" in (folder / "report.txt").read_text()


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        ("[[document]\n", "TOML"),
        ('[[document]]\nfile = "../secret.txt"\n', "file"),
        ('[[document]]\nfile = "gone.txt"\n', "gone.txt"),
        ('[[document]]\nfile = "report.txt"\nkind = "poem"\n', "poem"),
        ('[[document]]\nfile = "report.txt"\nsource_of = "6"\n', "source_of"),
        ('[[document]]\nfile = "report.txt"\ntitle = 3\n', "title"),
        ('[[document]]\nfile = "report.txt"\nsuorce_of = ["r#6"]\n', "did you mean `source_of`"),
        ('[[document]]\nfile = "report.txt"\n[[document]]\nfile = "report.txt"\n', "entered twice"),
        ('[document]\nfile = "report.txt"\n', "[[document]]"),
        ("[index]\nencoder = 3\n", "encoder"),
        ('[index]\nencodr = "a/b"\n', "did you mean `encoder`"),
        ('[[documents]]\nfile = "report.txt"\n', "did you mean `document`"),
    ],
)
def test_bad_manifest_is_one_clear_line(folder: Path, manifest: str, said: str) -> None:
    (folder / "corpus.toml").write_text(manifest, encoding="utf-8")
    with pytest.raises(CorpusError) as caught:
        read_corpus(folder)
    assert said in str(caught.value) and "corpus.toml" in str(caught.value) and "\n" not in str(caught.value)


def test_document_that_is_taken_out_while_the_corpus_is_read_is_out(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tide.txt").write_text("The tide of the harbour rose. Nobody saw it.", encoding="utf-8")
    entry = add_file(folder, tmp_path / "tide.txt", Particulars())
    loads = tomllib.loads

    def taken_out_meanwhile(text: str) -> dict[str, Any]:
        monkeypatch.setattr(tomllib, "loads", loads)
        remove_document(folder, entry.doc_id)
        return loads(text)

    monkeypatch.setattr(tomllib, "loads", taken_out_meanwhile)
    assert entry.doc_id not in {e.doc_id for e in read_corpus(folder).entries}


def test_a_manifest_with_a_mark_before_it_and_keys_of_ones_own_is_read(folder: Path) -> None:
    manifest = '\ufeff[[document]]\r\nfile = "report.txt"\r\ntitle = "Rice"\r\nread_by = "me"\r\n'
    (folder / "corpus.toml").write_text(manifest, encoding="utf-8", newline="")
    assert [entry.title for entry in read_corpus(folder).entries] == ["Rice"]


def test_identifiers_are_made_of_words() -> None:
    assert make_doc_id("Faces of Assassination (2023).txt") == "faces-of-assassination-2023"
    assert make_doc_id("Отчёт.txt") == "отчёт"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a = " + "[" * 50_000, "nested too deeply"),
        ("a = " + "9" * 6000, "cannot be read as TOML"),
        (f'[[document]]\nfile = "{"d" * 5000}.txt"\n', "no file can have the name"),
        ('[[document]]\nfile = "a\\u0000.txt"\n', "must name a document"),
        ("#" * 10_000_001, "larger than 10 MB"),
    ],
    ids=["deep", "digits", "long name", "NUL", "large"],
)
def test_manifest_made_to_hurt_is_refused_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "a.txt").write_text("Made up.")
    (tmp_path / "corpus.toml").write_text(text)
    with pytest.raises(CorpusError, match=said) as caught:
        read_corpus(tmp_path)
    assert len(str(caught.value)) < 300 and "\n" not in str(caught.value)
