"""Whether a URL at a line's end goes on in the next line."""

from __future__ import annotations

import re

from qa.regex import regex

_URL = regex(r"(?:(?:https?|ftp)://|www\.|doi\.org/|(?<![\d.])10\.\d{4,9}/)\S*$", re.IGNORECASE)
_SCHEME = regex(r"(?:https?|ftp):/?$", re.IGNORECASE)
_BEGUN = regex(r"(?:://|//www\.|^www\.|doi\.org/|10\.\d{4,9}/)$", re.IGNORECASE)
_NO_DOMAIN = regex(r"(?:(?:https?|ftp)://(?:www\.)?|www\.)[\w-]+\.$", re.IGNORECASE)
_DOMAIN = regex(r"(?:com|org|net|gov|edu|int|mil|info|eu|[a-z]{2}(?=/|\.[a-z]))\b")
_FILE = regex(r".+\.(?:s?html?|pdf|aspx?|php|jsp|cfm|docx?|xlsx?|pptx?|xml|txt|json|csv|jpe?g|png)")
_SLUG = regex(r"\w+-\w+-[\w-]+|(?=\w*\d)\w+-[\w-]+|\d+")
_PATH_CHARS = frozenset("/_=%?&#~")
_NO_PATH = regex(r"and/or|s?he/s?he|his/hers?|\d{2,4}/\d{2,4}|[A-Z][a-z]*/[A-Z][a-z]*")
_CLOSING = ".,;:)]>}”’\"'"


def holds_url(token: str) -> bool:
    """True when a URL or DOI stands at the end of `token`."""
    return bool(_URL.search(token))


def goes_on(token: str, after: str, *, linked: tuple[str, str] = ("", ""), full: bool = True) -> bool:
    """True when `token`, the last of a line, is the beginning of a URL that `after`, the next line, goes on with.

    `linked` are the addresses that the file links the line's end and the next line's start to; `full`: nothing
    more would have fitted in the line. In doubt the URL ends: no word after it is taken for a part of it.
    """
    first = after.split(maxsplit=1)[0] if after.strip() else ""
    if _SCHEME.search(token):
        return first.startswith("/")
    match = _URL.search(token)
    if not match or not first or _URL.match(first.lstrip("([<")):
        return False
    if any(linked):
        return linked[0] == linked[1]
    return _looks_cut(match.group(), token, first, full)


def _looks_cut(url: str, token: str, first: str, full: bool) -> bool:
    last = url[-1]
    if _BEGUN.search(url) or last in "=&?_%#~+@-":
        return first[0].isalnum() or first[0] in _PATH_CHARS
    if last == "/":
        closes = token.startswith("(") and ")" in first and "(" not in first
        return closes or _is_path(first) or bool(_SLUG.fullmatch(first.rstrip(_CLOSING)))
    if last == ".":
        return bool(_NO_DOMAIN.match(url) and _DOMAIN.match(first)) or _is_path(first)
    if not last.isalnum():
        return False
    return len(first) > 1 and (
        first[0] in "/?&=#_%" or (first[0] == "." and first[1].isalnum()) or (full and _is_path(first))
    )


def _is_path(first: str) -> bool:
    """True for what only a URL holds."""
    bare = first.rstrip(_CLOSING)
    if _NO_PATH.fullmatch(bare) or not bare[:1].isascii():
        return False
    return bool(_PATH_CHARS.intersection(bare)) or bool(_FILE.fullmatch(bare))
