"""English dates: days, months, years, decades and stretches of years."""

from __future__ import annotations

from qa.language.en.months import ENGLISH_MONTHS
from qa.regex import regex

_MONTH = f"(?:{'|'.join(ENGLISH_MONTHS)})"
DATE = regex(
    rf"(?:(?:early|late|mid-?)\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}(?:\s+\d{{1,2}},)?(?:\s+\d{{4}})?|"
    r"between\s+(?:1[5-9]|20)\d\d\s+and\s+(?:1[5-9]|20)\d\d|(?:(?:early|late|mid-?)\s+)?\b(?:1[5-9]|20)\d\d(?:s|[–-]\d{2,4})?\b"
)
"""“18 January 2024”, “late 2023”, “between 2018 and 2023”, “1990s”, “2019–21”."""
