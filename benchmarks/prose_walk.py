"""Prose in a real browser, by a played model: the notice, streaming, proofs, a struck sentence, a refusal, all figures.

    python -m benchmarks.prose_walk FOLDER [--chromium /usr/bin/chromium]

Needs the sample corpus with its index, and Playwright. The pictures are to be looked at: light and dark, wide and narrow.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

from qa.language.boundaries import find_sentences
from tests.model_server import Says, in_form, model_server, passages_of, prompt_of

PORT = 8741
QUESTIONS = (
    "How much in company assets was frozen?", "What amount of company assets was frozen?",
    "How many euros in company assets were frozen?", "How much was frozen in company assets?",
)  # fmt: skip
"""One for each walk: a draft is kept, and would not be seen to come."""
SIZES = {"wide": (1440, 900), "narrow": (390, 844)}


def play(request: dict[str, Any]) -> Says:
    """A slow model: true sentences, one with another figure, one with an address; of prisons it refuses to speak."""
    _, asked, question = prompt_of(request).rpartition("Question: ")
    if asked and "prison" in question:
        return Says(status=400, error="refused")
    said = []
    for row in passages_of(request):
        texts = [span.of(row["text"]) for span in find_sentences(row["text"])]
        said += [(text, [row["passage"]]) for text in texts[:1] if re.search(r"\d", text) and text.endswith(".")]
    said = [
        *said[:4],
        ("In total, €84 million in company assets were frozen.", [1]),
        ("See https://lumo.example.", [1]),
    ]
    return Says(in_form(request, *said), pause=0.2, size=25)


def main() -> None:
    """Walk, and leave the pictures in the folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    with model_server(play) as server:
        environment = {**os.environ, "QA_WRITER": server.ollama(), "QA_CONVERSATIONS": "memory"}
        command = [sys.executable, "streamlit_app.py", "--server.port", str(PORT), "--server.headless", "true"]
        app = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        try:
            address = _address(app)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=options.chromium, args=["--no-sandbox"])
                questions = iter(QUESTIONS)
                for scheme in ("light", "dark"):
                    for name, (width, height) in SIZES.items():
                        context = browser.new_context(
                            viewport={"width": width, "height": height},
                            color_scheme="dark" if scheme == "dark" else "light",
                        )
                        _walk(context.new_page(), address, options.folder / f"{scheme}-{name}", next(questions))
                        context.close()
        finally:
            app.terminate()


def _address(app: subprocess.Popen[str]) -> str:
    """Where it is, with its token, as it says itself."""
    assert app.stdout is not None, "it was given one"
    found = next(match for line in app.stdout if (match := re.search(r"http://\S+token=\S+", line)))
    for _ in range(120):
        try:
            urlopen(f"http://127.0.0.1:{PORT}/_stcore/health", timeout=2)
        except HTTPError:
            break
        except OSError:
            time.sleep(1)
        else:
            break
    return found.group()


def _walk(page: Page, address: str, to: Path, question: str) -> None:
    page.set_default_timeout(120_000)
    page.goto(address)
    page.get_by_text("what it reads").wait_for()
    page.screenshot(path=f"{to}-1-notice.png")
    page.get_by_text("In prose", exact=True).click()
    page.get_by_text("From the whole:").wait_for()
    _ask(page, question)
    page.locator(".fq-answer:has(.fq-writing) .fq-chip").first.wait_for()
    page.screenshot(path=f"{to}-2-streaming.png")
    page.get_by_text("Written by a model").first.wait_for()
    page.locator(".fq-struck").first.scroll_into_view_if_needed()
    page.screenshot(path=f"{to}-3-proofs.png", full_page=True)
    _ask(page, "How many prison staff were held hostage?")
    page.get_by_text("By quotation:").first.wait_for()
    page.screenshot(path=f"{to}-4-refused.png")
    page.get_by_role("button", name="All figures").click()
    page.locator(".fq-listed").first.wait_for()
    page.screenshot(path=f"{to}-5-figures.png", full_page=True)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    print(f"{to.name}: {wide} px wider than the window")


def _ask(page: Page, question: str) -> None:
    field = page.get_by_label("Your question")
    field.fill(question)
    field.press("Enter")


if __name__ == "__main__":
    main()
