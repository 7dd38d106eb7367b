"""JSON schemas of what operations take and give."""

from __future__ import annotations

from typing import Any

from qa.service.arguments import BatchArguments
from qa.service.operations import CorpusOperation
from qa.types.answer import Answer
from qa.types.answer_json import answer_schema
from qa.types.json_reading import json_schema_of


def arguments_schema(operation: CorpusOperation) -> dict[str, Any]:
    """Of the arguments, as one object with nothing else in it."""
    return _closed(operation.takes)


def batch_schema() -> dict[str, Any]:
    """Of the arguments of several questions."""
    return _closed(BatchArguments)


def result_schema(operation: CorpusOperation) -> dict[str, Any]:
    """Of the result; an answer's is the public contract."""
    schema = answer_schema() if operation.gives is Answer else json_schema_of(operation.gives)
    return {key: value for key, value in schema.items() if key != "$schema"}


def _closed(takes: type) -> dict[str, Any]:
    schema = json_schema_of(takes, closed=True)
    return {key: value for key, value in schema.items() if key != "description"}
