"""Runs the server of the Model Context Protocol: over standard input and output, or over HTTP on this computer."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

import anyio
from mcp.server.stdio import stdio_server
from mcp.shared.message import SessionMessage

from qa.service.guard import Guard
from qa.service.mcp_lines import Lines, standard_input
from qa.service.mcp_server import make_server
from qa.service.mcp_unread import pass_on

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from qa.service.workers import Workers

PATH = "/mcp"


def run_stdio(workers: Workers) -> None:
    """Serve the program that started this one, until it closes the pipe."""

    async def run() -> None:
        server = make_server(workers)
        send, readable = anyio.create_memory_object_stream[SessionMessage | Exception](0)
        # The SDK only goes through what it is given line by line.
        given = cast("anyio.AsyncFile[str]", Lines(stream))
        async with stdio_server(given) as (incoming, outgoing), anyio.create_task_group() as tasks:
            tasks.start_soon(pass_on, incoming, send, outgoing)
            await server.run(readable, outgoing, server.create_initialization_options())
            tasks.cancel_scope.cancel()

    with standard_input() as stream:
        asyncio.run(run())


def make_http_app(workers: Workers, token: str | None = None) -> ASGIApp:
    """The server at `/mcp`, each request for itself, behind the guard; its name must be one of this computer's."""
    # The guard looks at hosts and origins as every server here does, and the SDK once more in its own way.
    return Guard(make_server(workers).streamable_http_app(streamable_http_path=PATH, stateless_http=True), token=token)
