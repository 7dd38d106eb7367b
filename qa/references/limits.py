"""How much of a document is read for the works that its notes name: so much that no text is made to take long.

What is read is told by lengths, not by a clock: the same file has the same sources on every machine.
"""

from __future__ import annotations

from itertools import accumulate

from qa.references.author_dates import Bibliography
from qa.references.spans import MOST_READ
from qa.types.document import Document, Problem, ProblemKind

_MOST, _MOST_ENTRIES, _TEXT_READ = 400_000, 100_000, 1_000_000
"""Characters of notes, and of a bibliography, for each so many of a document, and for a shorter one. Of 24 real documents the one with
most notes has 220,000; a list of nothing but references has twice as many in a megabyte, and took ten seconds and more."""
_EACH = 60
"""Characters that each note counts for besides its own: to begin one takes as long."""


def most_notes_read(document: Document) -> int:
    """The number of notes whose works are read; those after it are kept as comments."""
    lengths = (min(len(footnote.span), MOST_READ) + _EACH for footnote in document.footnotes)
    most = _most(_MOST, document)
    return sum(read <= most for read in accumulate(lengths))


def bibliography_read(document: Document) -> Bibliography:
    """The entries that notes by author and year may mean, as many as are read."""
    return Bibliography.of(document, _most(_MOST_ENTRIES, document))


def unread_works(document: Document) -> list[Problem]:
    """A word where notes or entries are left that are not read for what they name."""
    found = []
    most, count = most_notes_read(document), len(document.footnotes)
    if most < count:
        message = (
            f"{count:,} notes, far more than so short a text has: the works that they name are read of the first {most:,};"
            " the others are kept whole, and not taken apart"
        )
        found.append(Problem(ProblemKind.UNREAD_WORKS, document.footnotes[most].label, message))
    if count and (left_out := bibliography_read(document).left_out):
        message = f"a bibliography far longer than so short a text has: its last {left_out:,} entries are kept whole, and not taken apart"
        found.append(Problem(ProblemKind.UNREAD_WORKS, "", message))
    return found


def _most(characters: int, document: Document) -> int:
    return max(characters, characters * len(document.text) // _TEXT_READ)
