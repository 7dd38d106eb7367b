"""What the metadata at the head of a Markdown file says of who wrote it and when, as lines of the document's head."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.regex import regex

_FIELD = regex(r"(?P<key>[A-Za-z][\w -]{0,30}?)[ \t]?:(?:[ \t](?P<said>.*))?")
_OF_HEAD = regex(
    r"authors?|by|byline|written by|date|published|publish[_ -]?date|pub[_ -]?date|date[_ -]published", re.IGNORECASE
)
_ITEM = regex(r"[ \t]*-[ \t](?:name:[ \t])?(?P<said>.*)")
_LONGEST = 200
"""Characters of a field."""
_AROUND = " \t\"'[]"
"""What YAML sets around names."""
_TEMPLATE = regex(r"[{}<>$|]")


def head_lines(metadata: str) -> Iterator[list[tuple[str, int]]]:
    """For each line of the head, its pieces with their places in the metadata: `author:`, then the names.

    A list of authors, one a line, is one line of the head.
    """
    line: list[tuple[str, int]] = []
    at = 0
    for row in metadata.splitlines(keepends=True):
        if field := _FIELD.match(row):
            if len(line) > 1:
                yield line
            line = [(f"{field['key']}:", at)] if _OF_HEAD.fullmatch(field["key"].strip()) else []
            line += _said(field["said"] or "", at + max(field.start("said"), 0)) if line else []
        elif line and (item := _ITEM.match(row)):
            line += _said(item["said"], at + item.start("said"))
        at += len(row)
    if len(line) > 1:
        yield line


def _said(value: str, at: int) -> list[tuple[str, int]]:
    """The value without what YAML sets around it; nothing for a template's."""
    bare = value.strip().strip(_AROUND)
    if not bare or len(bare) > _LONGEST or _TEMPLATE.search(bare):
        return []
    return [(bare, at + value.index(bare))]
