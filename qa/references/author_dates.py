"""Notes by author and year, `Holm 2007, p. 398`, and the entry of the document's bibliography that they mean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from qa.types.document import Block, BlockKind, Document

_NAME = r"[^\W\d_][\w’'-]*(?:\s(?:de|van|von|der|del|di|la|le)\s[^\W\d_][\w’'-]*)?"
_SHORT = re.compile(
    rf"(?:see(?: also)?|cf\.|vgl\.|véase|voir)?\s*(?P<names>{_NAME}(?:(?:,\s|,?\s(?:and|&|und|et|y|e)\s){_NAME}){{0,2}})"
    r"(?:\set al\.?)?,?\s\(?(?P<year>1[5-9]\d\d|20\d\d)(?P<letter>[a-z])?\)?(?:[,:]\s*(?:pp?\.|S\.|págs?\.|с\.)?\s*[\dxvilc–—, -]+)?\.?",
    re.IGNORECASE,
)
_HEAD = re.compile(rf"({_NAME})(?:,\s(?=[^\W\d_a-z])|\s(?=[A-Z]{{1,3}}\b))")
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)([a-z]?)\b")
_JOINT = re.compile(r",\s|,?\s(?:and|&|und|et|y|e)\s")
_LONGEST_NOTE, _LONGEST_ENTRY, _HEAD_LENGTH = 120, 600, 200
_ENTRIES = (BlockKind.LIST_ITEM, BlockKind.PARAGRAPH)


@dataclass(frozen=True, slots=True)
class Bibliography:
    """Blocks that begin with a name and give a year, by both."""

    entries: dict[tuple[str, str], list[str]]

    @classmethod
    def of(cls, document: Document) -> Bibliography:
        """Read the blocks that may be entries: a surname, then a given name or initials."""
        entries: dict[tuple[str, str], list[str]] = defaultdict(list)
        for block in document.blocks:
            if block.kind in _ENTRIES and len(block.span) <= _LONGEST_ENTRY:
                _enter(entries, block, document.text)
        return cls(entries)

    def meant_by(self, note: str) -> str | None:
        """The one entry that a note means, which is nothing but names, year and pages; None where none or several fit."""
        match = _SHORT.fullmatch(" ".join(note.split())) if len(note) <= _LONGEST_NOTE else None
        if match is None:
            return None
        names = _JOINT.split(match["names"])
        found = self.entries.get((names[0].casefold(), match["year"] + (match["letter"] or "")), [])
        fitting = [entry for entry in found if _has_all(entry, names)]
        return fitting[0] if len(fitting) == 1 else None


def _enter(entries: dict[tuple[str, str], list[str]], block: Block, text: str) -> None:
    words = block.span.of(text)
    head = _HEAD.match(words)
    if head is None or not head[1][0].isupper():
        return
    for year in {"".join(found) for found in _YEAR.findall(words[:_HEAD_LENGTH])}:
        entries[head[1].casefold(), year].append(words)


def _has_all(entry: str, names: Sequence[str]) -> bool:
    head = entry[:_HEAD_LENGTH].casefold()
    return all(name.casefold() in head for name in names)
