"""Lines of a printed table of contents: a heading, leaders, a page. They state nothing, in any language."""

from __future__ import annotations

from qa.regex import regex

_LEADERS = regex(r"(?<![.…·_])(?<![.…·_][ \u00a0])(?:[.…·_][ \u00a0]?+){5,}+[ \u00a0]*+(?:\d{1,4}|[ivxlc]{1,8})\b")
"""“................ 13”."""
_LONGEST = 160
"""Letters of a heading and its number, on average."""


def is_contents(text: str) -> bool:
    """True for a block of such lines, which ends as they do."""
    found = list(_LEADERS.finditer(text))
    if not found or text[found[-1].end() :].strip():
        return False
    return len(text) - sum(match.end() - match.start() for match in found) <= _LONGEST * len(found)
