"""The front end in a real Chromium: asking, evidence, refusal, hostile text, and a source that is added."""

from pathlib import Path
from urllib.parse import quote

import pytest

from qa import Corpus
from tests.browser.chromium import FITS, MARKS, WAIT, ask, becomes, expect, says, serving, settled, sync_api
from tests.browser.hostile import HOSTILE

pytestmark = MARKS


def test_question_leads_to_quote_footnote_and_source(page: "sync_api.Page", app: str) -> None:
    ask(page, app, "How many prison staff were held hostage?")
    chip = page.locator("a.fq-chip").first
    chip.wait_for(timeout=WAIT)
    settled(page)
    evidence = page.locator('[id^="evidence-1-"]')
    expect(evidence).to_be_hidden()
    chip.click()
    expect(evidence.locator("mark")).to_be_visible()
    says(evidence.locator("mark"), "more than 100 prison staff were being held hostage")
    says(evidence.locator("blockquote"), "Riots triggered by overcrowding")
    expect(evidence.locator("mark sup")).to_have_text("1", use_inner_text=True)
    for words in ("Financial Times", "10 January 2024", "reference only"):
        says(evidence.locator(".fq-note").first, words)


def test_address_holds_the_question(page: "sync_api.Page", app: str) -> None:
    ask(page, app, "How much in company assets was frozen?")
    page.locator(".fq-answer").wait_for(timeout=WAIT)
    page.reload()
    says(page.locator(".fq-answer"), "€48 million")


def test_keyboard_alone_opens_the_evidence(page: "sync_api.Page", app: str) -> None:
    ask(page, app, "How many prison staff were held hostage?")
    page.locator(".fq-answer").wait_for(timeout=WAIT)
    settled(page)
    page.locator(".fq-fold > summary").first.press("Enter")
    expect(page.locator('[id^="evidence-1-"]')).to_be_visible()


def test_refusal_gives_reason_and_nearest_passages(page: "sync_api.Page", app: str) -> None:
    ask(page, app, "Who is the king of France?")
    refusal = page.locator(".fq-refusal")
    expect(refusal.locator("mark").first).to_be_attached()
    expect(refusal).to_contain_text("france", ignore_case=True, use_inner_text=True)


@pytest.mark.parametrize("question", HOSTILE)
def test_hostile_question_stays_text(page: "sync_api.Page", app: str, question: str) -> None:
    page.goto(f"{app}/?q={quote(question)}")
    page.locator(".fq-refusal, .fq-error, .fq-answer").first.wait_for(timeout=WAIT)
    settled(page)
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
        page.locator("[data-test-script-state=notRunning]").wait_for(timeout=WAIT)
        shown = [text.replace("\u2060", "") for text in main.get_by_text("example.invalid").all_inner_texts()]
        assert len(shown) >= 3 and set(shown) == {words}
        assert main.locator("a, img, .katex, [data-testid=stIconMaterial], p span").count() == 0


def test_markers_open_their_notes_while_reading(page: "sync_api.Page", app: str) -> None:
    page.goto(f"{app}/read")
    page.locator(".fq-document").wait_for(timeout=WAIT)
    settled(page)
    marker = page.get_by_role("button", name="Footnote 1", exact=True)
    marker.click(timeout=WAIT)
    says(page.locator(".fq-popover:popover-open"), "Financial Times")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_view_is_wider_than_the_window(chromium: "sync_api.Browser", app: str, scheme: str) -> None:
    with chromium.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme) as context:
        page = context.new_page()
        for path in ("/?q=Which%20claims%20rest%20on%20interviews%3F", "/read", "/sources", "/add"):
            page.goto(f"{app}{path}")
            page.locator(".fq-answer, .fq-document, .fq-sources, .stFileUploader").first.wait_for(timeout=WAIT)
            settled(page)
            for width in (390, 1440):
                page.set_viewport_size({"width": width, "height": 844})
                becomes(page, lambda: page.evaluate(FITS), True)
            page.set_viewport_size({"width": 390, "height": 844})


def test_masthead_stays_whole_on_a_telephone(page: "sync_api.Page", corpus: Corpus, tmp_path: Path) -> None:
    with serving(corpus, tmp_path / "log.txt", QA_READ_ONLY="1") as address:
        for width, lines in ((390, 1), (320, 2)):
            page.set_viewport_size({"width": width, "height": 844})
            page.goto(address)
            page.locator(".st-key-fq-nav a").nth(3).wait_for(timeout=WAIT)
            settled(page)
            page.wait_for_function(
                f"""[['.fq-brand', 30], ['.st-key-fq-masthead', {45 * lines}]]
                .every(([it, most]) => document.querySelector(it).getBoundingClientRect().height < most)""",
                timeout=WAIT,
            )
            page.wait_for_function(FITS, timeout=WAIT)
