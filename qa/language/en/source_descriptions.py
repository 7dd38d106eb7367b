"""The words by which an English question describes sources: kind, language, date, place, holding."""

from __future__ import annotations

import re

from qa.types.source import SourceKind

KIND_WORDS = (
    (re.compile(r"\binterview(?:s|ed|ees?)?\b", re.IGNORECASE), SourceKind.INTERVIEW),
    (
        re.compile(
            r"\b(?:tweet(?:s|ed)?|twitter|social[\s-]+media(?:\s+posts?)?|(?:facebook|telegram|instagram)\s+posts?|posts?)\b",
            re.IGNORECASE,
        ),
        SourceKind.SOCIAL_POST,
    ),
    (re.compile(r"\b(?:press|news)\s+releases?\b", re.IGNORECASE), SourceKind.PRESS_RELEASE),
    (
        re.compile(
            r"\b(?:newspapers?(?:\s+articles?)?|news(?!\s+release)(?:\s+(?:articles?|stories|sources?|reports?))?|press(?!\s+release)"
            r"|(?<!social )(?<!social-)media)\b",
            re.IGNORECASE,
        ),
        SourceKind.NEWS_ARTICLE,
    ),
    (
        re.compile(
            r"\b(?:court\s+(?:cases?|decisions?|opinions?)|case\s+law|judge?ments?|precedents?)\b", re.IGNORECASE
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
            r"\b(?:reports(?=\s+(?:are|is|were|does|do|did|cited|used|by|from|in))|(?:which|what|other|how\s+many)\s+reports?|risk\s+bulletins?)\b",
            re.IGNORECASE,
        ),
        SourceKind.REPORT,
    ),
)
HOLDING_WORDS = (
    (re.compile(r"\bunpublished\b", re.IGNORECASE), "unpublished"),
    (
        re.compile(
            r"\b(?:reference\s+only|not\s+(?:held|in\s+the\s+corpus)|(?:do\s+not|don['’]t)\s+(?:hold|have))\b",
            re.IGNORECASE,
        ),
        "reference only",
    ),
    (
        re.compile(r"\b(?:held|in\s+full|full\s+texts?|(?:we|do\s+(?:we|you|i))\s+(?:hold|have))\b", re.IGNORECASE),
        "held",
    ),
)
LANGUAGE_WORDS = {
    "english": "en", "spanish": "es", "french": "fr", "german": "de", "italian": "it", "portuguese": "pt", "dutch": "nl",
    "albanian": "sq", "croatian": "hr", "greek": "el", "hebrew": "he", "japanese": "ja", "korean": "ko", "chinese": "zh",
    "russian": "ru", "ukrainian": "uk", "serbian": "sr", "bosnian": "bs", "turkish": "tr", "arabic": "ar", "polish": "pl",
}  # fmt: skip
_LANGUAGE = "|".join(LANGUAGE_WORDS)
LANGUAGE_ASKED = re.compile(
    rf"\b(?:in|into)\s+(?:\w+\s+or\s+)?({_LANGUAGE})\b|\b({_LANGUAGE})(?:[\s-]+language)?\s+(?:\w+\s+)?(?:sources?|articles?|publications?|works?|texts?|references?|tweets?|posts?|reports?)\b|\b({_LANGUAGE})-language",
    re.IGNORECASE,
)
"""A language is asked for after “in”, or before a word for what is written: “the Spanish police” asks for none."""
FOREIGN_LANGUAGE = re.compile(
    r"\b(?:foreign[\s-]+language|other\s+languages|not\s+in\s+english|non-english)\b", re.IGNORECASE
)
BEFORE_DATE = re.compile(r"\b(?:before|(?:older|earlier)\s+than|prior\s+to)\s+(.{4,20})", re.IGNORECASE)
AFTER_DATE = re.compile(r"\b(?:after|since|(?:newer|later|more\s+recent)\s+than)\s+(.{4,20})", re.IGNORECASE)
"""A bound, and the date after it; what is `since 2023` may be of 2023 itself."""
WITH_ADDRESS = re.compile(r"\b(?:urls|links|web\s+addresses)\b", re.IGNORECASE)
OLDEST_SOURCE = re.compile(r"\b(?:oldest|earliest|first\s+published)\b", re.IGNORECASE)
NEWEST_SOURCE = re.compile(r"\b(?:newest|latest|most\s+recent(?:ly)?)\b", re.IGNORECASE)
