"""Saved answers: JSON → Answer, and the schema of the public contract.

What is missing or of a wrong type is refused, never guessed. pydantic is imported when the first answer is read.
"""

from __future__ import annotations

import json
from typing import Any

from qa.errors import UsageError
from qa.types.answer import Answer, Status
from qa.types.json_reading import json_schema_of, read_json

_FILLED = {
    Status.ANSWERED: {"claims": True, "reason": False, "nearest": False},
    Status.ABSTAINED: {"claims": False, "short_answer": False, "reason": True},
}
"""What an answer has, and what a refusal has; the types alone would let each have all of it."""
_EMPTY: dict[str, list[object]] = {"enum": [None, "", []]}


def answer_from_dict(data: object) -> Answer:
    """The answer that `Answer.to_dict` made these values of.

    Its sources have `note` -1, since the JSON does not say which of the document's notes names them.

    Raises:
        UsageError: these values are not an answer; the message names the key.
    """
    answer = read_json(Answer, data)
    for name, filled in _FILLED[answer.status].items():
        if bool(getattr(answer, name)) is not filled:
            must = "there must be one or more" if filled else "there must be none"
            raise UsageError(f"{name}: {must} where the status is {answer.status}")
    return answer


def answers_from_dict(data: object) -> list[Answer]:
    """One answer; or those of a file of several, or of a kept conversation, whose questions without an answer are left out.

    Raises:
        UsageError: these values are none of that; the message names the key.
    """
    if not isinstance(data, dict) or "question" in data:
        return [answer_from_dict(data)]
    for name, among in (("answers", None), ("turns", "answer")):
        rows = data.get(name)
        if isinstance(rows, list):
            found = rows if among is None else [row.get(among) if isinstance(row, dict) else row for row in rows]
            return [answer_from_dict(row) for row in found if row is not None]
    return [answer_from_dict(data)]


def answer_schema() -> dict[str, Any]:
    """The JSON schema of the public contract; `qa/answer.schema.json` is this, as text."""
    schema = json_schema_of(Answer)
    rules = [
        {
            "if": {"properties": {"status": {"const": status.value}}},
            "then": {"properties": {key: {"not": _EMPTY} if filled else _EMPTY for key, filled in rule.items()}},
        }
        for status, rule in _FILLED.items()
    ]
    about = "What `Answer.to_dict()` gives, and the command line prints. Keys may be added; none changes its meaning."
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Answer", "description": about}
    definitions = schema.pop("$defs")
    return {
        **head,
        **{key: value for key, value in schema.items() if key not in head},
        "allOf": rules,
        "$defs": definitions,
    }


def schema_text() -> str:
    """The schema as its file has it."""
    return json.dumps(answer_schema(), indent=2, ensure_ascii=False) + "\n"
