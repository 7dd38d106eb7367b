"""What was selected in a document that is read: from the script's words for the place to characters of the text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qa.markup import seen
from qa.regex import regex
from qa.types.document import Document, Span

_LONGEST = 20_000
"""Characters that are set off or cited at once."""
# `note 120.5-120.44 7`: from the fifth letter of the block at 120 up to the 44th; the last number tells two requests apart.
_REQUEST = regex(r"(highlight|note|cite) (\d{1,9})\.(\d{1,9})-(\d{1,9})\.(\d{1,9})(?: \d{1,9})?")


class SelectionWish(StrEnum):
    """What is wanted of a selection."""

    HIGHLIGHT = "highlight"
    NOTE = "note"
    CITE = "cite"


@dataclass(frozen=True, slots=True)
class Selected:
    """A stretch of a document, and what is wanted of it."""

    wanted: SelectionWish
    span: Span


def selected_in(document: Document, request: str) -> Selected | None:
    """What the script says was selected; None where that is no stretch of the document with words in it."""
    match = _REQUEST.fullmatch(request)
    if match is None:
        return None
    start, end = (_place(document, int(match[n]), int(match[n + 1])) for n in (2, 4))
    words = document.text[start:end]
    if not words.strip() or len(words) > _LONGEST:
        return None
    span = Span(start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip()))
    return Selected(SelectionWish(match[1]), span)


def _place(document: Document, block: int, letters: int) -> int:
    """The character that has so many letters of its block before it; what is not shown counts for none."""
    place = block
    while letters > 0 and place < len(document.text):
        letters -= len(seen(document.text[place]))
        place += 1
    return place
