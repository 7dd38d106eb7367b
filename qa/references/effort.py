"""How much is read of a document for the works that its notes name: so much that no text is made to take long.

It is counted in characters, not by a clock: the same file has the same sources on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass

from qa.types.document import Document

_MOST, _TEXT = 320_000, 1_000_000
"""Characters that are read for each so many of a document, and of a shorter one: what is read twice counts twice. of 35 real documents
the one with most notes, a book of 2.5 million characters with 1,647, takes 240,000 for each million; of the others a history of 54,000
characters, half of them notes, takes most for its length, 65,000. A megabyte of nothing but references would take 2.5 million."""
_BEGUN = 60
"""For how many characters it counts to begin: with a note, or with a stretch that may name a work."""


@dataclass(slots=True)
class Effort:
    """What reading has cost, and may cost."""

    most: int = _MOST
    spent: int = 0

    @classmethod
    def for_document(cls, document: Document) -> Effort:
        """As much as its length allows, and nothing spent."""
        return cls(max(_MOST, _MOST * len(document.text) // _TEXT))

    def add(self, characters: int) -> None:
        """So many are read."""
        self.spent += characters + _BEGUN

    @property
    def is_spent(self) -> bool:
        """True when no more should be read."""
        return self.spent >= self.most
