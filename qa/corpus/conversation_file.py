"""One conversation as a JSON file, which may have been written by anybody: read strictly, written whole, for its owner alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from stat import S_ISREG

from qa.corpus.particulars import check_text
from qa.errors import CorpusError, UsageError
from qa.files import write_whole
from qa.types.conversation import Conversation, KeptTurn

LARGEST_CONVERSATION = 16_000_000
"""Bytes."""
LONGEST_NAME = 200
LONGEST_QUESTION = 2000
"""Characters."""


def write_conversation(path: Path, conversation: Conversation) -> None:
    """Write it so that a crash leaves the file of before or the new one.

    Raises:
        CorpusError: it cannot be written.
    """
    turns = [_turn_to_row(turn) for turn in conversation.turns]
    row = {"conversation": conversation.conversation_id, "name": conversation.name, "turns": turns}
    try:
        write_whole(path, json.dumps(row, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n")
        path.chmod(0o600)
    except OSError as error:
        raise CorpusError(
            f"{path}: the conversation cannot be kept ({error.strerror}); make room, or keep none"
        ) from error


def read_conversation(path: Path) -> Conversation | None:
    """What a file holds; None where there is no such file.

    Raises:
        CorpusError: it is a link, too large, or not a conversation.
    """
    try:
        state = path.lstat()
        # A pipe in its place would be waited for without end.
        if not S_ISREG(state.st_mode) or state.st_size > LARGEST_CONVERSATION:
            raise CorpusError(f"{path}: no file, or larger than {LARGEST_CONVERSATION // 1_000_000} MB; move it away")
        return _from_row(path.stem, json.loads(path.read_bytes()))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror})") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, UsageError) as error:
        raise CorpusError(f"{path}: not a conversation; mend it or move it away") from error


def _turn_to_row(turn: KeptTurn) -> dict[str, object]:
    return {
        "number": turn.number, "after": turn.after, "question": turn.question,
        "documents": None if turn.documents is None else list(turn.documents), "everywhere": turn.everywhere,
        "at": turn.at, "state": turn.state, "answer": turn.answer,
    }  # fmt: skip


def _from_row(conversation_id: str, row: Mapping[str, object]) -> Conversation:
    turns = row["turns"]
    if not isinstance(turns, list) or row["conversation"] != conversation_id:
        raise ValueError("not its own name")
    read = tuple(_turn_of(turn) for turn in turns)
    numbers = [turn.number for turn in read]
    if sorted(set(numbers)) != numbers:
        raise ValueError("numbers twice, or not in order")
    return Conversation(conversation_id, _text(row.get("name") or "", LONGEST_NAME), read)


def _turn_of(row: Mapping[str, object]) -> KeptTurn:
    number, after, documents, answer = row["number"], row.get("after"), row.get("documents"), row.get("answer")
    # A question comes after an earlier one, so that no path runs in a circle.
    if (
        type(number) is not int
        or not 0 < number < 10_000
        or not (after is None or (type(after) is int and after < number))
    ):
        raise ValueError("number")
    if not (documents is None or isinstance(documents, list)) or not (answer is None or isinstance(answer, dict)):
        raise ValueError("documents or answer")
    return KeptTurn(
        number,
        after,
        _text(row["question"], LONGEST_QUESTION),
        None if documents is None else tuple(_text(name, LONGEST_QUESTION) for name in documents),
        row.get("everywhere") is True,
        _time(row["at"]),
        _text(row.get("state") or "", 10_000),
        answer,
    )


def _time(value: object) -> str:
    text = _text(value, 40)
    datetime.fromisoformat(text)
    return text


def _text(value: object, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise ValueError("text")
    check_text("conversation", value)
    return value
