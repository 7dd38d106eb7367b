"""English words for a role that only one can hold at a time: the top supplier, the second largest port."""

from __future__ import annotations

import re

from qa.regex import regex

_FIRST = ("top", "leading", "largest", "biggest", "main", "chief", "principal", "foremost", "number one")
_OTHERS = (
    "smallest",
    "oldest",
    "youngest",
    "tallest",
    "highest",
    "longest",
    "richest",
    "poorest",
    "fastest",
    "sole",
    "only",
)
RANKS = {**dict.fromkeys(_FIRST, 0), **{word: number for number, word in enumerate(_OTHERS, start=1)}}
"""Which say the same."""
HELD = regex(
    rf"\b(?:is|was|remains|remained|became|becomes|has\s+become|has\s+been)\s+(?:still\s+|now\s+|by\s+far\s+|also\s+)?the\s+"
    rf"(?:(?:world|country|region|nation|state)[’']s\s+)?(?:single\s+)?(?P<rank>{'|'.join(RANKS)})(?=\s)",
    re.IGNORECASE,
)
"""“remains the largest”."""
