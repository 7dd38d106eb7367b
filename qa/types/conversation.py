"""A conversation: questions in order, each with the question that it was asked after, and what was answered then."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from qa.regex import regex

ID_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
"""Of which sixteen name a conversation: nobody guesses them, and no file system takes two for one."""
_REFERENCE = regex(r"([a-z2-7]{16})-([1-9]\d{0,3})", re.ASCII)
_NAMED = 80
"""Characters of its first question by which a conversation is called until it has a name."""


@dataclass(frozen=True, slots=True)
class TurnReference:
    """Which question of which conversation, as addresses say it: `abcdefgh23456723-4`."""

    conversation_id: str
    number: int

    def __str__(self) -> str:
        """As an address has it."""
        return f"{self.conversation_id}-{self.number}"


def is_conversation_id(words: str) -> bool:
    """True for what may name a conversation, and so a file."""
    return len(words) == 16 and set(words) <= set(ID_LETTERS)


def parse_turn(words: str) -> TurnReference | None:
    """What an address names; None for anything else."""
    found = _REFERENCE.fullmatch(words)
    return TurnReference(found[1], int(found[2])) if found else None


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """A question as it was put, and its answer as far as there was one."""

    number: int
    """From 1, in the order in which they were asked."""
    after: int | None
    """The question below which it was asked; two that were asked below the same one are two ways to go on."""
    question: str
    documents: tuple[str, ...] | None = None
    """None for all."""
    everywhere: bool = False
    at: str = "1970-01-01T00:00:00+00:00"
    """When it was asked, in UTC."""
    state: str = ""
    """The state of the corpus that the answer is from."""
    answer: Mapping[str, object] | None = None
    """`Answer.to_dict()`, not looked into."""

    @property
    def day(self) -> str:
        """The date on which it was asked, as `2026-11-26`."""
        return datetime.fromisoformat(self.at).date().isoformat()

    @property
    def short(self) -> str:
        """The short answer, if there is one."""
        short = self.answer.get("short_answer") if self.answer else None
        return short if isinstance(short, str) else ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Questions that belong together."""

    conversation_id: str
    name: str
    """Empty until somebody gives it one."""
    turns: tuple[KeptTurn, ...]

    @property
    def title(self) -> str:
        """Its name, or its first question."""
        first = self.turns[0].question if self.turns else ""
        return self.name or (first if len(first) <= _NAMED else f"{first[: _NAMED - 1].rstrip()}…")

    def turn(self, number: int | None) -> KeptTurn | None:
        """One of its questions."""
        return next((turn for turn in self.turns if turn.number == number), None)

    def path_to(self, number: int) -> tuple[KeptTurn, ...]:
        """A question with those that were asked before it, oldest first; what was asked beside them is left out."""
        return tuple(self._back_from(number))[::-1]

    def _back_from(self, number: int | None) -> Iterator[KeptTurn]:
        turn = self.turn(number)
        while turn is not None:
            yield turn
            turn = self.turn(turn.after)
