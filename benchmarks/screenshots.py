"""Make the README's pictures: `python benchmarks/screenshots.py` writes docs/ask.png and docs/ask-dark.png.

Needs Debian's Chromium and an index (`qa index`).
"""

from __future__ import annotations

import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from urllib.parse import quote

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
QUESTION = "How many prison staff were held hostage?"


@contextmanager
def served() -> Iterator[str]:
    """The app on a free port, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=2).close()
                break
            except (urllib.error.URLError, OSError):
                sleep(0.5)
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait()


def take(browser: Browser, address: str, scheme: str, file: Path) -> None:
    """An answered question with its evidence open."""
    with browser.new_context(color_scheme=scheme, viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        page.goto(f"{address}/?q={quote(QUESTION)}")
        page.locator(".fq-fold > summary").first.click(timeout=60_000)
        page.mouse.move(0, 0)
        page.wait_for_timeout(800)
        page.screenshot(path=file)
    print(f"{file.relative_to(ROOT)}: {file.stat().st_size // 1024} KB")


def main() -> None:
    """Both pictures."""
    (ROOT / "docs").mkdir(exist_ok=True)
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        take(browser, address, "light", ROOT / "docs" / "ask.png")
        take(browser, address, "dark", ROOT / "docs" / "ask-dark.png")
        browser.close()


if __name__ == "__main__":
    main()
