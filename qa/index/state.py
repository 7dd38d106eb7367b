"""What an index holds, as a value and in a line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qa.index.current import Current


@dataclass(frozen=True, slots=True)
class IndexState:
    """One committed state of an index; `str` gives it as a line of text. No two states of a folder are equal."""

    folder: Path
    generation: int
    checksum: str
    """sha256 of its content: tells apart generations of the same number, of which one was deleted with its folder."""
    documents: int
    passages: int
    sources: int
    encoder: str
    """The encoder's name."""

    def __str__(self) -> str:
        return (
            f"{self.folder}: generation {self.generation} ({self.checksum[:8]}), "
            f"{self.documents} documents, {self.passages} passages, {self.sources} sources, encoder {self.encoder}"
        )


def state_of(folder: Path, current: Current) -> IndexState:
    """The state that a `current.json` describes."""
    return IndexState(
        folder,
        current.generation,
        current.files[current.content].sha256,
        current.documents,
        current.passages,
        current.sources,
        current.encoder_name,
    )
