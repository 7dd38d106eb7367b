"""What a person says of a source: bound to the words of its note, checked, and kept whatever becomes of the document. Made up."""

import json
import os
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from qa import Corpus
from qa.citation.recheck.sources import differences
from qa.cli import main
from qa.corpus.changes import add_document, remove_document, replace_document, restore_document
from qa.corpus.correcting import correct_source, take_back
from qa.corpus.corrections import Correction, apply_corrections, make_correction, make_fingerprint
from qa.corpus.manifest import find_entry
from qa.corpus.particulars import Particulars
from qa.corpus.source_fields import check_fields
from qa.errors import CorpusError, UsageError
from qa.parse.formats import parse_bytes
from qa.references.filters import Filter
from qa.references.sources import make_sources
from qa.types.document import Document
from qa.types.source import Source, SourceKind
from tests.conftest import REPORT

HARBOUR, QUAY, IBID = (
    "Anna Holm, “The harbour”, Quay News, 3 May 2021.",
    "Per Lind, “The quay”, Lumo Post, 2019.",
    "Ibid.",
)


def page(*notes: str) -> bytes:
    body = "\n\n".join(f"Statement number {i} says much.[^{i}]" for i in range(1, len(notes) + 1))
    return f"# Made up\n\n{body}\n\n{''.join(f'[^{i}]: {note}{chr(10)}{chr(10)}' for i, note in enumerate(notes, 1))}".encode()


def read(*notes: str) -> tuple[Document, tuple[Source, ...]]:
    document = parse_bytes(page(*notes), "report.md", "report")
    return document, make_sources(document)


def made(sources: tuple[Source, ...], document: Document, position: int, **fields: object) -> Correction:
    notes = [footnote.span.of(document.text) for footnote in document.footnotes]
    return make_correction(sources[position], notes, check_fields(fields))


def titles(correction: Correction, *notes: str) -> tuple[list[str | None], list[str]]:
    document, sources = read(*notes)
    corrected, problems = apply_corrections([correction], document, sources)
    return [s.title if s.corrected else None for s in corrected], [p.kind.value for p in problems]


def test_a_correction_follows_the_words_of_its_note_to_another_number() -> None:
    document, sources = read(HARBOUR, QUAY)
    correction = made(sources, document, 0, title="The new harbour")
    assert titles(correction, HARBOUR, QUAY) == (["The new harbour", None], [])
    assert titles(correction, QUAY, HARBOUR) == ([None, "The new harbour"], [])
    assert (
        titles(correction, QUAY, HARBOUR.replace("“The", '"The').replace(" News", "\nNews"))[0][1] == "The new harbour"
    )


@pytest.mark.parametrize("notes", [(QUAY,), (HARBOUR.replace("2021", "2022"), QUAY), (HARBOUR, QUAY, HARBOUR)])
def test_a_correction_without_its_note_is_told_and_given_to_no_other(notes: tuple[str, ...]) -> None:
    document, sources = read(HARBOUR, QUAY)
    found, problems = titles(made(sources, document, 0, title="The new harbour"), *notes)
    assert found == [None] * len(notes) and problems == ["correction-without-note"]


def test_a_note_that_comes_again_is_told_by_what_leads_to_it() -> None:
    notes = (HARBOUR, "Own count.", QUAY, "Own count.", "Own count.")
    prints = [make_fingerprint(notes, i) for i in range(5)]
    assert len(set(prints)) == 5 and [p[0] for p in prints] == ["1", "2", "1", "2", "2"]
    document, sources = read(*notes)
    correction = made(sources, document, 3, title="Tally")
    assert titles(correction, *notes)[0] == [None, None, None, "Tally", None]
    assert titles(correction, QUAY, "Own count.", HARBOUR, "Own count.")[0] == [None, "Tally", None, None]
    assert titles(correction, "Own count.", HARBOUR, "Own count.") == ([None] * 3, ["correction-without-note"])


def test_of_a_note_that_names_several_works_one_is_corrected() -> None:
    document, sources = read(f"{HARBOUR[:-1]}; {QUAY}")
    assert len(sources) == 2
    assert titles(made(sources, document, 1, title="Q"), f"{HARBOUR[:-1]}; {QUAY}")[0] == [None, "Q"]


def test_what_points_to_a_corrected_work_has_its_fields() -> None:
    document, sources = read(HARBOUR, IBID)
    assert titles(made(sources, document, 0, title="The new harbour"), HARBOUR, IBID)[0] == ["The new harbour"] * 2


def test_an_empty_value_says_that_there_is_none() -> None:
    document, sources = read(HARBOUR)
    corrected, _ = apply_corrections([made(sources, document, 0, authors="", date="")], document, sources)
    assert (corrected[0].authors, corrected[0].issued, corrected[0].corrected) == ((), None, ("authors", "issued"))


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ({"author": "Anna Holm; Per Lind"}, {"authors": ("Anna Holm", "Per Lind")}),
        ({"date": "16 February 2024"}, {"issued": "2024-02-16"}),
        ({"kind": "Press release"}, {"kind": "press-release"}),
        ({"doi": "https://doi.org/10.1000/182"}, {"doi": "10.1000/182"}),
        ({"language": "pt-BR"}, {"language": "pt"}),
        ({"title": " Two\n lines "}, {"title": "Two lines"}),
    ],
)
def test_values_are_stored_in_one_form(given: dict[str, object], stored: dict[str, object]) -> None:
    assert check_fields(given) == stored


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({"titel": "x"}, "unknown field `titel`; did you mean `title`?"),
        ({"zzz": "x"}, "unknown field `zzz`; use one of kind, authors"),
        ({"kind": "pamphlet"}, "kind 'pamphlet': unknown; use one of news-article"),
        ({"kind": ""}, "kind ''"),
        ({"issued": "2024-13"}, "date '2024-13': not a date; write 2024, 2024-02 or 2024-02-16"),
        ({"issued": "2024-02-31"}, "date '2024-02-31': not a date"),
        ({"issued": "soon"}, "date 'soon': not a date"),
        ({"url": "javascript:alert(1)"}, "url 'javascript:alert(1)': not an address of the web"),
        ({"url": "https://a b"}, "not an address of the web"),
        ({"language": "English"}, "did you mean en?"),
        ({"doi": "11.5"}, "not a DOI"),
        ({"title": "a\x1b[31m"}, "title: there is a control character in it"),
        ({"title": 3}, "title must be text, not int"),
        ({"issued": "2024", "date": "2023"}, "`issued` is given twice"),
    ],
)
def test_a_value_that_a_field_cannot_have_is_refused_in_one_line(given: dict[str, object], line: str) -> None:
    with pytest.raises(UsageError) as error:
        check_fields(given)
    assert line in str(error.value) and "\n" not in str(error.value)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus of two documents, whose manifest was written by hand on another system."""
    add_document(tmp_path, "other.md", page(QUAY), Particulars())
    (tmp_path / "report.md").write_bytes(page(HARBOUR, QUAY))
    manifest = '\ufeff# mine\n[[document]]\nfile = "report.md"  # my report\ntitle = "Made up"\n\n[[document]]\nfile = "other.md"\n'
    (tmp_path / "corpus.toml").write_bytes(manifest.replace("\n", "\r\n").encode())
    return tmp_path


def correct(folder: Path, position: int, **fields: object) -> None:
    document, sources = read(HARBOUR, QUAY)
    correct_source(folder, document, sources, sources[position], check_fields(fields))


def said(folder: Path) -> list[tuple[str, dict[str, object]]]:
    return [(c.footnote, dict(c.fields)) for c in find_entry(folder, "report").corrections]


def test_the_manifest_keeps_its_comments_and_line_ends(folder: Path) -> None:
    before = (folder / "corpus.toml").read_bytes()
    correct(folder, 0, title="The new harbour", authors="A; B")
    correct(folder, 0, issued="2020")
    correct(folder, 1, kind="report")
    fields = {"authors": ("A", "B"), "title": "The new harbour", "issued": "2020"}
    assert said(folder) == [("1", fields), ("2", {"kind": "report"})]
    now = (folder / "corpus.toml").read_bytes()
    assert now.count(b"\n") == now.count(b"\r\n") and now.startswith("\ufeff# mine".encode())
    assert [line for line in before.split(b"\r\n") if line not in now.split(b"\r\n")] == []
    assert find_entry(folder, "other").corrections == ()
    document, sources = read(HARBOUR, QUAY)
    assert take_back(folder, document, sources, sources[0], ["title", "number"]) == ("title",)
    assert take_back(folder, document, sources, sources[1], []) == ("kind",)
    assert said(folder) == [("1", {"authors": ("A", "B"), "issued": "2020"})]
    take_back(folder, document, sources, sources[0], [])
    assert (folder / "corpus.toml").read_bytes().replace(b"\r\n\r\n", b"\r\n") == before.replace(b"\r\n\r\n", b"\r\n")


def test_corrections_stay_when_versions_come_and_go(folder: Path) -> None:
    correct(folder, 0, title="The new harbour")
    replace_document(folder, "report", "v2.md", page(QUAY, HARBOUR), Particulars())
    correct(folder, 1, title="The new quay")
    restore_document(folder, "report")
    both = [("1", {"title": "The new harbour"}), ("2", {"title": "The new quay"})]
    assert said(folder) == both
    replace_document(folder, "report", "v3.txt", b"Nothing of it.", Particulars())
    restore_document(folder, "report")
    assert said(folder) == both
    remove_document(folder, "report")
    restore_document(folder, "report")
    assert said(folder) == both


def test_an_index_made_before_there_were_corrections_stays_valid(folder: Path) -> None:
    entry, before = find_entry(folder, "other"), find_entry(folder, "report").fingerprint()
    assert entry.fingerprint() == find_entry(folder, "other").fingerprint()
    correct(folder, 0, title="The new harbour")
    assert find_entry(folder, "report").fingerprint() != before
    document, sources = read(HARBOUR, QUAY)
    take_back(folder, document, sources, sources[0], [])
    assert find_entry(folder, "report").fingerprint() == before


def write(folder: Path, *lines: str) -> None:
    text = '[[document]]\nfile = "report.md"\n[[document.source]]\n' + "\n".join(lines)
    (folder / "corpus.toml").write_text(text, encoding="utf-8")


def test_a_person_can_write_one_by_the_notes_first_words(folder: Path) -> None:
    write(folder, "footnote = 9", 'note = "Anna Holm, “The harbour …"', 'date = "2020"', 'author = "Anna Holm; B"')
    (correction,) = find_entry(folder, "report").corrections
    document, sources = read(QUAY, HARBOUR)
    corrected, problems = apply_corrections([correction], document, sources)
    assert (corrected[1].issued, corrected[1].authors, problems) == ("2020", ("Anna Holm", "B"), ())
    assert titles(correction, HARBOUR, HARBOUR + " See there.")[1] == ["correction-without-note"]
    correct(folder, 0, issued="2021")
    assert said(folder) == [("1", {"authors": ("Anna Holm", "B"), "issued": "2021"})]
    take_back(folder, *read(HARBOUR, QUAY), read(HARBOUR, QUAY)[1][0], ["authors"])
    assert said(folder) == [("1", {"issued": "2021"})]


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (('note = "x"',), "say which footnote it is about"),
        (('footnote = "1"',), 'say how the note of footnote 1 begins, as note = "its first words"'),
        (('footnote = "1"', 'note = "Anna"', 'titel = "x"'), "unknown field `titel`; did you mean `title`?"),
        (('footnote = "1"', 'note = "Anna"', 'issued = "soon"'), "source 1: date 'soon': not a date"),
        (('footnote = "1"', 'note = "Anna"', 'fingerprint = "ab"'), "`fingerprint` is not as it was written"),
    ],
)
def test_a_badly_written_correction_is_refused_with_its_place(folder: Path, lines: tuple[str, ...], line: str) -> None:
    write(folder, *lines)
    with pytest.raises(CorpusError) as error:
        find_entry(folder, "report")
    assert line in str(error.value) and "document 1 (report.md)" in str(error.value)


def test_a_saved_answer_with_a_corrected_title_still_names_its_work() -> None:
    document, sources = read(HARBOUR)
    correction = made(sources, document, 0, title="Words of no note", issued="1999")
    corrected = apply_corrections([correction], document, sources)[0][0]
    note = document.footnotes[0].span.of(document.text)
    assert differences(corrected, sources[0], note) == ("title", "issued", "corrected")
    assert differences(sources[0], corrected, note) == ("title", "issued", "corrected")


def test_corrected_fields_count_in_every_way_of_asking(scratch: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    places = ["--corpus", str(scratch.folder), "--index", str(scratch.index_folder)]
    given = ["kind=report", "author=Vera Quist", "date=1987", "url=https://lumo.example/a-b", "title=The Lumo Ledger"]
    assert main(["sources", "--set", "6", *given, "--document", REPORT, *places]) == 0
    assert f"corrected {REPORT}#6" in capsys.readouterr().out
    assert [s.label for s in scratch.sources(Filter(kinds=("report",), since="1987", until="1987"))] == ["6"]
    assert main(["sources", "--kind", "report", "--year", "1987", "--json", *places]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["corrected"] == ["kind", "authors", "title", "issued", "url"] and row["title"] == "The Lumo Ledger"
    assert "Quist" in scratch.export([f"{REPORT}#6"], "bibtex")
    assert "Lumo Ledger" in str(scratch.ask("What does footnote 6 cite?").to_dict())
    ledger = scratch.folder.parent / "ledger.txt"
    ledger.write_text("The Lumo Ledger, 1987\n\nhttps://lumo.example/a-b\n\nMade up.", encoding="utf-8")
    assert [p.source.label for p in scratch.propose(ledger)] == ["6"]
    assert main(["sources", "--unset", "6", "kind", "date", *places]) == 0
    assert scratch.find_sources("6")[0].kind is SourceKind.PRESS_RELEASE
    capsys.readouterr()
    assert main(["sources", "--set", "6", "titel=x", *places]) == 2
    assert capsys.readouterr().err == "qa: unknown field `titel`; did you mean `title`?\n"
    assert main(["sources", "--unset", "6", "kind", *places]) == 2
    assert "no correction of kind to take back" in capsys.readouterr().err


def test_a_correction_whose_note_is_gone_is_told_and_can_be_taken_back(scratch: Corpus) -> None:
    scratch.correct_source("6", title="The Lumo Ledger")
    path = scratch.folder / f"{REPORT}.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("Properties worth", "Houses worth"), encoding="utf-8")
    report = scratch.build()
    assert any(
        "what was corrected of footnote 6 (title) is kept and not applied: no note reads" in s for s in report.skipped
    )
    assert [p.kind.value for p in scratch.footnotes(REPORT).problems][-1:] == ["correction-without-note"]
    assert scratch.find_sources("6")[0].corrected == ()
    assert scratch.uncorrect_source("6") == ("title",)
    assert scratch.build().skipped == ()


def test_the_form_corrects_and_takes_back(scratch: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "QA_CORPUS", str(scratch.folder))
    monkeypatch.setitem(os.environ, "QA_INDEX", str(scratch.index_folder))
    app = AppTest.from_string("from qa.ui.sources import show_sources\nshow_sources()", default_timeout=60)
    app.query_params["source"] = f"{REPORT}#6"
    app.run()
    next(field for field in app.text_input if field.label == "Title").set_value("<b>Ledger</b>")
    next(field for field in app.text_input if field.label == "Date").set_value("soon")
    press(app, "Save")
    assert "date &#x27;soon&#x27;: not a date" in markup(app) and find_entry(scratch.folder, REPORT).corrections == ()
    next(field for field in app.text_input if field.label == "Date").set_value("3 May 1987")
    press(app, "Save")
    assert dict(find_entry(scratch.folder, REPORT).corrections[0].fields) == {
        "title": "<b>Ledger</b>",
        "issued": "1987-05-03",
    }
    built(app, scratch)
    assert scratch.find_sources("6")[0].issued == "1987-05-03"
    assert "corrected by hand: title, date" in markup(app) and "<b>Ledger" not in markup(app)
    press(app, "As the note was read")
    assert find_entry(scratch.folder, REPORT).corrections == ()
    built(app, scratch)
    st.cache_resource.clear()


def press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception, app.exception


def built(app: AppTest, corpus: Corpus) -> None:
    """Wait for the build that the app has begun, and draw the page anew."""
    from qa.ui.build import builder_of
    from qa.ui.session import open_once

    builder_of(open_once(str(corpus.folder), str(corpus.index_folder))).wait()
    app.run()


def markup(app: AppTest) -> str:
    assert not app.exception, app.exception
    return "".join(element.proto.body for element in app.get("html"))
