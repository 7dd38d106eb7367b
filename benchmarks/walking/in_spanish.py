"""No words of the interface are left in English where it is Spanish."""

from __future__ import annotations

from pathlib import Path

import qa.wording
from benchmarks.walking.walk import FROZEN, WAIT, Walk
from qa.wording.po import po_entries

_WORDS = """() => [...document.querySelectorAll('button, label, summary, h1, h2, h3, th, [role=tab], a, option, .fq-facts')]
  .filter(e => e.offsetParent).map(e => e.innerText.trim()).filter(Boolean)"""
_VIEWS = (
    ("", ".fq-reports"),
    ("read", ".fq-document"),
    ("sources", ".fq-timeline"),
    ("audit", "h2.fq-part"),
    ("add", ".fq-corpus"),
)


def walk_through(walk: Walk) -> None:
    """In each view, and under an answer with its folds open."""
    table = Path(qa.wording.__file__).with_name(f"{walk.language}.po")
    parts = [entry.parts for entry in po_entries(table.read_text("utf-8"), table.name)]
    # The foot of the page names languages in their own words.
    own = {"", "English"}
    english = {part["msgid"] for part in parts if "msgctxt" not in part and part.get("msgstr") != part["msgid"]} - own
    for path, sign in _VIEWS:
        walk.page.goto(f"{walk.address}/{path}")
        walk.page.locator(sign).first.wait_for(timeout=WAIT)
        _hold(walk, english, path or "start")
    walk.page.goto(walk.address)
    walk.ask(FROZEN)
    for fold in walk.page.locator("[data-testid=stExpander] summary").all():
        fold.click()
    _hold(walk, english, "answer")


def _hold(walk: Walk, english: set[str], step: str) -> None:
    walk.page.wait_for_function(f"document.documentElement.lang === {walk.language!r}", timeout=WAIT)
    walk.rest()
    left = sorted({line for words in walk.page.evaluate(_WORDS) for line in words.splitlines()} & english)
    walk.need(not left, f"{step}: in English: {', '.join(left)}")
