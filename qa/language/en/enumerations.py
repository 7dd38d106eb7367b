"""The words by which an English sentence says that it is one of several that are counted up."""

from __future__ import annotations

import re

from qa.regex import regex

_NUMBERED = r"second|third|fourth|fifth|sixth|seventh|next|last|final|further|other"
COUNTED_BY_NAME = regex(
    rf"(?:(?P<first>One|The first|A first)|(?:Yet a|A)nother|(?:A|The) (?:{_NUMBERED})(?: and (?:last|final))?)"
    r" (?:[\w-]+ ){0,2}?(?P<name>[a-z]{3,})(?:,[^,.]{1,60},| (?:for|of|in|to|on|that) [^,.;]{1,60}?)? "
    r"(?:is|was|would|could|may|might|will|has|had|concerns|involves|lies|relates|comes|came)\b"
)
"""“One option is …”, “Another option would …”, “The third and last reason is …”: `name` is what is counted."""
COUNTED_BY_NUMBER = regex(
    r"(?:(?P<first>First(?:ly)?|To begin with)|Second(?:ly)?|Third(?:ly)?|Fourth(?:ly)?|Fifth(?:ly)?|Sixth|Last(?:ly)?|Finally),"
)
"""“First, …”, “Secondly, …”, “Finally, …”."""
POSSIBILITY = regex(r"\b(?:if|would|could|might|may|possibl[ey]|probabl[ey]|(?:un)?likely)\b", re.IGNORECASE)
"""Says what may be: an option that is not called one."""
