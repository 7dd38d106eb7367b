"""Program text is no place for footnotes: `items[1]` calls none, and a line that begins with `#` is no note."""

from __future__ import annotations

from collections.abc import Sequence

from qa.regex import regex
from qa.types.document import Span

_SIGN = regex(r"\S")
_MOST = 0.9
"""Share of the text from which on `code` is only the fashion in which it is set."""


def without_code(text: str, code: Sequence[Span]) -> str:
    """The text with letters in place of what stands in program text, so that every offset holds."""
    if not code or sum(len(span) for span in code) > _MOST * len(text):
        return text
    pieces, position = [], 0
    for span in code:
        pieces += [text[position : span.start], _SIGN.sub("x", span.of(text))]
        position = span.end
    return "".join([*pieces, text[position:]])
