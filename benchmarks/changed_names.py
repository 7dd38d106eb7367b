"""Names of a sentence put in each other's place: the source has them all, and says something else of each."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from itertools import pairwise

from benchmarks.changed_statements import NAME, NO_NAMES


def own_name(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
    """Another name of the same sentence in the place of one: who did it, or where, is then another that the source has too."""
    found = [match for match in NAME.finditer(text) if not NO_NAMES & set(match.group(1).split())]
    pairs = [(one, other.group(1)) for one in found for other in found if not _akin(one.group(1), other.group(1))]
    if not pairs:
        return None
    match, new = rng.choice(pairs)
    return text[: match.start(1)] + new + text[match.end(1) :]


def traded_names(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
    """Two names of the sentence in each other's place: who did what to whom. Not two items of a list, nor what is mutual."""
    found = [match for match in NAME.finditer(text) if not NO_NAMES & set(match.group(1).split())]
    pairs = [
        (one, other)
        for one, other in pairwise(found)
        if not _akin(one.group(1), other.group(1)) and _APART.search(text[one.end(1) : other.start(1)])
    ]
    if not pairs or _MUTUAL.search(text):
        return None
    one, other = rng.choice(pairs)
    return "".join(
        (text[: one.start(1)], other.group(1), text[one.end(1) : other.start(1)], one.group(1), text[other.end(1) :])
    )


def _akin(one: str, other: str) -> bool:
    """Whether two names share a word, or begin alike."""
    return any(a[:4] == b[:4] for a in one.split() for b in other.split())


_APART = re.compile(r"(?!\W*(?:and|or|as well as|to|with|versus)\W)[^,;]*?\b[a-z]{4,}\b")
_MUTUAL = re.compile(r"\b(?:between|both|either|neither|respectively|married|each other|together|among)\b")
