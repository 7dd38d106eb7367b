"""A question by its own words: whether it can be asked, and what kind of thing it asks for."""

from __future__ import annotations

import re
from enum import StrEnum

from qa.errors import UsageError

MAX_QUESTION = 2000
"""Characters."""


class Asks(StrEnum):
    """The type of answer that a question wants."""

    NUMBER = "number"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    CAUSE = "cause"
    LIST = "list"
    THING = "thing"


_PATTERNS = (
    (
        Asks.NUMBER,
        r"\bhow (?:many|much|large|big|high|old|long|far|often)\b|\b(?:what|which) (?:\w+ ){0,3}?(?:number|rate|percentage|share|amount|sum|"
        r"total|proportion|figure|factor|cost|price|rank|value)\b|\bby what (?:factor|percentage)\b",
    ),
    (
        Asks.DATE,
        r"\bwhen\b|\b(?:what|which|in what|in which) (?:year|month|day|date)\b|\bsince when\b|\bhow recently\b",
    ),
    (
        Asks.CAUSE,
        r"\bwhy\b|\bwhat (?:\w+ )?(?:caused?|causes|led to|drove|drives|triggered|explains|fuel\w*)\b|\bhow come\b|\breasons?\b",
    ),
    (Asks.PERSON, r"\bwho(?:m|se)?\b"),
    (
        Asks.PLACE,
        r"\bwhere\b|\b(?:what|which) (?:\w+ )?(?:country|city|port|town|region|place|location|village|state)\b",
    ),
    (
        Asks.LIST,
        r"\b(?:what|which) (?:\w+ ){0,2}?(?:countries|cities|ports|groups|people|persons|reasons|factors|kinds|types|ways|steps|"
        r"examples|scenarios|measures|places|options|possibilities|effects|risks|challenges|problems)\b|\b(?:list|name|enumerate)\b",
    ),
)
_COMPILED = tuple((asks, re.compile(pattern, re.IGNORECASE)) for asks, pattern in _PATTERNS)
# “What do the gangs want?” asks for no several gangs.
_AUXILIARY = r"(?:do|does|did|is|was|has|have|had|can|could|will|would|should|shall|might|may|must)\b"
_SEVERAL = re.compile(
    rf"\b(?:what|which) (?:are|were)\b|\b(?:what|which) (?:(?!{_AUXILIARY})\w+ ){{0,3}}?(?!{_AUXILIARY})\w{{3,}}(?<!ss)(?<!us)(?<!is)s\b|\b(?:list|name|enumerate|describe|compare)\b|"
    r"\b(?:two|three|four|five|several|different|various|both|all)\b|\bhow (?:do|does|did|have|has|can|could|would)\b|\bwhy\b",
    re.IGNORECASE,
)  # fmt: skip


def asks_for(question: str) -> Asks:
    """The type of answer wanted; `thing` when the question's words do not tell."""
    return next((asks for asks, pattern in _COMPILED if pattern.search(question)), Asks.THING)


def wants_several(question: str) -> bool:
    """True when one sentence may not be enough: a list, a comparison, a cause, a how."""
    return bool(_SEVERAL.search(question))


def check_question(question: str) -> str:
    """The question with its white space folded.

    Raises:
        UsageError: it is empty, or longer than `MAX_QUESTION` characters.
    """
    folded = " ".join(question.split())
    if not any(c.isalnum() for c in folded):
        raise UsageError('the question is empty; ask something, for example: qa ask "What does footnote 1 cite?"')
    if len(folded) > MAX_QUESTION:
        raise UsageError(
            f"the question has {len(folded):,} characters; at most {MAX_QUESTION:,} are read, so shorten it"
        )
    return folded
