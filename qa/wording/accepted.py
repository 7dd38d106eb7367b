"""Which of our languages a browser asks for, by its header Accept-Language."""

from __future__ import annotations

from qa.wording.say import ENGLISH, languages

_LONGEST = 400
"""Characters of the header that are read."""


def accepted_language(header: str) -> str:
    """`es-MX,es;q=0.9,en;q=0.8` → `es`: the one it prefers of those that there are, else English."""
    wishes = [_wish(part) for part in header[:_LONGEST].split(",")]
    for code, weight in sorted(wishes, key=lambda wish: -wish[1]):
        if weight > 0 and code in languages():
            return code
    return ENGLISH


def _wish(part: str) -> tuple[str, float]:
    tag, _, weight = part.partition(";")
    return tag.strip().partition("-")[0].lower(), _weight(weight.strip())


def _weight(words: str) -> float:
    """`q=0.9` → 0.9; 1 where nothing is said, 0 for what is no weight."""
    if not words:
        return 1.0
    digits = words.removeprefix("q=").replace(".", "", 1)
    return float(words.removeprefix("q=")) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 0.0
