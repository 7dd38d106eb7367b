"""The HTTP interface beside the browser front end, in one process: each request goes to the one that its address belongs to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from qa.service.http_api import make_api
from qa.service.openapi import BASE, DESCRIPTION
from qa.service.workers import Workers

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from qa.api import Corpus


class ApiBeside:
    """Answers what is asked of the interface, behind its own guard; all else is passed on."""

    def __init__(
        self, app: ASGIApp, open_corpus: Callable[[], Corpus], *, hosts: Collection[str] = (), token: str | None = None
    ) -> None:
        """Stand before an application; the corpus, which is the application's own, is opened at the first request."""
        self._app, self._open = app, open_corpus
        self._hosts, self._token = hosts, token
        self._opening = asyncio.Lock()
        self._api: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on."""
        if scope["type"] == "http" and _is_asked(scope["path"]):
            await (await self._interface())(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _interface(self) -> ASGIApp:
        async with self._opening:
            if self._api is None:
                corpus = await asyncio.to_thread(self._open)
                self._api = make_api(Workers(corpus), hosts=self._hosts, token=self._token)
            return self._api


def _is_asked(path: str) -> bool:
    return path in (BASE, DESCRIPTION) or path.startswith(f"{BASE}/")
