"""English words for giving one's word: who promised, admitted or agreed to something, and what says that nobody did."""

from __future__ import annotations

import re

from qa.regex import regex

ACTS = tuple(
    regex(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        r"promis(?:e|es|ed|ing)|pledg(?:e|es|ed|ing)|vow(?:s|ed|ing)?|guarantee(?:s|d|ing)?|assurances?|"
        r"commit(?:s|ted|ting)?(?:\s+(?:it|them|him|her|our)sel(?:f|ves))?\s+to|commitments?",
        r"admit(?:s|ted|ting)?|admissions?|acknowledg(?:e|es|ed|ing|ements?)|conced(?:e|es|ed|ing)|confess(?:es|ed|ing|ions?)?",
        r"apologi[sz](?:e|es|ed|ing)|apolog(?:y|ies)",
        r"agree(?:s|d|ing)?\s+to|consent(?:s|ed|ing)?\s+to",
    )
)
"""Each a family of words that say the same."""
UNSAID = regex(
    r"(?:\b(?:not|never|no|nor|neither|without|cannot|unable\s+to|refus(?:es?|ed|ing|al)(?:\s+to)?|declin(?:es?|ed|ing)\s+to|"
    r"(?:fail(?:s|ed|ing)?|unwilling|reluctant)\s+to|(?:stop|fall|stopp|fell)(?:s|ed|ing)?\s+short\s+of|avoid(?:s|ed|ing)?|den(?:y|ies|ied|ying))"
    r"|n[’']t)(?:\s+(?!but\b|only\b)[\w’'-]+){0,4}\s+\Z",
    re.IGNORECASE,
)
"""Before such a word, with up to four others between: that it was not done."""
NOTHING = regex(r"\A\s+(?:nothing|no\s+(?:such|more)\b|neither)", re.IGNORECASE)
"""After it: “promised nothing”."""
