"""The questions of one visitor, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST_TURNS = 20
"""Questions that a conversation keeps."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, and the documents that it is put to; None for all."""

    question: str
    documents: tuple[str, ...] | None = None
    everywhere: bool = False
    """Whether its own words may choose no document (“in the memo”)."""


def put(turns: Sequence[Turn], turn: Turn) -> list[Turn]:
    """The conversation with a question put; one that was put before moves to the end."""
    return [*(other for other in turns if other != turn), turn][-MOST_TURNS:]
