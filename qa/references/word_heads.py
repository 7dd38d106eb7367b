"""The letters with which what an alternation of words matches begins: a test that costs little before one that costs much."""

from __future__ import annotations

import re

_AROUND = re.compile(r"\(\?<!\\w\)\(\?:(.*)\)\(\?!\\w\)", re.DOTALL)


def heads_of(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """Lower-case beginnings, of which every match of a list of words (`qa.references.lexicon`) has one; (“”,) where any may be."""
    listed = _AROUND.fullmatch(pattern.pattern)
    return tuple(sorted(_heads(listed[1]))) if listed else ("",)


def _heads(source: str) -> set[str]:
    return {head for alternative in _alternatives(source) for head in _of_one(alternative)}


def _alternatives(source: str) -> list[str]:
    """What `|` divides outside of brackets."""
    found, depth, start = [], 0, 0
    for at, sign in enumerate(source):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            found.append(source[start:at])
            start = at + 1
    return [*found, source[start:]]


def _of_one(source: str) -> set[str]:
    """Its first letters, or those of the group that it begins with."""
    if source.startswith("(?:"):
        end = _end_of_group(source)
        return {""} if source[end : end + 1] in ("?", "*", "{") else _heads(source[3 : end - 1])
    at = 0
    while at < len(source) and source[at].isalpha():
        at += 1
    # A letter that may be missing is none to go by.
    return {source[: at - 1] if at and source[at : at + 1] in ("?", "*", "{") else source[:at]}


def _end_of_group(source: str) -> int:
    depth = 0
    for at, sign in enumerate(source):
        depth += (sign == "(") - (sign == ")")
        if not depth:
            return at + 1
    return len(source)
