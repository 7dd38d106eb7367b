"""Three questions, Back, reload, a second tab; a collection of documents; mentions."""

from __future__ import annotations

from benchmarks.walking.walk import FIRST, FROZEN, UNKNOWN, WAIT, Walk


def walk_through(walk: Walk) -> None:
    """Questions as steps of the history, in two tabs; then some documents alone, and words."""
    page = walk.page
    page.goto(walk.address)
    for question in (FIRST, FROZEN, UNKNOWN):
        walk.ask(question)
    walk.look("refusal")
    page.go_back()
    page.locator(".fq-short", has_text="€48 million").first.wait_for(timeout=WAIT)
    page.reload()
    page.locator(".fq-short", has_text="€48 million").first.wait_for(timeout=WAIT)
    walk.rest()
    walk.need(page.locator(".fq-earlier > details").count() == 1, "a reload does not give the conversation back")
    second = page.context.new_page()
    second.goto(page.url)
    second.locator(".fq-short", has_text="€48 million").first.wait_for(timeout=WAIT)
    second.get_by_role("textbox", name=walk.say("Your question")).fill(FIRST)
    second.keyboard.press("Enter")
    second.locator(".fq-short", has_text="100").first.wait_for(timeout=WAIT)
    second.close()
    walk.need(page.locator(".fq-short", has_text="€48 million").count() > 0, "a second tab disturbs the first")
    page.locator(".fq-fold > summary").first.click()
    walk.look("evidence")
    _collection(walk)
    page.goto(f"{walk.address}/?mode=Mentions&words=Guayaquil")
    page.locator(".fq-mention-list").first.wait_for(timeout=WAIT)
    walk.look("mentions")


def _collection(walk: Walk) -> None:
    """Two of the documents: kept with the question, offered to be left, cleared by beginning anew."""
    page = walk.page
    page.goto(walk.address)
    field = page.get_by_role("combobox", name=walk.say("Where to look"))
    for document in ("lanterns", "mayor"):
        field.click(timeout=WAIT)
        field.fill(document)
        page.get_by_role("option", name=f"({document})").click(timeout=WAIT)
    page.keyboard.press("Escape")
    walk.ask(FIRST)
    walk.look("collection")
    walk.need(page.url.count("report=") == 2, "the collection is not in the address")
    walk.need(page.locator(".fq-offers, .fq-scope").count() > 0, "a refusal in a collection offers no way out of it")
    page.get_by_role("button", name=walk.say("Begin anew")).click()
    page.wait_for_function("!location.search.includes('report=')", timeout=WAIT)
