"""What is proposed of a library, and what is only told: values, made by `match_works` and carried out by `take`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from qa.corpus.source_fields import FieldValue
from qa.library.works import LibraryWork
from qa.types.source import Source


class Sureness(StrEnum):
    """How sure it is that a work of the library is the one that a note names."""

    SURE = "sure"
    """By DOI or address, or by the title with author or year."""
    LIKELY = "likely"
    """By the title alone, or one that is nearly the same."""
    POSSIBLE = "possible"
    """By author and year alone, or although something speaks against it: taken only when it is named."""


@dataclass(frozen=True, slots=True)
class LibraryProposal:
    """A work of the library that the notes of some report name, and what could be taken over."""

    number: int
    """From 1, in the order of the notes; the same as long as library and corpus stay as they are."""
    work: LibraryWork
    sources: tuple[Source, ...]
    """Those that name it, in their reports' order."""
    score: float
    """From 0.5 to 1."""
    sureness: Sureness
    reason: str
    """Why, in words that follow “since”."""
    text: Path | None = None
    """The file that would be added as its text."""
    held: str | None = None
    """`doc_id` of its text where the corpus holds it already."""
    fields: tuple[tuple[str, FieldValue], ...] = ()
    """What the library says otherwise than the note was read, or besides, by the field's name."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The source identifiers of the notes that name it."""
        return tuple(source.source_id for source in self.sources)

    @property
    def chosen(self) -> bool:
        """True when it is taken by a plain yes."""
        return self.sureness is not Sureness.POSSIBLE


@dataclass(frozen=True, slots=True)
class Unclear:
    """A work that fits several works of the notes as well, or that another of the library fits as well: not chosen."""

    work: LibraryWork
    reason: str


@dataclass(frozen=True, slots=True)
class LibraryMatch:
    """A library against the notes of the corpus; nothing is written."""

    proposals: tuple[LibraryProposal, ...]
    unclear: tuple[Unclear, ...]
    unmatched: tuple[LibraryWork, ...]
    """Works that no note names."""
    told: tuple[str, ...]
    """A line on each thing of the library that was not read."""

    @property
    def open(self) -> tuple[LibraryProposal, ...]:
        """The proposals by which something would change."""
        return tuple(proposal for proposal in self.proposals if proposal.text or proposal.fields)
