"""Connections to the very IP addresses that were checked, within a time: no second look-up can lead elsewhere."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from contextlib import closing
from typing import TYPE_CHECKING, Any

from httpcore2 import (
    ConnectError,
    ConnectTimeout,
    NetworkBackend,
    NetworkStream,
    ReadError,
    ReadTimeout,
    WriteError,
    WriteTimeout,
)

from qa.web.limits import CONNECT_SECONDS

if TYPE_CHECKING:
    import socket

    from httpcore2 import SOCKET_OPTION

    from qa.web.network import Internet


class CheckedBackend(NetworkBackend):
    """Looks a host up, checks all its IP addresses, and connects to one of these; TLS and `Host` keep the name."""

    def __init__(self, network: Internet, ends: float) -> None:
        """`ends` is when, by `time.monotonic`, all has to be over."""
        self._network, self._ends = network, ends

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> NetworkStream:
        """A connection to one of the host's addresses.

        Raises:
            WebError: one of them may not be reached.
            ConnectError: none of them answers.
        """
        failure: OSError | None = None
        for ip in self._network.addresses(host, port):
            try:
                return _Stream(
                    self._network.connect(ip, port, _left(self._ends, timeout or CONNECT_SECONDS)), self._ends
                )
            except OSError as error:
                failure = error
        raise (ConnectTimeout if isinstance(failure, TimeoutError) else ConnectError)(str(failure)) from failure


class _Stream(NetworkStream):
    """A socket whose reading and writing ends in time, however small the pieces are that come."""

    def __init__(self, connection: socket.socket, ends: float) -> None:
        self._socket, self._ends = connection, ends

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            self._socket.settimeout(_left(self._ends, timeout))
            return self._socket.recv(max_bytes)
        except TimeoutError as error:
            raise ReadTimeout(str(error)) from error
        except OSError as error:
            raise ReadError(str(error)) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        try:
            self._socket.settimeout(_left(self._ends, timeout))
            self._socket.sendall(buffer)
        except TimeoutError as error:
            raise WriteTimeout(str(error)) from error
        except OSError as error:
            raise WriteError(str(error)) from error

    def close(self) -> None:
        self._socket.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        try:
            self._socket.settimeout(_left(self._ends, timeout))
            return _Stream(ssl_context.wrap_socket(self._socket, server_hostname=server_hostname), self._ends)
        except OSError as error:
            with closing(self._socket):
                raise (ConnectTimeout if isinstance(error, TimeoutError) else ConnectError)(str(error)) from error

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - as the base class has it
        return self._socket if info == "socket" else None


def _left(ends: float, timeout: float | None) -> float:
    """Seconds that this step may take.

    Raises:
        TimeoutError: there are none.
    """
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError("it took too long in all")
    return left if timeout is None else min(left, timeout)
