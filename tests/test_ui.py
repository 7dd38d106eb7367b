"""The views' logic, by Streamlit's AppTest, and their markup as a pure function."""

import os
from collections.abc import Iterator
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from qa import Corpus
from qa.answer import Verdict
from qa.ui.evidence import Shelf, chain_html, evidence_html, heading_path, with_markers
from qa.ui.html import Html, el, join, text
from qa.ui.reply import reply_html
from qa.ui.session import make_shelf, open_once
from tests.conftest import REPORT, ROOT

ASKED = "How many prison staff were held hostage?"
HOSTILE = "<img src=x onerror=alert(1)> ![x](http://example.invalid/x.png) <script>alert(1)</script>"


@pytest.fixture
def folders(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The app pointed at the run's corpus and index."""
    monkeypatch.setitem(os.environ, "QA_CORPUS", str(corpus.folder))
    monkeypatch.setitem(os.environ, "QA_INDEX", str(corpus.index_folder))
    yield
    open_once.clear()


@pytest.fixture(scope="module")
def shelf(corpus: Corpus) -> Shelf:
    return make_shelf(corpus)


def view(name: str) -> AppTest:
    return AppTest.from_string(f"from qa.ui.{name} import show_{name}\nshow_{name}()", default_timeout=60)


def markup(app: AppTest) -> str:
    assert not app.exception, app.exception
    return "".join(element.proto.body for element in app.get("html"))


def test_element_escapes_children_and_attributes() -> None:
    assert el("p", "<b>", el("i", "&"), None, cls='"') == '<p class="&quot;">&lt;b&gt;<i>&amp;</i></p>'
    assert isinstance(join("<"), Html) and join("<") == "&lt;"


def test_text_loses_controls_and_direction_overrides() -> None:
    assert text("a\x00b\u202ec\nd") == "abc\nd"


def test_answer_shows_quote_marker_chain_and_source(corpus: Corpus, shelf: Shelf) -> None:
    page = reply_html(corpus.ask(ASKED), shelf)
    assert "more than 100 prison staff" in page and "<mark>" in page
    assert '<sup class="fq-marker">1</sup>' in page
    assert "Financial Times, 10 January 2024" in page and "reference only" in page
    assert 'href="#evidence-1"' in page and 'id="evidence-1"' in page


def test_marked_quote_is_the_citations_quote(corpus: Corpus, shelf: Shelf) -> None:
    citation = corpus.ask(ASKED).claims[0].citations[0]
    page = evidence_html(citation, shelf)
    marked = page.split("<mark>")[1].split("</mark>")[0]
    assert marked == text(citation.quote) + el("sup", "1", cls="fq-marker")


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


def test_ask_offers_examples_and_answers_them(folders: None) -> None:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()
    assert not app.exception
    examples = [button for button in app.button if button.key and button.key.startswith("fq-example-")]
    assert len(examples) >= 4
    for example in examples:
        answered = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()
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
    open_once.clear()
