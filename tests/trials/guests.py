"""Documents that come and go in a corpus, and the account of which were acknowledged to be there."""

from __future__ import annotations

from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from qa import Corpus
from tests.trials.editions import opened

GUESTS = 12


def change(folder: Path, number: int, sender: Connection | None) -> None:
    """Add the guest of that number, or remove it where it is there; then build. Says when each is done."""

    def say(what: str) -> None:
        if sender is not None:
            sender.send((what, number))

    corpus = opened(folder)
    say("begun")
    add_or_remove(corpus, number)
    say("changed")
    corpus.build()
    say("built")


def add_or_remove(corpus: Corpus, number: int) -> bool:
    """Add the guest of that number, or remove it where it is there; True when it is there now."""
    name = guest_name(number)
    if (corpus.folder / f"{name}.txt").exists():
        corpus.remove(name)
        return False
    corpus.add(f"{name}.txt", data=_text(number).encode())
    return True


class Guests:
    """Which guests must be in the corpus and in its index, by what a child said before it ended."""

    def __init__(self, folder: Path) -> None:
        """Embed the texts of all of them; none is there afterwards."""
        self.folder, self.number, self.open = folder, 0, ""
        corpus = opened(folder)
        for name in self._in_corpus():
            corpus.remove(name)
        for number in range(GUESTS):
            (corpus.folder / f"{guest_name(number)}.txt").write_text(_text(number), encoding="utf-8")
        corpus.build()
        for number in range(GUESTS):
            (corpus.folder / f"{guest_name(number)}.txt").unlink()
        corpus.build()
        self.present: frozenset[str] = frozenset()
        self.indexed = self.present

    def look(self) -> None:
        """Take for acknowledged what is there, when nothing is under way."""
        self.present, self.indexed = self._in_corpus(), self._in_index()

    def replay(self, messages: Sequence[tuple[str, int]]) -> None:
        """Account for what a child said that it did."""
        self.open = ""
        for what, number in messages:
            if what == "begun":
                self.open, self.number = guest_name(number), number + 1
            elif what == "changed":
                self.present, self.open = self.present ^ {guest_name(number)}, ""
            elif what == "built":
                self.indexed = self.present

    def problem(self) -> str | None:
        """What is wrong, if anything; of the change that was under way, either outcome is right, and is now the account's."""
        corpus, index = self._in_corpus(), self._in_index()
        wanted, allowed = self.present, (self.indexed, self.present)
        self.present, self.indexed = corpus, index
        if corpus - {self.open} != wanted - {self.open}:
            return f"lost or come back in the corpus: {sorted(corpus ^ wanted)}"
        return None if index in allowed else f"lost or come back in the index: {sorted(index ^ allowed[0])}"

    def _in_corpus(self) -> frozenset[str]:
        return frozenset(e.doc_id for e in opened(self.folder).entries() if e.doc_id.startswith("guest"))

    def _in_index(self) -> frozenset[str]:
        found = {info.doc_id for info in opened(self.folder).documents()}
        return frozenset(name for name in found if name.startswith("guest"))


def guest_name(number: int) -> str:
    """The `doc_id` of the guest of that number."""
    return f"guest-{number % GUESTS:02}"


def _text(number: int) -> str:
    return f"Guest {number % GUESTS} of the inn\n\nThe guest of room {number % GUESTS} pays seven crowns a month.\n"
