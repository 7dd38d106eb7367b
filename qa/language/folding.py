"""Text without case and accents, and the way back from each of its characters to the text's own."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without case and accents."""

    text: str
    places: Sequence[int]
    """For each of its characters, and for its end, the offset in the text that it was made of."""


def fold_text(text: str) -> Folded:
    """The text in lower case, without accents: “Perú” → “peru”, “STRASSE” and “Straße” → “strasse”."""
    if text.isascii():
        return Folded(text.lower(), range(len(text) + 1))
    parts = [_fold(character) for character in text]
    folded = "".join(parts)
    if len(folded) == len(text) and all(parts):
        return Folded(folded, range(len(text) + 1))
    places = [place for place, part in enumerate(parts) for _ in part]
    return Folded(folded, [*places, len(text)])


@lru_cache(maxsize=4096)
def _fold(character: str) -> str:
    # A lone surrogate or a sign without a name stays what it is.
    apart = unicodedata.normalize("NFKD", character) if character.isalpha() or unicodedata.combining(character) else ""
    kept = "".join(c for c in apart if not unicodedata.combining(c)) if apart else character
    return kept.casefold()
