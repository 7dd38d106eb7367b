"""Which IP addresses are somebody's on the internet: all others, such as this computer's and its network's, are never asked."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

# The registries of special addresses of IANA (RFC 6890 and later), with multicast and what is kept for the future.
_CLOSED_4 = tuple(
    ipaddress.IPv4Network(net)
    for net in (
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 "
        "192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3"
    ).split()
)
_OPEN_6 = ipaddress.IPv6Network("2000::/3")
"""What is given out at all. Mapped and compatible IPv4 addresses, NAT64 (64:ff9b::/96), loopback and local ones lie outside."""
_CLOSED_6 = tuple(
    ipaddress.IPv6Network(net)
    # Teredo and other protocols of the network's own, examples, 6to4, and the name servers' own.
    for net in "2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20".split()
)


def is_public(text: str) -> bool:
    """True for an IP address that any computer of the internet would find in the same place."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv4Address):
        return not _within(address, _CLOSED_4)
    return address.scope_id is None and address in _OPEN_6 and not _within(address, _CLOSED_6)


def _within(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
    networks: Iterable[ipaddress.IPv4Network | ipaddress.IPv6Network],
) -> bool:
    return any(address in network for network in networks)
