"""English words for how much of a whole, with the least and the most of it that they can mean: nearly all, about half, a third."""

from __future__ import annotations

import re

from qa.regex import regex

_ROUGHLY = r"(?:(?:about|around|roughly|some|nearly|almost|just\s+over|just\s+under)\s+)?"
SHARES = regex(
    r"\b(?:"
    r"(?P<all>(?:(?:nearly|almost|virtually|practically)\s+)?(?<!at\s)(?<!after\s)(?<!above\s)all(?!-|\s+(?:but|over|along|too))\s+(?:of\s+)?(?:the|its|their|his|her|these|those)\b)|"
    r"(?P<most>most\s+of|(?:the|a)\s+(?:vast\s+|large\s+)?majority\s+of|(?:more\s+than|over)\s+half)|"
    r"(?P<less>(?:less|fewer)\s+than\s+half|(?:only\s+)?a\s+(?:few|small\s+(?:part|share|number))\s+of|few\s+of|a\s+minority\s+of)|"
    rf"(?P<half>{_ROUGHLY}(?:one[\s-])?(?<!first\s)(?<!second\s)(?<!other\s)(?<!-)half(?!-|\s+(?:an?|brothers?|sisters?|century|hour|time|year)\b))|"
    rf"(?P<third>{_ROUGHLY}(?:a|one)[\s-]third\s+of)|(?P<quarter>{_ROUGHLY}(?:a|one)[\s-]quarter\s+of)"
    r")",
    re.IGNORECASE,
)
"""What part of a whole a text speaks of."""
RANGES = {
    "all": (0.9, 1.0),
    "most": (0.5, 1.0),
    "less": (0.0, 0.5),
    "half": (0.4, 0.6),
    "third": (0.27, 0.4),
    "quarter": (0.2, 0.3),
}
"""The least and the most that each can mean."""
