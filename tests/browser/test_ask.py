"""Asking in a real Chromium: a citation followed into the report, addresses, keys, export, narrow and enlarged windows."""

import json
import re
from urllib.parse import quote, quote_plus

import pytest

from tests.browser.chromium import (
    FITS,
    MARKS,
    WAIT,
    ask,
    expect,
    is_open_to_all,
    says,
    settled,
    sync_api,
)
from tests.browser.hostile import HOSTILE

pytestmark = MARKS
FIRST, SECOND = "How many prison staff were held hostage?", "How much in company assets was frozen?"


def newest(page: "sync_api.Page") -> "sync_api.Locator":
    return page.locator(".stHtml > .fq-answer")


def evidence(page: "sync_api.Page") -> "sync_api.Locator":
    return page.locator(".stHtml > .fq-answer .fq-evidence").first


def test_chip_leads_to_evidence_and_the_report_and_back_without_losing_the_conversation(
    page: "sync_api.Page", app: str
) -> None:
    ask(page, app, SECOND)
    newest(page).get_by_text("€48 million").first.wait_for(timeout=WAIT)
    page.get_by_label("Your question").fill(FIRST)
    page.get_by_label("Your question").press("Enter")
    newest(page).get_by_text("more than 100").first.wait_for(timeout=WAIT)
    settled(page)
    page.locator("a.fq-chip").first.click()
    page.evaluate("window.notReloaded = true")
    evidence(page).get_by_role("link", name="Open in the report").click()
    says(page.locator("#fq-place"), "held hostage by inmates")
    expect(page).to_have_url(re.compile(r"/read\?document="))
    page.go_back()
    page.get_by_text("Asked before").wait_for(timeout=WAIT)
    newest(page).get_by_text("more than 100").first.wait_for(timeout=WAIT)
    assert page.evaluate("window.notReloaded")


NOTED = """place => { const kept = JSON.parse(sessionStorage.getItem("fq " + location.pathname + location.search));
    return kept && kept.top === place && kept.open.length > 0; }"""
"""Whether the page has noted for this address how far it was scrolled and what is open, which it does a moment later."""


def scrolled(page: "sync_api.Page", to: int | None = None) -> int:
    """How far the page is scrolled; first to there, if that is given."""
    top = """to => { const main = document.querySelector('[data-testid="stMain"]');
        if (to !== null) main.scrollTop = to; return main.scrollTop; }"""
    return int(page.evaluate(top, to))


def test_each_question_is_a_step_of_the_history_with_its_folds_and_its_place(page: "sync_api.Page", app: str) -> None:
    page.goto(app)
    field = page.get_by_label("Your question")
    for question, words in ((FIRST, "more than 100"), (SECOND, "€48 million")):
        field.fill(question, timeout=WAIT)
        field.press("Enter")
        newest(page).get_by_text(words).first.wait_for(timeout=WAIT)
        settled(page)
        page.locator(".stHtml > .fq-answer .fq-fold > summary").first.click()
        evidence(page).locator("mark").wait_for(timeout=WAIT)
        page.wait_for_url(re.compile(f"[?&]q={re.escape(quote_plus(question))}.*#evidence-1-"), timeout=WAIT)
    left, place = page.url, scrolled(page, 250)
    page.wait_for_function(f"({NOTED})({place})", timeout=WAIT)
    page.go_back()
    newest(page).get_by_text("more than 100").first.wait_for(timeout=WAIT)
    evidence(page).locator("mark").wait_for(timeout=WAIT)
    expect(field).to_have_value(FIRST)
    expect(page.get_by_text("Asked before")).to_have_count(0)
    page.go_forward()
    newest(page).get_by_text("€48 million").first.wait_for(timeout=WAIT)
    for again in (lambda: None, page.reload):
        again()
        page.get_by_text("Asked before").wait_for(timeout=WAIT)
        evidence(page).locator("mark").wait_for(timeout=WAIT)
        page.wait_for_function(f"document.querySelector('[data-testid=stMain]').scrollTop === {place}", timeout=WAIT)
        expect(page).to_have_url(left)
    other = page.context.new_page()
    other.goto(app)
    other.get_by_label("Your question").wait_for(timeout=WAIT)
    settled(other)
    assert other.get_by_text("Asked before").count() == 0
    other.close()


def test_shared_address_opens_its_citation_again(page: "sync_api.Page", app: str) -> None:
    ask(page, app, FIRST)
    newest(page).wait_for(timeout=WAIT)
    settled(page)
    page.locator(".fq-fold > summary").first.click(timeout=WAIT)
    page.wait_for_url(re.compile("[?&]q=.*#evidence-1-"), timeout=WAIT)
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    evidence(page).locator("mark").wait_for(timeout=WAIT)
    page.reload()
    evidence(page).locator("mark").wait_for(timeout=WAIT)
    expect(page).to_have_url(address)


def test_question_of_which_no_answer_is_kept_is_asked_again_without_a_reload(page: "sync_api.Page", app: str) -> None:
    ask(page, app, "?")
    page.locator(".stHtml > .fq-error").wait_for(timeout=WAIT)
    field = page.get_by_label("Your question")
    field.fill(FIRST)
    field.press("Enter")
    newest(page).get_by_text("more than 100").first.wait_for(timeout=WAIT)
    page.evaluate("window.notReloaded = true")
    settled(page)
    page.locator(".fq-turn > summary").click()
    page.get_by_role("link", name="Ask it again").click()
    page.locator(".stHtml > .fq-error").wait_for(timeout=WAIT)
    expect(field).to_have_value("?")
    assert page.evaluate("window.notReloaded")


def test_slash_goes_to_the_question_and_is_typed_within_it(page: "sync_api.Page", app: str) -> None:
    ask(page, app, FIRST)
    newest(page).wait_for(timeout=WAIT)
    settled(page)
    field = page.get_by_label("Your question")
    page.locator(".fq-fold > summary").first.focus()
    page.keyboard.press("/")
    expect(field).to_be_focused()
    expect(field).to_have_value(FIRST)
    page.keyboard.type("1/2 of what?")
    expect(field).to_have_value("1/2 of what?")


def test_conversation_is_saved_in_both_forms(page: "sync_api.Page", app: str) -> None:
    ask(page, app, FIRST)
    newest(page).wait_for(timeout=WAIT)
    settled(page)
    with page.expect_download(timeout=WAIT) as markdown:
        page.get_by_role("button", name="Save as Markdown").click()
    assert "[^1]: " in markdown.value.path().read_text(encoding="utf-8")
    with page.expect_download(timeout=WAIT) as saved:
        page.get_by_role("button", name="Save as JSON").click()
    assert json.loads(saved.value.path().read_text(encoding="utf-8"))["question"] == FIRST
    page.emulate_media(media="print")
    expect(page.locator(".fq-printed-question")).to_have_text(FIRST, use_inner_text=True)
    expect(page.locator("[data-testid=stExpander]").first).to_be_hidden()


def test_confidence_explains_itself_to_the_keyboard(page: "sync_api.Page", app: str) -> None:
    ask(page, app, FIRST)
    newest(page).wait_for(timeout=WAIT)
    settled(page)
    page.locator(".fq-sure").first.press("Enter")
    says(page.locator(".fq-popover:popover-open"), "follow the footnotes")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_stands_in_the_way_of_access(chromium: "sync_api.Browser", app: str, scheme: str) -> None:
    with chromium.new_context(viewport={"width": 1440, "height": 900}, color_scheme=scheme) as context:
        page = context.new_page()
        for question in ("", "Who is the king of France?", FIRST):
            page.goto(f"{app}/?q={quote(question)}")
            page.locator(".fq-answer, .fq-refusal, .st-key-fq-examples button").first.wait_for(timeout=WAIT)
            settled(page)
            for summary in page.locator(".fq-fold > summary").all():
                summary.click()
            is_open_to_all(page)


def test_evidence_fits_a_phone_and_a_page_at_twice_the_size(chromium: "sync_api.Browser", app: str) -> None:
    for width in (390, 720):
        with chromium.new_context(viewport={"width": width, "height": 844}) as context:
            page = context.new_page()
            page.goto(f"{app}/?q={quote(FIRST)}")
            page.locator("a.fq-chip").first.wait_for(timeout=WAIT)
            settled(page)
            page.locator("a.fq-chip").first.click()
            evidence(page).locator("mark").wait_for(timeout=WAIT)
            page.wait_for_function(FITS, timeout=WAIT)
            page.get_by_role("button", name="Ask", exact=True).click(timeout=WAIT)


def test_hostile_document_stays_text_in_questions_answers_and_names(page: "sync_api.Page", hostile_app: str) -> None:
    for question in ("", "Which committee met in May 2021?", "What does footnote 2 cite?", HOSTILE[0]):
        page.goto(f"{hostile_app}/?q={quote(question)}")
        page.locator(".fq-answer, .fq-refusal, .fq-reports").first.wait_for(timeout=WAIT)
        settled(page)
        page.wait_for_timeout(300)
        main = page.locator('[data-testid="stMain"]')
        foreign = (
            "img, iframe, .katex, b, [onerror], [onload], a[href^=javascript], .stHtml svg, "
            # An address of a note is shown whole first, and is a link below that alone.
            ".stHtml a[href*='://']:not(.fq-address a[rel~=noreferrer])"
        )
        assert main.locator(foreign).count() == 0
