"""Getting cited texts in a real Chromium: the list comes first, then a yes, then what came; addresses are copied and shown."""

from pathlib import Path

from qa import Corpus
from tests.browser.chromium import MARKS, WAIT, becomes, expect, is_open_to_all, says, serving, settled, sync_api
from tests.test_web import PAGES, report_of
from tests.web_server import web

pytestmark = MARKS
APP = Path(__file__).with_name("fetching_app.py")


def test_cited_texts_are_listed_asked_for_and_kept(page: "sync_api.Page", scratch: Corpus, tmp_path: Path) -> None:
    with web(dict(PAGES)) as served:
        scratch.add("report.md", data=report_of(served).encode())
        scratch.build()
        port = {"FETCHING_TEST_PORT": str(served.port)}
        with serving(scratch, tmp_path / "log.txt", str(APP), **port) as address:
            page.goto(f"{address}/sources?report=report&source=report%231")
            fold = page.locator(".st-key-fq-fetch")
            fold.get_by_text("Get the texts that this report cites").click(timeout=WAIT)
            fold.get_by_text("To be asked: paper.example (2), closed.example (1).").wait_for(timeout=WAIT)
            expect(fold.locator(".fq-wanted li")).to_have_count(3)
            says(fold, "1 interview; 1 without an address")
            is_open_to_all(page)
            settled(page)
            assert served.asked == []

            shown = page.locator("#fq-place details.fq-address")
            shown.locator("summary").click()
            link, wanted = shown.get_by_role("link"), served.address("paper.example/lanterns")
            assert (link.get_attribute("href"), link.get_attribute("target")) == (wanted, "_blank")
            assert {"noopener", "noreferrer"} <= set(str(link.get_attribute("rel")).split())
            page.context.grant_permissions(["clipboard-read", "clipboard-write"])
            shown.get_by_role("button").click()
            shown.get_by_text("Copied").wait_for(timeout=WAIT)
            becomes(page, lambda: page.evaluate("navigator.clipboard.readText()"), wanted)

            fold.get_by_role("button", name="Ask 2 websites for 3 texts").click()
            fold.get_by_role("status").filter(has_text="1 of 3 fetched.").wait_for(timeout=WAIT)
            # The list beside that word: the one that grew may still stand while the page is drawn anew.
            told = fold.locator(".fq-told + .fq-came")
            for words in ("Footnote 1: fetched, as lanterns-of-lumo", "Footnote 3: not fetched", "robots.txt"):
                says(told, words)
            is_open_to_all(page)
            assert served.paths() == ["paper.example/lanterns", "paper.example/gone"]
    assert "[document.fetched]" in (scratch.folder / "corpus.toml").read_text(encoding="utf-8")
