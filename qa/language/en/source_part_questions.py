"""The words by which an English question, in lower case, asks for one thing about a source: its date, title, authors."""

from __future__ import annotations

import re

ASKS_SOURCE_KIND = re.compile(r"\b(?:what|which) (?:kind|type|sort)\b")
ASKS_SOURCE_LANGUAGE = re.compile(r"\b(?:what|which) languages?\b")
ASKS_SOURCE_DATE = re.compile(r"\bwhen\b|\bdates?\b|\b(?:what|which) (?:day|month|year)\b|\bhow old\b")
ASKS_PUBLISHER = re.compile(r"\bwho\b.{0,60}\bpublish|\bpublisher\b|\bpublished by\b")
ASKS_AUTHORS = re.compile(r"\bwho (?:is|are|was|were) the authors?\b|\bauthor|\bwritten by\b|\bwrote\b")
ASKS_TITLE = re.compile(r"\btitles?\b|\bcalled\b")
ASKS_ADDRESS = re.compile(r"\b(?:urls?|links?|web address|online at)\b")
ASKS_SOURCE_PLACE = re.compile(r"\bwhere\b")
