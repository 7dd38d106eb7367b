"""What reads for an answer: passages for a question, and for a statement."""

from __future__ import annotations

from dataclasses import dataclass

from qa.reader import Reader
from qa.reader.statements import ReadPassages


@dataclass(frozen=True, slots=True)
class Readers:
    """What reads passages for a question, and for a statement; None where nothing does."""

    reader: Reader | None = None
    read: ReadPassages | None = None
