"""The phrasings as they are asked: their truths, their halves by the parity of their lines, and what counts as right."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from qa import Corpus
from qa.citation.ledger import Basis
from qa.types.answer import Answer, LinkKind, Status

PHRASINGS = Path(__file__).parent / "phrasings.tsv"
DOCUMENTS = {"balkan": "balkan-groups-in-ecuador", "federal": "federal-source-code-policy"}
HALVES = ("seen", "held")
FLOORS = {
    "seen": {"answered": 84, "refused": 40, "false": 0},
    "held": {"answered": 78, "refused": 38, "false": 0},
}
"""Of 89 phrasings with an answer and 41 without in each half, by the small reader, which reads no statements; a little
below what was measured (`docs/FIGURES.md`)."""
_NUMBER = re.compile(r"\d+(?: of \d+)?")


@dataclass(frozen=True, slots=True)
class Phrasing:
    """A question, and what its text says to it."""

    half: str
    text: str
    """Whose notes are asked: a key of `DOCUMENTS`."""
    truth: str
    """`!` no answer; `=4` a count; `2 9` labels; `none:word` the statements with the word that rest on nothing, `#none:word` how
    many they are; `"words` words of the text that answer."""
    question: str

    @property
    def is_trap(self) -> bool:
        """True when there is no answer."""
        return self.truth == "!"


@dataclass(frozen=True, slots=True)
class Asked:
    """A phrasing with the answer that it got."""

    phrasing: Phrasing
    answer: Answer
    unsourced: tuple[str, ...]
    """The document's statements that rest on nothing."""

    @property
    def right(self) -> bool:
        """True when the answer says what the text says."""
        kind, _, word = self.phrasing.truth.partition(":")
        if self.phrasing.is_trap:
            return self.answer.status is Status.ABSTAINED
        if kind in ("none", "#none"):
            quotes = [claim.text for claim in self.answer.claims]
            return quotes == self._with(word) and (kind == "none" or self.answer.short_answer == str(len(quotes)))
        if self.phrasing.truth[0] == "=":
            return self.answer.short_answer == self.phrasing.truth[1:]
        if self.phrasing.truth[0] == '"':
            return any(self.phrasing.truth[1:] in claim.text for claim in self.answer.claims)
        wanted, found = self.phrasing.truth.split(), self._labels()
        return found[:1] == [set(wanted)] if len(wanted) == 1 else sorted(set().union(*found)) == sorted(wanted)

    @property
    def false_number(self) -> str | None:
        """A number that stands as the answer and is not true; None when there is none."""
        said = self.answer.short_answer or ""
        number = _NUMBER.match(said) if _NUMBER.fullmatch(said.removesuffix(" statements")) else None
        return None if number is None or self.right else said

    def _with(self, word: str) -> list[str]:
        return [quote for quote in self.unsourced if re.search(rf"\b{word}", quote.casefold())]

    def _labels(self) -> list[set[str]]:
        """The labels of the notes that each claim rests on first."""
        firsts = [claim.citations[0].footnotes for claim in self.answer.claims]
        return [{link.label for link in links if link.link is not LinkKind.PARAGRAPH} for links in firsts]


def read_phrasings() -> tuple[Phrasing, ...]:
    """All of them; the lines with odd numbers may be looked at when something is chosen, the others are only counted."""
    rows = (line.split("\t") for line in PHRASINGS.read_text(encoding="utf-8").splitlines())
    return tuple(Phrasing(HALVES[number % 2], *row) for number, row in enumerate(rows))


def ask_phrasings(corpus: Corpus, phrasings: tuple[Phrasing, ...]) -> tuple[Asked, ...]:
    """Ask each of the document that it is about, two at a time."""
    unsourced = {
        name: tuple(s.citation.quote for s in corpus.ledger(doc_id).having(Basis.NOTHING))
        for name, doc_id in DOCUMENTS.items()
    }
    with ThreadPoolExecutor(2) as pool:
        answers = pool.map(lambda p: corpus.ask(p.question, document=DOCUMENTS[p.text]), phrasings)
        return tuple(Asked(p, answer, unsourced[p.text]) for p, answer in zip(phrasings, answers, strict=True))
