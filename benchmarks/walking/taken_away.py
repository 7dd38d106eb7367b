"""A judged answer; the Word file opened by LibreOffice and pandoc, the page by the browser."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from benchmarks.walking.walk import FROZEN, WAIT, Walk


def walk_through(walk: Walk) -> None:
    """Judge, save, open what was saved; and take the judgement back."""
    page = walk.page
    page.goto(walk.address)
    walk.ask(FROZEN)
    page.get_by_text(walk.say("Right or wrong? Notes")).click()
    right = walk.say("Right")
    button, judged = (
        page.get_by_role("button", name=right, exact=True),
        page.locator("button[kind=primary]", has_text=right),
    )
    button.wait_for(timeout=WAIT)
    walk.rest()
    if judged.count():
        button.click()
        judged.wait_for(state="detached", timeout=WAIT)
    button.click()
    judged.wait_for(timeout=WAIT)
    walk.look("judged")
    button.click()
    judged.wait_for(state="detached", timeout=WAIT)
    page.get_by_text(walk.say("Copy and cite quotes")).click()
    page.locator(".fq-copy-text").wait_for(timeout=WAIT)
    walk.look("cited")
    with tempfile.TemporaryDirectory() as folder:
        _open_word(walk, _saved(walk, "Word", Path(folder) / "answer.docx"))
        _open_page(walk, _saved(walk, "web page", Path(folder) / "answer.html"))


def _saved(walk: Walk, form: str, to: Path) -> Path:
    with walk.page.expect_download(timeout=WAIT) as download:
        name = walk.say("Save as {format}", format=walk.say(form))
        walk.page.get_by_role("button", name=name).click()
    download.value.save_as(to)
    return to


def _open_word(walk: Walk, file: Path) -> None:
    if shutil.which("pandoc"):
        words = subprocess.run(["pandoc", str(file), "-t", "markdown"], capture_output=True, text=True, check=False)
        walk.need("[^1]:" in words.stdout and "Europol" in words.stdout, "pandoc reads no footnote in the Word file")
    else:
        print("pandoc is not installed: the Word file was not read by it")
    if shutil.which("soffice"):
        home = f"-env:UserInstallation=file://{file.parent}/office"
        command = ["soffice", home, "--headless", "--convert-to", "txt:Text", "--outdir", str(file.parent), str(file)]
        subprocess.run(command, capture_output=True, check=False, timeout=180)
        opened = file.with_suffix(".txt")
        words_there = opened.read_text("utf-8", "replace") if opened.exists() else ""
        walk.need("€48 million" in words_there, "LibreOffice does not open the Word file")
    else:
        print("LibreOffice is not installed: the Word file was not opened by it")


def _open_page(walk: Walk, file: Path) -> None:
    words = file.read_text("utf-8")
    walk.need("<script" not in words and "Europol" in words, "the page has a script, or no note")
    page = walk.page.context.new_page()
    page.goto(f"file://{file}")
    other = Walk(page, walk.address, walk.name, walk.pictures, walk.language, walk.faults)
    other.look_at_file("page")
    page.close()
