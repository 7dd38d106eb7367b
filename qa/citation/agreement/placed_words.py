"""Text → all its words with their places, and which of them are names by their capitals."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from qa.citation.agreement.names import fold_name
from qa.language.en.name_words import OPENERS
from qa.language.of_words import language_of_words
from qa.regex import regex
from qa.types.document import Span

_WORD = regex(r"[^\W_]+(?:[’'][^\W\d_]+)*")
_WITHIN = regex(r"[\w,;] \Z")
"""What stands before a word that does not open a sentence, a quotation or a bracket."""
_CAPITALISES = frozenset({"de", "lb"})
"""Languages that write every noun with a capital."""


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word, folded as names are, with its place."""

    folded: str
    span: Span
    is_name: bool


@lru_cache(maxsize=512)
def placed_words(text: str) -> tuple[PlacedWord, ...]:
    """All words and numbers of a text; a name is what has a capital, and does not have it for opening the sentence."""
    return tuple(
        PlacedWord(
            folded, span, match.group()[0].isupper() and len(match.group()) > 1 and _is_named(text, span, folded)
        )
        for match in _WORD.finditer(text)
        for folded, span in [(fold_name(match.group()), Span(*match.span()))]
    )


def _is_named(text: str, span: Span, folded: str) -> bool:
    return folded not in OPENERS or stands_within(text, span.start) or span.of(text).isupper()


def stands_within(text: str, start: int) -> bool:
    """Whether a word that begins there opens no sentence, quotation or bracket."""
    return _WITHIN.search(text[max(0, start - 3) : start]) is not None


def tells_names(text: str) -> bool:
    """Whether capitals tell names in the language of a text."""
    return language_of_words(text) not in _CAPITALISES
