"""Telling the sentences of a comment from the titles and fields of a reference."""

from __future__ import annotations

import re

from qa.regex import regex
from qa.types.document import Span

_VERB = (
    "is|are|was|were|has|have|had|will|would|could|should|does|did|must|we|they|there|provides?|refers?|states?|means"
)
_MORE_VERBS = (
    "be|been|can|cannot|may|stated|requires?|presented|filed|argued|argues|contends?|testified|reflects?|indicates?|makes?"
    "|granted|reveals?|ruled|concluded|explained|claims|points"
)
_OPENING = "The|This|These|Those|We|It|All|In|For|As|Although|However|But|When|If|Here|Throughout"
_MORE_OPENINGS = (
    "Neither|Both|Each|At|Before|After|Because|Since|While|Unless|He|She|They|There|Our|Their|His|Her|No|Some|Any|A|An"
)
_CLAUSE = regex(rf"\b(?:{_VERB})\b")
_START = regex(rf"(?:{_OPENING})\s[a-z]")
_WIDE_CLAUSE = regex(rf"\b(?:{_VERB}|{_MORE_VERBS})\b")
_WIDE_START = regex(rf"(?:{_OPENING}|{_MORE_OPENINGS}),?\s[a-z]")
_OWN_PART = regex(
    r"(?:(?:part|section|sec\.|chapter|ch\.|figure|fig\.|table|box|appendix|annex|para\.|paragraph|pp?\.)\s+)?[\w.()-]{1,12}\s+"
    r"(?:above|below|supra|infra)\b",
    re.IGNORECASE,
)
_BEFORE_QUOTE = regex(
    r"\b(?!(?:in|see|and|by|also|titled|entitled|called|from|cf|at|ed|eds|et|al|der|von|de|dans|en)\b)[a-z]{2,}\s\Z"
)
_AFTER_QUOTE = regex(
    r"\s+(?!(?:in|and|vol|no|pp?|at|by|as|ed|eds|trans|translated|accessed|available|on|from|quoted|cited|dans|en|und|et)\b)"
    r"[a-z]{2,}\s[a-z]"
)


def is_prose(text: str) -> bool:
    """True for words that read as a sentence, not as a title or a list of fields."""
    return bool(_CLAUSE.search(text) or _START.match(text))


def is_sentence(text: str) -> bool:
    """True for words that both begin and go on as a sentence does."""
    return bool(_WIDE_START.match(text) and _WIDE_CLAUSE.search(text))


def names_own_part(text: str) -> bool:
    """True for “part II.B above”: a place in the document itself."""
    return _OWN_PART.match(text) is not None


def starts_sentence(text: str) -> bool:
    """True for words with which a sentence begins."""
    return _START.match(text) is not None


def is_woven_in(note: str, quoted: Span) -> bool:
    """`The words “as before” reflect …`: a quotation that a sentence goes on around is not a title."""
    before = note[max(0, quoted.start - 30) : max(quoted.start - 1, 0)]
    return bool(_BEFORE_QUOTE.search(before) or _AFTER_QUOTE.match(note, quoted.end + 1, quoted.end + 40))
