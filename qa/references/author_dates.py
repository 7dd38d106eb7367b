"""Works named by author and year, `Holm 2007, p. 398`, and the entry of the document's bibliography that they mean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from qa.references.lexicon import SEE
from qa.references.pinpoints import PIN
from qa.regex import regex
from qa.types.document import Block, BlockKind, Document, Span

_PARTICLE = r"(?:von|van|de|der|den|del|della|di|da|du|la|le)"
_WORD = r"(?:[dlo]['’])?[^\W\d_][\w’'-]+"
_NAME = rf"(?:{_PARTICLE}\s){{0,2}}{_WORD}(?:\s{_PARTICLE}\s{_WORD})?"
_AND = r"(?:,\s|,?\s(?:and|und|et|y|e|&)\s|/)"
_PLACES = rf"(?:{PIN}|(?:pp?\.|S\.|págs?\.|с\.)?\s*[\dxvilc–—, -]+)"
_NAMED = regex(
    rf"(?:{SEE}\s+)?(?P<names>{_NAME}(?:{_AND}{_NAME}){{0,3}})(?P<others>\set\sal\.?)?"
    rf",?\s\(?(?P<year>(?:1[5-9]|20)\d\d)(?P<letter>[a-z])?\)?(?:[,:]\s*{_PLACES})?\W*\Z",
    re.IGNORECASE,
)
_HEAD = regex(rf"({_NAME})(?:,\s(?=[^\W\d_a-z])|\s(?=[A-Z]{{1,3}}\b))")
_YEAR = regex(r"\b(1[5-9]\d\d|20\d\d)([a-z]?)\b")
_JOINT = regex(_AND)
_LONGEST_NOTE, _LONGEST_ENTRY, _HEAD_LENGTH = 120, 600, 200
_ENTRIES = (BlockKind.LIST_ITEM, BlockKind.PARAGRAPH)


@dataclass(frozen=True, slots=True)
class AuthorDate:
    """A work as it is named by author and year."""

    author: Span
    """The names, with `et al.`"""
    names: tuple[str, ...]
    year: Span
    letter: str
    """`a` of `2007a`, or nothing."""

    @property
    def capital(self) -> bool:
        """True when each name is written as names are."""
        return all(name.split()[-1].lstrip("dl'’")[:1].isupper() for name in self.names)


def match_author_date(text: str, start: int = 0, end: int | None = None) -> AuthorDate | None:
    """What `text` names from `start` to `end`, when that is nothing but names, a year and pages."""
    match = _NAMED.match(text, start, len(text) if end is None else end)
    if match is None:
        return None
    names = tuple(_JOINT.split(match["names"]))
    author = Span(match.start("names"), match.end("others") if match["others"] else match.end("names"))
    return AuthorDate(author, names, Span(*match.span("year")), match["letter"] or "")


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
        words = " ".join(note.split())
        named = match_author_date(words) if len(note) <= _LONGEST_NOTE else None
        if named is None:
            return None
        found = self.entries.get((named.names[0].casefold(), named.year.of(words) + named.letter), [])
        fitting = [entry for entry in found if _has_all(entry, named.names)]
        return fitting[0] if len(fitting) == 1 else None


def _enter(entries: dict[tuple[str, str], list[str]], block: Block, text: str) -> None:
    words = block.span.of(text)
    head = _HEAD.match(words)
    if head is None or not head[1].split()[-1][0].isupper():
        return
    for year in {"".join(found) for found in _YEAR.findall(words[:_HEAD_LENGTH])}:
        entries[head[1].casefold(), year].append(words)


def _has_all(entry: str, names: Sequence[str]) -> bool:
    head = entry[:_HEAD_LENGTH].casefold()
    return all(name.casefold() in head for name in names)
