"""Looking for words in a real Chromium: as one types, by its address, and from under a refusal."""

from tests.browser.chromium import MARKS, WAIT, ask, sync_api, violations

pytestmark = MARKS


def test_words_are_found_as_one_types_and_the_field_keeps_the_keys(page: "sync_api.Page", app: str) -> None:
    page.goto(f"{app}/?mode=Find")
    field = page.get_by_label("Words to look for")
    field.press_sequentially("hitman", timeout=WAIT)
    page.locator("mark.fq-other-form", has_text="hitmen").wait_for(timeout=WAIT)
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Words to look for"
    assert not violations(page)


def test_a_refusal_leads_to_the_mentions_and_a_mention_to_its_place(page: "sync_api.Page", app: str) -> None:
    ask(page, app, "When did Noboa graduate?")
    page.get_by_role("link", name="the only mention of “Noboa”").click(timeout=WAIT)
    page.get_by_role("link", name="Open in its place").click(timeout=WAIT)
    assert "Noboa" in page.locator("#fq-place").inner_text(timeout=WAIT)
