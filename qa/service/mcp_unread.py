"""Requests on standard input that cannot be read: whoever waits for one is told why, by the number that it has."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import mcp_types as types
from mcp.shared.message import SessionMessage
from pydantic import ValidationError

from qa.service.mcp_lines import TOO_LONG

if TYPE_CHECKING:
    from anyio.streams.memory import MemoryObjectSendStream
    from mcp.shared._stream_protocols import ReadStream, WriteStream

_MOST_DIGITS = 18
_MOST_SAID = 200
_MOST_ID = 200
"""Characters of a request's identifier: the answer repeats it."""


async def pass_on(
    incoming: ReadStream[SessionMessage | Exception],
    readable: MemoryObjectSendStream[SessionMessage | Exception],
    outgoing: WriteStream[SessionMessage],
) -> None:
    """Hand on what could be read, and answer what could not; the SDK by itself says nothing then, and its caller waits."""
    async with readable:
        async for item in incoming:
            if isinstance(item, SessionMessage):
                await readable.send(item)
            elif refusal := refusal_of(item):
                await outgoing.send(SessionMessage(refusal))


def refusal_of(failure: Exception) -> types.JSONRPCError | None:
    """What is said of a line that is no message; None where it is no request with an identifier: nobody waits for it."""
    if not isinstance(failure, ValidationError):
        return None
    first = failure.errors(include_url=False)[0]
    unread = first["type"] == "json_invalid"
    # Of JSON in another form each field that is wrong is told, of the request as a whole only some of them.
    given = [_loaded(first["input"])] if unread else [error["input"] for error in failure.errors(include_url=False)]
    request = next((each for each in given if isinstance(each, dict) and "method" in each), {})
    identifier = _usable(request.get("id"))
    if identifier is None:
        return None
    code = types.PARSE_ERROR if unread else types.INVALID_REQUEST
    message = (
        f"the request has {TOO_LONG}; send less at once"
        if request.get("method") == TOO_LONG
        else f"the request cannot be read: {first['msg'][:_MOST_SAID]}; send JSON-RPC 2.0, one request a line, as UTF-8"
    )
    return types.JSONRPCError(jsonrpc="2.0", id=identifier, error=types.ErrorData(code=code, message=message))


def _loaded(line: object) -> object:
    """What Python's more tolerant reader makes of a line: it knows half a character, and infinity."""
    try:
        return json.loads(str(line), parse_int=lambda digits: int(digits) if len(digits) <= _MOST_DIGITS else None)
    except (ValueError, RecursionError):
        return None


def _usable(identifier: object) -> int | str | None:
    if isinstance(identifier, str):
        return identifier if len(identifier) <= _MOST_ID and identifier.isprintable() else None
    return identifier if isinstance(identifier, int) and not isinstance(identifier, bool) else None
