"""An address of the web, taken apart once: what is checked is what is asked."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from qa.errors import WebError
from qa.regex import regex
from qa.web.limits import LONGEST_ADDRESS

_HOST = regex(r"[a-z\d_](?:[a-z\d_-]{0,62}\.)*+[a-z\d_-]{0,62}\.?", re.ASCII)
_ODD = regex(r"[\x00-\x20\x7f\\]")
_SAFE = "/:@!$&'()*+,;=~%-._?[]"
_DEFAULT = {"http": 80, "https": 443}
_SHOWN = 120


@dataclass(frozen=True, slots=True)
class Address:
    """Where a page is asked for."""

    scheme: str
    host: str
    """A name in ASCII, or an IP address."""
    port: int
    target: str
    """Path and query, as they are sent."""

    @property
    def origin(self) -> str:
        """Scheme, host and, where it is not the usual one, port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _DEFAULT[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"

    @property
    def path(self) -> str:
        """Without the query."""
        return self.target.partition("?")[0]

    def __str__(self) -> str:
        return f"{self.origin}{self.target}"

    def follow(self, location: str) -> Address:
        """Where a redirect leads.

        Raises:
            WebError: no page may be asked for there.
        """
        try:
            return parse_address(urljoin(str(self), location))
        except ValueError as error:
            raise WebError(f"{self}: leads to what is no address") from error


def is_web_address(text: str) -> bool:
    """True for what is written as an address, of whatever scheme, and no file's name."""
    return re.match(r"[a-z][a-z\d+.-]{1,20}://|(?:data|javascript|mailto):", text, re.IGNORECASE) is not None


def parse_address(text: str) -> Address:
    """An address of http or https, without a name and password in it.

    Raises:
        WebError: it is something else.
    """
    text = text.strip()
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]} …"
    if len(text) > LONGEST_ADDRESS:
        raise WebError(f"{shown}: longer than {LONGEST_ADDRESS} characters; that is no page's address")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise WebError(f"{shown}: no address of a page") from error
    if parts.scheme not in _DEFAULT:
        raise WebError(f"{shown}: only addresses that begin with http:// or https:// are asked")
    if "@" in parts.netloc:
        raise WebError(f"{parts.scheme}://…@{parts.hostname}: an address with a name or password in it is not asked")
    if _ODD.search(parts.netloc) or port == 0:
        raise WebError(f"{shown}: no address of a page")
    try:
        target = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    except UnicodeEncodeError as error:
        raise WebError(f"{shown!a}: no address of a page; it has half a character in it") from error
    return Address(parts.scheme, _host(parts.hostname or "", shown), port or _DEFAULT[parts.scheme], target)


def _host(name: str, shown: str) -> str:
    try:
        if ":" in name and "%" not in name:
            return str(ipaddress.IPv6Address(name))
        host = name if name.isascii() else name.encode("idna").decode()
    except ValueError as error:
        raise WebError(f"{shown}: its host is none that can be asked") from error
    if len(host) > 253 or not _HOST.fullmatch(host):
        raise WebError(f"{shown}: its host is none that can be asked")
    return host
