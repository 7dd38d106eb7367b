"""Before any request is read: whether its host and origin are ours, its token right, and its body small and quick enough."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Collection
from http import HTTPStatus
from typing import TYPE_CHECKING

from qa.service.hosts import Hosts, headers_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BODY = 1_000_000
"""Bytes of a request: the longest text that is verified, with room."""
_SECONDS = 20.0
"""In which a body has to be there."""
_NO_TOKEN = "the token is missing or wrong; send it in the header Authorization: Bearer TOKEN"


class Guard:
    """Lets a request through to the application, with its whole body; refuses others in one line of JSON."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: Collection[str] = (),
        token: str | None = None,
        open_paths: Collection[str] = (),
        most_body: int = MOST_BODY,
    ) -> None:
        """`hosts` are names besides this computer's own; `open_paths` may be seen without the token."""
        self._app, self._hosts, self._most = app, Hosts(hosts), most_body
        self._token, self._open = token, frozenset(open_paths)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass it on, or refuse."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
            return
        headers = headers_of(scope)
        if why := self._hosts.refusal(scope, headers):
            await refuse(send, HTTPStatus.FORBIDDEN, why)
        elif scope["path"] not in self._open and not self._is_known(headers.get("authorization", "")):
            await refuse(send, HTTPStatus.UNAUTHORIZED, _NO_TOKEN, (b"www-authenticate", b"Bearer"))
        else:
            await self._with_body(scope, receive, send, headers.get("content-length", ""))

    def _is_known(self, given: str) -> bool:
        if self._token is None:
            return True
        kind, _, token = given.partition(" ")
        right = secrets.compare_digest(token.strip().encode(), self._token.encode())
        return right and kind.casefold() == "bearer"

    async def _with_body(self, scope: Scope, receive: Receive, send: Send, length: str) -> None:
        too_large = f"the body is too large; at most {self._most:,} bytes are read"
        if length.isdecimal() and (len(length) > 15 or int(length) > self._most):
            await refuse(send, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, too_large, (b"connection", b"close"))
            return
        try:
            body = await asyncio.wait_for(_read(receive, self._most), _SECONDS)
        except TimeoutError:
            await refuse(send, HTTPStatus.REQUEST_TIMEOUT, "the body did not come", (b"connection", b"close"))
            return
        if body is None:
            return
        if len(body) > self._most:
            await refuse(send, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, too_large, (b"connection", b"close"))
            return
        await self._app(scope, _again(body, receive), send)


async def _read(receive: Receive, most: int) -> bytes | None:
    """The body, or as much as shows that it is too large; None when who sent it is gone."""
    parts, size = [], 0
    while size <= most:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if not message.get("more_body", False):
            break
    return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """Gives the body that was read, and then whatever comes."""
    left: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return left.pop() if left else await receive()

    return receive_again


async def refuse(send: Send, status: HTTPStatus, why: str, *more: tuple[bytes, bytes]) -> None:
    """A refusal in one line of JSON."""
    body = json.dumps({"error": why}, ensure_ascii=False).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        *more,
    ]
    await send({"type": "http.response.start", "status": status.value, "headers": headers})
    await send({"type": "http.response.body", "body": body})
