"""Whether the hyphen at a line's end belongs to the word or only to the line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from qa.language.en.compounds import ENDING, FIRSTS, PREFIXES, SECONDS
from qa.parse.pdf.shapes import Line
from qa.regex import regex

HYPHENS = "-\xad‐"
_WORD = regex(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_LAST = regex(r"(?<![^\W\d_])(?<![^\W\d_][-‐])[^\W\d_]++(?:[-‐][^\W\d_]++)*+$")
_ENOUGH, _OFTEN = 3, 0.02
"""Hyphens at line ends, and their share of the lines, that show whether a document breaks words at all."""


class Hyphens:
    """A document's words, and whether it breaks words at line ends."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """`lines` are all those of the document, in order."""
        texts = [line.text.strip() for line in lines]
        self._words: Counter[str] = Counter()
        broken = False
        for text in texts:
            found = _WORD.findall(text.casefold())
            # Halves of words that are broken at a line's end are not words.
            ends = text[-1:] in HYPHENS
            for word in found[broken : len(found) - ends]:
                self._words[word] += 1
                if "-" in word or "‐" in word:
                    self._words.update(re.split("[-‐]", word))
            broken = ends
        halves = [pair for a, b in pairwise(texts) if a[-1:] in HYPHENS and (pair := _halves(a, b))]
        soft = sum(self._words[first + second] > self._words[f"{first}-{second}"] for first, second in halves)
        often = len(halves) >= _OFTEN * len(lines)
        self._breaks = (often or soft >= _ENOUGH) and (soft > 0 or len(halves) < _ENOUGH)

    def is_soft(self, before: str, after: str) -> bool:
        """True when `before`, which ends in a hyphen, and `after` are two halves of one word; in doubt it stays."""
        halves = _halves(before, after)
        return halves is not None and _are_one(*halves, self._words, before, after, self._breaks)


def _halves(before: str, after: str) -> tuple[str, str] | None:
    """The letters on both sides of the hyphen that ends `before`, in lower case."""
    first, second = _LAST.search(before[:-1]), _WORD.match(after)
    return (first.group().casefold(), second.group().casefold()) if first and second else None


def _are_one(first: str, second: str, words: Mapping[str, int], before: str, after: str, breaks: bool) -> bool:
    whole, compound = words.get(first + second, 0), words.get(f"{first}-{second}", 0)
    if whole or compound:
        return whole > compound
    start = re.split("[-‐]", first)[-1]
    if start != first:
        return start + second in words
    capital = before[-2].isupper() and after[:2].isupper()
    if not breaks or not (after[0].islower() or capital) or first in FIRSTS:
        return False
    if first in PREFIXES:
        return second not in words
    if len(first) > 3 and second in SECONDS:
        return False
    if first not in words or len(first) < 3 or len(second) < 3:
        return True
    # Two words that the document uses by themselves are rather a compound than the halves of a third; so is a word
    # with what is not an ending of words.
    return not (second in words or (len(first) > 3 and not ENDING.match(second)))
