"""A work as a library has it, and what reading a library gave."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from qa.parse.bibliography.entry import ListedWork, Person
from qa.types.given_work import WorkFields


@dataclass(frozen=True, slots=True)
class LibraryWork:
    """A work of a library, or a file of a folder."""

    place: str
    """Where it stands there: `line 12`, a key, a file's name."""
    fields: WorkFields
    people: tuple[Person, ...] = ()
    files: tuple[Path, ...] = ()
    """Its files that can be read, the likeliest text first."""
    told: tuple[str, ...] = ()
    """Why a file that it names is not read; a line each."""
    titles: tuple[str, ...] = ()
    """Of a file: what may be its title, besides that of `fields`."""
    head: str = ""
    """Of a file: how its text begins."""
    addresses: tuple[str, ...] = ()
    """Of a file: the addresses that it gives as its own, as they are compared."""

    @property
    def name(self) -> str:
        """`Doe & Smith 2010, Title`, for people."""
        listed = ListedWork(self.place, self.fields, self.people)
        makers = listed.short(brackets=False) if self.people else self.fields.publisher or ""
        parts = (makers, self.fields.title or "")
        return ", ".join(part for part in parts if part) or self.fields.doi or self.fields.url or self.place


@dataclass(slots=True)
class LibraryReading:
    """The works of a library, and a line on each thing in it that was not read."""

    works: list[LibraryWork] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
