"""Listens on a port of this computer, and serves an application there until the process is told to stop."""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING

from qa.errors import QAError, UsageError

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_MOST_CONNECTIONS = 200
_KEEP_ALIVE = 15


def is_loopback(address: str) -> bool:
    """True for an address that only this computer reaches.

    Raises:
        UsageError: it is no IP address.
    """
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError as error:
        raise UsageError(f"{address}: not an IP address; use one such as 127.0.0.1 or 0.0.0.0") from error


def bind(address: str, port: int) -> socket.socket:
    """A socket that listens there; who comes before the server has started waits.

    Raises:
        UsageError: there is no such port.
        QAError: something listens there already, or the address is not this computer's.
    """
    if not 0 <= port < 65536:
        raise UsageError(f"{port}: not a port; use a number such as 8600")
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((address, port))
        listening.listen()
    except OSError as error:
        listening.close()
        raise QAError(f"{address}, port {port}: cannot be listened on ({error.strerror}); use another port") from error
    return listening


def serve_on(listening: socket.socket, app: ASGIApp) -> None:
    """Serve until Ctrl-C."""
    import uvicorn

    settings = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="on",
        ws="none",
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=5,
        proxy_headers=False,
    )
    uvicorn.Server(settings).run(sockets=[listening])
