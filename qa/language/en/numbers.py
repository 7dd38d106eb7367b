"""English numbers and amounts, with what makes them exact and what is counted."""

from __future__ import annotations

import re

from qa.regex import regex

_UNITS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds|thousands|millions|half|a third|several"
NUMBER = regex(
    r"(?:(?:more|less|fewer|at least|at most|over|under|nearly|almost|around|about|up to|some)\s+(?:than\s+)?)?"
    rf"(?:[€$£¥]\s?\d[\d.,  ]*\d?|\b\d+(?:[.,  ]\d+)*\b|\b(?:{_UNITS})\b)"
    r"(?:\s?(?:%|percent|per cent|million|billion|trillion|thousand))?(?:\s+(?:tonnes?|tons?|kilos?|kilograms?|kg|km|hours?|days?|weeks?|months?|years?)\b)?"
    r"(?:\s+per\s+\d[\d.,  ]*\s+\w+)?",
    re.IGNORECASE,
)  # fmt: skip
"""“more than 40”, “€48 million”, “12 per cent”, “3 tonnes”, “half”, “46 per 100,000 inhabitants”."""
