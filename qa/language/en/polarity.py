"""English words that turn a statement round or weaken it: negation, hedges, quantifiers, and the bounds of numbers."""

from __future__ import annotations

import re
from enum import StrEnum

from qa.regex import regex

NEGATION = regex(
    r"\b(?:not|never|no(?!\.\s?\d)|none|nobody|nothing|neither|nor|without|cannot|unable|fail(?:s|ed|ing)?\s+to|"
    r"refus(?:es?|ed|ing)\s+to|den(?:y|ies|ied|ying)|declin(?:es?|ed|ing)\s+to|lack(?:s|ed|ing)?|"
    r"no\s+longer)\b|n[’']t\b",
    re.IGNORECASE,
)
"""What says that something is not so."""
HARMLESS = regex(
    r"\b(?:not\s+(?:only|just|merely|simply|least)|no\s+(?:fewer|less|more|later|sooner)\s+than|no\s+doubt|nothing\s+but|"
    r"(?:can\s?not|can[’']t|could\s+not)\s+(?:help|deny)|if\s+not|not\s+to\s+mention|cannot\s+but|why\s+not|or\s+not)\b",
    re.IGNORECASE,
)
"""What looks like negation, and is none."""
HEDGE = regex(
    r"\b(?:may(?![A-Z])|might|could|allegedly|alleged|reportedly|supposedly|purportedly|possibly|perhaps|probably|likely|"
    r"apparently|presumably|potentially|suspected|rumou?red|(?:is|are|was|were|been)\s+(?:believed|thought|said|alleged|suspected|"
    r"reported|claimed|accused)|appear(?:s|ed)?\s+to|seem(?:s|ed)?\s+to|claim(?:s|ed)\s+(?:to|that))\b"
)
"""What takes back some of a statement's certainty; case counts, since `May` is a month."""


class Quantity(StrEnum):
    """How much of something a word says, without a number."""

    ALL = "all"
    MOST = "most"
    MANY = "many"
    SOME = "some"
    FEW = "few"
    ONLY = "only"


EXCLUSIVE = regex(
    r"\b(?:only|solely|sole|exclusive(?:ly)?|alone|just|merely|single|unique(?:ly)?|nothing|nobody|none|no|not|never|without|except|"
    r"but\s+for|other\s+than|limited|restricted|last|first)\b",
    re.IGNORECASE,
)
"""What says, or may say, that there is nothing besides."""
QUANTIFIERS = {
    **dict.fromkeys(("all", "every", "each", "entire", "whole", "always", "everyone", "everybody"), Quantity.ALL),
    **dict.fromkeys(("most", "majority", "mostly", "mainly", "largely", "usually"), Quantity.MOST),
    **dict.fromkeys(("many", "numerous", "often", "frequently"), Quantity.MANY),
    **dict.fromkeys(("some", "several", "sometimes", "occasionally", "partly", "partially"), Quantity.SOME),
    **dict.fromkeys(("few", "rarely", "seldom", "hardly", "scarcely", "barely"), Quantity.FEW),
    **dict.fromkeys(("only", "solely", "exclusively"), Quantity.ONLY),
}


class Bound(StrEnum):
    """How a number is meant."""

    ABOVE = "above"
    LEAST = "least"
    BELOW = "below"
    MOST = "most"
    NEARLY = "nearly"
    ABOUT = "about"


BOUND = regex(
    r"\b(?:(?P<above>more\s+than|over|above|greater\s+than|exceed(?:s|ed|ing)?|upwards\s+of|beyond)|"
    r"(?P<least>at\s+least|no\s+(?:fewer|less)\s+than|a\s+minimum\s+of|not\s+less\s+than)|"
    r"(?P<below>less\s+than|fewer\s+than|under|below)|"
    r"(?P<most>up\s+to|at\s+most|no\s+more\s+than|a\s+maximum\s+of|not\s+more\s+than|as\s+many\s+as|as\s+much\s+as)|"
    r"(?P<nearly>nearly|almost|close\s+to|just\s+under)|"
    r"(?P<about>about|around|approximately|some|roughly|circa|an\s+estimated|estimated|or\s+so))"
    r"\s+(?:of\s+)?(?:the\s+|a\s+)?(?:total\s+of\s+)?\Z",
    re.IGNORECASE,
)
"""Just before a number."""
