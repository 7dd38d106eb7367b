"""A walk through the audit in Chromium, each step a picture: `python -m benchmarks.audit_walk FOLDER`.

A made-up report comes in; what it cites is fetched from a server of the walk's own, read from a scan, and taken from a Zotero
folder; then its audit, with a judgement, a scripted model's second opinion, the page of the scan behind a quote, the Word file as
it is downloaded, and the exported page opened from disk without a network. Wide and narrow, light and dark. Needs Debian's
Chromium, and the extras `[ocr]` and `[openai]`.
"""

from __future__ import annotations

import argparse
import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, Page, Request, sync_playwright

from benchmarks.screenshots import ARGUMENTS, CHROMIUM
from qa import Corpus, open_corpus
from qa.errors import QAError
from qa.parse.docx import parse_docx
from tests.model_server import ModelServer, Says, model_server, passages_of
from tests.serving import ROOT, served
from tests.test_scans import scan
from tests.web_server import Web, html, page, web
from tests.zotero_maker import Attachment, Item, make_zotero

WAIT = 120_000
QUAYS = (
    "The harbour master of Lumo counted ninety lanterns on the long quay in 2021. The council did not pay for the oil. "
    "Two of the three lamp makers had left the town, and the last of them was the oldest. "
)
HISTORY = (
    "Made up. Smugglers of Port Alder carried salt and tobacco. The first lighthouse of Port Alder was built by Ida Moe, "
    "and the customs house burnt down in 1911. Nobody was tried for it, and the books were lost in the fire. "
)
SPANISH = (
    "Texto inventado. El puerto de Lumo contó noventa faroles en el muelle largo, según el ayuntamiento de la ciudad. "
    * 3
)
LINES = (
    "The harbour master counted ninety lanterns on the long quay in 2021",
    "The council paid for the oil of the lanterns",
    "The harbour of Port Alder lost five piers in 2019",
    "The second lighthouse of Port Alder was built by Ida Moe",
    "Smugglers of Port Alder carried salt, tobacco, silk and opium",
    "The lanterns drew so many moths that the fishermen sold them",
    "The mayor remembers the dark years well",
    "The island had no other harbour until the great war",
    "The town hall of Lumo confirmed the ninety lanterns",
)


def report(served_web: Web) -> str:
    """The made-up report, whose first notes lead to the walk's own server."""
    lanterns = served_web.address("paper.example/lanterns")
    notes = (
        f"Lumo Gazette, “Lanterns of Lumo”, 3 May 2021, {lanterns}.",
        f"Lumo Gazette, “Lanterns of Lumo”, 3 May 2021, {lanterns}.",
        "Anna Holm, “The piers”, Quay News, 3 May 2019.",
        "Jane Doe, “Smuggling: a short history”, Lumo Press, 2019.",
        "Jane Doe, “Smuggling: a short history”, Lumo Press, 2019.",
        f"Lumo Gazette, “Lanterns of Lumo”, 3 May 2021, {lanterns}.",
        "Interview by the author with the mayor of Lumo, 4 May 2021.",
        "Bo Ek, Harbours of the north, Lumo Press, 1987.",
        "Ayuntamiento de Lumo, «Los faroles del muelle», 2 de mayo de 2021.",
    )
    body = "\n\n".join(f"{line}.[^{n}]" for n, line in enumerate(LINES, 1))
    return (
        "# Lanterns and piers (made up)\n\n"
        + body
        + "\n\n"
        + "\n".join(f"[^{n}]: {n_}" for n, n_ in enumerate(notes, 1))
        + "\n"
    )


def second_opinion(request: dict[str, Any]) -> Says:
    """A model that finds every source to differ, and quotes its first words."""
    words = " ".join(str(passages_of(request)[0]["text"]).split()[:8])
    return Says(json.dumps({"verdict": "differs", "quote": words, "passage": 1}, ensure_ascii=False))


class Walk:
    """The steps, each of which leaves a picture."""

    def __init__(self, sheet: Page, address: str, folder: Path, name: str, corpus: Corpus | None = None) -> None:
        """Pictures are named `NAME-01-step.png`."""
        self._corpus = corpus
        self.sheet, self.address, self._folder, self._name, self._count = sheet, f"http://{address}", folder, name, 0

    def look(self, what: str, *, whole: bool = False) -> None:
        """Take a picture."""
        self._count += 1
        self.sheet.mouse.move(0, 0)
        self.sheet.wait_for_timeout(700)
        file = self._folder / f"{self._name}-{self._count:02}-{what}.png"
        self.sheet.screenshot(path=file, full_page=whole)
        wide = self.sheet.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        print(f"{file.name}{f': {wide} points too wide' if wide > 0 else ''}", flush=True)

    def bring(self, folder: Path, served_web: Web) -> None:
        """Report, fetched page, scan, Zotero folder, a text in Spanish."""
        (folder / "lanterns.md").write_text(report(served_web), encoding="utf-8")
        self._add(folder / "lanterns.md", "report")
        self.sheet.goto(f"{self.address}/sources")
        fold = self.sheet.locator(".st-key-fq-fetch")
        fold.get_by_text("Get the texts that", exact=False).first.click(timeout=WAIT)
        fold.get_by_role("button", name="Ask 1 website").wait_for(timeout=WAIT)
        self.look("before-the-yes")
        fold.get_by_role("button", name="Ask 1 website").click()
        fold.get_by_role("status").filter(has_text="1 of 1 fetched.").wait_for(timeout=WAIT)
        self._indexed()
        self.look("fetched")
        (folder / "The piers.png").write_bytes(scan("PNG"))
        self._add(folder / "The piers.png", "scan", footnote="3")
        self._add_library(folder / "zotero")
        (folder / "Los faroles del muelle.txt").write_text("Los faroles del muelle\n\n" + SPANISH, encoding="utf-8")
        self._add(folder / "Los faroles del muelle.txt", "spanish", footnote="9")

    def _add(self, file: Path, what: str, footnote: str | None = None) -> None:
        self.sheet.goto(f"{self.address}/add")
        self.sheet.locator('input[type="file"]').first.set_input_files(file, timeout=WAIT)
        add = self.sheet.get_by_role("button", name="Add and index")
        add.wait_for(timeout=WAIT)
        if footnote:
            self.sheet.get_by_text("Proposed, since", exact=False).first.wait_for(timeout=WAIT)
        self.look(f"add-{what}")
        add.click()
        self.sheet.locator(".fq-done").first.wait_for(timeout=WAIT)
        self._indexed()
        self.look(f"added-{what}")

    def _add_library(self, folder: Path) -> None:
        text = (HISTORY * 3).encode()
        files = (Attachment("storage:history.txt", text, kind="text/plain"),)
        fields = {"title": "Smuggling: a short history", "publisher": "Lumo Press", "date": "2019"}
        make_zotero(folder, [Item("book", fields, (("Jane", "Doe"),), files)])
        self.sheet.goto(f"{self.address}/add")
        self.sheet.get_by_role("tab", name="From a library").click(timeout=WAIT)
        self.sheet.get_by_label("Your Zotero folder", exact=False).fill(str(folder))
        self.sheet.get_by_role("button", name="Look for the works that the notes name").click()
        self.sheet.locator(".st-key-fq-library-take button").wait_for(timeout=WAIT)
        self.look("library-proposed")
        self.sheet.locator(".st-key-fq-library-take button").click()
        self.sheet.wait_for_timeout(3000)
        self._indexed()
        self.look("library-taken")

    def _indexed(self) -> None:
        """Wait until the index has what was added."""
        assert self._corpus is not None, "only where something is added"
        for _ in range(600):
            self.sheet.wait_for_timeout(500)
            try:
                if self._corpus.stale() is None and self._corpus.documents():
                    return
            except QAError:
                continue  # There is none yet.
        raise SystemExit("the index did not follow within five minutes")

    def audit(self, *, judge: bool) -> None:
        """The audit, a judgement, a model's opinion, one verdict alone."""
        self.sheet.goto(f"{self.address}/audit")
        self.sheet.locator(".fq-audited").first.wait_for(timeout=WAIT)
        self.look("audit")
        if judge:
            self.sheet.locator("[class*=st-key-fq-right-] button").first.click()
            self.sheet.locator(".fq-judged").first.wait_for(timeout=WAIT)
            self.look("judged")
        self.sheet.locator(".st-key-fq-second-ask button").click(timeout=WAIT)
        self.sheet.locator(".fq-model").first.wait_for(timeout=WAIT)
        self.look("second-opinion")
        for number, statement in enumerate(self.sheet.locator(".fq-audited").all(), start=1):
            statement.screenshot(path=self._folder / f"{self._name}-statement-{number}.png")

    def page_of_scan(self) -> None:
        """From a quote to the page that it was read from, with its words marked."""
        quoted = self.sheet.locator(".fq-audited").filter(has_text="three piers")
        quoted.get_by_text("Show the page").first.click(timeout=WAIT)
        self.sheet.locator(".fq-printed img").first.wait_for(timeout=WAIT)
        self.look("page-of-the-scan")

    def word(self) -> None:
        """The Word file, as the browser has it from the audit."""
        self.sheet.goto(f"{self.address}/audit")
        button = self.sheet.get_by_role("button", name="DOCX")
        button.wait_for(timeout=WAIT)
        with self.sheet.expect_download(timeout=WAIT) as downloaded:
            button.click()
        file = self._folder / "audit.docx"
        downloaded.value.save_as(file)
        read = parse_docx(file.read_bytes(), file.name, "audit")
        with zipfile.ZipFile(file) as archive:
            comments = archive.read("word/comments.xml").count(b"<w:comment ")
        print(f"Word: {len(read.footnotes)} footnotes, {len(read.markers)} markers, {comments} comments")


def open_from_disk(browser: Browser, file: Path, folder: Path, shapes: Iterator[tuple[str, dict[str, Any]]]) -> None:
    """The exported page in a browser without a network: nothing is asked for."""
    for name, given in shapes:
        with browser.new_context(**given, offline=True) as context:
            sheet, asked = context.new_page(), list[str]()
            sheet.on("request", partial(_note, asked))
            sheet.goto(file.as_uri())
            Walk(sheet, "", folder, f"{name}-page").look("from-disk", whole=True)
            print(f"  asked for: {Counter(asked)}")


def _note(asked: list[str], request: Request) -> None:
    asked.append(request.url.partition(":")[0])


@contextmanager
def walked(folder: Path) -> Iterator[tuple[str, Web, ModelServer, Corpus]]:
    """The app over an empty corpus, with a web and a model of the walk's own."""
    pages = {"paper.example/lanterns": html(page("Lanterns of Lumo", QUAYS * 2))}
    with web(dict(pages)) as served_web, model_server(second_opinion) as model:
        (folder / "corpus").mkdir()
        environment = {
            "QA_CORPUS": str(folder / "corpus"), "QA_INDEX": str(folder / "index"), "QA_WRITER": model.openai(),
            "OPENAI_API_KEY": "sk-made-up", "FETCHING_TEST_PORT": str(served_web.port), "QA_READER": "packaged",
            "QA_PATHS": "1",
        }  # fmt: skip
        corpus = open_corpus(folder / "corpus", index=folder / "index", reader="packaged")
        with served(str(ROOT / "tests/browser/fetching_app.py"), environment, folder / "log.txt") as (address, _):
            yield address, served_web, model, corpus


def shapes() -> Iterator[tuple[str, dict[str, Any]]]:
    """How it is looked at."""
    for viewport, name in (({"width": 1440, "height": 900}, "wide"), ({"width": 390, "height": 844}, "narrow")):
        for scheme in ("light", "dark"):
            yield f"{scheme}-{name}", {"color_scheme": scheme, "viewport": viewport}


def main() -> None:
    """Walk, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    pictures = parser.parse_args().folder
    pictures.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        with walked(folder) as (address, served_web, model, corpus):
            for number, (name, given) in enumerate(shapes()):
                with browser.new_context(**given, accept_downloads=True) as context:
                    walk = Walk(context.new_page(), address, pictures, name, corpus)
                    if number == 0:
                        walk.bring(folder, served_web)
                    walk.audit(judge=number == 0)
                    walk.page_of_scan()
                    if number == 0:
                        walk.word()
            (audit,) = corpus.audit("lanterns")
            for statement in audit.statements:
                print(f"{statement.verdict.value:<18} {statement.citation.quote}")
            file = pictures / "audit.html"
            file.write_bytes(corpus.export_audit(audit, "html"))
            print(f"the web was asked {len(served_web.paths())} times, the model {len(model.asked)} times")
            open_from_disk(browser, file, pictures, shapes())
            browser.close()


if __name__ == "__main__":
    main()
