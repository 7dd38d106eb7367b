"""Whether words in quotation marks stand in a text: whatever the case, marks, dashes and spacing, with honest gaps."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.language.quotation_marks import quotations
from qa.regex import regex
from qa.types.document import Span

_GAP = regex(r"\[?\s*(?:…|\.\s?\.\s?\.)\s*\]?|\[[^\[\]]{0,80}\]")
"""An ellipsis, with or without brackets; or words that the writer put in, in brackets."""
_LONGEST_GAP = 1500
"""Characters of the source that a gap may stand for."""
_LEAST = 2
"""Words of a quotation that is looked up; a single word in quotation marks is often a term."""
_LEAST_PIECE = 2
"""Words of a piece from which a stitched quotation is told."""


UNSPACED = "\u2e80"
"""From here on stand the scripts of East Asia, which set no spaces between words."""


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text as it is compared, and where each of its characters stands in the text."""

    text: str
    places: tuple[int, ...]


def find_quotations(sentence: str) -> Iterator[Span]:
    """What a sentence has in quotation marks, without them, where it is long enough to be looked up."""
    for span in quotations(sentence):
        inside = Span(span.start + 1, span.end - 1 if span.end > span.start + 1 else span.end)
        if len(inside.of(sentence).split()) >= _LEAST:
            yield inside


def fold_quotable(text: str) -> FoldedText:
    """A text without case, accents of typography, and spacing: only letters, digits and single spaces stay.

    No space stays beside East Asian letters.
    """
    letters: list[str] = []
    places: list[int] = []
    i = 0
    while i < len(text):
        character = text[i]
        # A hyphen at the end of a line joins the two halves of a word.
        if character in "-\u00ad\u2010" and text[i + 1 : i + 2] == "\n":
            i += 2
            continue
        for folded in unicodedata.normalize("NFKC", character).casefold():
            if folded.isalnum():
                if folded >= UNSPACED and letters and letters[-1] == " ":
                    del letters[-1], places[-1]
                letters.append(folded)
                places.append(i)
            elif _parts(folded) and letters and letters[-1] != " " and letters[-1] < UNSPACED:
                letters.append(" ")
                places.append(i)
        i += 1
    return FoldedText("".join(letters), tuple(places))


def _parts(character: str) -> bool:
    """Whether a character stands between words."""
    return (unicodedata.category(character)[0] in "ZPS" or character.isspace()) and character not in "'’\u00ad"


def find_quotation(words: str, text: FoldedText) -> Span | None:
    """Where words stand in a text, in one piece or with honest gaps; None where they do not."""
    pieces = [fold_quotable(piece).text.strip() for piece in _GAP.split(words)]
    pieces = [piece for piece in pieces if piece]
    if not pieces:
        return None
    at = -1
    while (at := _find(pieces[0], text.text, at + 1)) >= 0:
        end, placed = at + len(pieces[0]), True
        for piece in pieces[1:]:
            following = _find(piece, text.text, end)
            placed = 0 <= following <= end + _LONGEST_GAP
            if not placed:
                break
            end = following + len(piece)
        if placed:
            return Span(text.places[at], text.places[end - 1] + 1)
    return None


def is_stitched(words: str, texts: Sequence[FoldedText]) -> bool:
    """Whether the words can be put together from at most three stretches of the texts, each of several words."""
    rest = fold_quotable(words).text.split()
    for _ in range(3):
        taken = next((n for n in range(len(rest), _LEAST_PIECE - 1, -1) if _anywhere(rest[:n], texts)), 0)
        rest = rest[taken:]
        if not rest or not taken:
            break
    return not rest


def _anywhere(words: Sequence[str], texts: Sequence[FoldedText]) -> bool:
    sought = " ".join(words)
    return any(_find(sought, text.text, 0) >= 0 for text in texts)


def _find(words: str, text: str, start: int) -> int:
    """Where whole words begin in a text, from a place on."""
    while (at := text.find(words, start)) >= 0:
        end = at + len(words)
        if _is_edge(text, at) and _is_edge(text, end):
            return at
        start = at + 1
    return -1


def _is_edge(text: str, at: int) -> bool:
    """Whether a word begins or ends at a place; scripts that set no spaces have an edge everywhere."""
    if at in (0, len(text)) or " " in (text[at - 1], text[at]):
        return True
    return text[at - 1] >= UNSPACED or text[at] >= UNSPACED
