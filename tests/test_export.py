"""Exports are read back by libraries that did not write them. The sources are made up."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from citeproc.source.json import CiteProcJSON
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from pybtex.database import parse_string
from pylatexenc.latex2text import LatexNodes2Text

from qa import Corpus
from qa.export import Format, export
from qa.export.answers import escape_markdown
from qa.export.bibtex import make_key
from qa.export.csl import to_csl
from qa.export.names import split_name
from qa.types.source import Source, SourceKind
from tests.conftest import REPORT

HOSTILE = "}} @comment{x & 50% of $9_000 #1 ~^ \\input{/etc/passwd}\r\nER  - \nTY  - BOOK\u2028<b>“é”</b> ![x](http://x.invalid)"


def make_source(**fields: Any) -> Source:
    made: dict[str, Any] = dict.fromkeys(
        (
            "publisher",
            "container",
            "number",
            "issued",
            "language",
            "interviewee",
            "place",
            "medium",
            "url",
            "doi",
            "document",
        )
    )
    made |= {"source_id": "r#1", "doc_id": "r", "label": "1", "note": 0, "kind": SourceKind.REPORT, "authors": ()}
    made |= {"title": "A made-up title", "reference": "A made-up note.", **fields}
    return Source(**made)


def read_ris(text: str) -> list[dict[str, list[str]]]:
    """A small reader after the format's description: tag, two spaces, hyphen, space, value."""
    records: list[dict[str, list[str]]] = []
    for line in text.splitlines():
        if not line:
            continue
        tag, value = line[:2], line[6:]
        assert re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line), line
        if tag == "TY":
            records.append({})
        if tag != "ER":
            records[-1].setdefault(tag, []).append(value)
    return records


def latex_to_text(text: str) -> str:
    for command, sign in (("braceleft", r"\{"), ("braceright", r"\}"), ("asciicircum", "^")):
        text = text.replace(rf"\text{command}{{}}", sign)
    return str(LatexNodes2Text(keep_comments=True).latex_to_text(text))


KINDS = [
    # kind, fields, CSL type, BibTeX type, RIS type
    (SourceKind.NEWS_ARTICLE, {"publisher": "The Daily"}, "article-newspaper", "article", "NEWS"),
    (SourceKind.REPORT, {"publisher": "An Institute"}, "report", "techreport", "RPRT"),
    (SourceKind.JOURNAL_ARTICLE, {"container": "A Journal", "number": "12(3)"}, "article-journal", "article", "JOUR"),
    (SourceKind.BOOK, {"publisher": "A Press", "place": "Oxford"}, "book", "book", "BOOK"),
    (SourceKind.BOOK, {"container": "A Handbook"}, "chapter", "incollection", "CHAP"),
    (SourceKind.PRESS_RELEASE, {"publisher": "A Police"}, "report", "techreport", "RPRT"),
    (SourceKind.INTERVIEW, {"interviewee": "Ana Ruiz", "title": None}, "interview", "misc", "PCOMM"),
    (SourceKind.SOCIAL_POST, {"publisher": "Twitter/X"}, "post", "misc", "ICOMM"),
    (SourceKind.WEB_PAGE, {"url": "https://x.invalid/a_b?c=1&d=%20"}, "webpage", "misc", "ELEC"),
    (SourceKind.COURT_CASE, {"container": "123 U.S. 45"}, "legal_case", "misc", "CASE"),
    (SourceKind.STATUTE, {"number": "Law 7"}, "legislation", "misc", "STAT"),
    (SourceKind.DATASET, {"doi": "10.1/x_y"}, "dataset", "misc", "DATA"),
    (SourceKind.OTHER, {}, "document", "misc", "GEN"),
]


@pytest.mark.parametrize(("kind", "fields", "csl", "bibtex", "ris"), KINDS, ids=lambda value: str(value)[:20])
def test_each_kind_has_its_type_in_every_format(
    kind: SourceKind, fields: dict[str, str], csl: str, bibtex: str, ris: str
) -> None:
    source = make_source(kind=kind, **fields)
    assert to_csl(source)["type"] == csl
    assert parse_string(export([source], "bibtex"), "bibtex").entries["r:1"].type == bibtex
    assert read_ris(export([source], "ris"))[0]["TY"] == [ris]


def test_court_stands_as_authority_and_publisher() -> None:
    source = make_source(kind=SourceKind.COURT_CASE, publisher="A Court")
    assert to_csl(source)["authority"] == "A Court"
    assert read_ris(export([source], "ris"))[0]["PB"] == ["A Court"]
    assert parse_string(export([source], "bibtex"), "bibtex").entries["r:1"].fields["publisher"] == "A Court"


def test_control_characters_are_left_out() -> None:
    assert (
        to_csl(make_source(title="A\x00 made-up\x1b title\x85of two\nlines"))["title"] == "A made-up title of two lines"
    )


def test_every_kind_is_exported() -> None:
    assert {kind for kind, *_ in KINDS} == set(SourceKind)


@pytest.mark.parametrize(
    ("issued", "parts", "bibtex", "ris"),
    [
        ("2024", [2024], ("2024", None, None), "2024///"),
        ("2024-02", [2024, 2], ("2024", "February", None), "2024/02//"),
        ("2024-02-09", [2024, 2, 9], ("2024", "February", "9"), "2024/02/09/"),
    ],
)
def test_partial_dates_stay_partial(issued: str, parts: list[int], bibtex: tuple[str, ...], ris: str) -> None:
    source = make_source(issued=issued)
    assert to_csl(source)["issued"] == {"date-parts": [parts]}
    fields = parse_string(export([source], "bibtex"), "bibtex").entries["r:1"].fields
    assert tuple(fields.get(name) for name in ("year", "month", "day")) == bibtex
    assert read_ris(export([source], "ris"))[0]["DA"] == [ris]


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [
        ("Joe Daniels", "Daniels", "Joe"),
        ("Jan van den Berg", "van den Berg", "Jan"),
        ("Silva, João", "Silva", "João"),
        ("J. M. Coetzee", "Coetzee", "J. M."),
    ],
)
def test_persons_are_split(name: str, family: str, given: str) -> None:
    assert split_name(name) == {"family": family, "given": given}
    person = (
        parse_string(export([make_source(authors=(name,))], "bibtex"), "bibtex").entries["r:1"].persons["author"][0]
    )
    assert " ".join([*person.prelast_names, *person.last_names]) == family
    assert " ".join([*person.first_names, *person.middle_names]) == given


@pytest.mark.parametrize("name", ["Europol", "World Bank", "Ministry of Food and Trade", "UNODC", "Ecuador Police"])
def test_organisations_stay_whole(name: str) -> None:
    assert split_name(name) == {"literal": name}
    persons = parse_string(export([make_source(authors=(name,))], "bibtex"), "bibtex").entries["r:1"].persons["author"]
    assert [str(person) for person in persons] == [f"{{{name}}}"]


@pytest.mark.parametrize("form", list(Format))
def test_hostile_text_stays_data(form: Format) -> None:
    source = make_source(
        title=HOSTILE, authors=(HOSTILE,), publisher=HOSTILE, reference=HOSTILE, url=HOSTILE, doi=HOSTILE
    )
    text = export([source, make_source(source_id="r#2", label="2")], form)
    match form:
        case Format.CSL_JSON:
            assert [item["id"] for item in json.loads(text)] == ["r#1", "r#2"]
        case Format.BIBTEX:
            read = parse_string(text, "bibtex").entries
            assert list(read) == ["r:1", "r:2"]
            assert latex_to_text(read["r:1"].fields["title"]) == " ".join(HOSTILE.split())
        case Format.RIS:
            read_back = read_ris(text)
            assert [record["ID"] for record in read_back] == [["r#1"], ["r#2"]]
            assert read_back[0]["TI"] == [" ".join(HOSTILE.split())]
        case Format.MARKDOWN:
            html = MarkdownIt().use(footnote_plugin).render(text)
            assert "<img" not in html and "<b>" not in html and html.count('class="footnote-item"') == 2


@given(st.text(min_size=1, max_size=60).filter(lambda t: t.split()))
@example("``1990--2000'': ?` ,, <<")
def test_any_title_is_read_back_as_it_was(title: str) -> None:
    source = make_source(title=title)
    csl = to_csl(source)["title"]
    fields = parse_string(export([source], "bibtex"), "bibtex").entries["r:1"].fields
    assert latex_to_text(fields["title"][1:-1]).split() == csl.split()
    assert read_ris(export([source], "ris"))[0].get("TI", [""]) == [csl]


def test_ibid_is_the_same_work_and_a_comment_is_none() -> None:
    full = make_source()
    again = make_source(source_id="r#2", label="2", same_as="r#1", reference="Ibid.")
    comment = make_source(source_id="r#3", label="3", kind=SourceKind.OTHER, title=None, reference="A remark.")
    assert [item["id"] for item in json.loads(export([full, again, comment], "csl-json"))] == ["r#1"]
    assert [item["id"] for item in json.loads(export([again], "csl-json"))] == ["r#1"]


def test_keys_are_stable_and_never_meet() -> None:
    keys = [make_key(x) for x in ("r#6", "r#6.2", "r#6~2", "доклад#1", "доклад#2", "r é#1", "r e#1")]
    assert keys[:2] == ["r:6", "r:6.2"] and len(set(keys)) == len(keys)
    assert all(re.fullmatch(r"[A-Za-z0-9:._+-]+", key) for key in keys)


def test_report_sources_are_read_back_by_other_libraries(corpus: Corpus) -> None:
    sources = corpus.sources()
    items = json.loads(export(sources, "csl-json"))
    assert set(CiteProcJSON(items)) == {source.source_id for source in sources}
    entries = parse_string(export(sources, "bibtex"), "bibtex").entries
    assert len(entries) == len(sources)
    sixth = entries[f"{REPORT}:6"]
    assert sixth.fields["title"].strip("{}") == (
        "Properties worth EUR 48 million frozen after cocaine sweep in Ecuador and Spain"
    )
    assert (sixth.fields["year"], sixth.fields["month"], sixth.fields["day"]) == ("2024", "February", "16")
    records = read_ris(export(sources, "ris"))
    assert [record["ID"][0] for record in records] == [source.source_id for source in sources]
    assert records[0]["AU"] == ["Daniels, Joe"]
    html = MarkdownIt().use(footnote_plugin).render(export(sources, "markdown"))
    assert html.count('class="footnote-item"') == len(sources)


def test_answer_exports_its_sources(corpus: Corpus) -> None:
    answer = corpus.ask("What does footnote 6 cite?")
    assert [item["id"] for item in answer.to_csl()] == [f"{REPORT}#6"]


def test_replace_of_a_field_changes_no_key(tmp_path: Path) -> None:
    source = make_source()
    keys = [
        next(iter(parse_string(export([s], "bibtex"), "bibtex").entries)) for s in (source, replace(source, title="B"))
    ]
    assert keys[0] == keys[1]


def test_what_stands_in_for_a_title_is_short() -> None:
    item = to_csl(make_source(kind=SourceKind.WEB_PAGE, title=None, reference="Many words. " * 60))
    assert len(item["title"]) <= 160 and item["title"].endswith(" …")
    assert item["note"].count("Many words.") == 60


def test_an_issue_of_a_series_loses_the_word_that_managers_add() -> None:
    assert to_csl(make_source(container="Risk Notes", number="Issue 14"))["number"] == "14"
    assert to_csl(make_source(number="M-16-12"))["number"] == "M-16-12"


def test_addresses_in_markdown_stay_words() -> None:
    address = "https://example.invalid/a WWW.example.invalid ftp://example.invalid me@example.invalid"
    text = escape_markdown(address)
    assert not re.search(r"(?i)(https?|ftp)://|www\.[a-z]|\w@\w", text)
    assert re.sub(r"[\\\u2060]", "", text) == address
    plain = re.sub(r"<[^>]+>", "", MarkdownIt().render(text)).strip()
    assert plain.replace("\u2060", "") == address
