"""A document's title: as the file's properties give it where that is a title, else as its text does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from qa.language.en.court_heads import case_name, heads_opinion
from qa.language.section_headings import names_section
from qa.regex import regex
from qa.types.document import BlockKind, Document

_PROGRAM = regex(
    r"^Microsoft (?:Office )?(?:Word|PowerPoint)\s*[-–]\s*|\.(?:docx?|odt|rtf|pdf|html?|txt|indd)$", re.IGNORECASE
)
_NO_TITLE = regex(
    r"(?:untitled|document|title|home(?: ?page)?|index|no title|powerpoint presentation|slide|presentation|unknown|none|page"
    r"|unbenannt|dokument|sans titre|sin título|senza titolo|без названия)[\s\d.-]*",
    re.IGNORECASE,
)
_FILE_NAME = regex(r"[\w.~-]*(?:_|\d{3}|[a-z]\.[a-z])[\w.~-]*")
_DATE_OR_NUMBER = regex(r"[\W\d_]*|(?:\w+\s+)?\d{1,2}(?:st|nd|rd|th)?[.,]?(?:\s+\w+)?,?\s+\d{4}\.?")
_LONGEST, _HEAD_BLOCKS, _HEAD_TEXT = 300, 10, 4000
_LONG_PARAGRAPH, _SHORTEST = 200, 8


def with_file_title(document: Document, title: str | None) -> Document:
    """The same document, called as the file's properties say unless a heading of the first level names it."""
    return with_title(document, likely=(title,))


def with_title(document: Document, *, sure: Iterable[str | None] = (), likely: Iterable[str | None] = ()) -> Document:
    """The same document with its title.

    What is `sure` is taken first, then what the text says at its head and the file's properties say too, then the first
    heading of the first level that names no section, then what is `likely`, then any such heading.
    """
    known = [words for title in likely if (words := clean_title(title))]
    # One after the other, and no further than to the first: to fold the head and to look for cases takes time.
    candidates = chain(
        (clean_title(title) for title in sure),
        _said_by_both(document, known),
        _headings(document, 1),
        known,
        _cases(document),
        _headings(document, 6, before_text=True),
    )
    title = next((words for words in candidates if words), None)
    return document if title is None or title == document.title else replace(document, title=title)


def _said_by_both(document: Document, known: Sequence[str]) -> Iterator[str]:
    """Titles of the properties that the text's head has, too."""
    long = [words for words in known if len(words) > _SHORTEST]
    head = _folded(document.text[:_HEAD_TEXT]) if long else ""
    return (words for words in long if _folded(words) in head)


def clean_title(title: str | None) -> str | None:
    """A title without a program's name or ending; None where it is none: a file's name, “Document1”, a date."""
    words = _PROGRAM.sub("", " ".join((title or "").split())).strip()
    if not 1 < len(words) <= _LONGEST or not any(c.isalpha() for c in words):
        return None
    return None if _NO_TITLE.fullmatch(words) or _FILE_NAME.fullmatch(words) else words


def _headings(document: Document, level: int, *, before_text: bool = False) -> Iterator[str]:
    """Headings up to that level that name the text: no section, no date, not the court's name above a case."""
    for block in document.blocks:
        if before_text and block.kind is BlockKind.PARAGRAPH and len(block.span) > _LONG_PARAGRAPH:
            return
        if block.kind is not BlockKind.HEADING or block.level > level or block.repeated or len(block.span) > _LONGEST:
            continue
        words = block.span.of(document.text).rstrip(".").strip()
        if not (names_section(words) or heads_opinion(words) or _DATE_OR_NUMBER.fullmatch(words)):
            yield words


def _cases(document: Document) -> Iterator[str]:
    """The name of a case at the head of an opinion."""
    texts = [block.span.of(document.text) for block in document.blocks[:_HEAD_BLOCKS]]
    for words, following in zip(texts, [*texts[1:], ""], strict=False):
        if name := case_name(f"{words} {following}" if words.endswith((" v.", " vs.")) else words):
            yield name


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
