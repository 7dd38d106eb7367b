"""Around the page: what is loaded when the server starts, and headers that forbid the browser to go elsewhere."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from qa.errors import QAError
from qa.service.tokens import read_token
from qa.ui.ask import load_examples
from qa.ui.door import Door
from qa.ui.people import Guests, serve_people
from qa.ui.reading_only import is_read_only
from qa.ui.session import current_corpus
from qa.ui.uploads import Quota, Uploads
from qa.ui.watching import stop_watching

if TYPE_CHECKING:
    from starlette.middleware import Middleware
    from starlette.types import ASGIApp, Message, Receive, Scope, Send
    from streamlit import App

# Streamlit's own page needs inline scripts and styles. Nothing may be asked of another host, whatever slips through.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_SWITCH = 0.001
"""Seconds after which a thread lets another of Python's have its turn; 0.005 by default."""
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
)


def make_app(hosts: Collection[str], token: str | None, *, api: bool = False, people: Guests | None = None) -> App:
    """The views as Streamlit serves them: loaded beforehand, behind the headers, the door and the quota of uploads.

    With `api` other programs may ask the same corpus, with the token of the environment, or else that of the views.
    `people` sign in; without them, whoever has the token may do all.

    Raises:
        UsageError: a limit of uploads in the environment is no number, or the token there none.
    """
    import streamlit as st
    from starlette.middleware import Middleware

    _ask_nobody_for_our_address()
    serve_people(people)
    guards = [
        Middleware(SafeHeaders),
        *([_beside(hosts, read_token(None, os.environ) or token)] if api else []),
        Middleware(Door, hosts, token, people),
        Middleware(Uploads, Quota.of(os.environ), read_only=is_read_only()),
    ]
    return st.App(Path(__file__).with_name("main.py"), lifespan=preload, middleware=guards)


def _beside(hosts: Collection[str], token: str | None) -> Middleware:
    from starlette.middleware import Middleware

    from qa.service.beside import ApiBeside

    return Middleware(ApiBeside, current_corpus, hosts=hosts, token=token)


def _ask_nobody_for_our_address() -> None:
    """Streamlit asks a service on the internet for this computer's address, to compare origins with; the door compares them."""
    from streamlit import net_util

    for name in ("get_external_ip", "get_internal_ip"):
        setattr(net_util, name, lambda: None)


@asynccontextmanager
async def preload(app: App) -> AsyncIterator[None]:
    """Load encoder, index and examples before the first visitor comes; at the end, stop watching the folder."""
    await asyncio.to_thread(_load)
    yield None
    stop_watching()


def _load() -> None:
    corpus = current_corpus()
    # Without an index there is nothing to load; the views say so and offer to build it.
    with suppress(QAError):
        load_examples(corpus, str(corpus.index_state()))
    # What is loaded now stays: the collector need not look through it while visitors wait.
    gc.collect()
    gc.freeze()
    # The loop that hands out the replies has to have its turn between the threads in which a hundred pages are drawn.
    sys.setswitchinterval(_SWITCH)


class SafeHeaders:
    """Adds the headers to every response that does not have them."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, with the headers added to what goes out."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message.get("headers", ()))
                names = {name.lower() for name, _ in given}
                message = {**message, "headers": [*given, *(h for h in _HEADERS if h[0] not in names)]}
            await send(message)

        await self._app(scope, receive, send_safely)
