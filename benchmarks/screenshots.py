"""Make the README's pictures: `python -m benchmarks.screenshots` writes docs/ask.png and docs/read.png.

Needs Debian's Chromium and an index (`qa index`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from urllib.parse import quote

from playwright.sync_api import Browser, Page, sync_playwright

from tests.serving import ROOT, served

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
QUESTION = "How many prison staff were held hostage?"
NOTE = "Footnote 6"
WAIT = 60_000


def show_answer(page: Page, address: str) -> None:
    """An answered question with its evidence open."""
    page.goto(f"http://{address}/?q={quote(QUESTION)}")
    page.locator(".fq-fold > summary").first.click(timeout=WAIT)


def show_note(page: Page, address: str) -> None:
    """A report at the statement that rests on a footnote, which is open beside it."""
    page.goto(f"http://{address}/read")
    marker = page.get_by_role("button", name=NOTE, exact=True)
    marker.click(timeout=WAIT)
    page.locator(".fq-panel:popover-open .fq-statements a").first.click()


def take(browser: Browser, address: str, scheme: Literal["light", "dark"], file: Path) -> None:
    """The picture of that name, in a window of common size."""
    with browser.new_context(color_scheme=scheme, viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        {"ask": show_answer, "read": show_note}[file.stem](page, address)
        page.mouse.move(0, 0)
        page.wait_for_timeout(1000)
        page.screenshot(path=file)
    print(f"{file.relative_to(ROOT)}: {file.stat().st_size // 1024} KB")


def main() -> None:
    """Both pictures."""
    (ROOT / "docs").mkdir(exist_ok=True)
    with served() as (address, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        take(browser, address, "light", ROOT / "docs" / "ask.png")
        take(browser, address, "dark", ROOT / "docs" / "read.png")
        browser.close()


if __name__ == "__main__":
    main()
