"""Walk through the browser's views as a person would, and say what is in the way: `python -m benchmarks.walk [FOLDER] [PASS …]`.

Passes: 1,440 and 390 pixels wide and 200%, each light and dark; by keyboard alone; in Spanish. Each asks three questions, goes
back, reloads, opens a second tab, asks a collection, looks for mentions, judges an answer, opens the Word file (LibreOffice,
pandoc) and the page, reads and marks a document, and visits the other views; each step is held against axe and must not be
wider than the window. With FOLDER, pictures of each step are kept there. Works on a copy of the corpus with made-up documents
beside it; needs Debian's Chromium, and says where LibreOffice or pandoc is missing.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from benchmarks.walking import conversation, elsewhere, in_spanish, keyboard, reading, taken_away
from benchmarks.walking.walk import MADE_UP, Walk
from qa import open_corpus
from tests.browser.chromium import ARGUMENTS, CHROMIUM
from tests.serving import ROOT, served

_SIZES: tuple[tuple[str, int, int, float], ...] = (
    ("wide", 1440, 900, 1),
    ("phone", 390, 844, 2),
    ("twice", 720, 450, 2),
)
_SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_VIEWS = (conversation.walk_through, taken_away.walk_through, reading.walk_through, elsewhere.walk_through)
_BY_KEYS = (keyboard.walk_through,)
_SPANISH = (*_VIEWS, in_spanish.walk_through)


def passes() -> Iterator[tuple[str, int, int, float, Literal["light", "dark"], str]]:
    """Name, width, height, scale, colours and language of each."""
    for name, width, height, scale in _SIZES:
        for scheme in _SCHEMES:
            yield f"{name}-{scheme}", width, height, scale, scheme, "en"
    yield "keys", 1440, 900, 1, "light", "en"
    yield "spanish", 390, 844, 2, "dark", "es"


def walks(browser: Browser, address: str, pictures: Path | None, wanted: list[str]) -> Iterator[list[str]]:
    """Every walk that is wanted, with what it found; one that does not reach its end has found that."""
    for name, width, height, scale, scheme, language in passes():
        if wanted and name not in wanted:
            continue
        parts = {"keys": _BY_KEYS, "spanish": _SPANISH}.get(name, _VIEWS)
        size = ViewportSize(width=width, height=height)
        with browser.new_context(
            viewport=size, color_scheme=scheme, device_scale_factor=scale, locale=f"{language}-{language.upper()}"
        ) as context:
            walk = Walk(context.new_page(), address, name, pictures, language)
            for part in parts:
                walk.go(part)
            print("\n".join([f"{name}: {len(walk.faults)} faults", *walk.faults]), flush=True)
            yield walk.faults


def main() -> int:
    """Walk, printing each fault; 1 where there is one."""
    pictures = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        shutil.copytree(ROOT / "corpus", folder / "corpus")
        for name, text in MADE_UP.items():
            (folder / "corpus" / name).write_text(text, encoding="utf-8")
        open_corpus(folder / "corpus", index=folder / "index").build()
        folders = {"QA_CORPUS": f"{folder}/corpus", "QA_INDEX": f"{folder}/index"}
        with served(None, folders) as (host, _), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS.split())
            found = [*walks(browser, f"http://{host}", pictures, sys.argv[2:])]
            browser.close()
    return 1 if any(found) else 0


if __name__ == "__main__":
    sys.exit(main())
