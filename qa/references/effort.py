"""How much is read of a document for the works that its notes name: so much that no text is made to take long.

It is counted in characters, not by a clock: the same file has the same sources on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass

from qa.types.document import Document

_MOST, _TEXT = 600_000, 1_000_000
"""Characters that are read for each so many of a document, and of a shorter one: what is read twice counts twice. By estimate, not
measured, the one of two dozen real documents with most notes, a book, needs 600,000 of 1.5 million, and a megabyte of nothing but
references 2.5 million."""
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
