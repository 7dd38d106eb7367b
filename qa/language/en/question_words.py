"""The words by which an English question says what it asks for: a number, a date, a person, a place, a cause, several things."""

from __future__ import annotations

import re

from qa.regex import regex

ASKS_NUMBER = regex(
    r"\bhow (?:many|much|large|big|high|old|long|far|often)\b|\b(?:what|which) (?:\w+ ){0,3}?(?:number|rate|percentage|share|amount|sum|"
    r"total|proportion|figure|factor|cost|price|rank|value)\b|\bby what (?:factor|percentage)\b",
    re.IGNORECASE,
)
ASKS_DATE = regex(
    r"\bwhen\b|\b(?:what|which|in what|in which) (?:year|month|day|date)\b|\bsince when\b|\bhow recently\b",
    re.IGNORECASE,
)
ASKS_CAUSE = regex(
    r"\bwhy\b|\bwhat (?:\w+ )?(?:caused?|causes|led to|drove|drives|triggered|explains|fuel\w*)\b|\bhow come\b|\breasons?\b",
    re.IGNORECASE,
)
ASKS_PERSON = regex(r"\bwho(?:m|se)?\b", re.IGNORECASE)
ASKS_PLACE = regex(
    r"\bwhere\b|\b(?:what|which) (?:\w+ )?(?:country|city|port|town|region|place|location|village|state)\b",
    re.IGNORECASE,
)
ASKS_LIST = regex(
    r"\b(?:what|which) (?:\w+ ){0,2}?(?:countries|cities|ports|groups|people|persons|reasons|factors|kinds|types|ways|steps|"
    r"examples|scenarios|measures|places|options|possibilities|effects|risks|challenges|problems)\b|\b(?:list|name|enumerate)\b",
    re.IGNORECASE,
)

# “What do the gangs want?” does not ask for several gangs: the plural after an auxiliary is the subject.
_AUXILIARY = r"(?:do|does|did|is|was|has|have|had|can|could|will|would|should|shall|might|may|must)\b"
ASKS_SEVERAL = regex(
    rf"\b(?:what|which) (?:are|were)\b|\b(?:what|which) (?:(?!{_AUXILIARY})\w+ ){{0,3}}?(?!{_AUXILIARY})\w{{3,}}(?<!ss)(?<!us)(?<!is)s\b|\b(?:list|name|enumerate|describe|compare)\b|"
    r"\b(?:two|three|four|five|several|different|various|both|all)\b|\bhow (?:do|does|did|have|has|can|could|would)\b|\bwhy\b",
    re.IGNORECASE,
)  # fmt: skip
"""Asks for more than one thing, by a plural after “what”, a number, “all”, or a word such as “compare”."""

ASKS_IDENTITY = regex(r"\s*[Ww]ho\s+(?:is|was|are|were)\s+[^\W\d_a-z]")
"""“Who is N. N.?” names the person already and wants to know what they are."""
ASKED_HOW = regex(r"(?<=\bhow )\w+", re.IGNORECASE)
"""“How old …?” asks for an age, and not for the word “old”."""
ASKED_KIND = frozenset(
    """year years month day date time times century city country place town number amount share rate name names called kind kinds type sort
    person people body company way ways reason reasons thing things long large find found answer question people""".split()
)
"""Words that say which kind of answer is wanted, and not what about."""
