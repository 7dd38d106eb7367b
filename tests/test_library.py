"""Libraries of reference managers against the works that notes name. Works and files are made up, but for the sample's notes."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from qa import Corpus
from qa.cli import main
from qa.errors import CorpusError, UsageError
from qa.library import match_works, read_folder, read_library, zotero_database
from qa.library.listed import file_names
from qa.library.proposals import LibraryMatch, Sureness
from qa.library.works import LibraryReading, LibraryWork
from qa.parse.bibliography.entry import Person
from qa.types.given_work import WorkFields
from qa.types.source import Source, SourceKind
from tests.conftest import REPORT
from tests.test_export import make_source
from tests.zotero_maker import LINKED_FILE, Attachment, Item, make_zotero

TEXT = b"Made up: the text of a work that stands in for another, long enough to be read as a document.\n"
SOURCES = (
    make_source(source_id="r#1", title="Smuggling: a short history", authors=("Jane Doe",), issued="2019-03"),
    make_source(
        source_id="r#2", title="Annual report 2020", authors=("The Bank",), publisher="The Bank", issued="2020"
    ),
    make_source(source_id="r#3", title="The price of rice", authors=("Li Wu",), issued="2018", doi="10.1234/rice"),
    make_source(source_id="r#4", title="News of the day", authors=(), url="https://www.news.invalid/a/?utm_source=x"),
    make_source(source_id="r#5", title=None, authors=("Ana Ríos",), issued="2021"),
    make_source(source_id="r#6", title="Ports and their gangs in the long war", authors=("Bo Ek",), issued="2022"),
    make_source(source_id="q#1", title="Ports and their gangs in the long war", authors=("Bo Ek",), issued="2022"),
    make_source(source_id="r#7", title="Water and power on the northern coast", authors=("Ida Moe",), issued="2011"),
    make_source(source_id="r#8", title="Water and power on the northern coast", authors=("Ole Vik",), issued="2015"),
    make_source(source_id="r#9", kind=SourceKind.INTERVIEW, title="Smuggling: a short history", authors=()),
)


def work(title: str | None = None, family: str = "", year: str | None = None, **fields: str) -> LibraryWork:
    people = (Person(family, "X."),) if family else ()
    names = tuple(map(str, people))
    return LibraryWork(
        "line 1", WorkFields(SourceKind.REPORT, names, title=title, issued=year, **fields), people, (Path("x.pdf"),)
    )


def matched(*works: LibraryWork, sources: tuple[Source, ...] = SOURCES) -> LibraryMatch:
    return match_works(LibraryReading(list(works)), sources)


@pytest.mark.parametrize(
    ("given", "labels", "sureness", "reason"),
    [
        (work("SMUGGLING – A Short History!", "Doe", "2019"), ("r#1",), "sure", "title is the same, and so are author"),
        (work("Smuggling", "Doe", "2019"), ("r#1",), "sure", "nearly the same, and so are"),
        (work("Smuggling"), (), "", ""),
        (work("Annual report 2021", "Bank", "2021"), (), "", ""),
        (work("Arroz", doi="10.1234/RICE"), ("r#3",), "sure", "its DOI is 10.1234/rice"),
        (work("Other", url="http://news.invalid/a"), ("r#4",), "sure", "its address is news.invalid/a"),
        (work("Una obra", "Rios", "2021"), ("r#5",), "possible", "author and year"),
        (work("Ports and their gangs in the long war"), ("r#6", "q#1"), "likely", "title is the same"),
        (work("The price of rice", "Wu", "2001"), ("r#3",), "possible", "but the years differ"),
        (work("The price of rice", "Wu", "2018", doi="10.1234/other"), ("r#3",), "possible", "but the DOIs differ"),
        (work("Water and power on the northern coast", "Vik", "2015"), ("r#8",), "sure", "title is the same"),
        (work("A work that no note names", "Doe", "2019"), (), "", ""),
    ],
)
def test_a_work_is_matched_with_its_reason(
    given: LibraryWork, labels: tuple[str, ...], sureness: str, reason: str
) -> None:
    found = matched(given)
    assert [p.labels for p in found.proposals] == ([labels] if labels else []), found
    assert found.unmatched == (() if labels else (given,))
    for proposal in found.proposals:
        assert proposal.sureness == sureness and reason in proposal.reason
        assert proposal.chosen is (proposal.sureness is not Sureness.POSSIBLE)


def test_what_is_ambiguous_is_told_and_not_chosen() -> None:
    found = matched(work("Water and power on the northern coast"))
    assert not found.proposals and "r#7, r#8" in found.unclear[0].reason
    double = [work("Smuggling", "Doe", "2019"), work("Smuggling: a short history", "Doe", "2019")]
    found = matched(*double)
    assert len(found.proposals) == 1 and "instead" in found.unclear[0].reason
    name = "Ports and their gangs in the long war"
    rivals = matched(*(work(name, "Ek", "2022", doi=doi) for doi in ("10.1234/a", "10.1234/b")))
    assert not rivals.proposals and all("several works of the library" in each.reason for each in rivals.unclear)


def test_fields_are_offered_where_they_say_more_and_values_are_checked() -> None:
    bold = work("The price of rice\u2028", "Wu", "2018-05-01", doi="10.1234/rice", url="javascript:alert(1)")
    (proposal,) = matched(bold).proposals
    assert dict(proposal.fields) == {"issued": "2018-05-01", "authors": ("X. Wu",)}
    corrected = (
        make_source(source_id="r#3", title="Rice", doi="10.1234/rice", corrected=("title", "authors", "issued")),
    )
    assert not {"title", "authors", "issued"} & dict(matched(bold, sources=corrected).proposals[0].fields).keys()


RIS = """\ufeffTY  - JOUR
AU  - Doe, Jane
TI  - Smuggling: a short
      history
PY  - 2019/03/02/
UR  - https://a.invalid/x;y=1
DO  - https://doi.org/10.1234/abc
L1  - files/1/Doe.pdf
L1  - ../secret.pdf
ER  -\x20

stray words
TY  - RPRT
T1  - No end
TY  - BOOK
KW  - nothing is said of it
ER  -\x20
2.
TY - NEWS
TI - Loosely written
L1 - internal-pdf://77/b.pdf
ER -
"""


def test_ris_is_read_and_bad_records_are_told_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "secret.pdf").write_bytes(TEXT)
    for name in ("lib/files/1/Doe.pdf", "lib/made.Data/PDF/77/b.pdf"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(TEXT)
    file = tmp_path / "lib" / "made.ris"
    file.write_text(RIS.replace("\n", "\r\n"), encoding="utf-8", newline="")
    found = read_library(file)
    first, second, third = found.works
    assert (first.fields.title, first.fields.issued, first.fields.doi) == (
        "Smuggling: a short history", "2019-03-02", "10.1234/abc",
    )  # fmt: skip
    assert first.fields.url == "https://a.invalid/x;y=1" and first.fields.authors == ("Jane Doe",)
    assert [path.name for path in first.files] == ["Doe.pdf"] and "outside the library" in first.told[0]
    assert second.fields.title == "No end" and third.files[0].name == "b.pdf"
    assert [line.split(":")[0] for line in found.told] == ["line 12", "line 13", "line 15"]


def test_bibtex_names_files_as_zotero_jabref_and_mendeley_write_them(tmp_path: Path) -> None:
    assert file_names(r"Full Text:files/1/a\_b.pdf:application/pdf;Snap:files/2/c.html:text/html") == [
        "files/1/a_b.pdf", "files/2/c.html",
    ]  # fmt: skip
    assert file_names(r":C\:\\Users\\me\\a.pdf:PDF") == [r"C:\Users\me\a.pdf"]
    assert file_names("papers/a.pdf") == ["papers/a.pdf"]
    (tmp_path / "a.pdf").write_bytes(TEXT)
    (tmp_path / "made.bib").write_text(
        "@article{doe, title={Smuggling}, author={Doe, Jane}, year={2019}, file={:a.pdf:PDF}}\n"
        "@book{bad, title={x\n\n@misc{none, note={}}\n"
    )
    found = read_library(tmp_path / "made.bib")
    assert [(w.fields.title, [f.name for f in w.files]) for w in found.works] == [("Smuggling", ["a.pdf"])]
    assert [line.split(":")[0] for line in found.told] == ["line 2", "line 4"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("made.ris", "TY  - BOOK\nTI  - Bad\nL1  - file://[x/y.pdf\nER  -\nTY  - BOOK\nTI  - Good\nER  -\n"),
        ("made.bib", "@book{bad, title={Bad}, file={file://[x/y.pdf}}\n@book{good, title={Good}}\n"),
    ],
)
def test_a_file_name_that_is_no_address_costs_only_that_file(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    bad, good = read_library(tmp_path / name).works
    assert bad.told == ("y.pdf: not there",) and good.fields.title == "Good"


def test_half_a_character_in_csl_json_is_written_as_none(tmp_path: Path) -> None:
    item = {"id": "a\ud800", "title": "x \ud800", "author": [{"family": "B\udfff"}]}
    (tmp_path / "made.json").write_text(json.dumps([item]))
    (work,) = read_library(tmp_path / "made.json").works
    assert (work.place, work.fields.title, work.fields.authors) == ("a?", "x ?", ("B?",))


def test_little_bibtex_does_not_stand_for_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.parse.bibliography.bibtex._MOST_INHERITED", 100_000)
    children = "".join(f"@inbook{{c{n}, title={{Part}}, crossref={{p}}}}\n" for n in range(20))
    parent = f"@book{{p, title={{Whole}}, abstract={{{'a' * 30_000}}}}}\n"
    joined = f"@string{{w = {{{'a' * 40_000}}}}}\n@book{{j, title = {' # '.join(['w'] * 1000)}}}\n"
    (tmp_path / "made.bib").write_text(joined + parent + children)
    book, _, *parts = (work.fields for work in read_library(tmp_path / "made.bib").works)
    assert len(book.title or "") == 4000
    assert [part.container for part in parts] == ["Whole"] * 3 + [None] * 17


def test_csl_json_is_read_once_an_item_and_damage_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "made.json"
    file.write_text(json.dumps([{"id": 1, "citation-key": "doe", "type": "book", "title": "Smuggling"}, {"id": "b"}]))
    found = read_library(file)
    assert [w.fields.title for w in found.works] == ["Smuggling"] and len(found.told) == 1
    file.write_text("[")
    with pytest.raises(CorpusError, match="no CSL-JSON"):
        read_library(file)
    with pytest.raises(UsageError, match="not read as a library"):
        read_library(tmp_path / "x.docx")


def zotero(folder: Path) -> Path:
    linked = folder.parent / "elsewhere" / "linked.pdf"
    linked.parent.mkdir()
    linked.write_bytes(TEXT)
    return make_zotero(
        folder,
        [
            Item(
                "newspaperArticle",
                {"title": "<i>Smuggling</i>", "date": "2019-03-00 March 2019", "publicationTitle": "The Post"},
                [("Jane", "Doe"), ("", "The Bureau")],
                [
                    Attachment("storage:page.html", TEXT, kind="text/html"),
                    Attachment("storage:../../../escaped.pdf"),
                    Attachment(str(linked), mode=LINKED_FILE),
                    Attachment("storage:text.pdf", TEXT),
                    Attachment("https://a.invalid/", mode=3),
                ],
            ),
            Item("book", {"title": "In the bin"}, deleted=True),
            Item("report", {"extra": "DOI: 10.1234/rice\nother"}),
            Item("note", {}),
        ],
    )


def test_zotero_is_read_with_files_in_storage_alone(tmp_path: Path) -> None:
    database = zotero(tmp_path / "Zotero")
    (tmp_path / "escaped.pdf").write_bytes(TEXT)
    before = database.read_bytes(), sorted(tmp_path.rglob("*"))
    found = read_library(tmp_path / "Zotero")
    assert (database.read_bytes(), sorted(tmp_path.rglob("*"))) == before
    first, second = found.works
    assert first.fields.issued == "2019-03" and first.fields.kind is SourceKind.NEWS_ARTICLE
    assert first.fields.authors == ("Jane Doe", "The Bureau") and second.fields.doi == "10.1234/rice"
    assert [path.name for path in first.files] == ["text.pdf", "page.html"]
    assert [line.split(":")[0] for line in first.told] == ["escaped.pdf", "linked.pdf"]
    with_linked = read_library(database, [tmp_path / "elsewhere"]).works[0]
    assert "linked.pdf" in [path.name for path in with_linked.files]


def test_zotero_attachments_that_are_links_out_are_not_followed(tmp_path: Path) -> None:
    zotero(tmp_path / "Zotero")
    stored = next((tmp_path / "Zotero").rglob("text.pdf"))
    stored.unlink()
    stored.symlink_to(tmp_path / "elsewhere" / "linked.pdf")
    assert [path.name for path in read_library(tmp_path / "Zotero").works[0].files] == ["page.html"]


def test_zotero_that_is_open_is_read_from_a_copy_and_in_mid_change_is_refused(tmp_path: Path) -> None:
    database = zotero(tmp_path / "Zotero")
    running = sqlite3.connect(database)
    running.execute("PRAGMA journal_mode = WAL")
    running.execute("UPDATE itemDataValues SET value = 'Changed just now' WHERE value LIKE '%Smuggling%'")
    running.commit()
    running.execute("BEGIN EXCLUSIVE")
    assert read_library(tmp_path / "Zotero").works[0].fields.title == "Changed just now"
    running.close()
    (tmp_path / "Zotero" / "zotero.sqlite-journal").write_bytes(bytes.fromhex("d9d505f920a163d7") + bytes(600))
    with pytest.raises(CorpusError, match="close Zotero, or wait"):
        read_library(tmp_path / "Zotero")


ENDLESS = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i itemID, 1 itemTypeID, 'K' key FROM n"
)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (f"DROP TABLE items; CREATE VIEW items AS {ENDLESS}", "items.itemID is missing"),
        ("DROP TABLE creators; CREATE TABLE creators (creatorID)", "creators.firstName is missing"),
        ("DROP TABLE itemAttachments", "itemAttachments.itemID is missing"),
        ("CREATE TABLE x(a); DROP TABLE fields; CREATE VIRTUAL TABLE fields USING fts5(fieldID, fieldName)", "fields"),
    ],
)
def test_a_hostile_database_runs_nothing(tmp_path: Path, change: str, told: str) -> None:
    database = zotero(tmp_path / "Zotero")
    connection = sqlite3.connect(database)
    connection.executescript(change)
    connection.close()
    with pytest.raises(CorpusError, match=told) as caught:
        read_library(tmp_path / "Zotero")
    assert "\n" not in str(caught.value)


def test_a_database_that_takes_too_long_or_is_damaged_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = zotero(tmp_path / "Zotero")
    with monkeypatch.context() as patched:
        patched.setattr(zotero_database, "READING_SECONDS", -1.0)
        patched.setattr(zotero_database, "_INSTRUCTIONS", 1)
        with pytest.raises(CorpusError, match="takes over"):
            read_library(database)
    database.write_bytes(database.read_bytes()[:3000] + b"\xff" * 9000)
    with pytest.raises(CorpusError, match="close Zotero"):
        read_library(database)


def library(folder: Path) -> Path:
    """Items for notes 1, 6 and 9 of the sample, with made-up files."""
    make_zotero(
        folder,
        [
            Item(
                "newspaperArticle",
                {
                    "title": "Ecuador’s President Declares War with Drug Gangs as Prison Guards Held Hostage",
                    "date": "2024-01-10 2024-01-10",
                    "url": "https://ft.invalid/made-up",
                    "place": "Quito",
                },
                [("Joe", "Daniels")],
                [Attachment("storage:Daniels - 2024 - Ecuador’s president.txt", TEXT)],
            ),
            Item(
                "webpage",
                {"title": "Properties worth EUR 48 million frozen", "date": "2024-02-16 16 Feb"},
                [("", "Europol")],
            ),
            Item("book", {"title": "Named by nobody"}),
        ],
    )
    return folder


def test_confirmed_rows_become_held_sources_and_corrections(scratch: Corpus, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in scratch.folder.rglob("*") if path.is_file()}
    found = scratch.match_library(library(tmp_path / "Zotero"))
    assert [p.labels for p in found.proposals] == [(f"{REPORT}#1",), (f"{REPORT}#6",)]
    assert before == {path: path.read_bytes() for path in scratch.folder.rglob("*") if path.is_file()}
    taken = scratch.take(found.proposals[:1], correct=True)
    assert not taken[0].problem and taken[0].corrected == (f"{REPORT}#1",)
    entries = {entry.doc_id: entry for entry in scratch.entries()}
    assert entries[taken[0].document or ""].source_of == (f"{REPORT}#1",)
    said = dict(entries[REPORT].corrections[0].fields)
    assert said == {"url": "https://ft.invalid/made-up", "place": "Quito"}
    again = scratch.take(found.proposals[:1])
    assert again[0].document == taken[0].document and len(scratch.entries()) == len(entries)


def test_a_folder_of_files_is_matched_by_title_head_and_name(scratch: Corpus, tmp_path: Path) -> None:
    title = "Properties worth EUR 48 million frozen after cocaine sweep in Ecuador and Spain"
    tmp_path /= "papers"
    (tmp_path / "below").mkdir(parents=True)
    (tmp_path / "below" / "release.txt").write_text(f"{title}\n\nEuropol, 16 February 2024\n\nMade up.\n")
    (tmp_path / "other.txt").write_text("A made-up text\n\nIt is named by no note at all, whatever one looks for.\n")
    (tmp_path / "damaged.pdf").write_bytes(b"%PDF-1.4 made up")
    shutil.copy(tmp_path / "other.txt", tmp_path / "Ecuador’s president declares war with drug gangs.txt")
    found = match_works(read_folder(tmp_path), scratch.sources())
    assert [(p.labels, p.sureness.value) for p in found.proposals] == [
        ((f"{REPORT}#1",), "likely"), ((f"{REPORT}#6",), "sure"),
    ]  # fmt: skip
    assert [w.place for w in found.unmatched] == ["other.txt"] and "damaged.pdf" in found.told[0]


def test_commands_list_first_and_write_only_what_is_named(
    scratch: Corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = ["--corpus", str(scratch.folder), "--index", str(scratch.index_folder)]
    before = (scratch.folder / "corpus.toml").read_bytes()
    command = ["import", *folders, str(library(tmp_path / "Zotero"))]
    assert main(command) == 0
    out = capsys.readouterr().out
    assert "1  sure  Daniels 2024" in out and "nothing was added" in out and "Named by nobody" in out
    assert main([*command, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["proposals"][0]["sureness"] == "sure"
    assert main([*command, "--take", "2"]) == 2
    assert (scratch.folder / "corpus.toml").read_bytes() == before
    assert main([*command, "--yes"]) == 0
    assert f"as the text of {REPORT}#1" in capsys.readouterr().out
    assert scratch.find_sources("1")[0].document == "daniels-2024-ecuador-s-president"
