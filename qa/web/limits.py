"""What one page may take, how hosts are spared, and as whom they are asked."""

from __future__ import annotations

from qa.parse.limits import MAX_BYTES

LARGEST_PAGE = MAX_BYTES
"""Bytes, as they come and as they are unpacked: what is larger could not be read."""
LARGEST_ROBOTS = 512_000
"""Bytes of a robots.txt that are read, as RFC 9309 has it."""
CONNECT_SECONDS, READ_SECONDS, WHOLE_SECONDS = 10.0, 20.0, 90.0
"""Until a host takes a connection, for each piece of its reply, and for one request in all."""
MOST_HOPS = 5
"""Redirects that are followed."""
PAUSE = 1.0
"""Seconds from one request to a host to the next."""
LONGEST_PAUSE = 10.0
"""Where robots.txt asks for more."""
PORTS = frozenset({80, 443, 8000, 8008, 8080, 8443})
"""Where web servers listen; at other ports of a host something else does."""
LONGEST_ADDRESS = 2000
MOST_MEMBERS = 100
"""Packed pieces, one behind the other, in one reply."""
PROGRAM = "footnote-qa"
"""By which a robots.txt can speak to this program."""


def user_agent() -> str:
    """Name and version of this program, and nothing of the person or the computer."""
    import qa

    return f"{PROGRAM}/{qa.__version__}"
