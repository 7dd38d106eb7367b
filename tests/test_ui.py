"""The views' logic, by Streamlit's AppTest, and their markup as a pure function."""

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from qa import Corpus
from qa.markup import Html, el, join, text
from qa.types.answer import FootnoteLink, LinkKind, Verdict
from qa.types.document import Block, BlockKind, Document, Footnote, Marker, Span
from qa.ui.conversation import Turn
from qa.ui.evidence import chain_html, evidence_html
from qa.ui.labels import as_label
from qa.ui.markers import with_markers
from qa.ui.passage import Shelf, heading_path, neighbours
from qa.ui.reply import evidence_id, reply_html
from qa.ui.scope import mark_of
from qa.ui.session import make_shelf
from qa.ui.typeset import Typesetter
from tests.conftest import REPORT, ROOT

ASKED = "How many prison staff were held hostage?"
HOSTILE = "<img src=x onerror=alert(1)> ![x](http://example.invalid/x.png) <script>alert(1)</script>"


@pytest.fixture
def folders(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The app pointed at the run's corpus and index."""
    monkeypatch.setitem(os.environ, "QA_CORPUS", str(corpus.folder))
    monkeypatch.setitem(os.environ, "QA_INDEX", str(corpus.index_folder))
    yield
    st.cache_resource.clear()


@pytest.fixture(scope="module")
def shelf(corpus: Corpus) -> Shelf:
    return make_shelf(corpus)


def view(name: str) -> AppTest:
    return AppTest.from_string(f"from qa.ui.{name} import show_{name}\nshow_{name}()", default_timeout=60)


def markup(app: AppTest) -> str:
    assert not app.exception, app.exception
    return "".join(element.proto.body for element in app.get("html"))


def plain(page: str) -> str:
    return re.sub("<[^>]*>", "", page)


def test_element_escapes_children_and_attributes() -> None:
    assert el("p", "<b>", el("i", "&"), None, cls='"') == '<p class="&quot;">&lt;b&gt;<i>&amp;</i></p>'
    assert isinstance(join("<"), Html) and join("<") == "&lt;"


def test_text_loses_controls_and_direction_overrides() -> None:
    assert text("a\x00b\u202ec\nd") == "abc\nd"
    lost = {c for c in map(chr, range(0x10000)) if not text(c)}
    assert {c for c in lost if unicodedata.category(c) not in ("Cc", "Cs")} == set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )
    assert {c for c in map(chr, range(0x10000)) if unicodedata.category(c) in ("Cc", "Cs")} - lost == {"\n", "\t"}


def test_label_has_nothing_that_becomes_markup_link_or_emoji() -> None:
    nasty = "https://example.invalid www.example.invalid me@example.invalid :smile: :material/home: ![x](y) $x$ :red[z]"
    label = as_label(nasty)
    assert not re.search(r"(?i)https?://|www\.|@\w|:\w|(?<!\\)[][$]", label)
    assert label.replace("\u2060", "").replace("\\", "") == nasty


def test_answer_shows_quote_marker_chain_and_source(corpus: Corpus, shelf: Shelf) -> None:
    page = reply_html(corpus.ask(ASKED), shelf)
    assert "more than 100 prison staff" in plain(page) and "<mark>" in page
    assert '<sup class="fq-marker">1</sup>' in page
    assert "Financial Times, 10 January 2024" in page and "reference only" in page
    name = evidence_id(mark_of(ASKED), 1)
    assert f'href="#{name}"' in page and f'id="{name}"' in page


def test_marked_quote_is_the_citations_quote(corpus: Corpus, shelf: Shelf) -> None:
    citation = corpus.ask(ASKED).claims[0].citations[0]
    page = evidence_html(citation, shelf)
    marked = page.split("<mark>")[1].split("</mark>")[0]
    *before, last = citation.quote.split(" ")
    kept = el("span", last, el("sup", "1", cls="fq-marker"), cls="fq-kept")
    assert marked == text(" ".join([*before, ""])) + kept


def test_short_answer_is_set_off_in_claim_and_quote(corpus: Corpus, shelf: Shelf) -> None:
    answer = corpus.ask(ASKED)
    assert answer.short_span
    words = el("strong", answer.short_span.span.of(corpus.document(REPORT).text), cls="fq-key-words")
    claim, evidence = reply_html(answer, shelf).split("<details", 1)
    assert claim.count(words) == 1 and words in evidence.split("<mark>")[1].split("</mark>")[0]
    altered = replace(answer.claims[0].citations[0], verdict=Verdict.QUOTE_ALTERED)
    answer = replace(answer, claims=(replace(answer.claims[0], citations=(altered,)),))
    assert "fq-key-words" not in reply_html(answer, shelf), "what is not verified is not pointed at"


def test_evidence_shows_neighbouring_paragraphs_and_the_way_into_the_report(corpus: Corpus, shelf: Shelf) -> None:
    citation = corpus.ask(ASKED).claims[0].citations[0]
    page = evidence_html(citation, shelf)
    assert "fq-neighbour" in page
    address = f"read?document={REPORT}&start={citation.span.start}&end={citation.span.end}"
    assert text(f'href="{address}').split("&quot;")[1] in page and "Open in the report" in page


def test_neighbours_are_of_the_same_section(corpus: Corpus) -> None:
    document = corpus.document(REPORT)
    running = [b for b in document.blocks if b.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and not b.repeated]
    for heading, first in pairwise(running):
        if heading.kind is BlockKind.HEADING and first.kind is BlockKind.PARAGRAPH:
            assert neighbours(document, first)[0] is None


@pytest.mark.parametrize(
    ("change", "cls"),
    [
        ({"verdict": Verdict.FOOTNOTE_MISSING}, "fq-chip-fail"),
        ({"footnotes": (), "nearby_footnotes": (FootnoteLink("1", LinkKind.PARAGRAPH, "x#1"),)}, "fq-chip-inferred"),
        ({"footnotes": (), "nearby_footnotes": ()}, "fq-chip-bare"),
    ],
)
def test_number_of_a_citation_shows_how_it_stands(
    corpus: Corpus, shelf: Shelf, change: dict[str, Any], cls: str
) -> None:
    answer = corpus.ask(ASKED)
    claim = replace(answer.claims[0], citations=(replace(answer.claims[0].citations[0], **change),))
    page = reply_html(replace(answer, claims=(claim,)), shelf)
    assert f'<a class="fq-chip {cls}"' in page
    assert "fq-chip-" not in reply_html(replace(answer, claims=answer.claims[:1]), shelf)


def test_one_question_put_to_two_places_makes_two_sets_of_identifiers(corpus: Corpus, shelf: Shelf) -> None:
    answer = corpus.ask(ASKED)
    turns = (Turn(ASKED), Turn(ASKED, (REPORT,)))
    everywhere, here = (re.findall(r' id="([^"]+)"', reply_html(answer, shelf, turn)) for turn in turns)
    assert everywhere and len({*everywhere, *here}) == len(everywhere) + len(here)


def test_failed_check_is_said_in_place_of_confidence(corpus: Corpus, shelf: Shelf) -> None:
    answer = corpus.ask(ASKED)
    claim = replace(
        answer.claims[0], citations=(replace(answer.claims[0].citations[0], verdict=Verdict.QUOTE_ALTERED),)
    )
    page = reply_html(replace(answer, claims=(claim,)), shelf)
    assert "1 of 1 citation not verified" in page and 'class="fq-sure"' not in page
    assert "not verified" not in reply_html(answer, shelf)


def test_confidence_is_words_that_explain_themselves(corpus: Corpus, shelf: Shelf) -> None:
    answer = corpus.ask(ASKED)
    for of_words, of_sentence, words in (
        (0.95, 0.1, "Clear answer"),
        (0.75, 0.9, "Likely answer"),
        (0.5, 0.9, "Possible"),
        (None, 0.91, "Clear answer"),
        (None, 0.8, "Likely answer"),
        (None, 0.5, "Possible"),
        (None, None, "From the report’s own notes"),
    ):
        page = reply_html(replace(answer, confidence=of_sentence, short_confidence=of_words), shelf)
        button = page.split('<button class="fq-sure"')[1].split("</button>")[0]
        assert f">{words}" in button and "popovertarget" in button and 'popover="auto"' in page
        assert (of_words is not None) == ("the words shown large" in button)
    stated = replace(answer, question="The mayor sold nine boats.", confidence=None, short_confidence=None)
    assert "Compared with what you wrote" in reply_html(stated, shelf)


def test_difference_is_said_with_the_answer_and_escaped(corpus: Corpus, shelf: Shelf) -> None:
    answer = corpus.ask(ASKED)
    assert "fq-difference" not in reply_html(answer, shelf)
    assert "about 1923 &lt;b&gt;" in reply_html(replace(answer, difference="It is about 1923 <b>."), shelf)


@pytest.mark.parametrize("verdict", [v for v in Verdict if v is not Verdict.QUOTE_FOUND])
def test_failing_verdict_is_shown_as_failing(corpus: Corpus, shelf: Shelf, verdict: Verdict) -> None:
    citation = replace(corpus.ask(ASKED).claims[0].citations[0], verdict=verdict)
    assert "Not verified" in evidence_html(citation, shelf)
    assert "not verified" in chain_html(citation, shelf)


def test_citation_of_a_missing_document_still_shows_its_quote(corpus: Corpus, shelf: Shelf) -> None:
    citation = replace(corpus.ask(ASKED).claims[0].citations[0], document="gone", verdict=Verdict.DOCUMENT_MISSING)
    assert text(citation.quote) in evidence_html(citation, shelf)


def test_inferred_footnotes_look_different(corpus: Corpus, shelf: Shelf) -> None:
    document = corpus.document(REPORT)
    quote = "Seldom are the perpetrators brought to justice."
    citation = corpus.ask("Are the perpetrators brought to justice?")
    found = [c for claim in citation.claims for c in claim.citations if c.quote == quote]
    assert found and found[0].nearby_footnotes, "the sentence has a marker later in its paragraph"
    page = evidence_html(found[0], shelf)
    assert "fq-nearby" in page and "Inferred" in page
    assert document.text[found[0].span.start : found[0].span.end] == quote


def test_heading_path_leaves_the_title_out(corpus: Corpus) -> None:
    document = corpus.document(REPORT)
    assert heading_path(document, corpus.statements(f"{REPORT}#6")[0].span) == ("A trail of blood",)
    assert heading_path(document, document.footnotes[0].span) == ("Notes",)


def test_every_marker_is_raised_once(corpus: Corpus) -> None:
    document = corpus.document(REPORT)
    page = join(*(with_markers(document, block.span) for block in document.blocks))
    assert page.count("<sup") == len(document.markers)


def test_markers_at_one_place_are_told_apart() -> None:
    text = "Many say so. More."
    notes = tuple(Footnote(label, Span(0, 4)) for label in ("36", "37", "38"))
    markers = tuple(
        Marker(label, 12, None, note) for label, note in (("36–38", 0), ("36–38", 1), ("36–38", 2), ("40", None))
    )
    document = Document("d", "T", text, (Block(BlockKind.PARAGRAPH, Span(0, 18)),), markers, notes, ())
    raised = plain(with_markers(document, Span(0, 18)))
    assert raised == "Many say so.36, 37, 38, 40 More."
    assert plain(Typesetter(document).words(0).split('<span class="fq-tip"')[0]).endswith("so.36")
    buttons = re.findall(r"<sup[^>]*>(.*?)</sup>", Typesetter(document).words(0))
    assert [plain(button) for button in buttons] == ["36", ", 37", ", 38", ", 40"]


def test_ask_offers_examples_and_answers_them(folders: None) -> None:
    app = AppTest.from_file(str(ROOT / "qa" / "ui" / "main.py"), default_timeout=60).run()
    assert not app.exception
    examples = [button for button in app.button if button.key and button.key.startswith("fq-example-")]
    assert len(examples) >= 4
    for example in examples:
        assert example.key is not None
        answered = AppTest.from_file(str(ROOT / "qa" / "ui" / "main.py"), default_timeout=60).run()
        answered = answered.button(key=example.key).click().run()
        assert 'class="fq-answer"' in markup(answered), example.label


def test_ask_refuses_with_reason_and_nearest(folders: None) -> None:
    app = view("ask").run()
    page = markup(app.text_input(key="q").set_value("Who is the king of France?").run())
    assert "fq-refusal" in page and "nearest passages" in page and "france" in page.casefold()


@pytest.mark.parametrize("question", [HOSTILE, "?", "к" * 300])
def test_ask_survives_odd_questions(folders: None, question: str) -> None:
    page = markup(view("ask").run().text_input(key="q").set_value(question).run())
    assert any(cls in page for cls in ("fq-answer", "fq-refusal", "fq-error"))
    assert "<img" not in page and "<script" not in page


def test_missing_index_is_explained_and_can_be_built(
    corpus: Corpus, tmp_path: os.PathLike[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "QA_CORPUS", str(corpus.folder))
    monkeypatch.setitem(os.environ, "QA_INDEX", str(tmp_path))
    app = view("ask").run()
    assert "fq-error" in markup(app) and app.button(key="fq-build").label == "Build the index"
    st.cache_resource.clear()
