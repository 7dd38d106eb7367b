"""Looking for words in a real Chromium: as one types, by its address, and from under a refusal."""

from collections.abc import Iterator

import pytest

from qa import Corpus
from tests.browser.chromium import MARKS, WAIT, ask, becomes, expect, is_open_to_all, says, serving, settled, sync_api

pytestmark = MARKS
COLOURS = "tag => { const own = getComputedStyle(tag); return [own.color, own.backgroundColor]; }"
HOUSE = {
    "light": ["rgb(140, 42, 28)", "rgb(246, 230, 224)"],
    "dark": ["rgb(240, 164, 143)", "rgb(58, 37, 31)"],
}
"""Ink and paper of what is chosen: 7.0 to 1, and 7.1 to 1."""


def test_words_are_found_as_one_types_and_the_field_keeps_the_keys(page: "sync_api.Page", app: str) -> None:
    page.goto(f"{app}/?mode=Find")
    field = page.get_by_label("Words to look for")
    field.wait_for(timeout=WAIT)
    settled(page)
    field.press_sequentially("hitman", timeout=WAIT)
    page.locator("mark.fq-other-form", has_text="hitmen").wait_for(timeout=WAIT)
    expect(field).to_be_focused()
    is_open_to_all(page)
    page.locator(".stButtonGroup button", has_text="Answer").click()
    page.get_by_label("Your question").wait_for(timeout=WAIT)
    page.wait_for_function("!location.search", timeout=WAIT)
    page.go_back()
    page.locator("mark.fq-other-form", has_text="hitmen").wait_for(timeout=WAIT)


def test_a_refusal_leads_to_the_mentions_and_a_mention_to_its_place(page: "sync_api.Page", app: str) -> None:
    ask(page, app, "When did Noboa graduate?")
    page.get_by_role("link", name="the only mention of “Noboa”").click(timeout=WAIT)
    page.get_by_role("link", name="Open in its place").click(timeout=WAIT)
    says(page.locator("#fq-place"), "Noboa")


@pytest.fixture(scope="module")
def wider_app(wider: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(wider, tmp_path_factory.mktemp("server") / "log.txt") as address:
        yield address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_chosen_documents_stay_chosen_and_are_in_the_colours_of_the_house(
    chromium: "sync_api.Browser", wider_app: str, scheme: str
) -> None:
    with chromium.new_context(viewport={"width": 1440, "height": 900}, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(wider_app)
        field = page.get_by_role("combobox", name="Where to look")
        for document in ("ice", "mayor"):
            field.fill(document, timeout=WAIT)
            page.get_by_role("option", name=f"({document})").click(timeout=WAIT)
        chosen = page.locator(".stMultiSelect [data-tag]")
        chosen.nth(1).wait_for(timeout=WAIT)
        becomes(page, lambda: chosen.first.evaluate(COLOURS), HOUSE[scheme])
        page.locator(".stButtonGroup button", has_text="Mentions").click(timeout=WAIT)
        page.get_by_label("Words to look for").fill("Lumo", timeout=WAIT)
        page.get_by_label("Words to look for").press("Enter")
        expect(page.locator(".fq-mentions h2")).to_have_count(2)
        settled(page)
        is_open_to_all(page)
