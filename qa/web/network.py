"""How names become IP addresses, and which of these may be reached."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.errors import WebError
from qa.web.limits import CONNECT_SECONDS, PAUSE, PORTS
from qa.web.public import is_public


def look_up(host: str, port: int) -> Sequence[str]:
    """The IP addresses of a host, as the system knows them; it is asked in a thread, since it cannot be interrupted.

    Raises:
        OSError: it knows none, or does not say in time.
    """
    found: list[str] = []
    failures: list[OSError | UnicodeError] = []

    def ask() -> None:
        try:
            found.extend(str(address[0]) for *_, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            failures.append(error)

    thread = threading.Thread(target=ask, name="look-up", daemon=True)
    thread.start()
    thread.join(CONNECT_SECONDS)
    if thread.is_alive():
        raise socket.gaierror(socket.EAI_AGAIN, "no answer in time")
    if failures:
        raise OSError(str(failures[0])) if isinstance(failures[0], UnicodeError) else failures[0]
    return list(dict.fromkeys(found))


def dial(ip: str, port: int, seconds: float) -> socket.socket:
    """A connection to an IP address.

    Raises:
        OSError: there is none.
    """
    return socket.create_connection((ip, port), seconds)


@dataclass(frozen=True, slots=True)
class Internet:
    """The internet. Only a caller in Python can put another in its place, as tests do: no setting, variable or document can."""

    resolve: Callable[[str, int], Sequence[str]] = look_up
    connect: Callable[[str, int, float], socket.socket] = dial
    pause: float = PAUSE
    """Seconds from one request to a host to the next."""
    allowed: frozenset[tuple[str, int]] = frozenset()
    """IP addresses with a port that may be reached though they are not public: for a test's own server."""

    def allows_port(self, port: int) -> bool:
        """True where web servers listen."""
        return port in PORTS or any(port == own for _, own in self.allowed)

    def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """The IP addresses of a host, each of which may be reached; it is to these that a connection is then made.

        Raises:
            WebError: there is none, or one of them is not public.
        """
        try:
            found = tuple(self.resolve(host, port))
        except (OSError, UnicodeError) as error:
            if isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN:
                raise WebError(f"{host}: names of hosts cannot be looked up now; is this computer online?") from error
            raise WebError(f"{host}: no such host is found", gone=True) from error
        for ip in found:
            if not is_public(ip) and (ip, port) not in self.allowed:
                raise WebError(f"{host}: leads to {ip}, which is no public address of the internet, and is not asked")
        if not found:
            raise WebError(f"{host}: no such host is found", gone=True)
        return found


INTERNET = Internet()
