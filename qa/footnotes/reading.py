"""One way to read labelled paragraphs as notes, and how well the text supports it."""

from __future__ import annotations

from dataclasses import dataclass

from qa.footnotes.calls import Call
from qa.footnotes.glued import FAIR, STRONG
from qa.footnotes.notes import Note
from qa.footnotes.worded import KEY_CALL

MIN_CALLED = 0.5
"""Share of a list's items that the text must call before the list is taken for notes, where no heading says so."""


@dataclass(frozen=True, slots=True)
class NotesReading:
    """Notes, the places that call them, and the notes that more than one place could call."""

    notes: tuple[Note, ...]
    calls: tuple[Call, ...]
    ambiguous: tuple[int, ...]

    @property
    def called(self) -> float:
        """Share of the notes that a likely place calls, or more than one."""
        likely = {c.note for c in self.calls if c.note is not None and c.weight >= FAIR}
        return len(likely | set(self.ambiguous)) / len(self.notes) if self.notes else 0.0

    @property
    def is_keyed(self) -> bool:
        """True for works that are called by keys such as `[RFC2119]`."""
        return all(KEY_CALL.fullmatch(f"[{note.label}]") for note in self.notes)

    @property
    def score(self) -> float:
        """Weight of the calls, one a note, less a quarter for each that nothing calls."""
        weights: dict[int, int] = {}
        for call in self.calls:
            if call.note is not None:
                weights[call.note] = max(weights.get(call.note, 0), call.weight)
        uncalled = len(self.notes) - len(weights.keys() | set(self.ambiguous))
        return sum(weights.values()) / STRONG - uncalled / 4
