"""Correcting a source in a real Chromium: what cannot be is refused in words, what is given stays text and can be taken back."""

from qa import Corpus
from tests.browser.chromium import MARKS, WAIT, expect, is_open_to_all, says, settled, sync_api
from tests.browser.hostile import HOSTILE
from tests.conftest import REPORT

pytestmark = MARKS
READ = "Properties worth EUR 48 million frozen after cocaine sweep in Ecuador and Spain"
GIVEN = f"The harbour {HOSTILE[0]}"


def test_source_is_corrected_and_read_from_its_note_again(page: "sync_api.Page", own: Corpus, own_app: str) -> None:
    manifest = own.folder / "corpus.toml"
    page.goto(f"{own_app}/sources?source={REPORT}%236")
    fold = page.locator(".st-key-fq-correct")
    fold.get_by_text("Correct a source").click(timeout=WAIT)
    title, date = fold.get_by_label("Title"), fold.get_by_label("Date")
    expect(title).to_have_value(READ)
    expect(date).to_have_value("2024-02-16")
    is_open_to_all(page)

    date.fill("yesterday")
    fold.get_by_role("button", name="Save").click()
    fold.locator(".fq-error", has_text="yesterday").wait_for(timeout=WAIT)
    settled(page)
    expect(title).to_have_value(READ)
    assert "document.source" not in manifest.read_text(encoding="utf-8")

    date.fill("2024-03")
    title.fill(GIVEN)
    title.press("Enter")
    fold.get_by_role("status").filter(has_text="Corrected footnote 6: title, date.").wait_for(timeout=WAIT)
    row = page.locator(".fq-sources summary", has_text=GIVEN)
    says(row, "March 2024")
    says(row, "corrected by hand: title, date")
    assert page.locator('[data-testid="stMain"]').locator("img, [onerror]").count() == 0
    fold.locator(f'input[value="footnote 6: {GIVEN}"]').wait_for(timeout=WAIT)
    is_open_to_all(page)
    assert "document.source" in manifest.read_text(encoding="utf-8")

    fold.get_by_role("button", name="As the note was read").click()
    fold.get_by_role("status").filter(has_text="Footnote 6 is as the note was read.").wait_for(timeout=WAIT)
    page.locator(".fq-sources summary", has_text=READ).wait_for(timeout=WAIT)
    expect(title).to_have_value(READ)
    expect(page.get_by_text("corrected by hand")).to_have_count(0)
