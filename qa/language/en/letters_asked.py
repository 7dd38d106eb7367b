"""English questions for what letters stand for: “What is WERC?”, “What does GI-TOC stand for?”."""

from __future__ import annotations

import re

from qa.regex import regex

_TERM = r"(?P<term>[\w&.-]++(?:\s[\w&.-]++){0,2}?)"
ASKS_LETTERS = regex(
    rf"^\W*what\s(?:does|do|did)\s(?:the\s)?{_TERM}\s(?:stand\sfor|mean|abbreviate)\W*$", re.IGNORECASE
)
ASKS_WHAT = regex(rf"^\W*what(?:\s(?:is|are|was|were)|[’']s)\s(?:the\s|an?\s)?{_TERM}\W*$", re.IGNORECASE)
IS_A = r"[”\"’)]*\s?(?:\([^)]{0,80}\)\s)?,?\s?(?:is|was|are|were|means?|refers)\s(?:an?|the|one|that|to|any)\b"
"""Stands behind a term where it is said what it is."""
