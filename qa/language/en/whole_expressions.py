"""Expressions that mean something only as a whole: addresses, ranges, “2 in 100”, dates, amounts, numbers in words."""

from __future__ import annotations

import re

from qa.language.en.months import ENGLISH_MONTHS
from qa.regex import regex

_ONES = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SCALES = "hundreds?|thousands?|millions?|billions?|trillions?|dozens?"
_NUMERAL = rf"(?:(?:{_TENS})(?:[-‐‑ ](?:{_ONES}))?|{_ONES}|a|half a)"
_PART = rf"(?:(?:{_TENS})(?:[-‐‑ ](?:{_ONES}))?|{_ONES})"
_IN_WORDS = (
    rf"\b(?:{_NUMERAL}(?:\s+and\s+(?:a\s+half|a\s+quarter|three\s+quarters))?(?:[-\s]+(?:{_SCALES}))+(?:\s+(?:and\s+)?{_PART})*"
    rf"|{_PART}(?:\s+and\s+(?:a\s+half|a\s+quarter|three\s+quarters))?"
    rf"|(?:{_SCALES}))\b"
)
_DIGITS = r"(?<![\w.,/])[€$£¥]?\s?\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?(?![\w/]|[.,]\d)"
_SCALED = rf"{_DIGITS}(?:\s?(?:{_SCALES}|m|bn|k)\b)?"
_NUMBER = rf"(?:{_SCALED}|{_IN_WORDS})"
_UNIT = (
    r"(?:\s?(?:%|°[CF]?|(?:per\s?cent|percent|percentage points?|tonnes?|tons?|kilos?|kilograms?|grams?|kg|km|kilomet(?:er|re)s?|"
    r"met(?:er|re)s?|miles?|feet|inches|acres?|hectares?|lit(?:er|re)s?|gallons?|barrels?|hours?|minutes?|seconds?|days?|weeks?|"
    r"months?|years?|decades?|centuries|euros?|dollars?|pounds?|kroner|degrees?|bytes?|kbit/s|mph|hp)\b))"
)
_RATE = r"(?:\s+(?:per|for every|for each|out of every)\s+(?:\d[\d.,\u00a0\u202f ]*\d|\d|hundred|thousand|million)(?:\s+\w+)?)?"
_YEAR = r"(?:1[0-9]|20)\d\d"
_MONTH = rf"(?:{'|'.join(ENGLISH_MONTHS)})"
_PARTLY = r"(?:\b(?:early|late|mid-?)\s*)?"
_DATE = rf"{_PARTLY}(?:\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?)?\b{_MONTH}\b(?:\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!\s+\w+s\b))?(?:,?\s+{_YEAR}\b)?"
_ERA = r"(?:\s+(?:BC|BCE|AD|CE)\b)?"

ADDRESS = regex(
    r"\b(?:https?://|www\.)[^\s<>“”\"]+[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)*\w|\b(?!\d{1,3}(?:\.\d{3})+\b)\w+(?:\.\d+){2,}\b|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|"
    r"gov|edu|int|eu|example|io)(?:/[^\s<>“”\"]*\w/?)?",
    re.IGNORECASE,
)
"""“https://…”, “post.desk@…”, “2.14.3”, “10.24.7.1”: dots in them end nothing."""
RANGE = regex(
    rf"\bbetween\s+(?:{_DATE}|{_NUMBER}{_UNIT}?)\s+and\s+(?:{_DATE}|{_NUMBER}{_UNIT}?)|"
    rf"\bfrom\s+(?:{_DATE}|{_YEAR})\s+(?:to|until|till|through)\s+(?:{_DATE}|{_YEAR})|"
    rf"(?<!from )(?<!from\s\s){_DIGITS}(?:\s?[–-]\s?|\s+to\s+){_DIGITS}{_UNIT}?|\b{_YEAR}[–-]\d{{2,4}}\b",
    re.IGNORECASE,
)
"""“between 2018 and 2023”, “10 to 12 tonnes”, “2019–21”."""
PROPORTION = regex(
    rf"{_NUMBER}\s+(?:(?:in|out\s+of|of)(?:\s+every)?)\s+(?:(?:the|these|those|all|its|their)\s+)?(?!{_YEAR}\b|one\b){_NUMBER}|"
    rf"\b(?:(?:about|almost|nearly|over|some)\s+)?(?:half|(?:a|one|two|three)[- ](?:thirds?|quarters?|fifths?|tenths?))\s+(?:of\s+)?"
    rf"(?:(?!\d)[\w’']+\s+){{0,3}}?(?!{_YEAR}\b){_DIGITS}",
    re.IGNORECASE,
)
"""“2 in 100”, “three of the five”, “half of its 300,000”."""
_EXACTNESS = (
    r"(?:\b(?:more than|less than|fewer than|at least|at most|no more than|no fewer than|up to|upwards? of|in excess of|close to|as (?:many|much|few|little) as|not (?:more|less) than|not to exceed|not exceeding|(?:young|old|long|short|great|larg|small|low|high|few)er than|over|under|nearly|almost|about|around|roughly|"
    r"approximately|some|just over|just under)\s+)?"
)
AMOUNT = regex(rf"{_EXACTNESS}(?:{_NUMBER}{_UNIT}?{_RATE})", re.IGNORECASE)
"""“€48 million”, “more than 100”, “46.5 per 100 000 inhabitants”, “two and a half million”, “forty-two”."""
WHOLE_DATE = regex(rf"{_DATE}{_ERA}|{_PARTLY}\b{_YEAR}s?\b{_ERA}|\b\d{{1,4}}{_ERA}", re.IGNORECASE)
"""“3 May 2020”, “May 3, 2020”, “55 BC”."""
HYPHENATED = regex(
    rf"\b(?:{_TENS})[-‐‑](?:{_ONES})\b|\b\d+[-‐‑–]\w+(?:[-‐‑]\w+)*|\b\w+[’'](?:s|t|re|ve|ll|d)\b", re.IGNORECASE
)
"""“forty-two”, “3-year-old”."""
