"""The view Read: the whole document with markers that are alive, an outline, and the place that an address names."""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from qa import Corpus
from qa.markup import Html
from qa.parse import parse_file
from qa.types.document import BlockKind, Document, DocumentKind, Place, Span
from qa.types.document_info import DocumentInfo
from qa.ui.links import read_link
from qa.ui.passage import Shelf
from qa.ui.read import document_html
from qa.ui.session import make_shelf
from qa.ui.typeset import CHUNK, Typesetter, chunks, running
from tests.conftest import REPORT

INFO = DocumentInfo("x", "x.txt", DocumentKind.REPORT, "Title", "en")


@pytest.fixture
def folders(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The app pointed at the run's corpus and index."""
    monkeypatch.setitem(os.environ, "QA_CORPUS", str(corpus.folder))
    monkeypatch.setitem(os.environ, "QA_INDEX", str(corpus.index_folder))
    yield
    st.cache_resource.clear()


def read(**address: str) -> str:
    app = AppTest.from_string("from qa.ui.read import show_read\nshow_read()", default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return "".join(element.proto.body for element in app.get("html"))


def none_held(doc_id: str) -> Document | None:
    """There are no documents."""


def made(text: str, tmp_path: Path) -> Document:
    file = tmp_path / "made.md"
    file.write_text(text, encoding="utf-8")
    return parse_file(file, "made")


def words(page: str) -> str:
    """What a page shows as running text: tips and markers taken out."""
    page = re.sub(r'<span class="fq-tip".*?</span>', "", page)
    return unescape(re.sub(r"<[^>]+>", "", re.sub(r"<sup>.*?</sup>", "", page)))


def test_whole_document_is_shown_with_every_marker_alive(folders: None, corpus: Corpus) -> None:
    page, document = read(), corpus.document(REPORT)
    assert page.count('aria-label="Footnote ') == len(document.markers) + len(document.footnotes)
    shown = words(page)
    for block in document.blocks:
        assert block.span.of(document.text).rstrip(".") in shown


def test_marker_shows_its_note_and_opens_its_panel(folders: None, corpus: Corpus) -> None:
    page, document = read(), corpus.document(REPORT)
    tip = re.search(r'popovertarget="note-5" aria-label="Footnote 6" aria-describedby="(tip-[\d-]+)"', page)
    assert tip, "the marker of footnote 6 opens note 5, and is described by a tip"
    assert f'id="{tip[1]}" role="tooltip" dir="auto">Europol, Properties worth EUR 48 million' in page
    panel = page.split('id="note-5" popover="auto"')[1].split('id="note-6"')[0]
    statement = corpus.statements(f"{REPORT}#6")[0]
    assert f'href="#s-{statement.span.start}"' in panel and "€48 million in company assets" in panel
    assert f'id="s-{statement.span.start}"' in page and "press release" in panel and "reference only" in panel
    assert f"source={REPORT}%236" in panel
    assert document.text[statement.span.start :].startswith("A total of €48 million")


def test_panel_tells_inferred_statements_apart(folders: None) -> None:
    panel = read().split('id="note-5" popover="auto"')[1].split('id="note-6"')[0]
    certain, inferred = panel.split("May rest on it")
    assert "fq-maybe" not in certain and "fq-maybe" in inferred and "Europol-coordinated" in inferred


def test_address_marks_its_passage(folders: None, corpus: Corpus) -> None:
    span = corpus.statements(f"{REPORT}#6")[0].span
    page = read(document=REPORT, start=str(span.start), end=str(span.end))
    marked = page.split('id="fq-place"')[1].split("</mark>")[0]
    assert words(f"<mark{marked}") == span.of(corpus.document(REPORT).text)
    assert page.count("<mark") == 1 and f'data-place="{span.start}"' in page


def test_passage_over_several_sentences_is_marked_whole(corpus: Corpus) -> None:
    document = corpus.document(REPORT)
    spans = tuple(s.citation.span for s in corpus.ledger(REPORT).statements)
    cited = Span(spans[0].start + 5, spans[1].end)
    setter = Typesetter(document, spans, cited)
    page = setter.words(document.block_index(cited.start))
    pieces = re.findall(r"<mark[^>]*>(.*?)</mark>", page)
    assert "".join(words(piece) for piece in pieces) == cited.of(document.text)
    assert page.count('id="fq-place"') == 1


@pytest.mark.parametrize("address", [{"start": "x", "end": "²"}, {"start": "9", "end": "3"}, {"start": "-1"}])
def test_odd_places_are_passed_over(folders: None, address: dict[str, str]) -> None:
    page = read(document=REPORT, **address)
    assert "fq-document" in page and "<mark" not in page


def test_place_beyond_the_document_is_said_to_be_gone(folders: None) -> None:
    assert "not in this document any more" in read(document=REPORT, start="999990", end="999999")


def test_unknown_document_is_said_to_be_unknown(folders: None) -> None:
    page = read(document="<img src=x>")
    assert "no such document" in page and "<img" not in page


def test_headings_make_an_outline_of_levels_without_a_gap(tmp_path: Path) -> None:
    document = made(
        "# Title\n\n## One\n\nText.\n\n#### Deep\n\nText.\n\n## Two\n\nText.[^1]\n\n[^1]: A note.\n", tmp_path
    )
    page = document_html(document, INFO, Shelf(none_held, {"made": "Title"}, {}))
    outline = re.findall(r'href="#(h-\d+|notes)">([^<]+)', page.split("<details")[0])
    assert [name for _, name in outline] == ["One", "Deep", "Two", "Notes"]
    assert all(f'id="{target}"' in page for target, _ in outline)
    assert '<h3 id="h-' in page and "<h4" not in page.split("<h3")[0]


def test_lists_and_tables_are_put_together(tmp_path: Path) -> None:
    document = made("Before.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| c | d |\n\nAfter.\n", tmp_path)
    page = Typesetter(document).blocks(running(document, "x"), 1)
    assert sum(block.startswith("<ul") for block in page) == 1 and page[1].count("<li") == 2
    rows = [b for b in document.blocks if b.kind is BlockKind.TABLE_ROW]
    assert [block.count("<p") for block in page if 'class="fq-table"' in block] == [len(rows)]


def test_heading_that_cannot_be_seen_is_not_in_the_outline(tmp_path: Path) -> None:
    document = made("# Title\n\n## One\n\nText.\n\n## \u200b\n\nText.\n\n## Two\n\nText.\n", tmp_path)
    page = document_html(document, INFO, Shelf(none_held, {"made": "Title"}, {}))
    assert re.findall(r'href="#h-\d+">([^<]+)', page.split("<details")[0]) == ["One", "Two"]


def test_marker_of_a_range_is_one_button_for_each_of_its_notes(tmp_path: Path) -> None:
    document = made("Many say so.[^1][^2] More.[^3]\n\n[^1]: One.\n\n[^2]: Two.\n\n[^3]: Three.\n", tmp_path)
    first, second, third = document.markers
    document = replace(document, markers=(replace(first, label="1–2"), replace(second, label="1–2"), third))
    page = Typesetter(document).words(0)
    assert re.findall(r'popovertarget="(note-\d)" aria-label="Footnote ([^"]+)"', page) == [
        ("note-0", "1"),
        ("note-1", "2"),
        ("note-2", "3"),
    ]


def test_pages_are_told_where_they_turn(tmp_path: Path) -> None:
    document = made("One.\n\nTwo.\n\nThree.\n", tmp_path)
    starts = [block.span.start for block in document.blocks]
    document = replace(document, places=(Place(starts[0], "iv"), Place(starts[1], "iv"), Place(starts[2], "<b>")))
    page = Typesetter(document).blocks([0, 1, 2], 1)
    assert [words(part) for part in page] == ["Page iv", "One.", "Two.", "Page <b>", "Three."]


def test_stretches_hold_every_block_once(tmp_path: Path) -> None:
    document = made("\n\n".join(f"Paragraph {n}." for n in range(2 * CHUNK + 7)), tmp_path)
    wanted = running(document, "x")
    found = list(chunks(document, wanted))
    assert [index for stretch in found for index in stretch] == wanted and len(found) == 3


def test_hostile_document_stays_text(tmp_path: Path) -> None:
    nasty = "&lt;script>alert(1)&lt;/script> \\![x](http://example.invalid/x.png) &lt;img src=x onerror=alert(1)>"
    document = made(f"# Title\n\n## {nasty}\n\nSo {nasty}[^1]\n\n## Two\n\n[^1]: {nasty}\n", tmp_path)
    page = document_html(
        document, replace(INFO, publisher="<b>", language='"><b>'), Shelf(none_held, {"made": nasty}, {})
    )
    assert isinstance(page, Html) and page.count("&lt;script&gt;") >= 5
    assert not re.search(r"<(script|img|b)\b", page)


def test_link_to_a_passage_names_document_and_span() -> None:
    assert read_link("a b&c", Span(3, 9)) == "read?document=a+b%26c&start=3&end=9"


def test_text_of_a_source_names_the_footnotes_that_cite_it(corpus: Corpus) -> None:
    shelf = make_shelf(corpus)
    source = next(iter(shelf.sources.values()))
    held = Shelf(shelf.document, shelf.titles, {source.source_id: replace(source, document=REPORT)})
    page = document_html(corpus.document(REPORT), INFO, held)
    assert "full text of the source that is named by" in page and f"footnote {source.label}: Financial Times" in page
