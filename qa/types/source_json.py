"""The sources of a document as JSON and back, checked: they come from a process that reads hostile files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any

from qa.types.document import Document
from qa.types.source import Source, SourceKind

_NEVER = ("doc_id", "document", "corrected")
"""What a file cannot tell: what it is called, which document holds a source's text, what a person says of it."""
_NAMES = tuple(field.name for field in fields(Source) if field.name not in _NEVER)
_NEEDED = ("source_id", "label", "reference")


def sources_to_json(sources: Sequence[Source]) -> str:
    """All that a file tells of its sources."""
    rows = map(asdict, sources)
    return json.dumps([{name: row[name] for name in _NAMES} for row in rows])


def json_to_sources(text: str, document: Document) -> tuple[Source, ...]:
    """The sources of a document, as `sources_to_json` gave them.

    Raises:
        ValueError: they are none, or not this document's.
        TypeError, KeyError: the same.
    """
    sources = tuple(_source(row, document) for row in json.loads(text))
    known = {source.source_id for source in sources}
    if len(known) != len(sources) or not {source.same_as for source in sources} <= {None, *known}:
        raise ValueError("sources of one name, or without the one that they mean")
    return sources


def _source(row: dict[str, Any], document: Document) -> Source:
    if row.keys() != set(_NAMES):
        raise ValueError("not the fields of a source")
    note, kind, authors = row.pop("note"), row.pop("kind"), row.pop("authors")
    if type(note) is not int or not 0 <= note < len(document.footnotes) or type(authors) is not list:
        raise ValueError("a source of no note")
    texts = [*authors, *(value for name, value in row.items() if value is not None or name in _NEEDED)]
    if not all(type(value) is str for value in texts):
        raise ValueError("a field of a source that is no text")
    label = document.footnotes[note].label
    if row["label"] != label or not row["source_id"].startswith(f"{document.doc_id}#{label}"):
        raise ValueError("another document's source")
    return Source(
        **row, note=note, kind=SourceKind(kind), authors=tuple(authors), doc_id=document.doc_id, document=None
    )
