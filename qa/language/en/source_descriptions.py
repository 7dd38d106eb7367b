"""The words by which an English question describes sources: kind, language, date, place, holding."""

from __future__ import annotations

import re

from qa.regex import regex
from qa.types.source import SourceKind

KIND_WORDS = (
    (
        re.compile(
            r"\binterview(?:s|ed|ees?)?\b|\b(?:conversations?|talks?(?!\s+(?:about|of)\b)|interlocutors?|informants?)\b|"
            r"\b(?:talk(?:ed)?|sp[eo]ak|spoke)\s+(?:to|with)\b",
            re.IGNORECASE,
        ),
        SourceKind.INTERVIEW,
    ),
    (
        re.compile(
            r"\b(?:tweet(?:s|ed)?|twitter|social[\s-]+media(?:\s+posts?)?|(?:facebook|telegram|instagram)\s+posts?|posts?|posted\s+on)\b",
            re.IGNORECASE,
        ),
        SourceKind.SOCIAL_POST,
    ),
    (re.compile(r"\b(?:press|news)\s+(?:releases?|statements?)\b", re.IGNORECASE), SourceKind.PRESS_RELEASE),
    (
        re.compile(
            r"\b(?:newspapers?(?:\s+articles?)?|news(?!\s+release)(?:\s+(?:articles?|stories|sources?|reports?))?|press(?!\s+(?:release|statement))"
            r"|outlets?|(?<!social )(?<!social-)media)\b",
            re.IGNORECASE,
        ),
        SourceKind.NEWS_ARTICLE,
    ),
    (
        re.compile(
            r"\b(?:court\s+(?:cases?|decisions?|opinions?|rulings?)|case\s+law|judge?ments?|precedents?)\b",
            re.IGNORECASE,
        ),
        SourceKind.COURT_CASE,
    ),
    (re.compile(r"\b(?:statutes?|legislation|laws)\b", re.IGNORECASE), SourceKind.STATUTE),
    (re.compile(r"\bbooks?\b", re.IGNORECASE), SourceKind.BOOK),
    (
        re.compile(
            r"\b(?:(?:academic\s+)?journals?(?:\s+articles?)?|academic\s+(?:articles?|papers?))\b", re.IGNORECASE
        ),
        SourceKind.JOURNAL_ARTICLE,
    ),
    (re.compile(r"\b(?:web\s?-?(?:sites?|pages?))\b", re.IGNORECASE), SourceKind.WEB_PAGE),
    (re.compile(r"\bdata\s?-?sets?\b", re.IGNORECASE), SourceKind.DATASET),
    # `The report` is the document itself; `reports` and `which report` are sources.
    (
        re.compile(
            r"\b(?:reports(?=\s+(?:are|is|were|does|do|did|cited|used|by|from|in))|(?:which|what|other|how\s+many)\s+reports?|(?:are|were|or)\s+reports)\b",
            re.IGNORECASE,
        ),
        SourceKind.REPORT,
    ),
)
HOLDING_WORDS = (
    (re.compile(r"\bunpublished\b|\b(?:never|not)\s+(?:been\s+)?published\b", re.IGNORECASE), "unpublished"),
    (
        re.compile(
            r"\b(?:reference\s+only|not\s+(?:held|in\s+the\s+corpus)|(?:do\s+not|don['’]t)\s+(?:hold|have))\b",
            re.IGNORECASE,
        ),
        "reference only",
    ),
    (
        re.compile(
            r"\b(?:held(?=\s+in\s+full|\s*[?.]|\s*\Z)|in\s+full|full\s+texts?|(?:we|do\s+(?:we|you|i))\s+(?:hold|have)\b(?!\s+(?:for|that|on|from)\b)|(?:i|we|you)\s+can\s+read\b|"
            r"(?<!where\s)(?:can|may)\s+(?:i|we|one)\s+(?:read|open))",
            re.IGNORECASE,
        ),
        "held",
    ),
)
LANGUAGE_WORDS = {
    "english": "en", "spanish": "es", "french": "fr", "german": "de", "italian": "it", "portuguese": "pt", "dutch": "nl",
    "albanian": "sq", "croatian": "hr", "greek": "el", "hebrew": "he", "japanese": "ja", "korean": "ko", "chinese": "zh",
    "russian": "ru", "ukrainian": "uk", "serbian": "sr", "bosnian": "bs", "turkish": "tr", "arabic": "ar", "polish": "pl",
}  # fmt: skip
LANGUAGE_NAMES = {code: name for name, code in LANGUAGE_WORDS.items()}
_LANGUAGE = "|".join(LANGUAGE_WORDS)
LANGUAGE_ASKED = regex(
    rf"\b(?:in|into)\s+(?:\w+\s+or\s+)?({_LANGUAGE})\b|\b({_LANGUAGE})(?:[\s-]+language)?\s+(?:\w+\s+)?"
    rf"(?:sources?|articles?|publications?|works?|texts?|references?|tweets?|posts?|reports?|titles?|items?|material)\b|"
    rf"\b({_LANGUAGE})-language",
    re.IGNORECASE,
)
"""A language is asked for after “in”, or before a word for what is written: “the Spanish police” asks for none."""
FOREIGN_LANGUAGE = regex(
    r"\b(?:foreign[\s-]+language|other\s+languages|not\s+in\s+english|non-english|(?:in\s+)?(?:an?\s+|any\s+)?(?:languages?\s+)?other\s+than\s+(?:in\s+)?english|(?:not|n['’]t)\s+(?:written|published)\s+in\s+english)\b",
    re.IGNORECASE,
)
BEFORE_DATE = regex(r"\b(?:before|(?:older|earlier)\s+than|prior\s+to)\s+(.{4,20})", re.IGNORECASE)
AFTER_DATE = regex(r"\b(?:after|since|(?:newer|later|more\s+recent)\s+than)\s+(.{4,20})", re.IGNORECASE)
"""A bound, and the date after it; what is `since 2023` may be of 2023 itself."""
BOUNDS = frozenset("before after since older newer earlier later prior more recent than".split())
WITH_ADDRESS = regex(r"\b(?:urls|links|web\s+addresses)\b", re.IGNORECASE)
OLDEST_SOURCE = regex(
    r"\b(?:oldest|earliest|first\s+published|first(?=\s+(?:interview|conversation|talk|tweet|article|publication)))\b",
    re.IGNORECASE,
)
NEWEST_SOURCE = regex(
    r"\b(?:newest|latest|most\s+recent(?:ly)?|last(?=\s+(?:interview|conversation|talk|tweet|article|publication)))\b",
    re.IGNORECASE,
)
MEDIUM_WORDS = (
    (regex(r"\b(?:video|zoom|skype|teams)\b", re.IGNORECASE), regex(r"\b(?:video|zoom|skype|teams)\b", re.IGNORECASE)),
    (
        regex(r"\b(?:online|internet|web|remote(?:ly)?)\b", re.IGNORECASE),
        regex(r"\b(?:online|internet|web|remote(?:ly)?|video|zoom|skype|teams)\b", re.IGNORECASE),
    ),
    (
        regex(r"\b(?:(?:tele)?phone|call(?:ed)?)\b", re.IGNORECASE),
        regex(r"\b(?:(?:tele)?phone|call(?:ed)?)\b", re.IGNORECASE),
    ),
    (
        regex(r"\b(?:in\s+person|face[\s-]+to[\s-]+face)\b", re.IGNORECASE),
        regex(r"\b(?:in\s+person|face[\s-]+to[\s-]+face)\b", re.IGNORECASE),
    ),
    (
        regex(r"\b(?:e-?mail|in\s+writing|correspondence)\b", re.IGNORECASE),
        regex(r"\b(?:e-?mail|in\s+writing|correspondence)\b", re.IGNORECASE),
    ),
)
"""How an interview was held: what is asked, and what a note says; what was held by video was online, but not the other way."""
DENIED = regex(r"(?:\bnot|\w+n['’]t)\s+(?:(?:done|held|conducted|carried|made|taken)\s+)?(?:out\s+)?\Z", re.IGNORECASE)
"""Before how an interview was held: “not face to face”, “weren't done online”."""
ANONYMOUS = regex(
    r"\b(?:anonymous(?:ly)?|unnamed|nameless|unidentified|not\s+(?:named|identified)|without\s+(?:a\s+)?names?|off\s+the\s+record|"
    r"confidential(?:ly)?|(?:on\s+(?:the\s+)?condition\s+of\s+)?anonymity|(?:asked|wanted|wished|preferred)\s+not\s+to\s+be\s+(?:named|identified))\b",
    re.IGNORECASE,
)
NAMED = regex(
    r"\b(?:are|is|was|were|been)\s+(?:named|identified)\b|\bnamed\s+(?:interviewees?|sources?|informants?|persons?|people|individuals?)\b|\bby\s+name\b|\bon\s+the\s+record\b",
    re.IGNORECASE,
)
"""Of those who were spoken with, whether the note gives their names."""
_FIELD = r"(authors?|dates?|titles?|publishers?|urls?|links?|(?:web\s+)?address(?:es)?)\b"
WITHOUT_FIELD = regex(
    rf"\b(?:(?:have|has|with|give|gives|carry|carries)\s+no|without|lack(?:s|ing)?|(?:do|does)(?:n['’]t|\s+not)\s+(?:have|give|carry))\s+"
    rf"(?:an?\s+|any\s+)?{_FIELD}|\b(undated)\b|\b(?:not|aren['’]t|isn['’]t)\s+(dated)\b",
    re.IGNORECASE,
)
WITH_FIELD = regex(rf"\b(?:have|has|with|give|gives|carry|carries)\s+(?:an?\s+|any\s+){_FIELD}", re.IGNORECASE)
FIELDS = (("author", "authors"), ("date", "issued"), ("undate", "issued"), ("title", "title"), ("publish", "publisher"))
"""How a word for a part of a source begins, and the part; all others are its address."""
