"""Rules that are typed as dashes: no words, and none that they touch holds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.parse.pdf.shapes import Line, Rule
from qa.regex import regex

_RULE = regex(r"(?:[-–—_=]\s?){6,}")
_GLUED = regex(r"(?:(?<=[^\W_])|(?<=[.,;!?)”’]))[-–—_=]{5,}+|(?<![-–—_=])[-–—_=]{5,}+(?=[^\W_])")
_HINT = regex(r"[-–—_=]\s?[-–—_=]\s?[-–—_=]")


def part_dashes(lines: Sequence[Line]) -> tuple[list[Line], list[Rule]]:
    """The lines of text, and those that are dashes as thin lines; dashes that a word is glued to become a space."""
    text: list[Line] = []
    rules: list[Rule] = []
    for line in lines:
        whole = line.text
        if not _HINT.search(whole):
            text.append(line)
        elif _RULE.fullmatch(whole.strip()):
            rules.append(Rule(line.x0, line.x1, line.base))
        elif _GLUED.search(whole):
            text.append(replace(line, pieces=tuple(replace(p, text=_GLUED.sub(" ", p.text)) for p in line.pieces)))
        else:
            text.append(line)
    return text, rules
