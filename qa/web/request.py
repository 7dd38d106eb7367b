"""One request and its reply: no cookies, no proxy of the environment, no redirect followed, nothing said of who asks."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from qa.errors import WebError
from qa.web.address import Address
from qa.web.limits import CONNECT_SECONDS, READ_SECONDS, WHOLE_SECONDS, user_agent
from qa.web.network import Internet
from qa.web.unpack import too_large, unpacked

_ACCEPT = "text/html, application/xhtml+xml, application/pdf, application/epub+zip, text/plain;q=0.9, */*;q=0.5"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a host sent."""

    status: int
    headers: dict[str, str]
    """By their names in small letters; of several of one name, the first."""
    data: bytes
    """Unpacked; nothing for a status that is no success."""


def request(
    address: Address, network: Internet, *, largest: int, cut: bool = False, seconds: float = WHOLE_SECONDS
) -> Reply:
    """Ask for a page once.

    Raises:
        WebError: the host may not be reached or does not answer, or what it sends is too large or too slow.
    """
    import httpcore2

    from qa.web.connect import CheckedBackend

    backend = CheckedBackend(network, time.monotonic() + seconds)
    timeouts = {"connect": CONNECT_SECONDS, "read": READ_SECONDS, "write": READ_SECONDS, "pool": CONNECT_SECONDS}
    url = httpcore2.URL(scheme=address.scheme, host=address.host, port=address.port, target=address.target)
    try:
        with (
            httpcore2.ConnectionPool(network_backend=backend, max_connections=1, http2=False) as pool,
            pool.stream("GET", url, headers=_headers(), extensions={"timeout": timeouts}) as response,
        ):
            headers = _read(response.headers)
            if not 200 <= response.status < 300:
                return Reply(response.status, headers, b"")
            length = headers.get("content-length", "")
            if length.isdecimal() and len(length) < 20 and int(length) > largest and not cut:
                raise too_large(str(address), largest)
            coding = headers.get("content-encoding", "")
            return Reply(
                response.status, headers, unpacked(response.iter_stream(), coding, largest, str(address), cut=cut)
            )
    except httpcore2.TimeoutException as error:
        raise WebError(f"{address}: no answer in time") from error
    except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
        raise WebError(f"{address}: cannot be reached ({_short(error)})") from error


def _headers() -> list[tuple[str, str]]:
    return [
        ("User-Agent", user_agent()),
        ("Accept", _ACCEPT),
        ("Accept-Encoding", "gzip, deflate"),
        ("Connection", "close"),
    ]


def _read(headers: Sequence[tuple[bytes, bytes]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in headers:
        found.setdefault(name.decode("latin-1").lower(), value.decode("latin-1").strip())
    return found


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:160] or type(error).__name__
