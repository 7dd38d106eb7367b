"""Serving the app to a real Chromium, and what tests in it have in common."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa import Corpus
from tests.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: python3 run.py test does it")
expect = sync_api.expect
CHROMIUM = Path("/usr/bin/chromium")
MARKS = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is missing: apt-get install chromium"),
]
ARGUMENTS = """--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update
--disable-sync"""
WAIT = 60_000
"""Milliseconds within which something has come, on a machine that has much else to do: nothing is read of a page before."""
PAUSE = 50
FITS = "document.documentElement.scrollWidth <= innerWidth"
expect.set_options(timeout=WAIT)


@contextmanager
def serving(corpus: Corpus, log: Path, script: str | None = None, **environment: str) -> Iterator[str]:
    """The app, or another script, on a free port."""
    folders = {"QA_CORPUS": str(corpus.folder), "QA_INDEX": str(corpus.index_folder)}
    with served(script, {**folders, **environment}, log) as (address, _):
        yield f"http://{address}"


def ask(page: "Page", address: str, question: str) -> None:
    page.goto(address)
    field = page.get_by_label("Your question")
    field.fill(question, timeout=WAIT)
    field.press("Enter")


def settled(page: "Page") -> None:
    """Wait until the page is whole: its script listens, and nothing of it is being drawn anew."""
    page.wait_for_function(
        "window.footnoteQA && document.querySelector('[data-test-script-state=notRunning]')", timeout=WAIT
    )


def says(place: "Locator", words: str) -> None:
    """Wait until these words can be seen there."""
    expect(place).to_contain_text(words, use_inner_text=True)


def becomes(page: "Page", tell: Callable[[], object], wanted: object) -> None:
    """Wait until that is told of the page, and fail with what is told instead."""
    for _ in range(WAIT // PAUSE):
        if tell() == wanted:
            return
        page.wait_for_timeout(PAUSE)
    assert tell() == wanted


def violations(page: "Page") -> list[tuple[str, str]]:
    """What stands seriously in the way of access, as the engine axe finds it now: the rule, and the first place."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    found = axe.Axe().run(page).response["violations"]
    return [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")]


def is_open_to_all(page: "Page") -> None:
    """Nothing does; what is being drawn anew may still be pale."""
    for _ in range(10):
        if not (found := violations(page)):
            return
        page.wait_for_timeout(500)
    assert found == []
