"""Asks for pages as a considerate visitor does: by robots.txt, a request a second and host, redirects by the same rules."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message

from qa.embed.hub import OFFLINE, is_offline
from qa.errors import UsageError, WebError
from qa.web.address import Address, parse_address
from qa.web.limits import LARGEST_PAGE, LARGEST_ROBOTS, LONGEST_PAUSE, MOST_HOPS, PROGRAM
from qa.web.network import Internet
from qa.web.request import Reply, request
from qa.web.robots import Robots, read_robots

_REDIRECTS = (301, 302, 303, 307, 308)
_WORDS = {
    401: "asks for a name and password",
    402: "asks for payment",
    403: "refuses",
    404: "has no such page",
    410: "says that the page is gone",
    429: "asks for fewer requests",
    451: "may not show it",
}


@dataclass(frozen=True, slots=True)
class WebPage:
    """What was had of an address."""

    address: Address
    """That was asked."""
    final: Address
    """Where its redirects led."""
    media_type: str
    charset: str | None
    """As the host says, if it does."""
    data: bytes
    at: str
    """When: ISO 8601, UTC."""


def refuse_offline() -> None:
    """Raises UsageError where the environment forbids to ask anything."""
    if is_offline():
        raise UsageError(f"{OFFLINE} is set, which forbids to ask the web for anything; unset it, or add a file")


class Client:
    """Asks hosts for pages, one request at a time; what a host said in its robots.txt is remembered."""

    def __init__(self, network: Internet) -> None:
        """Nothing is asked yet.

        Raises:
            UsageError: the environment forbids to ask anything.
        """
        refuse_offline()
        self._network = network
        self._rules: dict[str, Robots] = {}
        self._free: dict[str, float] = {}

    def get(self, text: str) -> WebPage:
        """A page.

        Raises:
            WebError: it cannot be had, or may not be asked for; `gone` where there is none.
        """
        first = parse_address(text)
        reply, final = self._follow(first, LARGEST_PAGE, by_rules=True)
        if not 200 <= reply.status < 300:
            words = _WORDS.get(reply.status, "has trouble" if reply.status >= 500 else "sends nothing")
            raise WebError(f"{final.host} {words} ({reply.status}): {first}", gone=reply.status in (404, 410))
        media_type, charset = _kind_of(reply.headers.get("content-type", ""))
        at = datetime.now(UTC).isoformat(timespec="seconds")
        return WebPage(first, final, media_type, charset, reply.data, at)

    def _follow(self, address: Address, largest: int, *, by_rules: bool) -> tuple[Reply, Address]:
        """The reply at the end of the redirects, each of which is checked as the first address is."""
        first = address
        for _ in range(MOST_HOPS + 1):
            if not self._network.allows_port(address.port):
                raise WebError(f"{address}: port {address.port} is not asked; web servers listen at others")
            if by_rules and not self._rules_of(address).allows(address.target):
                raise WebError(f"{address}: its host forbids programs to ask for it (robots.txt)")
            self._wait(address)
            reply = request(address, self._network, largest=largest, cut=not by_rules)
            if reply.status not in _REDIRECTS or "location" not in reply.headers:
                return reply, address
            address = address.follow(reply.headers["location"])
        raise WebError(f"{first}: leads on and on; {MOST_HOPS} redirects are followed")

    def _rules_of(self, address: Address) -> Robots:
        """What the host's robots.txt says; without one, all is allowed (RFC 9309)."""
        if address.origin not in self._rules:
            reply, _ = self._follow(parse_address(f"{address.origin}/robots.txt"), LARGEST_ROBOTS, by_rules=False)
            if reply.status >= 500 or reply.status == 429:
                raise WebError(f"{address.host}: its robots.txt cannot be had ({reply.status}), so nothing is asked")
            self._rules[address.origin] = read_robots(reply.data.decode("utf-8", "replace"), PROGRAM)
        return self._rules[address.origin]

    def _wait(self, address: Address) -> None:
        """Until the host may be asked again."""
        if not self._network.pause:
            return
        pause = self._network.pause
        if (rules := self._rules.get(address.origin)) and rules.delay:
            pause = max(pause, min(rules.delay, LONGEST_PAUSE))
        now = time.monotonic()
        start = max(now, self._free.get(address.host, now))
        self._free[address.host] = start + pause
        time.sleep(start - now)


def _kind_of(said: str) -> tuple[str, str | None]:
    """Media type and encoding in a host's words; nothing where they cannot be read."""
    if not said:
        return "", None
    message = Message()
    message["Content-Type"] = said
    try:
        return message.get_content_type(), message.get_content_charset()
    except ValueError:
        # The standard library takes the number in `x*999…` for one, however many digits it has.
        return "", None
