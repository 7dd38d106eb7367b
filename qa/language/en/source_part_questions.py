"""The words by which an English question, in lower case, asks for one thing about a source: its date, title, authors."""

from __future__ import annotations

import re

ASKS_SOURCE_KIND = re.compile(r"\b(?:what|which) (?:kind|type|sort)\b")
ASKS_SOURCE_LANGUAGE = re.compile(r"\b(?:what|which) languages?\b")
ASKS_SOURCE_DATE = re.compile(r"\bwhen\b|\bdates?\b|\b(?:what|which) (?:day|month|year)\b|\bhow (?:old|recent)\b")
ASKS_ISSUE = re.compile(r"\b(?:(?:what|which)(?: \w+){0,2} )(?:issue|volume|number)\b|\bissue number\b")
ASKS_MEDIUM = re.compile(r"\bhow (?:was|were) .*\b(?:conducted|held|done|carried out|made)\b|\bby what means\b")
ASKS_PUBLISHER = re.compile(
    r"\bwho\b.{0,60}\bpublish|\bpublisher\b|\bpublished by\b|\b(?:which|what) (?:\w+ )?(?:outlet|newspaper|paper|magazine|journal|body|agency|"
    r"organi[sz]ation)\b"
)
ASKS_AUTHORS = re.compile(
    r"\bwho (?:is|are|was|were) (?:the )?(?:authors?|behind)\b|\bauthor|\bwritten by\b|\bwho\b.*\b(?:wr[io]t|tweet|post)|"
    r"\b(?:journalist|reporter|writer) (?:behind|of)\b|\bwrote\b"
)
ASKS_TITLE = re.compile(r"\btitles?\b|\bcalled\b|\bheadline\b")
ASKS_WORK = re.compile(
    r"\bwhat (?:did|has|have|was|were)\b.*\b(?:run|publish|written|write|bring|brought|put|print|post|tweet|report)"
)
ASKS_ADDRESS = re.compile(r"\b(?:urls?|links?|(?:web )?address|online at|web ?(?:site|page))\b")
ASKS_SOURCE_PLACE = re.compile(r"\bwhere\b")
