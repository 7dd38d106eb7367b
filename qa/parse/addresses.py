"""Where a link leads outside the document: the address itself, redirects of search engines, mail and social sites undone."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

from qa.regex import regex

_LONGEST = 2000
_MOST_REDIRECTS = 3
_ODD = regex(r"[\s\x00-\x1f\x7f<>\"`{}|\\^]")
_REDIRECTS = (
    (re.compile(r"(?:www\.)?google\.[a-z.]{2,6}"), re.compile(r"/url"), ("q", "url")),
    (re.compile(r"(?:[\w-]+\.)?duckduckgo\.com"), re.compile(r"/l/?"), ("uddg",)),
    (re.compile(r"lm?\.(?:facebook|instagram)\.com"), re.compile(r"(?:/l\.php|/)"), ("u",)),
    (re.compile(r"(?:www\.)?facebook\.com"), re.compile(r"/(?:l|flx/warn/?)\.?(?:php)?"), ("u",)),
    (re.compile(r"[\w-]+\.safelinks\.protection\.outlook\.com"), re.compile(r"/.*"), ("url",)),
    (re.compile(r"(?:www\.)?youtube\.com"), re.compile(r"/redirect"), ("q",)),
    (re.compile(r"(?:www\.)?linkedin\.com"), re.compile(r"/(?:redir/redirect|safety/go)/?"), ("url",)),
    (re.compile(r"out\.reddit\.com"), re.compile(r"/.*"), ("url",)),
    (re.compile(r"slack-redir\.net"), re.compile(r"/link"), ("url",)),
    (re.compile(r"(?:www\.)?yandex\.[a-z.]{2,6}"), re.compile(r"/clck/jsredir.*"), ("url",)),
    (re.compile(r"t\.umblr\.com"), re.compile(r"/redirect"), ("z",)),
    (re.compile(r"href\.li"), re.compile(r"/?"), ("",)),
)
_REDIRECTING = regex(
    r"https?://[^/?#]*(?:google|duckduckgo|facebook|instagram|outlook|youtube|linkedin|reddit|slack-redir|yandex|umblr|href\.li)",
    re.IGNORECASE,
)
"""What the hosts of all of them hold; looked for first, since that is quick."""
_PLAIN = regex(r"https?://[a-z\d-]+(?:\.[a-z\d-]+)+(?:/[\w./%~+=&?;:@,!()#*$'-]*)?", re.IGNORECASE | re.ASCII)
"""Addresses that need no closer look."""


def outside(address: str | None) -> str | None:
    """The address on the web that a link leads to, or None: links inside the document, mail, scripts, what is no address."""
    if not address or len(address) > _LONGEST:
        return None
    found = address.strip().replace(" ", "%20")
    if not _REDIRECTING.match(found):
        return found if _PLAIN.fullmatch(found) or _is_address(found) else None
    for _ in range(_MOST_REDIRECTS):
        further = _redirected(found)
        if further is None:
            break
        found = further
    return found if _is_address(found) else None


def _is_address(address: str) -> bool:
    if _ODD.search(address) or not address[:8].lower().startswith(("http://", "https://")):
        return False
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    return "." in host.strip(".")


def _redirected(address: str) -> str | None:
    """The address that a redirect names; None where it is none."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    for hosts, paths, names in _REDIRECTS:
        if not (hosts.fullmatch(host) and paths.fullmatch(parts.path)):
            continue
        values = parse_qs(parts.query, max_num_fields=50) if parts.query.count("&") < 50 else {}
        candidates = [parts.query] if names == ("",) else [value for name in names for value in values.get(name, ())]
        for value in candidates:
            value = value if "://" in value[:10] else unquote(value)
            if _is_address(value):
                return value
    return None
