"""English words by which a question and a sentence may differ that share all others: prepositions, denials, ranks; and what only asks."""

from __future__ import annotations

import re
from itertools import chain

from qa.regex import regex

ASKING = regex(
    r"\b(?:who|whom|whose|what|which|when|where|why|how(?:\s+(?:many|much|long|old|far|often|large|big|high))?|do|does|did|is|are|was|"
    r"were|has|have|had|can|could|will|would|should|shall|may|might|must|been|being|be)\b",
    re.IGNORECASE,
)
"""What only asks; the words that are left tell the rest in the order of a statement."""
_HOW = (
    r"from|to|into|before|after|by|against|with|without|in|outside|inside|above|below|over|under|north|south|east|west"
)
LED = regex(rf"\b(?P<how>{_HOW})\s+(?:of\s+)?(?:(?:the|a|an|his|her|its|their)\s+)?(?P<what>\w+)", re.IGNORECASE)
"""A preposition and the word to which it leads."""
LED_WHOM = regex(rf"^\W*(?P<how>{_HOW}|for|at|on|of)\s+whom\b", re.IGNORECASE)
"""“From whom …?”: the preposition that leads to who is asked for."""
BOTH_SIDES = regex(r"(?:win|wins|won|victor\w*|against|before|after|first|last)", re.IGNORECASE)
"""Who won is told by whom they defeated; and what is before or first has its own sign."""
FROM = regex(r"\bfrom\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
"""Who sold is named after “bought from”."""
_PAIRS = (
    ("from", "to"), ("from", "into"), ("from", "in"), ("before", "after"), ("by", "against"), ("with", "without"), ("with", "against"),
    ("inside", "outside"), ("in", "outside"), ("above", "below"), ("over", "under"), ("north", "south"), ("east", "west"),
)  # fmt: skip
OPPOSITES = {how: frozenset(chain(*(set(pair) - {how} for pair in _PAIRS if how in pair))) for how in _HOW.split("|")}
"""Each preposition with those that say another thing of the same word."""
DENIES = regex(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|unable|fail(?:s|ed|ing)?|refus(?:es?|ed|ing)|den(?:y|ies|ied)|"
    r"lack(?:s|ed|ing)?|un\w{5,}|rarely|hardly|seldom|except|other\s+than|instead)\b|n[’']t\b",
    re.IGNORECASE,
)
"""Says no, or nearly; wider than `polarity.NEGATION`, since here a doubt costs no more than a headline."""
RANK = regex(
    r"\b(?:first|second|third|fourth|fifth|last|latest|earliest|only|again|also|another|other|most|least|best|worst|largest|biggest|"
    r"smallest|highest|lowest|greatest|strongest|richest|nearest|newest|oldest|youngest|longest|shortest|same|initially|originally|"
    r"finally|still|already)\b",
    re.IGNORECASE,
)
"""What picks one of several, or says that it is not the first time."""
