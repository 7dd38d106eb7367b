"""Runs the server of the Model Context Protocol: over standard input and output, or over HTTP on this computer."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from mcp.server.stdio import stdio_server

from qa.service.guard import Guard
from qa.service.mcp_server import make_server

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from qa.service.workers import Workers

PATH = "/mcp"


def run_stdio(workers: Workers) -> None:
    """Serve the program that started this one, until it closes the pipe."""

    async def run() -> None:
        server = make_server(workers)
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())

    asyncio.run(run())


def make_http_app(workers: Workers, token: str | None = None) -> ASGIApp:
    """The server at `/mcp`, each request for itself, behind the guard; its name must be one of this computer's."""
    # The guard looks at hosts and origins as every server here does, and the SDK once more in its own way.
    return Guard(make_server(workers).streamable_http_app(streamable_http_path=PATH, stateless_http=True), token=token)
