"""The words by which an English question asks for all that a document says about something: “what does it say about accidents?”."""

from __future__ import annotations

import re

from qa.language.en.scope_phrases import KINDS
from qa.regex import regex

_DOCUMENT = (
    rf"(?:it|they|you|this|(?:the|this|that|these|those|its|their|your)\s+(?:(?!(?:about|on|say|says)\b)[\w’'-]+\s+){{0,4}}?"
    rf"(?:{'|'.join(KINDS)}|corpus|author|source)s?(?:\s+(?:on|about|into|of|for|by)\s+(?:(?!(?:say|says)\b)[\w’'-]++\s*){{1,6}}?)?)"
)
_SAY = r"say|tell(?:\s+(?:us|me))?|state|mention|report|write|note|explain|have(?:\s+to\s+say)?|contain|give|offer|know|conclude|argue"
_SAID = r"said|told|stated|mentioned|reported|written|known"
_MATTER = r"(?:anything|something|things?|information|details?|much|more|facts?|passages?|sentences?)"
_NEARLY = r"about|regarding|concerning|with\s+(?:regard|respect)\s+to|as\s+regards|as\s+to|on\s+the\s+subject\s+of"
_ABOUT = rf"(?:{_NEARLY}|on|of)"
_WHAT = rf"(?:and\s+|so\s+)?what(?:\s+(?:else|exactly|all|{_MATTER}))?"
_MORE = rf"(?:\s+(?:exactly|{_MATTER}))?"

_PATTERNS = (
    rf"{_WHAT}\s+(?:does|do|did|can|could)\s+(?:{_DOCUMENT}|we|one)\s+(?:also\s+)?(?:{_SAY}|learn){_MORE}\s+{_ABOUT}\s+",
    rf"{_WHAT}\s+(?:is|was|are|were|has\s+been)\s+(?:there|(?:{_SAID})(?:\s+in\s+{_DOCUMENT})?){_MORE}\s+(?:{_NEARLY})\s+",
    rf"(?:does|do|did)\s+{_DOCUMENT}\s+(?:also\s+)?(?:{_SAY})\s+(?:any\s+)?{_MATTER}\s+{_ABOUT}\s+",
    rf"(?:is|was|are|were)\s+(?:there\s+)?(?:any\s+)?{_MATTER}\s+(?:(?:{_SAID})\s+)?(?:in\s+{_DOCUMENT}\s+)?{_ABOUT}\s+",
    rf"(?:tell|show|give)\s+me\s+(?:(?:all|everything)\s+(?:that\s+)?{_DOCUMENT}\s+(?:say|says)\s+|{_MATTER}\s+)?{_ABOUT}\s+",
    rf"(?:all|anything|everything|something|more)\s+(?:{_DOCUMENT}\s+(?:say|says)\s+)?{_ABOUT}\s+",
    r"what\s+about\s+",
)
ASKS_ABOUT = regex(rf"\s*(?:{'|'.join(_PATTERNS)})(?P<topic>[^\n]+?)[\s?.!]*\Z", re.IGNORECASE)
"""Asks for whatever is said of the topic; its answer is no few words, but the sentences."""
ASKS_MORE = regex(
    r"\s*(?:how|what|which|who|whom|whose|when|where|why|whether|if|that)\b|.*\b(?:is|are|was|were|does|did|has|have|had)\b",
    re.IGNORECASE,
)
"""A topic that is a question or a statement of its own: “about how many boats sank”."""
