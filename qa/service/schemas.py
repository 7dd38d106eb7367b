"""JSON schemas of what operations take and give."""

from __future__ import annotations

from typing import Any

from qa.service.operations import CorpusOperation
from qa.types.json_reading import json_schema_of


def arguments_schema(operation: CorpusOperation) -> dict[str, Any]:
    """Of the arguments, as one object with nothing else in it."""
    schema = json_schema_of(operation.takes, closed=True)
    return {key: value for key, value in schema.items() if key != "description"}
