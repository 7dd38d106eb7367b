"""Numbers of a sentence that its source has below zero, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.regex import regex
from qa.types.backing import Wording
from qa.types.document import Span
from qa.types.draft_failure import DraftFailure, DraftFault

_NUMBER = regex(
    r"(?:(?<![^\s(\[“\"])([−–-])[$€£]?|\b(minus|negative) |(?<![\w.,–−-]))(\d+(?:[.,]\d+)*)( ?(?:°|degrees?)? ?[CF]? below )?",
    re.IGNORECASE,
)
"""A minus stands alone before a number: what follows a word or another number is a hyphen or a range."""


def find_other_signs(sentence: str, source: str) -> Iterator[DraftFailure]:
    """A number that the source has too, and only with the other sign."""
    theirs: dict[str, set[bool]] = {}
    for match in _NUMBER.finditer(source):
        theirs.setdefault(match[3], set()).add(_is_negative(match))
    for match in _NUMBER.finditer(sentence):
        if theirs.get(match[3], {_is_negative(match)}) == {not _is_negative(match)}:
            yield DraftFailure(DraftFault.VALUE_DIFFERS, Wording(Span(*match.span(3)), match[3]), None)


def _is_negative(match: re.Match[str]) -> bool:
    return any(match.group(1, 2, 4))
