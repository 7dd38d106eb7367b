"""Works cited by key, with a bibliography beside the file. All documents and works are made up."""

import json
from pathlib import Path

import pytest

from qa.corpus import changes
from qa.corpus.manifest import read_corpus
from qa.corpus.particulars import Particulars
from qa.parse import parse_bytes, parse_file
from qa.parse.bibliography import bibliographies_of
from qa.parse.bibliography.bibtex import BibtexFile
from qa.parse.markdown import parse_markdown
from qa.references.sources import make_sources
from qa.types.document import Document, ProblemKind
from qa.types.document_json import document_to_json, json_to_document
from qa.types.source import SourceKind

BIB = r"""
@string{hr = "Harbour Review"}
@article{ost2010, author = {Ost, Mara and {Port Authority of Tarn} and L{\"o}w, J{\'o}zef},
  title = "The {DNA} of \emph{cranes} \& quays",
  journal = hr, year = 2010, month = feb, volume = 12, number = {3}, pages = {1--9}, doi = {https://doi.org/10.9999/x_y},
  url = {https://tarn.example.org/c_d?e=1\&f}}
@techreport{tarn, author = "{Port Authority of Tarn}", title = {Dredging}, institution = {Tarn University}, date = {2019-04-05}}
@misc{broken, title = {never closed
@online{web_1, title = {A page}, author = {Vik, Al}, howpublished = {\url{https://vik.example.org/a\_b}}, year = {2021}}
"""
CSL = [
    {
        "id": "lee:99",
        "type": "book",
        "title": "Ropes",
        "author": [{"family": "Lee", "given": "Bo"}],
        "issued": {"date-parts": [[1999]]},
        "publisher": "Knot",
        "publisher-place": "Tarn",
    }
]
HEAD = "---\ntitle: Made up\nbibliography: [refs.bib, more/refs.json]\n---\n\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "more").mkdir()
    (tmp_path / "refs.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "more" / "refs.json").write_text(json.dumps(CSL), encoding="utf-8")
    return tmp_path


def read(folder: Path | None, text: str, name: str = "a.qmd") -> Document:
    return parse_bytes(text.encode(), name, "a", folder=folder)


def body(document: Document) -> str:
    return document.text[: document.footnotes[0].span.start].strip() if document.footnotes else document.text


def calls(document: Document) -> list[tuple[str, str, str | None]]:
    return [(document.text[: m.at].split()[-1], m.label, m.said) for m in document.markers]


@pytest.mark.parametrize(
    ("text", "clean", "marks"),
    [
        ("Ports grew [@ost2010].", "Ports grew.", [("grew", "ost2010", None)]),
        (
            "Ports grew [see @ost2010, pp. 3--5; also @lee:99, ch. 2] fast.",
            "Ports grew fast.",
            [("grew", "ost2010", "see pp. 3--5"), ("grew", "lee:99", "also ch. 2")],
        ),
        ("> It fell [@ost2010;\n> @web_1].", "It fell.", [("fell", "ost2010", None), ("fell", "web_1", None)]),
        ("As @lee:99 [p. 4] shows.", "As Lee (1999) shows.", [("(1999)", "lee:99", "p. 4")]),
        ("By @ost2010 so.", "By Ost et al. (2010) so.", [("(2010)", "ost2010", None)]),
        ("Lee agrees [-@lee:99].", "Lee agrees.", [("agrees", "lee:99", None)]),
        ("It is @{lee:99}.", "It is Lee (1999).", [("(1999)", "lee:99", None)]),
        ("| a |\n|---|\n| x [@lee:99] |", "a\n\nx", [("x", "lee:99", None)]),
        ("Write to a@lee:99 or @nasa, \\@ost2010, `[@ost2010]`.", "Write to a@lee:99 or @nasa, @ost2010, [@ost2010].", []),
        ("A [link @ost2010](https://tarn.example.org) and\n\n    [@ost2010]", "A link @ost2010 and\n\n[@ost2010]", []),
        ("See @fig-crane and [@fig-crane].", "See @fig-crane and [@fig-crane].", []),
        ("So {cite:p}`{see}ost2010{p. 3},lee:99`.", "So.", [("So", "ost2010", "see p. 3"), ("So", "lee:99", None)]),
        ("{cite:t}`lee:99` says {cite:year}`tarn`.", "Lee (1999) says 2019.", [("(1999)", "lee:99", None), ("2019", "tarn", None)]),
    ],
)  # fmt: skip
def test_citations_are_markers(folder: Path, text: str, clean: str, marks: list[tuple[str, str, str | None]]) -> None:
    document = read(folder, HEAD + text)
    assert (body(document), calls(document)) == (clean, marks)
    assert not document.problems


def test_markers_stand_where_their_keys_do(folder: Path) -> None:
    text = HEAD + "Žeravica [see @ost2010;\n  @lee:99] wrote as @web_1 did."
    document = read(folder, text)
    spans = [m.raw for m in document.markers]
    assert [span.of(text) if span else None for span in spans] == ["@ost2010", "@lee:99", "@web_1"]
    at = document.text.index("did")
    assert document.offsets.to_raw(at) == text.index("did")


def test_works_have_the_fields_of_the_bibliography(folder: Path) -> None:
    document = read(folder, HEAD + "One [@ost2010; @tarn; @web_1; @lee:99].")
    article, report, page, book = make_sources(document)
    assert (article.kind, article.authors) == (
        SourceKind.JOURNAL_ARTICLE,
        ("Mara Ost", "Port Authority of Tarn", "Józef Löw"),
    )
    assert (article.title, article.container, article.number, article.issued) == (
        "The DNA of cranes & quays",
        "Harbour Review",
        "12(3)",
        "2010-02",
    )
    assert (article.doi, article.url) == ("10.9999/x_y", "https://tarn.example.org/c_d?e=1&f")
    assert (report.kind, report.authors, report.publisher, report.issued) == (
        SourceKind.REPORT,
        ("Port Authority of Tarn",),
        "Tarn University",
        "2019-04-05",
    )
    assert (page.kind, page.url, page.publisher) == (SourceKind.WEB_PAGE, "https://vik.example.org/a_b", None)
    assert (book.kind, book.authors, book.place, book.issued) == (SourceKind.BOOK, ("Bo Lee",), "Tarn", "1999")
    assert book.reference == "Lee, Bo. 1999. Ropes. Tarn: Knot."
    assert json_to_document(document_to_json(document)) == document


def test_citations_in_notes_are_the_notes_works(folder: Path) -> None:
    document = read(
        folder,
        HEAD + "One.[^1] Two [@lee:99].\n\n[^1]: See [@lee:99, p. 3]; Smith, John. *Other*. London: Verso, 1999.",
    )
    assert document.footnotes[0].span.of(document.text).startswith("See Lee, Bo. 1999. Ropes. Tarn: Knot, p. 3; Smith")
    assert [(s.label, s.title, s.same_as) for s in make_sources(document)] == [
        ("1", "Ropes", None),
        ("1", "Other", None),
        ("lee:99", "Ropes", "a#1"),
    ]


def test_typed_notes_beside_citations_leave_the_works(folder: Path) -> None:
    document = read(
        folder, HEAD + "One [@lee:99, p. 2]. Two.[1] Three.[2]\n\n# Notes\n\n[1] First note.\n\n[2] Second note.\n"
    )
    assert {(m.label, m.said) for m in document.markers} == {("lee:99", "p. 2"), ("1", None), ("2", None)}
    assert [s.publisher for s in make_sources(document) if s.label == "lee:99"] == ["Knot"]


def test_what_the_bibliography_lacks_is_told_with_its_line(folder: Path) -> None:
    document = read(folder, HEAD + "Missing [@none] and @broken2010.\n")
    assert [(p.kind, p.label) for p in document.problems] == [
        (ProblemKind.CITATION_WITHOUT_WORK, "none"),
        (ProblemKind.CITATION_WITHOUT_WORK, "broken2010"),
    ]
    assert document.problems[0].message == "line 6 cites 'none', which refs.bib, more/refs.json does not have"
    assert [m.note for m in document.markers] == [None, None]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("gone.bib", "not there"),
        ("../refs.bib", "not in the document's folder"),
        ("/etc/refs.bib", "not in the document's folder"),
        ("C:\\refs.bib", "not in the document's folder"),
        ("https://tarn.example.org/refs.bib", "not fetched"),
        ("out.bib", "a link that leads out"),
        ("large.bib", "at most"),
        ("empty.bib", "holds no entry"),
        ("bad.json", "damaged"),
        ("deep.json", "damaged"),
        ("refs.yaml", "use a file ending in"),
        ("more.bib", "no file"),
    ],
)
def test_bibliographies_that_cannot_be_read_are_told(folder: Path, tmp_path: Path, name: str, told: str) -> None:
    inside = folder / "paper"
    (inside / "more.bib").mkdir(parents=True)
    (inside / "out.bib").symlink_to(folder / "refs.bib")
    with (inside / "large.bib").open("wb") as file:
        file.truncate(11 * 1024 * 1024)
    (inside / "empty.bib").write_text("nothing\n")
    (inside / "bad.json").write_text("{")
    (inside / "deep.json").write_text("[" * 100_000)
    document = read(inside, f"---\nbibliography: '{name}'\n---\n\nOne [@ost2010].")
    assert [p.kind for p in document.problems] == [
        ProblemKind.UNREAD_BIBLIOGRAPHY,
        ProblemKind.CITATION_WITHOUT_WORK,
    ]
    assert told in document.problems[0].message


def test_keys_without_any_bibliography_stay_and_are_told() -> None:
    document = parse_markdown("Ports grew [@ost2010]. Thanks [@someone] and @other.", "a")
    assert document.text == "Ports grew [@ost2010]. Thanks [@someone] and @other."
    assert [p.kind for p in document.problems] == [ProblemKind.UNREAD_BIBLIOGRAPHY]
    assert "'ost2010' in line 1" in document.problems[0].message
    assert not parse_markdown("Thanks [@someone] and @other, ada@example.org.", "a").problems


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("---\nbibliography: a.bib # mine\n---\n", ("a.bib",)),
        ('---\nbibliography: ["a b.bib",\n  c.json]\n---\n', ("a b.bib", "c.json")),
        ("---\r\nbibliography:\r\n  - a.bib\r\n  - 'c.json'\r\ntitle: x\r\n---\r\n", ("a.bib", "c.json")),
        ("# A\n\n```{bibliography} a.bib\n:style: plain\n```\n", ("a.bib",)),
        ("# A\n\nbibliography: a.bib\n", ()),
    ],
)
def test_bibliographies_are_named_in_the_head_or_by_the_directive(head: str, names: tuple[str, ...]) -> None:
    assert bibliographies_of(head.encode(), "a.md", None) == names
    assert bibliographies_of(head.encode(), "a.txt", None) == ()


@pytest.mark.parametrize(
    "text", ["@a{" * 20_000, "@a{k," + "a={x}," * 5_000, "@a{k, t={" + "{" * 100_000, "@a{k, author={" + "\\'{" * 900]
)
def test_hostile_bibliographies_are_survived(text: str) -> None:
    file = BibtexFile.of(text)
    assert all(entry is None or entry.key for entry in map(file.find, list(file.places)[:20]))


def test_the_corpus_keeps_the_bibliographies_of_a_document(folder: Path, tmp_path: Path) -> None:
    (folder / "a.qmd").write_text(HEAD + "One [@ost2010; @lee:99].", encoding="utf-8")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    entry = changes.add_file(corpus, folder / "a.qmd", Particulars())
    assert parse_file(entry.path, "a").footnotes == parse_file(folder / "a.qmd", "a").footnotes
    before = entry.fingerprint()
    kept = corpus / "a.qmd.bibliography"
    (kept / "refs.bib").write_text(BIB.replace("Mara", "Mira"), encoding="utf-8")
    assert entry.fingerprint() != before
    changes.remove_document(corpus, "a")
    assert not kept.exists()
    changes.restore_document(corpus, "a")
    assert "Mira" in parse_file(entry.path, "a").text
    changes.replace_document(corpus, "a", "a.md", b"# Now without", Particulars(), beside=folder)
    assert not kept.exists()


def test_a_bibliography_in_the_corpus_folder_is_no_skipped_file(folder: Path) -> None:
    (folder / "a.qmd").write_text(HEAD + "One [@ost2010].", encoding="utf-8")
    (folder / "other.bib").write_text(BIB, encoding="utf-8")
    assert read_corpus(folder).skipped == ("other.bib: files ending in .bib are not read",)
