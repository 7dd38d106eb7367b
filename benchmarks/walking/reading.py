"""Reading by keyboard alone: a word is found, its passage cited and highlighted; a marker opens its note."""

from __future__ import annotations

from benchmarks.walking.walk import WAIT, Walk
from tests.conftest import REPORT


def walk_through(walk: Walk) -> None:
    """From the beginning of a document to a note and a highlight of one's own, which is taken back."""
    page = walk.page
    page.goto(f"{walk.address}/read?document={REPORT}")
    page.locator(".fq-document").wait_for(timeout=WAIT)
    page.wait_for_function("window.footnoteQA && window.footnoteQARead", timeout=WAIT)
    walk.rest()
    page.keyboard.press("/")
    page.keyboard.type("Guayaquil")
    page.wait_for_function("/\\d/.test(document.querySelector('.fq-found-count')?.textContent ?? '')", timeout=WAIT)
    page.keyboard.press("Enter")
    walk.look("found")
    page.get_by_role("button", name=walk.say("Cite or mark")).focus()
    page.keyboard.press("Enter")
    keep = page.locator(".st-key-fq-passage").get_by_role("button", name=walk.say("Highlight and save"))
    keep.wait_for(timeout=WAIT)
    walk.look("passage")
    keep.focus()
    page.keyboard.press("Enter")
    page.locator(".fq-own-mark").first.wait_for(timeout=WAIT)
    page.get_by_role("button", name=walk.say("Remove the highlight")).click(timeout=WAIT)
    page.locator(".fq-own-mark").first.wait_for(state="detached", timeout=WAIT)
    walk.rest()
    page.locator("button.fq-marker").nth(5).focus()
    page.keyboard.press("Enter")
    page.locator(".fq-panel:popover-open").wait_for(timeout=WAIT)
    walk.look("note")
    page.keyboard.press("Escape")
