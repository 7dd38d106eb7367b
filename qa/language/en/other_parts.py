"""English words by which one sentence tells several things: a sum and its parts, a verb and what it leads to, clause after clause."""

from __future__ import annotations

import re

from qa.regex import regex

PARTS_FOLLOW = regex(
    r"[^.;:]{0,60}?(?:[,;–—]\s?with\b|\b(?:includ(?:ing|es|ed)|of\s+(?:which|whom|them|these|those)|among\s+(?:them|which|these)|"
    r"compris(?:ing|es|ed)|consist(?:ing|s|ed)\s+of|made\s+up\s+of|divided\s+into|split\s+(?:into|between))\b|:\s)",
    re.IGNORECASE,
)
"""Stands between a sum and its parts."""
OF_THE_SUM = regex(r"\s+of\s+(?:which|whom|them|these|those|it)\b", re.IGNORECASE)
"""Stands behind a part of what was named before."""
PART_ENDS = regex(r"[;:]|[,.]\s|\s(?:and|while|but)\s")
SPENT = frozenset("spent spend went go paid pay used use cost came come was were is are had has".split())
"""What is done with all parts of a sum, and tells none from another."""
WITH_INFINITIVE = regex(
    r"\b(?P<verb>trust|ask|t[oe]ld?|order|forc|allow|expect|persuad|urg|encourag|requir|enabl|permit|invit|instruct|command|beg|convinc|"
    r"compel|oblig|forb[ia]d|warn|fail|refus|tr[yi]|begin|began|begun|continu|decid|agree|plan|promis|threaten|choos|chose|prepar|hop|"
    r"wish|intend|attempt|manag|tend|learn|offer|claim|pretend|afford|hesitat|struggl|vow|want|need|like|lov|hat|prefer|"
    r"able|unable|willing|unwilling|ready|reluctant|likely|unlikely)\w*\s+(?:(?!to\b|because\b)[\w’'-]+\s+){0,4}to\s+\Z",
    re.IGNORECASE,
)
"""A verb that takes an infinitive, up to that infinitive: “trust his party to …” tells what for, and not why."""
CLAUSE_BEGINS = regex(r"[,;]?\s(?:but|and|then|while|whereas|although|though|yet)\s|;\s", re.IGNORECASE)
DIES = regex(
    r"\b(?:die[ds]?|dying|(?:lost|loses?|losing|lose)\s+(?:his|her|their|its)\s+li(?:fe|ves)|pass(?:ed|es)?\s+away|succumb\w*)\b",
    re.IGNORECASE,
)
"""To die, in any words."""
OWN_PLACE = regex(r"\b(?:in|at|on|near|off|outside|inside)\s+(?:an?\b|the\b|his\b|her\b|their\b|its\b|[^\W\d_a-z])")
"""A place, of a clause of its own."""
HAS_VERB = regex(
    r"\b(?:is|are|was|were|has|had|have|will|would|did|came|went|left|fell|took|made|\w+ed)\b", re.IGNORECASE
)
"""A clause has one; “in May and June” are not two."""
DEED = regex(r"\b\w{3,}ed\b")
COMPARED_YEAR = regex(
    r"\b(?:than|(?:much|many|high|low|large|big|often|fast|long)\sas|compared\s(?:with|to)|against|(?:up|down|risen|fallen)\sfrom|unlike)\s"
    r"(?:\w+\s){0,6}?(?P<year>(?:1[0-9]|20)\d\d)\b",
    re.IGNORECASE,
)
"""“twice as much as in 1987”, “up from 1987”: a year of which the number before it is not."""
COUNTED_NOUN = regex(
    r"\s(?:of\s(?:them|these|those|the|its|their)\s)?(?:(?:new|more|other|young|old)\s){0,2}(?P<what>[^\W\d_]+)",
    re.IGNORECASE,
)
"""What stands behind a number and is counted by it."""
REPORTED_BY = regex(
    r"\b(?:(?:reported|published|broadcast|printed|quoted|cited)\s+by|according\s+to)\s+(?:[a-z][\w-]*\s+){0,3}\Z",
    re.IGNORECASE,
)
"""Before whoever tells of something, and did not do it."""
MULTIPLE = regex(r"\b(?:times|twice|double|triple|half)\W*\Z", re.IGNORECASE)
AS_MUCH = regex(r"\W*(?:as|that|the|more|less|higher|lower|larger|greater|what)\b", re.IGNORECASE)
"""“three times as much”: behind a multiple."""
PASSIVE = regex(r"\b(?:is|are|was|were|be|been|being|get|got)\s+(?:\w+ly\s+)?(?P<deed>\w+)", re.IGNORECASE)
BY = regex(r"\bby\s+(?:[a-z][\w’'-]*\s+){0,4}\Z", re.IGNORECASE)
UNTIL = regex(r"\A\W*until\s+", re.IGNORECASE)
NOT_DONE = regex(r"\b(?:not|never)\b|n[’']t\b", re.IGNORECASE)
