"""The words by which an English question asks who says something: “Who says that …?”, “According to whom …?”."""

from __future__ import annotations

import re

from qa.regex import regex

_SAYS = (
    "says?|said|claims?|claimed|states?|stated|argues?|argued|thinks?|thought|believes?|believed|alleges?|alleged|warns?|warned|"
    "asserts?|asserted|insists?|insisted|maintains?|maintained|reports?|reported|estimates?|estimated|predicts?|predicted|"
    "suggests?|suggested|denies|denied|confirms?|confirmed|admits?|admitted|announces?|announced|complains?|complained|told \\w+|"
    "fears?|feared|expects?|expected|recalls?|recalled|remembers?|remembered|testified|explains?|explained|notes?|noted|concludes?|"
    "concluded|contends?|contended|declared|promises?|promised"
)
ASKS_WHO_SAYS = regex(
    rf"\A\s*(?:so\s+)?(?:who|which\s+(?:person|official|expert|witness|body|organi[sz]ation|source|speaker))\s+"
    rf"(?:(?:is|was)\s+it\s+(?:who|that)\s+)?(?:(?:has|had|have)\s+)?(?:also\s+)?(?:{_SAYS})\s+(?:that\s+|so\s+that\s+)?(?P<what>.+)\Z",
    re.IGNORECASE | re.DOTALL,
)
"""“Who says that …?”, “Who claimed …?”"""
ACCORDING_TO_WHOM = regex(
    r"\A\s*(?:according\s+to\s+(?:whom|who)|in\s+whose\s+(?:words|view|opinion|eyes)|by\s+whose\s+account|on\s+whose\s+word|"
    r"who\s+(?:is|was)\s+quoted\s+(?:as\s+)?(?:saying|claiming|stating|arguing|calling)(?:\s+that)?|"
    r"whose\s+(?:words|claim|statement|view|opinion|estimate|prediction|warning)\s+(?:is|was|are|were)\s+(?:it|this)(?:\s+that)?|"
    r"who\s+(?:is|was)\s+(?:it\s+)?(?:cited|reported)\s+(?:as\s+)?(?:saying|claiming)(?:\s+that)?)\s*,?\s+(?P<what>.+)\Z",
    re.IGNORECASE | re.DOTALL,
)
"""“According to whom …?”, “In whose words …?”, “Who is quoted as saying …?”"""
WHO_CALLS = regex(
    r"\A\s*who\s+(?:calls|called|describes|described|compares|compared|likens|likened|characteri[sz]es|characteri[sz]ed)\s+(?P<what>.+)\Z",
    re.IGNORECASE | re.DOTALL,
)
"""“Who calls the law a blank cheque?”"""
CALLING = regex(r"\b(?:call|describ|compar|liken|characteri[sz])(?:e?s|e?d|ing)\b", re.IGNORECASE)
"""Says of somebody that they call something so."""
WHO_JUDGES = regex(
    r"\A\s*who\s+(?:dismisses|dismissed|denounced|condemned|praised|rejects|rejected|criticises|criticised|criticizes|criticized)\s+"
    r"(?P<what>.+)\Z",
    re.IGNORECASE | re.DOTALL,
)
"""“Who rejected the plan?”, which asks for who did it as well as for who says so."""
TO_WHOM_LAST = regex(
    r"\A(?P<what>.+?),?\s+(?:according\s+to\s+(?:whom|who)|says\s+who|in\s+whose\s+(?:view|opinion|words))\s*\?*\s*\Z",
    re.IGNORECASE | re.DOTALL,
)
"""“The port is safe, according to whom?”"""
