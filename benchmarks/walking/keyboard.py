"""A conversation by keyboard alone: what is needed can be reached, and is seen to be."""

from __future__ import annotations

from benchmarks.walking.walk import FIRST, FROZEN, WAIT, Walk

_MOST = 60
_NOW = """() => { const at = document.activeElement;
  const own = getComputedStyle(at), around = getComputedStyle(at.closest('label, [role]') ?? at);
  const seen = style => style.outlineStyle !== 'none' || style.boxShadow !== 'none';
  return [(at.getAttribute('aria-label') ?? at.innerText ?? '').trim(), seen(own) || seen(around)]; }"""


def walk_through(walk: Walk) -> None:
    """Ask, open a citation, judge, save, go back, and on to Read; no pointer is used."""
    page = walk.page
    page.goto(walk.address)
    page.get_by_role("textbox", name=walk.say("Your question")).wait_for(timeout=WAIT)
    walk.rest()
    for question in (FIRST, FROZEN):
        page.keyboard.press("Escape")
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("/")
        page.keyboard.press("Control+A")
        page.keyboard.type(question)
        page.keyboard.press("Enter")
        walk.answered(question)
    _reach(walk, "Report sentence")
    page.keyboard.press("Enter")
    page.locator(".fq-evidence").first.wait_for(timeout=WAIT)
    walk.look("evidence")
    _reach(walk, walk.say("Save as {format}", format="Word"))
    with page.expect_download(timeout=WAIT):
        page.keyboard.press("Enter")
    _reach(walk, walk.say("Right or wrong? Notes"))
    page.keyboard.press("Enter")
    _reach(walk, walk.say("Right"))
    page.keyboard.press("Enter")
    page.locator("button[kind=primary]", has_text=walk.say("Right")).wait_for(timeout=WAIT)
    walk.look("judged")
    page.keyboard.press("Enter")
    page.locator("button[kind=primary]", has_text=walk.say("Right")).wait_for(state="detached", timeout=WAIT)
    page.go_back()  # Its keys are the browser's own, which a page that is driven does not get.
    page.locator(".fq-short", has_text="100").first.wait_for(timeout=WAIT)
    walk.rest()
    page.evaluate("document.activeElement.blur()")
    _reach(walk, walk.say("Read"))
    page.keyboard.press("Enter")
    page.locator(".fq-document").wait_for(timeout=WAIT)
    walk.look("read")


def _reach(walk: Walk, name: str) -> None:
    """Press Tab until that has the focus, and see that it shows it."""
    for _ in range(_MOST):
        walk.page.keyboard.press("Tab")
        words, seen = walk.page.evaluate(_NOW)
        if words == name or (len(name) > 6 and name in words):
            walk.need(seen, f"{name}: not seen to have the focus")
            return
    walk.need(False, f"{name}: not reached by {_MOST} presses of Tab")
