"""A document's title from the file's own properties, where its text has none."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.types.document import BlockKind, Document

_PROGRAM = re.compile(r"^Microsoft (?:Office )?Word\s*[-–]\s*|\.(?:docx?|odt|rtf)$", re.IGNORECASE)


def with_file_title(document: Document, title: str | None) -> Document:
    """The same document, called `title` unless a heading of the first level names it; a program's name is cut off."""
    own = _PROGRAM.sub("", " ".join((title or "").split())).strip()
    if not own or any(block.kind is BlockKind.HEADING and block.level <= 1 for block in document.blocks):
        return document
    return replace(document, title=own)
