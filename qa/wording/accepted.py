"""Which of our languages is spoken to a browser: the one that was chosen in it, else the one that it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie

from qa.wording.say import ENGLISH, languages

LANGUAGE = "lang"
"""In an address, and the cookie in which the page's script keeps what was chosen: the language's code."""

_LONGEST = 400
"""Characters of the header that are read."""


def browser_language(cookies: Mapping[str, str], wishes: str) -> str:
    """What was chosen in this browser, else what it asks for."""
    kept = cookies.get(f"fq-{LANGUAGE}", "")
    return kept if kept in languages() else accepted_language(wishes)


def language_of_request(headers: Mapping[str, str]) -> str:
    """The same for a request that reaches no page."""
    try:
        cookies = {name: morsel.value for name, morsel in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        cookies = {}
    return browser_language(cookies, headers.get("accept-language", ""))


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
