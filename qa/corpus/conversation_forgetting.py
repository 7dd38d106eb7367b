"""What is forgotten of a conversation when a document is deleted for good."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from qa.types.conversation import Conversation, KeptTurn


def without_document(conversation: Conversation, doc_id: str) -> Conversation:
    """What is left of it; a question that was asked below a forgotten one was asked below the one before."""
    gone = {turn.number: turn.after for turn in conversation.turns if _is_about(turn, doc_id)}

    def above(number: int | None) -> int | None:
        while number in gone:
            number = gone[number]
        return number

    left = (replace(turn, after=above(turn.after)) for turn in conversation.turns if turn.number not in gone)
    return replace(conversation, turns=tuple(left))


def _is_about(turn: KeptTurn, doc_id: str) -> bool:
    answer = turn.answer or {}
    # Words that were taken for misspelt come from documents that are not named with them.
    if (turn.documents and doc_id in turn.documents) or answer.get("did_you_mean") or answer.get("read_as"):
        return True
    return names_document(answer, doc_id)


def names_document(value: object, doc_id: str) -> bool:
    """True when a text in a JSON value is the identifier of a document, or of a source that it names."""
    return any(said == doc_id or said.startswith(f"{doc_id}#") for said in _strings(value))


def _strings(value: object) -> Iterator[str]:
    """All texts in a JSON value."""
    left = [value]
    while left:
        item = left.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, Mapping):
            left.extend(item.values())
        elif isinstance(item, list | tuple):
            left.extend(item)
