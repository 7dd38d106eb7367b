"""Walk through the browser's views as a person would, and say what is in the way: `python -m benchmarks.walk [FOLDER]`.

In light and dark, at 1,440 and 390 pixels and at twice the size: three questions, Back, reload, a second tab, mentions, a judged
answer, the Word and HTML files, reading by keyboard alone (find, citation, highlight, note), sources, audit, adding. Each is held
against axe and must not be wider than the window. With FOLDER, pictures of each step are kept there. Works on a copy of the corpus;
needs Debian's Chromium and an index (`qa index`).
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser.chromium import ARGUMENTS, CHROMIUM, violations
from tests.serving import ROOT, served

QUESTIONS = ("How many prison staff were held hostage?", "How much in company assets was frozen?", "Who is king?")
WAIT = 60_000
_SCALES: tuple[tuple[str, int, int, float], ...] = (
    ("wide", 1440, 900, 1),
    ("phone", 390, 844, 2),
    ("twice", 720, 450, 2),
)


@dataclass
class Walk:
    """One walk: its page, where pictures go, and what was found in the way."""

    page: Page
    address: str
    name: str
    pictures: Path | None
    faults: list[str] = field(default_factory=list)

    def look(self, step: str) -> None:
        """Hold the page against axe and against the window's width."""
        self.page.wait_for_timeout(600)
        faults = [f"{rule}: {html[:120]}" for rule, html in violations(self.page)]
        if self.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append("wider than the window")
        self.faults += [f"{self.name}, {step}: {fault}" for fault in faults]
        if self.pictures:
            self.page.screenshot(path=self.pictures / f"{self.name}-{step}.png")

    def need(self, fact: bool, what: str) -> None:
        """Note what is not as it has to be."""
        if not fact:
            self.faults.append(f"{self.name}: {what}")

    def ask(self, question: str) -> None:
        """Put a question and wait for its answer."""
        box = self.page.get_by_label("Your question")
        box.fill(question, timeout=WAIT)
        box.press("Enter")
        asked = f"document.querySelector('.fq-printed-question')?.textContent === {question!r}"
        self.page.wait_for_function(asked, timeout=WAIT)
        self.page.locator(".stHtml > .fq-answer, .stHtml > .fq-refusal").first.wait_for(timeout=WAIT)


def conversation(walk: Walk) -> None:
    """Questions as steps of the history, in two tabs; then mentions."""
    page = walk.page
    page.goto(walk.address)
    for question in QUESTIONS:
        walk.ask(question)
    walk.look("ask")
    page.go_back()
    page.locator(".fq-short", has_text="€48 million").first.wait_for(timeout=WAIT)
    page.reload()
    page.locator(".fq-short", has_text="€48 million").first.wait_for(timeout=WAIT)
    walk.need(page.locator(".fq-earlier details").count() == 1, "a reload does not give the conversation back")
    second = page.context.new_page()
    second.goto(page.url)
    second.locator(".fq-short", has_text="€48 million").first.wait_for(timeout=WAIT)
    second.close()
    page.locator(".fq-fold > summary").first.click()
    walk.look("evidence")
    page.goto(f"{walk.address}/?mode=Find&words=Guayaquil")
    page.locator(".fq-mention-list").first.wait_for(timeout=WAIT)
    walk.look("mentions")


def taken_away(walk: Walk) -> None:
    """An answer is judged, and saved for Word and as a page."""
    page = walk.page
    page.goto(walk.address)
    walk.ask(QUESTIONS[1])
    page.get_by_text("Right or wrong? Notes").click()
    page.get_by_role("button", name="Right", exact=True).click(timeout=WAIT)
    page.locator("button[kind=primary]", has_text="Right").wait_for(timeout=WAIT)
    walk.look("judged")
    files = [_saved(page, form) for form in ("Word", "web page")]
    with zipfile.ZipFile(io.BytesIO(files[0])) as word:
        walk.need(b"Europol" in word.read("word/footnotes.xml"), "the Word file has no footnote")
    walk.need(b"<html" in files[1] and b"<script" not in files[1], "the page has a script, or is none")


def _saved(page: Page, form: str) -> bytes:
    with page.expect_download(timeout=WAIT) as download:
        page.get_by_role("button", name=f"Save as {form}").click()
    return Path(download.value.path()).read_bytes()


def reading(walk: Walk) -> None:
    """By keyboard alone: a word is found, its passage cited and highlighted; a marker opens its note."""
    page = walk.page
    page.goto(f"{walk.address}/read")
    page.locator(".fq-document").wait_for(timeout=WAIT)
    page.wait_for_function("window.footnoteQA && window.footnoteQARead", timeout=WAIT)
    page.keyboard.press("/")
    page.keyboard.type("Guayaquil")
    page.locator(".fq-found-count", has_text="of").wait_for(timeout=WAIT)
    page.keyboard.press("Enter")
    walk.look("found")
    page.get_by_role("button", name="Cite or mark").focus()
    page.keyboard.press("Enter")
    keep = page.locator(".st-key-fq-passage").get_by_role("button", name="Highlight and save")
    keep.or_(page.get_by_role("button", name="Save the note")).wait_for(timeout=WAIT)
    walk.look("passage")
    if keep.count():
        keep.focus()
        page.keyboard.press("Enter")
    page.locator(".fq-own-mark").first.wait_for(timeout=WAIT)
    page.get_by_role("button", name="Footnote 6", exact=True).focus()
    page.keyboard.press("Enter")
    page.locator(".fq-panel:popover-open").wait_for(timeout=WAIT)
    walk.look("note")
    page.keyboard.press("Escape")


def elsewhere(walk: Walk) -> None:
    """The other views."""
    page = walk.page
    for path, sign in (("sources", ".fq-timeline"), ("audit", "h2.fq-part"), ("add", ".fq-corpus")):
        page.goto(f"{walk.address}/{path}")
        page.locator(sign).first.wait_for(timeout=WAIT)
        walk.look(path)


def walks(browser: Browser, address: str, pictures: Path | None) -> Iterator[list[str]]:
    """Every walk, with what it found."""
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for name, width, height, scale in _SCALES:
        for scheme in schemes:
            viewport = ViewportSize(width=width, height=height)
            with browser.new_context(viewport=viewport, color_scheme=scheme, device_scale_factor=scale) as context:
                walk = Walk(context.new_page(), address, f"{name}-{scheme}", pictures)
                for part in (conversation, taken_away, reading, elsewhere):
                    part(walk)
                print("\n".join([f"{walk.name}: {len(walk.faults)} faults", *walk.faults]), flush=True)
                yield walk.faults


def main() -> int:
    """Walk, printing each fault; 1 where there is one."""
    pictures = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in ("corpus", "index"):
            shutil.copytree(ROOT / name, Path(folder) / name)
        folders = {"QA_CORPUS": f"{folder}/corpus", "QA_INDEX": f"{folder}/index"}
        with served(None, folders) as (host, _), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS.split())
            faults = [fault for found in walks(browser, f"http://{host}", pictures) for fault in found]
            browser.close()
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
