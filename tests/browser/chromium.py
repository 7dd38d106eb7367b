"""Serving the app to a real Chromium, and what tests in it have in common."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa import Corpus
from tests.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Page

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: python3 run.py test does it")
CHROMIUM = Path("/usr/bin/chromium")
MARKS = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is missing: apt-get install chromium"),
]
ARGUMENTS = """--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update
--disable-sync"""
WAIT = 30_000
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "![x](http://example.invalid/x.png)",
    "<script>alert(1)</script><style>*{display:none}</style>",
    '"><svg onload=alert(1)>',
    "[prison](javascript:alert(1)) $\\href{http://example.invalid}{x}$ :material/home:",
)


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


def violations(page: "Page") -> list[tuple[str, str]]:
    """What stands in the way of access on a page, as the engine axe finds it, with the first place of each."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    found = axe.Axe().run(page).response["violations"]
    return [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")]
