"""The words by which an English question, in lower case, asks for one thing about a source: its date, title, authors."""

from __future__ import annotations

from qa.regex import regex

ASKS_SOURCE_KIND = regex(r"\b(?:what|which) (?:kind|type|sort)\b")
ASKS_SOURCE_LANGUAGE = regex(r"\b(?:what|which) languages?\b")
ASKS_SOURCE_DATE = regex(r"\bwhen\b|\bdates?\b|\b(?:what|which) (?:day|month|year)\b|\bhow (?:old|recent)\b")
ASKS_ISSUE = regex(r"\b(?:(?:what|which)(?: \w+){0,2} )(?:issue|volume|number)\b|\bissue number\b")
ASKS_MEDIUM = regex(r"\bhow (?:was|were) .*\b(?:conducted|held|done|carried out|made)\b|\bby what means\b")
ASKS_PUBLISHER = regex(
    r"\bwho\b.{0,60}\bpublish|\bpublisher\b|\bpublished by\b|\b(?:which|what) (?:\w+ )?(?:outlet|newspaper|paper|magazine|journal|body|agency|"
    r"organi[sz]ation)\b"
)
ASKS_OUTLET = regex(r"\b(?:which|what) (?:\w+ )?(?:outlet|newspaper|paper|magazine|journal)\b")
ASKS_AUTHORS = regex(
    r"\bwho (?:is|are|was|were) (?:the )?(?:authors?|behind)\b|\bauthor|\bwritten by\b|\bwho\b.*\b(?:wr[io]t|tweet|post)|"
    r"\b(?:journalist|reporter|writer) (?:behind|of)\b|\bwrote\b"
)
ASKS_TITLE = regex(r"\btitles?\b|\bcalled\b|\bheadline\b")
ASKS_WORK = regex(
    r"\bwhat (?:did|has|have|was|were)\b.*\b(?:run|publish|written|write|bring|brought|put|print|post|tweet|report)"
)
ASKS_ADDRESS = regex(r"\b(?:urls?|links?|(?:web )?address|online at|web ?(?:site|page))\b")
ASKS_SOURCE_PLACE = regex(r"\bwhere\b")
