"""Whether the hyphen at a line's end belongs to the word or only to the line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from qa.parse.pdf.shapes import Line

HYPHENS = "-\xad‐"
_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_LAST = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*$")
_FIRST = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_PREFIXES = frozenset(
    "all anti bi co cross ex full half high ill inter long low mid multi non off on one out over post pre pro quasi "
    "re self semi short single so sub two three four five six seven eight nine ten twenty thirty forty fifty sixty "
    "seventy eighty ninety under up vice well".split()
)


def known_words(lines: Iterable[Line]) -> frozenset[str]:
    """Words of the document that stand whole in a line, in lower case; hyphenated ones as they are and in their parts."""
    words: set[str] = set()
    for line in lines:
        text = line.text.casefold()
        whole = text[: -len(_last(text)) - 1] if text[-1:] in HYPHENS else text
        for word in _WORD.findall(whole):
            words.add(word)
            words.update(re.split(r"[-‐]", word))
    return frozenset(words)


def _last(text: str) -> str:
    match = _LAST.search(text[:-1])
    return match.group() if match else ""


def is_soft(before: str, after: str, words: Set[str]) -> bool:
    """True when `before`, which ends in a hyphen, and `after` are two halves of one word; in doubt the hyphen stays."""
    first, match = _last(before.casefold()), _FIRST.match(after)
    if not first or not match or not after[0].islower():
        return False
    second = match.group().casefold()
    if first + second in words:
        return True
    if f"{first}-{second}" in words or "-" in first:
        return False
    if first in _PREFIXES:
        return False
    # Two words that the document uses by themselves are rather a compound than the halves of a third.
    return not (len(first) > 2 and len(second) > 2 and first in words and second in words)
