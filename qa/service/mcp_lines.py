"""Lines of standard input, of which so many bytes are kept: a longer one is passed over, and whoever sent it is told."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

import anyio.to_thread

from qa.regex import regex
from qa.service.guard import MOST_BODY

TOO_LONG = f"over {MOST_BODY:,} bytes"
"""The method of the request that stands in place of one that is longer."""
_PIECE = 1 << 16
_EDGE = 300
_NUMBER = rb'"id"\s*:\s*(\d{1,18}|"[\w-]{1,200}")\s*'
_IDENTIFIERS = (regex(rb'\{\s*(?:"jsonrpc"\s*:\s*"2\.0"\s*,\s*)?' + _NUMBER + rb"[,}]"), regex(_NUMBER + rb"\}\s*\Z"))
"""Where programs write the number of a request: first, or last."""


class Lines:
    """What `stdio_server` reads: one line after the other, decoded."""

    def __init__(self, stream: BinaryIO) -> None:
        """Nothing is read yet."""
        self._stream = stream

    def __aiter__(self) -> Lines:
        """Itself."""
        return self

    async def __anext__(self) -> str:
        """The next line; one that is too long as a request that says so."""
        line = await anyio.to_thread.run_sync(read_line, self._stream)
        if not line:
            raise StopAsyncIteration
        return line.decode("utf-8", "replace")


def read_line(stream: BinaryIO) -> bytes:
    """The next line with its end, empty at the end; in place of one that is too long, a request of the method `TOO_LONG`."""
    line = stream.readline(MOST_BODY + 1)
    if len(line) <= MOST_BODY:
        return line
    head, tail = line[:_EDGE], line[-_EDGE:]
    while tail[-1:] != b"\n" and (piece := stream.readline(_PIECE)):
        tail = (tail + piece)[-_EDGE:]
    found = _IDENTIFIERS[0].match(head) or _IDENTIFIERS[1].search(tail)
    identifier = json.loads(found[1]) if found else None
    return json.dumps({"jsonrpc": "2.0", "id": identifier, "method": TOO_LONG, "params": 0}).encode() + b"\n"


@contextmanager
def standard_input() -> Iterator[BinaryIO]:
    """Standard input for the messages alone: meanwhile nobody else can read from it, no child either."""
    private, nowhere = os.dup(0), os.open(os.devnull, os.O_RDONLY)
    os.dup2(nowhere, 0)
    os.close(nowhere)
    try:
        # A thread may still wait for a line when all is over: what it reads from must not be closed under it.
        yield os.fdopen(private, "rb", closefd=False)
    finally:
        os.dup2(private, 0)
