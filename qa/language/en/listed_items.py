"""The items of lists in an English sentence: “police officers, prosecutors and mayors”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.language.en.verbs import is_verb
from qa.regex import regex
from qa.types.document import Span

_WORD = r"[\w’'-]+"
_ITEM = rf"{_WORD}(?: {_WORD}){{0,3}}"
_LIST = regex(rf"(?<![\w’'-])(?:{_WORD} ){{0,3}}{_WORD}(?:, {_ITEM})+,? and {_ITEM}")
_BETWEEN = regex(r",? and |, ")
_ASIDE = regex(
    r"(?i)(?:,|\A)\s?(?:after all|also|apparently|as a rule|as usual|at (?:least|last|first|times|most)|by (?:contrast|comparison|then)"
    r"|consequently|finally|first|for (?:example|instance|one|now|their part|its part)|furthermore|hence|however|in (?:addition|brief"
    r"|comparison|contrast|fact|particular|practice|principle|response|return|short|sum|the end|theory|turn)|indeed|instead|likewise"
    r"|meanwhile|moreover|nevertheless|nonetheless|of course|on (?:average|the contrary|the other hand|the whole)|reportedly|second"
    r"|similarly|still|that is|then|therefore|though|thus|too|to be sure),"
)
"""What is put between commas and is no item: “Tourists, by contrast, travel in June”."""
_LONGEST = 2000
"""Characters of a sentence that are looked at."""


def listed_items(sentence: str) -> Iterator[Span]:
    """Where the items of lists of three or more stand; the last may have a few words more than the item."""
    # Two spaces end an item.
    for match in _LIST.finditer(_ASIDE.sub(lambda aside: " " * len(aside.group()), sentence[:_LONGEST])):
        start = match.start() + _behind_verb(match.group().partition(",")[0])
        for between in _BETWEEN.finditer(match.group()):
            yield Span(start, match.start() + between.start())
            start = match.start() + between.end()
        yield Span(start, match.end())


def _behind_verb(words: str) -> int:
    """Where the first item begins: behind the verb that governs the list."""
    return max(
        (m.end() + 1 for m in re.finditer(_WORD, words) if is_verb(m.group()) and m.end() < len(words)), default=0
    )
