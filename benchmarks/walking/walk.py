"""One walk: its page, the language that it is in, and what was found in the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Error, Page

from qa.wording.say import say, speaking
from tests.browser.chromium import violations

WAIT = 60_000
FIRST, FROZEN, UNKNOWN = (
    "How many prison staff were held hostage?",
    "How much in company assets was frozen?",
    "Who is king?",
)

MADE_UP = {
    "lanterns.txt": "Lanterns of Lumo\n\nThe lanterns of Lumo burn all night. They are lit by hand.\n",
    "mayor.md": "# The mayor of Lumo\n\nThe mayor counted the boats.[^1]\n\n[^1]: Lumo Gazette, 3 May 2021.\n",
}
"""Documents beside those of the corpus."""


@dataclass
class Walk:
    """One walk: its page, where pictures go, and what was found in the way."""

    page: Page
    address: str
    name: str
    pictures: Path | None
    language: str = "en"
    faults: list[str] = field(default_factory=list)

    def go(self, part: Callable[[Walk], None]) -> None:
        """Walk a part of the way, to its end or to where it stops."""
        where = part.__module__.rpartition(".")[2]
        try:
            part(self)
        except Error as error:
            self.faults.append(f"{self.name}: {where} did not reach its end: {str(error).splitlines()[0]}")
            told = [line.strip() for line in str(error).splitlines() if "waiting for" in line]
            self.faults += told[-1:]
            if self.pictures:
                self.page.screenshot(path=self.pictures / f"{self.name}-{where}-stopped.png")

    def say(self, words: str, **values: object) -> str:
        """Words of the interface, in the language of this walk."""
        with speaking(self.language):
            return say(words, **values)

    def rest(self) -> None:
        """Wait until nothing is drawn any more."""
        self.page.wait_for_timeout(400)
        self.page.locator("[data-test-script-state=notRunning]").first.wait_for(timeout=WAIT)
        self.page.wait_for_timeout(400)

    def look(self, step: str) -> None:
        """Hold the page against axe and against the window's width."""
        self.rest()
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
        box = self.page.get_by_role("textbox", name=self.say("Your question"))
        box.fill(question, timeout=WAIT)
        box.press("Enter")
        self.answered(question)

    def answered(self, question: str) -> None:
        """Wait for the answer to a question."""
        asked = f"document.querySelector('.fq-printed-question')?.textContent === {question!r}"
        self.page.wait_for_function(asked, timeout=WAIT)
        self.page.locator(".stHtml > .fq-answer, .stHtml > .fq-refusal").first.wait_for(timeout=WAIT)
        self.rest()

    def look_at_file(self, step: str) -> None:
        """Hold a page that is none of the app's against axe and the window's width."""
        self.faults += [f"{self.name}, {step}: {rule}: {html[:120]}" for rule, html in violations(self.page)]
        self.need(not self.page.evaluate("document.documentElement.scrollWidth > innerWidth"), f"{step}: too wide")
        if self.pictures:
            self.page.screenshot(path=self.pictures / f"{self.name}-{step}.png")
