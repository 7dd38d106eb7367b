"""The view Sources: the picture of what rests on what, the table with filters and export, and the check of footnotes."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from qa import Corpus
from qa.citation.shares import make_shares
from qa.types.answer import Citation
from qa.types.document import Document, Problem, ProblemKind, Span
from qa.types.source import Source, SourceKind
from qa.ui.check import check_html
from qa.ui.passage import Shelf
from qa.ui.picture import BASIS_WORDS, picture_html, shares_html, timeline_html
from qa.ui.source_search import search_sources
from tests.conftest import REPORT

NASTY = "<img src=x onerror=alert(1)> ![x](http://example.invalid/x.png)"


def none_held(doc_id: str) -> Document | None:
    """There are no documents."""


EMPTY = Shelf(none_held, {}, {})


@pytest.fixture
def folders(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The app pointed at the run's corpus and index."""
    monkeypatch.setitem(os.environ, "QA_CORPUS", str(corpus.folder))
    monkeypatch.setitem(os.environ, "QA_INDEX", str(corpus.index_folder))
    yield
    st.cache_resource.clear()


@pytest.fixture
def app(folders: None) -> AppTest:
    return AppTest.from_string("from qa.ui.sources import show_sources\nshow_sources()", default_timeout=60)


def markup(app: AppTest) -> str:
    assert not app.exception, app.exception
    return "".join(element.proto.body for element in app.get("html"))


def rows(app: AppTest) -> list[str]:
    """The labels of the footnotes in the table."""
    return re.findall(r'<summary><span class="fq-number" aria-label="Footnote (\w+)"', markup(app))


def source(number: int, issued: str | None, **fields: Any) -> Source:
    blank: dict[str, Any] = dict.fromkeys(Source.__dataclass_fields__)
    given: dict[str, Any] = {
        "source_id": f"r#{number}",
        "doc_id": "r",
        "label": str(number),
        "note": number,
        "title": "T",
        "authors": (),
    }
    return Source(**{**blank, "kind": SourceKind.REPORT, "reference": "R", **given, "issued": issued, **fields})


def test_every_source_is_listed_with_its_state(app: AppTest, corpus: Corpus) -> None:
    assert rows(app.run()) == [source.label for source in corpus.sources()]
    for word in ("press release", "Spanish", "unpublished interview", "reference only", "1 statement"):
        assert word in markup(app)


def test_filters_narrow_together(app: AppTest) -> None:
    app.run().multiselect(key="kind").set_value(["interview", "social post"]).run()
    assert rows(app) == ["5", "8", "9", "10", "11"]
    app.multiselect(key="language").set_value(["Spanish"]).run()
    assert rows(app) == ["9"]
    app.multiselect(key="year").set_value(["2023"]).run()
    assert rows(app) == [] and "No source fits" in markup(app)


def test_text_filter_and_order(app: AppTest) -> None:
    app.run().multiselect(key="text").set_value(["unpublished interview"]).run()
    app.selectbox(key="order").set_value("newest first").run()
    assert rows(app) == ["10", "11", "5", "8"]


def test_ticked_rows_are_what_is_exported(app: AppTest) -> None:
    assert "Export 11 sources:" in markup(app.run())
    app.checkbox(key=f"fq-pick-{REPORT}#6").check().run()
    assert "Export 1 selected source:" in markup(app)
    app.checkbox(key="fq-pick").check().run()
    assert "Export 11 selected sources:" in markup(app)
    assert [button.proto.label for button in app.get("download_button")] == ["CSL-JSON", "BibTeX", "RIS", "Markdown"]


@pytest.mark.parametrize(
    ("form", "start"), [("csl-json", "["), ("bibtex", "@"), ("ris", "TY  - "), ("markdown", "- Europol")]
)
def test_corpus_exports_the_sources_that_are_asked_for(corpus: Corpus, form: str, start: str) -> None:
    text = corpus.export([f"{REPORT}#6"], form)
    assert text.startswith(start) and "Europol" in text and "Financial Times" not in text


def test_address_opens_a_source(app: AppTest) -> None:
    app.query_params["source"] = f"{REPORT}#6"
    page = markup(app.run())
    opened = re.findall(r'<details class="fq-fold" open="open" id="fq-place">.*?</details>', page, re.DOTALL)
    assert len(opened) == 1 and "€48 million" in opened[0] and "start=2913" not in opened[0].split("href")[0]


def test_statements_lead_into_the_report(app: AppTest, corpus: Corpus) -> None:
    span = corpus.statements(f"{REPORT}#6")[0].span
    assert f"read?document={REPORT}&amp;start={span.start}&amp;end={span.end}" in markup(app.run())


def test_shares_add_up_and_count_each_statement_once(corpus: Corpus) -> None:
    ledger = corpus.ledger()
    resting = [(s.citation, frozenset(str(basis) for basis in s.basis)) for s in ledger.statements]
    page = shares_html(resting, EMPTY) or ""
    counts = [int(n) for n in re.findall(r'class="fq-count">(\d+)', page)]
    assert sum(counts) == len(ledger.statements) == page.count("<li>")
    overview = make_shares(ledger).counts
    assert counts[0] == overview["interviews-only"] and counts[-1] == overview["nothing"]


def test_several_reports_are_shown_together_or_one_by_one(scratch: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "# Other\n\nThe other committee met.[^1]\n\n[^1]: Anne Smith, A book on law, The Times, 2 May 2001.\n"
    (scratch.folder / "other.md").write_text(text, encoding="utf-8")
    scratch.build()
    monkeypatch.setitem(os.environ, "QA_CORPUS", str(scratch.folder))
    monkeypatch.setitem(os.environ, "QA_INDEX", str(scratch.index_folder))
    app = AppTest.from_string("from qa.ui.sources import show_sources\nshow_sources()", default_timeout=60)
    assert len(rows(app.run())) == 12 and "What 54 statements" in markup(app)
    app.selectbox(key="fq-report").set_value("other").run()
    assert rows(app) == ["1"] and "What one statement" in markup(app)
    assert app.query_params["report"] == "other"
    app.selectbox(key="fq-report").set_value(None).run()
    assert len(rows(app)) == 12 and "report" not in app.query_params
    st.cache_resource.clear()


def test_every_basis_of_the_ledger_has_its_words(corpus: Corpus) -> None:
    assert {name for name, _, _ in BASIS_WORDS} == set(corpus.shares().counts) - {"with-marker"}


def columns(page: str) -> list[tuple[str, str]]:
    return re.findall(r'title="([^"]+): (\d+) sources?"', page)


def test_timeline_of_few_years_shows_months_and_gaps() -> None:
    page = timeline_html([source(1, "2023"), source(2, "2023-11-05"), source(3, "2024-01"), source(4, None)]) or ""
    assert columns(page) == [
        ("2023, month not given", "1"),
        ("November 2023", "1"),
        ("December 2023", "0"),
        ("January 2024", "1"),
    ]
    assert "1 without a date" in page


@pytest.mark.parametrize(
    ("issued", "first", "length"),
    [
        (["1990", "2000-05"], "1990", 11),
        (["1899", "2024"], "1890–1899", 14),
        (["1215", "2024"], "1200–1299", 9),
        (["2024"], "2024, month not given", 1),
    ],
)
def test_timeline_chooses_the_width_of_its_columns(issued: list[str], first: str, length: int) -> None:
    found = columns(timeline_html([source(i, date) for i, date in enumerate(issued)]) or "")
    assert found[0] == (first, "1") and len(found) == length
    assert sum(int(count) for _, count in found) == len(issued)


def test_timeline_counts_works_not_mentions() -> None:
    again = source(2, "2020", same_as="r#1")
    assert columns(timeline_html([source(1, "2020"), again]) or "") == [("2020, month not given", "1")]
    assert timeline_html([source(1, None)]) is None


def test_check_tells_what_is_missing_and_where(corpus: Corpus) -> None:
    document = corpus.document(REPORT)
    markers = (replace(document.markers[0], note=None), *document.markers[1:])
    problem = Problem(ProblemKind.MARKER_WITHOUT_NOTE, "1", f"marker 1 has no note {NASTY}")
    broken = replace(document, markers=markers, problems=(problem,))
    page = check_html([broken, document], EMPTY)
    at = document.markers[0].at
    assert "11 markers, 10 linked; 11 notes" in page and "1 problem<" in page and "complete" in page
    assert f"start={at - 80}&amp;end={at}" in page and "<img" not in page


def test_picture_of_hostile_words_stays_text() -> None:
    citation = Citation("d", "p", Span(0, 5), NASTY)
    shelf = Shelf(none_held, {"d": NASTY, "e": NASTY}, {})
    other = replace(citation, document="e")
    page = picture_html(
        [(citation, frozenset({"nothing"})), (other, frozenset({"nothing"}))], [source(1, "2024")], shelf
    )
    assert page.count("&lt;img src=x") == 4 and "<img" not in page


def test_long_list_is_shown_in_parts(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.ui.library.PAGE", 4)
    assert len(rows(app.run())) == 4
    assert len(rows(app.button(key="fq-more").click().run())) == 8


def test_holdings_of_a_work_are_told_apart_in_the_timeline() -> None:
    held = source(1, "2024", document="d")
    page = timeline_html([held, source(2, "2024"), source(3, "2024", kind=SourceKind.INTERVIEW)]) or ""
    keys = re.findall(r"</span>(\d [a-z ]+)</li>", page)
    assert keys == ["1 text held", "1 reference only", "1 unpublished interview"]
    assert Counter(re.findall(r'<span class="fq-(\w+)" style="flex-grow', page)) == {
        "held": 1,
        "unheld": 1,
        "private": 1,
    }


def test_document_without_footnotes_is_said_to_have_none() -> None:
    assert "no footnotes" in check_html([Document("d", "T", "", (), (), (), ())], EMPTY)


def test_search_reads_statements_and_forgives_a_slip(corpus: Corpus) -> None:
    by_source = corpus.statements_by_source()

    def found(typed: str) -> tuple[list[str], tuple[str, ...]]:
        hits = search_sources(corpus.sources(), by_source, typed)
        return [source.label for source in hits.sources], hits.read_as

    assert found("inmates hostage") == (["1"], ()) and "inmates" not in corpus.find_sources("1")[0].reference
    assert found("hostege INMÁTES") == (["1"], ("hostage",))
    assert found("zzzzzz")[0] == [] and len(found(" ")[0]) == len(corpus.sources())


def test_each_row_leads_to_what_can_be_done_about_it(app: AppTest) -> None:
    page = markup(app.run())
    assert page.count(">Add its text</a>") == page.count(">reference only</span>") > 0
    app.query_params["source"], app.query_params["do"] = f"{REPORT}#6", "correct"
    app.run()
    assert next(box for box in app.selectbox if box.label == "Source to correct").value == f"{REPORT}#6"


@pytest.mark.parametrize(
    "dates", [[f"{1950 + i}" for i in range(40)], [f"2023-{i:02}" for i in range(1, 13)] + ["2024-05"]]
)
def test_labels_of_a_timeline_have_room_on_a_telephone(dates: list[str]) -> None:
    page = timeline_html([source(i, date) for i, date in enumerate(dates)]) or ""
    labels = re.findall(r'class="fq-tick[^"]*"[^>]*>([^<]*)<', page)
    places = [i for i, label in enumerate(labels) if label]
    assert len(labels) > 12 and 4 < len(places) <= 8
    assert min(b - a for a, b in pairwise(places)) * 358 / len(labels) > 40
