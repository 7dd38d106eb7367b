"""Words of documents as labels of Streamlit's controls, which are Markdown."""

from __future__ import annotations

import re

from qa.export.answers import escape_markdown
from qa.regex import regex

# `https://…` and `:smile:`, `www.…`, `name@host`: where an invisible joiner keeps them from becoming a link or a picture.
_SIGN = regex(r":|@|www(?=\.)", re.IGNORECASE)


def as_label(words: str) -> str:
    """The words as they are: no markup, no link, no emoji. Streamlit makes addresses into links even where they are escaped."""
    return escape_markdown(_SIGN.sub("\\g<0>\N{WORD JOINER}", words))
