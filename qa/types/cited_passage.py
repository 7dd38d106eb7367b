"""A passage followed down to its ground: its citation, the notes that belong to it, and the sources that these name."""

from __future__ import annotations

from dataclasses import dataclass

from qa.types.answer import Citation, LinkKind
from qa.types.passage import Passage
from qa.types.source import Source


@dataclass(frozen=True, slots=True)
class CitedNote:
    """A footnote of a passage, with its text and the works that it names."""

    label: str
    link: LinkKind
    """How it belongs to the passage."""
    text: str
    """All of the note, as its document has it."""
    marks: tuple[int, ...]
    """Where its markers stand on the passage: offsets in `Document.text`; none unless `link` is `marker`."""
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A passage with all that a reader needs in order to follow it."""

    passage: Passage
    citation: Citation
    """Of the whole passage: `citation.quote` is its text."""
    notes: tuple[CitedNote, ...]
    """The notes that stand on it; where none does, the next one of its paragraph, which may cover it."""
    title: str
    """Of its document."""
    page: str | None
    """Label of the page on which it begins, where the file has pages."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """The works that its notes name, each once."""
        return tuple(dict.fromkeys(source for note in self.notes for source in note.sources))


@dataclass(frozen=True, slots=True)
class SearchResult(CitedPassage):
    """A passage that a search found."""

    score: float
    """Of its best sentence: comparable within one search only."""
    rank: int
    """From 1."""
