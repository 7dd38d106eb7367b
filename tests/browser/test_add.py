"""Adding in a real Chromium: a source for footnote 6 makes the chain grow, and questions are answered while the index is built."""

import re
from pathlib import Path

from qa import Corpus
from tests.browser.chromium import MARKS, WAIT, ask, becomes, expect, is_open_to_all, says, serving, sync_api
from tests.conftest import REPORT

pytestmark = MARKS

RELEASE = """Properties worth EUR 48 million frozen after cocaine sweep in Ecuador and Spain

Europol, 16 February 2024

This text is made up. It stands in for a press release that the tests do not hold.

A total of EUR 48 million in company assets were frozen, said the invented spokesperson. <img src=x onerror=alert(1)>
"""
QUESTION = "How much in company assets was frozen?"


def test_source_for_a_footnote_makes_the_chain_grow_while_questions_are_answered(
    page: "sync_api.Page", scratch: Corpus, tmp_path: Path
) -> None:
    file = tmp_path / "release ![x](http:example.invalid) & more.txt"
    file.write_text(RELEASE, encoding="utf-8")
    with serving(scratch, tmp_path / "log.txt") as address:
        page.goto(f"{address}/add")
        page.locator('input[type="file"]').first.set_input_files(file, timeout=WAIT)
        page.get_by_text("Proposed, since its title is the same").wait_for(timeout=WAIT)
        expect(page.get_by_label("What is it?")).to_have_value(re.compile("Europol"))
        becomes(page, lambda: page.locator(".fq-understood").inner_text().count("English"), 1)
        is_open_to_all(page)
        page.get_by_role("button", name="Add and index").focus()
        page.keyboard.press("Enter")
        page.get_by_role("progressbar").wait_for(timeout=WAIT)
        with page.context.new_page() as other:
            ask(other, address, "How many prison staff were held hostage?")
            says(other.locator(".fq-answer"), "more than 100 prison staff")
        expect(page.locator(".fq-done .fq-badge")).to_have_text("held", timeout=2 * WAIT, use_inner_text=True)
        is_open_to_all(page)
        assert page.locator('[data-testid="stMain"]').locator("img, [onerror]").count() == 0
        assert [s.document for s in scratch.sources() if s.source_id == f"{REPORT}#6"] != [None]
        ask(page, address, QUESTION)
        support = page.locator(".fq-support mark", has_text="said the invented spokesperson").first
        support.wait_for(state="attached", timeout=WAIT)
        expect(page.locator(".fq-answer").get_by_text("held", exact=True).first).to_be_attached()


def test_page_says_why_a_file_was_not_taken_and_what_to_do(page: "sync_api.Page", own_app: str, tmp_path: Path) -> None:
    (tmp_path / "large.txt").write_bytes(b"Made up. " * 250_000)
    (tmp_path / "small.txt").write_bytes(b"Made up.")
    page.goto(f"{own_app}/add")
    told, field = page.locator(".fq-refused"), page.locator('input[type="file"]').first
    for name in ("large.txt", "small.txt"):
        field.set_input_files(tmp_path / name, timeout=WAIT)
        page.get_by_label(f"Remove {name}").wait_for(timeout=WAIT)
    words = "This file was not taken: files that wait to be added may have 1 MB together."
    told.get_by_text(words).wait_for(timeout=WAIT)
    shown = page.locator("body").inner_text()
    assert "Axios" not in shown and "413" not in shown
    page.get_by_text("large.txt").hover()
    page.locator(".stTooltipErrorContent", has_text="1 MB together").wait_for(timeout=WAIT)
    page.get_by_label("Remove large.txt").click()
    told.wait_for(state="hidden", timeout=WAIT)
    expect(page.get_by_label("Remove small.txt")).to_be_visible()
