"""The front end in a real Chromium: asking, evidence, refusal, hostile text, and a source that is added."""

from pathlib import Path
from urllib.parse import quote

import pytest

from qa import Corpus
from tests.browser.chromium import HOSTILE, MARKS, WAIT, ask, serving, sync_api

pytestmark = MARKS


def test_question_leads_to_quote_footnote_and_source(page: "sync_api.Page", app: str) -> None:
    ask(page, app, "How many prison staff were held hostage?")
    chip = page.locator("a.fq-chip").first
    chip.wait_for(timeout=WAIT)
    evidence = page.locator('[id^="evidence-1-"]')
    assert not evidence.is_visible()
    chip.click()
    evidence.locator("mark").wait_for(timeout=WAIT)
    assert "more than 100 prison staff were being held hostage" in evidence.locator("mark").inner_text()
    assert "Riots triggered by overcrowding" in evidence.locator("blockquote").inner_text()
    assert evidence.locator("mark sup").inner_text() == "1"
    note = evidence.locator(".fq-note").first.inner_text()
    assert "Financial Times" in note and "10 January 2024" in note and "reference only" in note


def test_address_holds_the_question(page: "sync_api.Page", app: str) -> None:
    ask(page, app, "How much in company assets was frozen?")
    page.locator(".fq-answer").wait_for(timeout=WAIT)
    page.reload()
    page.locator(".fq-answer").wait_for(timeout=WAIT)
    assert "€48 million" in page.locator(".fq-answer").inner_text()


def test_keyboard_alone_opens_the_evidence(page: "sync_api.Page", app: str) -> None:
    ask(page, app, "How many prison staff were held hostage?")
    page.locator(".fq-answer").wait_for(timeout=WAIT)
    page.locator(".fq-fold > summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator('[id^="evidence-1-"]').is_visible()


def test_refusal_gives_reason_and_nearest_passages(page: "sync_api.Page", app: str) -> None:
    ask(page, app, "Who is the king of France?")
    refusal = page.locator(".fq-refusal")
    refusal.wait_for(timeout=WAIT)
    assert refusal.locator("mark").count() >= 1
    assert "france" in refusal.inner_text().casefold()


@pytest.mark.parametrize("question", HOSTILE)
def test_hostile_question_stays_text(page: "sync_api.Page", app: str, question: str) -> None:
    page.goto(f"{app}/?q={quote(question)}")
    page.locator(".fq-refusal, .fq-error, .fq-answer").first.wait_for(timeout=WAIT)
    page.wait_for_timeout(300)
    main = page.locator('[data-testid="stMain"]')
    assert main.locator("img, script:not(#fq-script), iframe, [onerror], [onload], a[href^=javascript]").count() == 0


def test_labels_of_controls_become_no_links(page: "sync_api.Page", corpus: Corpus, tmp_path: Path) -> None:
    words = "See https://example.invalid/a, www.example.invalid, me@example.invalid :smile: :material/home: :red[a] $x$"
    script = tmp_path / "labels.py"
    script.write_text(
        "import streamlit as st\nfrom qa.ui.labels import as_label\n"
        f"for control in (st.button, st.checkbox, st.text_input): control(as_label({words!r}), key=control.__name__)\n"
        f"st.markdown(as_label({words!r}))\n",
        encoding="utf-8",
    )
    with serving(corpus, tmp_path / "log.txt", str(script)) as address:
        page.goto(address)
        main = page.locator('[data-testid="stMain"]')
        main.get_by_text("example.invalid").nth(2).wait_for(timeout=WAIT)
        shown = [text.replace("\u2060", "") for text in main.get_by_text("example.invalid").all_inner_texts()]
        assert len(shown) >= 3 and set(shown) == {words}
        assert main.locator("a, img, .katex, [data-testid=stIconMaterial], p span").count() == 0


def test_markers_open_their_notes_while_reading(page: "sync_api.Page", app: str) -> None:
    page.goto(f"{app}/read")
    marker = page.get_by_role("button", name="Footnote 1", exact=True)
    marker.click(timeout=WAIT)
    assert "Financial Times" in page.locator(".fq-popover:popover-open").inner_text()


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_view_is_wider_than_the_window(chromium: "sync_api.Browser", app: str, width: int, scheme: str) -> None:
    with chromium.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme) as context:
        page = context.new_page()
        for path in ("/?q=Which%20claims%20rest%20on%20interviews%3F", "/read", "/sources", "/add"):
            page.goto(f"{app}{path}")
            page.locator(".fq-answer, .fq-document, .fq-sources, .stFileUploader").first.wait_for(timeout=WAIT)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_masthead_stays_whole_on_a_telephone(page: "sync_api.Page", corpus: Corpus, tmp_path: Path) -> None:
    with serving(corpus, tmp_path / "log.txt", QA_READ_ONLY="1") as address:
        for width, lines in ((390, 1), (320, 2)):
            page.set_viewport_size({"width": width, "height": 844})
            page.goto(address)
            page.locator(".st-key-fq-nav a").nth(3).wait_for(timeout=WAIT)
            heights = page.evaluate(
                "['.fq-brand', '.st-key-fq-masthead'].map(it => document.querySelector(it).getBoundingClientRect().height)"
            )
            assert heights[0] < 30 and heights[1] < 45 * lines, (width, heights)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
