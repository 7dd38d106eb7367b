"""The words by which an English question leans on the answer before it: “and in 2019?”, “why?”, “who says that?”, pronouns."""

from __future__ import annotations

import re

from qa.regex import regex

WHY = regex(
    r"\A\s*(?:but\s+|and\s+|so\s+)?(?:why(?:\s+(?:is|was|are|were|did|does)\s+(?:that|this|it)(?:\s+so)?|\s+so)?|how\s+come)\s*\?*\s*\Z",
    re.IGNORECASE,
)
WHO_SAYS_THAT = regex(
    r"\A\s*(?:and\s+|but\s+)?(?:who\s+(?:says?|said|claims?|claimed|thinks?|told\s+them)\s+(?:that|this|so|it)|says\s+who|according\s+to\s+who(?:m)?|"
    r"on\s+whose\s+word)\s*\?*\s*\Z",
    re.IGNORECASE,
)
SOURCE_OF_THAT = regex(
    r"\A\s*(?:and\s+|but\s+)?(?:(?:what|which|where)(?:\s+(?:is|are|was|were)|[’']s)\s+(?:the\s+|their\s+|its\s+)?(?:sources?|evidence|foot-?notes?)"
    r"(?:\s+(?:for|of|behind|on|to)\s+(?:that|this|it|them|these))?|(?:which|what)\s+(?:sources?|foot-?notes?|notes?)\s+(?:backs?|supports?|stands?\s+on|"
    r"is\s+(?:behind|on))\s+(?:that|this|it)|sources?|how\s+do\s+they\s+know(?:\s+(?:that|this|it))?|says\s+which\s+source|"
    r"where\s+(?:does|do|did)\s+(?:that|this|it|they)\s+(?:come|get\s+(?:that|this|it))(?:\s+from)?)\s*\?*\s*\Z",
    re.IGNORECASE,
)
"""“What is the source for that?”, of what was just answered."""
AND_WHAT = regex(
    r"\A\s*(?:and|or|but)?\s*(?:what|how)\s+about\s+(?P<what>[^?]{1,80}?)\s*\?*\s*\Z|\A\s*and\s+(?P<rest>(?!(?:who|what|which|when|where|why|how|"
    r"did|does|do|is|are|was|were|has|have|had|can|could|will|would)\b)[^?]{1,80}?)\s*\?*\s*\Z",
    re.IGNORECASE,
)
"""“And in 2019?”, “What about Albania?”; no whole question that begins with “and”."""
OPENING = regex(
    r"\A\s*(?:and|but|so|then)\s*,?\s+(?=(?:who|what|which|when|where|why|how|did|does|do|is|are|was|were|has|have|had)\b)",
    re.IGNORECASE,
)
AT_TIME = regex(
    r"\b(?:in|on|for|since|by|during|before|after|until|between)\s+(?:(?:early|late|mid|the\s+year)[\s-]+)?(?:\d{1,2}\s+)?"
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+)?(?:1[89]|20)\d\d\b"
)
LONE_YEAR = regex(r"(?:1[5-9]|20)\d\d")
"""A year alone: “And 2019?”."""
AT_PLACE = regex(r"\b(?:in|from|to|at|near|of)\s+(?:the\s+)?[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,3}")
PERSON = regex(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
THING = regex(r"\b(?:it|its|they|them|their|theirs)\b|\b(?:this|that|these|those)(?=\s*\??\s*\Z)", re.IGNORECASE)
OF_SOMETHING = regex(r"[’']s?\s")
"""“California's Proposition” is no person."""
POSSESSIVE = frozenset({"his", "her", "hers", "its", "their", "theirs"})
NO_PRONOUN = regex(
    r"\b(?:is|was|does|did|has|would)\s+it\s+(?:true|said|known|clear|possible|that)\b|\bthat\s+(?:is|are|was|were|the|a)\b",
    re.IGNORECASE,
)
"""“Is it true that …?”: a pronoun that stands for nothing before."""

COUNTED = regex(
    r"\A\s*how\s+many\s+(?P<what>(?!of\b|in\b)[\w’' -]{2,60}?)\s+(?:were|was|are|is|did|do|does|have|has|had|will|would|came|went)\b",
    re.IGNORECASE,
)
"""“How many prison staff were …”: they are what “they” then stands for."""
MONTH = regex(r"January|February|March|April|May|June|July|August|September|October|November|December")
LEANS = regex(
    r"\A\s*(?:and|but|so|then|or)\b|\A\W*(?:why|how come|where|when|who|how much|how many|since when)\W*\Z"
    r"|\b(?:he|she|him|her|his|hers|it|its|they|them|their|theirs|there|then|this|that|these|those|such|others?|another|else|same|both|former|"
    r"latter|ones?|more)\b",
    re.IGNORECASE,
)
"""A question with one of these words may lean on what came before."""
