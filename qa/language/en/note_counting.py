"""The words by which an English question counts notes, sources or statements, and says which of them."""

from __future__ import annotations

import re

from qa.regex import regex

COUNT = regex(
    r"\b(?:how\s+(?:many|often)|(?:what\s+is\s+|what['’]s\s+)?(?:the\s+)?(?:total\s+)?(?:number|count|total)\s+of|what\s+number\s+of|count(?:\s+(?:of|up))?\b)",
    re.IGNORECASE,
)
PEOPLE = regex(r"\b(?:people|persons?|individuals?|informants?|interlocutors?|interviewees?|experts?)\b", re.IGNORECASE)
"""Who is spoken with."""
ASKS_COUNT = regex(r"\bhow\s+(?:many|often)\b|\A\W*(?:number|count|total)\b", re.IGNORECASE)
WANTED = regex(
    r"\b(?:(?P<statements>claims?|statements?|assertions?|allegations?|sentences?|facts?|findings?|passages?|(?<=many\s)times)|(?P<notes>foot-?notes?|end-?notes?|notes?|citations?|references)|"
    r"(?P<sources>sources?|works?|publications?|interviews?|interviewees?|tweets?|articles?|reports|documents?|books?|papers?))\b",
    re.IGNORECASE,
)
"""The first of these that a question names, after “how many” if it counts, is what it asks for."""
SHARE = regex(r"\b(?:share|proportion|percentage|per\s?cent|fraction|part)\s+of\s+", re.IGNORECASE)
IS = regex(
    r"\b(?:is|are|was|were|do|does|did|have|has|come|comes|date|rest|rests|carry|remain|stay|by)\b", re.IGNORECASE
)
EXCEPT = regex(
    r"\b(?:(?:are|is|were|was|do|does)(?:n['’]t|\s+not)|not|neither|except(?:\s+for)?|excluding|other\s+than|apart\s+from|besides)\s+",
    re.IGNORECASE,
)
"""What comes after it is to be left out."""
DOCUMENT_ITSELF = regex(
    r"\b(?:the|this|its|our|these)\s+(?:report|paper|article|policy|memo|memorandum|study|document|text|essay|book|piece|chapter|opinion|page|entry|brief|"
    r"authors?|writers?|researchers?|analysts?|reporters?)(?:['’]s)?\b",
    re.IGNORECASE,
)
"""The document itself, and those who wrote it."""
SPEAKING_OF = regex(
    r"\b(?:say|says|said|mention\w*|back\w*|support\w*|about|on|for|that|concern\w*|discuss\w*|describe\w*|deal\w*|cover\w*|touch\w*|"
    r"speak\w*|confirm\w*|refer\w*|nam(?:e|es|ing))\b",
    re.IGNORECASE,
)
"""What comes after it may stand in a statement that rests on a source, rather than in its note."""
MENTIONING = regex(
    r"\b(?:mention(?:s|ed|ing)?|refer(?:s|ring)?\s+to|(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )referred\s+to|contain(?:s|ing)?|speak(?:s|ing)?\s+of)\b",
    re.IGNORECASE,
)
"""Asks for a name wherever it stands in a note, whoever made the source."""
ORIGIN = regex(
    r"\b(?:(?i:by|from)\s+(?i:the\s+|an?\s+)?([\w’'-]+)|(?i:cit(?:es?|ed|ing))\s+(?i:the\s+)?([^\W\d_a-z][\w’'-]*))"
)
"""Whose a source is: its title does not tell."""
PHRASE = regex(r"(?<=\s)(?:[^\W\d_a-z][\w’'-]*|\d+)(?:\s+(?:[^\W\d_a-z][\w’'-]*|\d+))+")
"""Words that name one thing together: “Appendix A”, “Section 6”."""
COUNTED_ENDS = regex(
    r"\b(?:is|are|was|were|do|does|did|have|has|had|can|about|on|with|by|from|in|that|who|which|to|say|says|said|mention\w*|back\w*|"
    r"support\w*|cit(?:e|es|ed)|refer\w*|name|names|date|describe\w*|took|take|there)\b",
    re.IGNORECASE,
)
"""Ends the words behind “how many” that say what is counted."""
PREDICATE = regex(r"\b(?:are|were|is|was)\s+(?:an?\s+|the\s+)?([\w’'-]+)\s*(?:[?.]|\Z|or\b|and\b)", re.IGNORECASE)
"""“How many of the sources are police?”"""
