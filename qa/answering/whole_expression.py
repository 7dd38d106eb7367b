"""A stretch of text → the whole of the number, date or address that it is a part of."""

from __future__ import annotations

import re

from qa.language.en import whole_expressions as words
from qa.language.en.answer_kinds import YEAR_ONLY
from qa.regex import regex
from qa.types.document import Span

_PATTERNS = (words.ADDRESS, words.RANGE, words.PROPORTION, words.AMOUNT, words.HYPHENATED, words.WHOLE_DATE)
_AROUND = 80
"""Characters on either side in which an expression is looked for."""
_YEAR = regex(r"\d{3,4}s?")


def whole_expression(text: str, span: Span, question: str = "") -> Span:
    """The span, widened to the ends of what it cuts; of a date the year alone answers “which year?”, of a range no end does."""
    before = None
    while span != before:
        before = span
        for pattern in _PATTERNS:
            if pattern is words.WHOLE_DATE and YEAR_ONLY.search(question) and _YEAR.fullmatch(span.of(text)):
                continue
            span = _widened(text, span, pattern)
    return span


def _widened(text: str, span: Span, pattern: re.Pattern[str]) -> Span:
    first = max(span.start - _AROUND, 0)
    for match in pattern.finditer(text, first, min(span.end + _AROUND, len(text))):
        if match.start() < span.end and span.start < match.end():
            span = Span(min(span.start, match.start()), max(span.end, match.end()))
    return span
