"""Conversations: begun, gone on with, named, searched and forgotten; in the memory of this process, or a file for each.

Several tabs and processes may go on with one at once: what one of them asked is never lost by what another asks.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import RLock

from qa.corpus.conversation_file import LONGEST_NAME, LONGEST_QUESTION
from qa.corpus.conversation_forgetting import without_document
from qa.corpus.conversation_places import KeepingPlace
from qa.errors import CorpusError
from qa.types.conversation import ID_LETTERS, Conversation, KeptTurn, TurnReference

MOST_QUESTIONS = 400
"""Questions of one conversation; the next one begins another."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that is to be kept, before it has a number."""

    question: str
    documents: tuple[str, ...] | None = None
    everywhere: bool = False


class Conversations:
    """All conversations of one place."""

    def __init__(self, place: KeepingPlace) -> None:
        """Of that place."""
        self._place = place
        self._mine = RLock()

    def read(self, conversation_id: str) -> Conversation | None:
        """One of them, if it is kept.

        Raises:
            CorpusError: its file cannot be read.
        """
        return self._place.read(conversation_id)

    def put(self, asked: Asked, after: TurnReference | None, state: str) -> TurnReference:
        """Keep a question, below the one that it was asked after; without one, it begins a conversation.

        One that was asked there before, and was answered from this state of the corpus or not at all, is that one.

        Raises:
            CorpusError: it cannot be kept.
        """
        asked = replace(asked, question=_plain(asked.question)[:LONGEST_QUESTION])
        with self._changing():
            known = self._place.read(after.conversation_id) if after else None
            if known is None or after is None or known.turn(after.number) is None or len(known.turns) >= MOST_QUESTIONS:
                known, number = Conversation(_new_id(), "", ()), None
            else:
                number = after.number
            for turn in known.turns:
                if turn.after == number and _is_of(turn, asked) and turn.state in ("", state):
                    return TurnReference(known.conversation_id, turn.number)
            fresh = _turn(known, number, asked)
            self._place.write(replace(known, turns=(*known.turns, fresh)))
            return TurnReference(known.conversation_id, fresh.number)

    def keep_answer(self, reference: TurnReference, answer: Mapping[str, object], state: str) -> None:
        """Keep what was answered, and from which state of the corpus; nothing, where the question was deleted meanwhile.

        Raises:
            CorpusError: it cannot be kept.
        """

        def answered(turn: KeptTurn) -> KeptTurn:
            return replace(turn, answer=answer, state=state) if turn.number == reference.number else turn

        self._change(reference.conversation_id, lambda found: replace(found, turns=tuple(map(answered, found.turns))))

    def listed(self, words: str = "", most: int = 50) -> list[Conversation]:
        """The newest first: those that have all the words in their names, questions or short answers.

        What is no conversation, or cannot be read, is passed over.
        """
        wanted, found = words.casefold().split(), []
        for name in self._place.names():
            try:
                conversation = self._place.read(name)
            except CorpusError:
                continue
            if conversation is not None and conversation.turns and _has(conversation, wanted):
                found.append(conversation)
                if len(found) == most:
                    break
        return found

    def rename(self, conversation_id: str, name: str) -> None:
        """Call it so; by no name, it is called by its first question again.

        Raises:
            CorpusError: that cannot be kept.
        """
        plain = " ".join(_plain(name).split())[:LONGEST_NAME]
        self._change(conversation_id, lambda found: replace(found, name=plain))

    def delete(self, conversation_id: str) -> None:
        """Forget one.

        Raises:
            CorpusError: it cannot be deleted.
        """
        with self._changing():
            self._place.delete(conversation_id)

    def delete_all(self) -> None:
        """Forget all.

        Raises:
            CorpusError: one cannot be deleted.
        """
        with self._changing():
            for name in self._place.names():
                self._place.delete(name)

    def take_over(self, other: Conversations) -> None:
        """Keep what another place has, which keeps it no longer.

        Raises:
            CorpusError: one cannot be read or kept here; it stays there.
        """
        for conversation in reversed(other.listed(most=10_000)):
            with self._changing():
                self._place.write(conversation)
            other.delete(conversation.conversation_id)

    def forget_document(self, doc_id: str) -> None:
        """Forget every question that was put to a document, or whose answer has something of it.

        Raises:
            CorpusError: a file cannot be read or written; nobody knows then what is in it.
        """
        if not (names := self._place.names()):
            return
        with self._changing():
            for name in names:
                found = self._place.read(name)
                left = without_document(found, doc_id) if found else None
                if found is not None and left is not None and not left.turns:
                    self._place.delete(name)
                elif left is not None and left != found:
                    self._place.write(left)

    def _change(self, conversation_id: str, change: Callable[[Conversation], Conversation]) -> None:
        with self._changing():
            found = self._place.read(conversation_id)
            if found is not None:
                self._place.write(change(found))

    @contextmanager
    def _changing(self) -> Iterator[None]:
        with self._mine, self._place.lock():
            yield


def _new_id() -> str:
    return "".join(secrets.choice(ID_LETTERS) for _ in range(16))


def _turn(known: Conversation, after: int | None, asked: Asked) -> KeptTurn:
    number = max((turn.number for turn in known.turns), default=0) + 1
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return KeptTurn(number, after, asked.question, asked.documents, asked.everywhere, now)


def _is_of(turn: KeptTurn, asked: Asked) -> bool:
    return Asked(turn.question, turn.documents, turn.everywhere) == asked


def _plain(words: str) -> str:
    """Half a character, as an address may have it, cannot be written."""
    return words.encode("utf-8", "replace").decode()


def _has(conversation: Conversation, words: list[str]) -> bool:
    said = (conversation.name, *(part for turn in conversation.turns for part in (turn.question, turn.short)))
    text = "\n".join(said).casefold()
    return all(word in text for word in words)
