"""Reading and the library in a real Chromium: live markers, cited places, filters, export, accessibility, hostile documents."""

import re
from pathlib import Path

import pytest

from qa import Corpus
from tests.browser.chromium import (
    MARKS,
    WAIT,
    becomes,
    expect,
    is_open_to_all,
    says,
    settled,
    sync_api,
)
from tests.conftest import REPORT

pytestmark = MARKS
PANEL = ".fq-panel:popover-open"


def marker(page: "sync_api.Page", label: str) -> "sync_api.Locator":
    return page.get_by_role("button", name=f"Footnote {label}", exact=True)


def read(page: "sync_api.Page", address: str) -> None:
    """Open a document, until what is pointed at or typed there is heard."""
    page.goto(address)
    page.locator(".fq-document").wait_for(timeout=WAIT)
    page.wait_for_function("window.footnoteQARead", timeout=WAIT)
    settled(page)


def is_in_sight(place: "sync_api.Locator") -> None:
    """The place comes to stand whole in the window; a page that is still being set may move for a while."""

    def stands_whole() -> bool:
        box = place.bounding_box()
        return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= 900

    becomes(place.page, stands_whole, True)


def test_marker_shows_its_note_and_opens_what_rests_on_it(page: "sync_api.Page", app: str) -> None:
    read(page, f"{app}/read")
    marker(page, "6").hover(timeout=WAIT)
    note = re.compile(r"^Europol, Properties worth EUR 48 million .*, 16 February 2024\.$")
    expect(page.locator(".fq-tip:visible")).to_have_text(note, use_inner_text=True)
    marker(page, "6").click()
    panel = page.locator(PANEL)
    says(panel, "press release · Europol")
    says(panel, "reference only")
    panel.get_by_role("link", name="A total of €48 million").click()
    statement = page.locator(".fq-statement:target")
    says(statement, "€48 million")
    is_in_sight(statement)
    expect(panel).to_be_visible()
    panel.get_by_role("link", name="In the list of sources").click()
    page.locator(".fq-sources details[open]", has_text="A total of €48 million").wait_for(timeout=WAIT)


def test_keyboard_alone_reads_a_note(page: "sync_api.Page", app: str) -> None:
    read(page, f"{app}/read")
    marker(page, "2").focus(timeout=WAIT)
    says(page.locator(".fq-tip:visible"), "7.878 crímenes")
    page.keyboard.press("Enter")
    expect(page.locator(PANEL)).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(f"{PANEL} .fq-close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(PANEL)).to_have_count(0)
    expect(marker(page, "2")).to_be_focused()


def test_cited_place_is_marked_in_sight_and_survives_a_reload(page: "sync_api.Page", app: str, corpus: Corpus) -> None:
    citation = corpus.statements(f"{REPORT}#11")[0]
    page.goto(f"{app}/read?document={REPORT}&start={citation.span.start}&end={citation.span.end}")
    for _ in range(2):
        page.locator("#fq-place").wait_for(timeout=WAIT)
        page.wait_for_function("document.activeElement.id === 'fq-place'", timeout=WAIT)
        expect(page.locator("#fq-place")).to_have_text(
            re.compile("^" + re.escape(citation.quote[:60])), use_inner_text=True
        )
        is_in_sight(page.locator("#fq-place"))
        page.reload()


def test_outline_leads_to_its_heading(page: "sync_api.Page", app: str) -> None:
    read(page, f"{app}/read")
    page.get_by_role("link", name="Potential effects of the crackdown").click(timeout=WAIT)
    is_in_sight(page.get_by_role("heading", name="Potential effects of the crackdown"))


def test_words_are_found_and_a_selection_is_highlighted_and_asked_about(
    page: "sync_api.Page", own: Corpus, own_app: str
) -> None:
    read(page, f"{own_app}/read")
    page.keyboard.press("/")
    page.keyboard.type("GUAYAQUÍL")
    # A count may already be that of the first letters.
    page.wait_for_function(
        "sessionStorage.getItem('fq-find ' + document.querySelector('.fq-finder').dataset.document) === 'GUAYAQUÍL'",
        timeout=WAIT,
    )
    document = own.document(REPORT)
    shown = [block.span.of(document.text) for block in document.blocks if not block.repeated]
    count, total = page.locator(".fq-found-count"), sum(words.count("Guayaquil") for words in shown)
    expect(count).to_have_text(f"1 of {total}", use_inner_text=True)
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    expect(count).to_have_text(f"{total} of {total}", use_inner_text=True)
    page.get_by_role("button", name="Cite or mark").click()
    page.locator("#fq-place").wait_for(timeout=WAIT)
    settled(page)
    page.get_by_role("button", name="Highlight and save").click(timeout=WAIT)
    page.locator(".fq-own-mark", has_text="Guayaquil").wait_for(timeout=WAIT)
    settled(page)
    page.locator(".fq-own-mark").evaluate(
        "e => { getSelection().removeAllRanges(); getSelection().selectAllChildren(e); }"
    )
    page.get_by_role("toolbar").get_by_role("button", name="Ask about it").click(timeout=WAIT)
    page.wait_for_function(
        "document.querySelector('.st-key-q input')?.value === 'What is said about “Guayaquil”?'", timeout=WAIT
    )
    assert [found.quote for found in own.highlights()] == ["Guayaquil"]


def test_filters_survive_a_reload_and_ticked_rows_are_exported(page: "sync_api.Page", app: str) -> None:
    page.goto(f"{app}/sources?kind=interview")
    rows = page.locator(".fq-sources summary")
    page.get_by_text("Export 4 sources:").wait_for(timeout=WAIT)
    page.get_by_label("Find").fill("tirana")
    page.keyboard.press("Enter")
    page.get_by_text("Export 2 sources:").wait_for(timeout=WAIT)
    page.reload()
    page.get_by_text("Export 2 sources:").wait_for(timeout=WAIT)
    expect(rows).to_have_count(2)
    settled(page)
    page.get_by_role("checkbox", name="Select footnote 10").press("Space")
    page.get_by_text("Export 1 selected source:").wait_for(timeout=WAIT)
    settled(page)
    with page.expect_download(timeout=WAIT) as download:
        page.get_by_role("button", name="RIS").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert download.value.suggested_filename == "sources.ris" and text.count("ER  -") == 1 and "#10" in text


def test_share_of_statements_leads_into_the_report(page: "sync_api.Page", app: str) -> None:
    page.goto(f"{app}/sources")
    page.locator(".fq-share-fold summary", has_text="interviews only").click(timeout=WAIT)
    page.locator(".fq-share-fold[open] .fq-statements a").first.click()
    page.locator("#fq-place").wait_for(timeout=WAIT)
    expect(page).to_have_url(re.compile(r"/read\?.*start="))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_violation_of_accessibility(chromium: "sync_api.Browser", app: str, scheme: str) -> None:
    with chromium.new_context(viewport={"width": 1440, "height": 900}, color_scheme=scheme) as context:
        page = context.new_page()
        read(page, f"{app}/read?document={REPORT}&start=100&end=200")
        marker(page, "6").click(timeout=WAIT)
        is_open_to_all(page)
        page.goto(f"{app}/sources?source={REPORT}%236")
        page.locator(".fq-share-fold summary").last.click(timeout=WAIT)
        page.locator(".fq-check").wait_for(timeout=WAIT)
        is_open_to_all(page)


def test_hostile_document_stays_text(page: "sync_api.Page", hostile_app: str) -> None:
    for path in ("read?document=nasty&start=5&end=300", "read?document=%3Cimg%20src=x%3E", "sources"):
        page.goto(f"{hostile_app}/{path}")
        page.locator(".fq-document, .fq-error, .fq-check").first.wait_for(timeout=WAIT)
        settled(page)
        page.wait_for_timeout(300)
        main = page.locator('[data-testid="stMain"]')
        # An address of a note is shown whole first, and is a link below that alone.
        foreign = "a[href^=javascript], a[href*='//example.invalid']:not(.fq-address a[rel~=noreferrer])"
        assert main.locator(f"img, iframe, .katex, [onerror], [onload], {foreign}").count() == 0
        assert main.locator("svg [onload], .stHtml svg").count() == 0
