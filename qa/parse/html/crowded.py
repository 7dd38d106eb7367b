"""Refuses a page with a tag of very many attributes, on which libxml2's HTML parser spends the square of their number."""

from __future__ import annotations

from qa.errors import DocumentError
from qa.regex import regex

MOST_ATTRIBUTES = 1000
"""Of one tag; pages have tens."""
_LONG = 2 * MOST_ATTRIBUTES
"""Characters below which a tag cannot have so many."""

# As the HTML standard reads them: a value in quotation marks may hold what ends a tag, a name may hold what begins one.
_ATTRIBUTE = r"""[\s/]*+=?+[^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"?+|'[^']*+'?+|[^\s>"'][^\s>]*+)?+)?+"""
_TAG = regex(rf"<[A-Za-z][^\s/>]*+((?:(?!>|\Z){_ATTRIBUTE})*+)")
_ONE = regex(rf"(?!>|\Z){_ATTRIBUTE}")


def refuse_crowded_tags(text: str, name: str) -> None:
    """Look at every tag that is long enough.

    Raises:
        DocumentError: one has over `MOST_ATTRIBUTES` attributes.
    """
    if len(text) < _LONG:
        return
    for tag in _TAG.finditer(text):
        start, end = tag.span(1)
        if end - start > _LONG and sum(1 for _ in _ONE.finditer(text, start, end)) > MOST_ATTRIBUTES:
            raise DocumentError(f"{name}: a tag with over {MOST_ATTRIBUTES:,} attributes; simplify the page")
