"""Levels of numbered headings in plain text: `5.1` stands under `5.`, `A.` under `II.`, `1.` under `A.`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.footnotes.numbering import value_of
from qa.regex import regex
from qa.types.document import Block, BlockKind

_NUMBER = regex(
    r"(?:(?:Part|Chapter|Section)\s+)?(?:(\d{1,3}(?:\.\d{1,3}){0,4})\.?|([IVXL]{1,6})\.?|([A-Z])\.|\(([a-z])\))(?=\s|$)"
)
_HIGHEST = 2
"""The level of a heading without a number, and of the numbering that comes first; 1 is the title's."""


def nest_headings(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, their headings' levels set by numbering; kinds of number nest in the order in which they first come."""
    kinds: list[str] = []
    letter = ""
    nested = []
    for block in blocks:
        match = _NUMBER.match(block.span.of(text)) if block.kind is BlockKind.HEADING and block.level > 1 else None
        if match:
            kind, mark = _kind(match, letter)
            letter = mark if kind == "letter" else letter
            if kind not in kinds:
                kinds.append(kind)
            elif kind != "letter" and mark in ("1", "I"):
                letter = ""
            level = _HIGHEST + kinds.index(kind) + mark.count(".")
            nested.append(replace(block, level=level))
        else:
            nested.append(block)
    return tuple(nested)


def _kind(match: re.Match[str], letter: str) -> tuple[str, str]:
    """The kind of number and the number; `C.` is a letter after `B.`, else a Roman numeral where it can be one."""
    digits, roman, capital, small = match.groups()
    if digits:
        return "digits", digits
    if small:
        return "small", small
    mark = roman or capital
    follows = len(mark) == 1 and letter and ord(mark) == ord(letter) + 1
    return ("roman", mark) if roman and not follows and value_of(mark) and mark not in ("L", "C") else ("letter", mark)
