"""How many bytes may be brought before they are added: a quota for each page and for all, freed when the page is gone."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Protocol

from qa.errors import UsageError
from qa.service.hosts import headers_of
from qa.ui.door import MAY_CHANGE
from qa.wording.accepted import language_of_request
from qa.wording.say import noted, say, speaking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

PAGE_MB, ALL_MB = "QA_UPLOAD_PAGE_MB", "QA_UPLOAD_ALL_MB"
"""Variables of the environment that set the two limits."""
_ENDPOINT = "/_stcore/upload_file/"
_MB = 1024 * 1024
_GRACE = 10.0
"""Seconds in which a page whose connection was lost may come back to its files."""
_READ_ONLY = noted("This corpus is open for reading only: nothing can be uploaded.")
_FULL_PAGE = noted(
    "This file was not taken: files that wait to be added may have {megabytes} MB together. Add or take away some of them, "
    "then drop it again; or add it on the command line, where nothing limits it"
)
_FULL = noted(
    "This file was not taken: all pages together may hold {megabytes} MB at a time. Drop it again when others have added theirs."
)


@dataclass(frozen=True, slots=True)
class Quota:
    """Megabytes of files that are held in memory until they are added."""

    page: int = 100
    """By one page."""
    all: int = 400
    """By all pages of this server."""

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Quota:
        """As the environment says, else the defaults.

        Raises:
            UsageError: a limit is not a whole number of megabytes from 1 on.
        """
        return cls(_megabytes(PAGE_MB, environment, cls().page), _megabytes(ALL_MB, environment, cls().all))


def _megabytes(name: str, environment: Mapping[str, str], default: int) -> int:
    value = environment.get(name) or str(default)
    if not (value.isascii() and value.isdecimal() and int(value[:9]) > 0 and len(value) < 10):
        raise UsageError(f"{name}={value[:40]}: not a number of megabytes; use one such as {default}")
    return int(value)


class KeptUpload(Protocol):
    """What a server holds of its pages' files."""

    def bytes_by_page(self) -> Mapping[str, int]:
        """How many bytes each page has brought."""

    def is_open(self, page: str) -> bool:
        """True while the page is connected."""

    def close(self, page: str) -> None:
        """Let go of all that is held for the page."""


class HeldByStreamlit:
    """What the running Streamlit server holds."""

    def bytes_by_page(self) -> Mapping[str, int]:
        """How many bytes each page has brought."""
        from streamlit.runtime import Runtime
        from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

        manager = Runtime.instance().uploaded_file_mgr if Runtime.exists() else None
        pages = list(manager.file_storage.items()) if isinstance(manager, MemoryUploadedFileManager) else []
        return {page: sum(len(file.data) for file in list(files.values())) for page, files in pages}

    def is_open(self, page: str) -> bool:
        """True while the page is connected."""
        from streamlit.runtime import Runtime

        return Runtime.instance().is_active_session(page)

    def close(self, page: str) -> None:
        """End the session of the page, and with it what it holds."""
        from streamlit.runtime import Runtime

        Runtime.instance().close_session(page)


def let_go(files: Collection[str]) -> None:
    """Free these files of the page whose script runs."""
    from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    context = get_script_run_ctx()
    if context and isinstance(manager := context.uploaded_file_mgr, MemoryUploadedFileManager):
        for file in files:
            manager.remove_file(context.session_id, file)


class Uploads:
    """Refuses what would go over the quota before it is held, and everything where nothing may be changed."""

    def __init__(
        self,
        app: ASGIApp,
        quota: Quota,
        *,
        read_only: bool = False,
        held: KeptUpload | None = None,
        grace: float = _GRACE,
    ) -> None:
        """Guard an application."""
        self._app, self._quota, self._read_only = app, quota, read_only
        self._held, self._grace = held or HeldByStreamlit(), grace
        self._arriving: Counter[str] = Counter()
        self._sweeps: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is no upload, or one for which there is room."""
        if scope["type"] == "websocket":
            try:
                await self._app(scope, receive, send)
            finally:
                self._sweep_later()
        elif scope["type"] != "http" or _ENDPOINT not in scope["path"]:
            await self._app(scope, receive, send)
        else:
            with speaking(language_of_request(headers_of(scope))):
                await self._upload(scope, receive, send)

    async def _upload(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._read_only or not scope.get(MAY_CHANGE, True):
            await _refuse(send, HTTPStatus.FORBIDDEN, say(_READ_ONLY))
        elif scope["method"] == "PUT":
            await self._take(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _take(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count the bytes as they come; the first that is too many ends the upload."""
        from starlette.requests import ClientDisconnect

        page = scope["path"].partition(_ENDPOINT)[2].partition("/")[0]
        refused = ""

        async def counted() -> Message:
            nonlocal refused
            message = await receive()
            if refused or (refused := count(len(message.get("body", b"")))):
                # To the application it is as if the sender had gone.
                return {"type": "http.disconnect"}
            return message

        async def unless_refused(message: Message) -> None:
            if not refused:
                await send(message)

        with self._expecting(page, _declared(scope)) as count:
            if refused := count(0):
                await _refuse(send, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, refused)
                return
            try:
                await self._app(scope, counted, unless_refused)
            except ClientDisconnect:
                if not refused:
                    raise
        if refused:
            await _refuse(send, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, refused)

    @contextmanager
    def _expecting(self, page: str, declared: int) -> Iterator[Callable[[int], str]]:
        """Room that is kept while a file comes; gives the function that counts its bytes and says why there is no room."""
        come, kept = 0, declared
        self._arriving[page] += kept

        def count(more: int) -> str:
            nonlocal come, kept
            come += more
            if come > kept:
                self._arriving[page] += come - kept
                kept = come
            return self._no_room(page)

        try:
            yield count
        finally:
            self._arriving[page] -= kept
            if not self._arriving[page]:
                del self._arriving[page]

    def _no_room(self, page: str) -> str:
        held = self._held.bytes_by_page()
        if held.get(page, 0) + self._arriving[page] > self._quota.page * _MB:
            return say(_FULL_PAGE, megabytes=self._quota.page)
        if sum(held.values()) + self._arriving.total() > self._quota.all * _MB:
            return say(_FULL, megabytes=self._quota.all)
        return ""

    def _sweep_later(self) -> None:
        task = asyncio.get_running_loop().create_task(self._sweep())
        self._sweeps.add(task)
        task.add_done_callback(self._sweeps.discard)

    async def _sweep(self) -> None:
        """Let go of what pages hold that have not come back."""
        await asyncio.sleep(self._grace)
        for page in self._held.bytes_by_page():
            if not self._held.is_open(page):
                self._held.close(page)


def _declared(scope: Scope) -> int:
    """The length that the sender says, or 0: what it does not say is counted as it comes."""
    value = dict(scope["headers"]).get(b"content-length", b"")
    return int(value) if value.isdigit() and len(value) < 16 else 0


async def _refuse(send: Send, status: HTTPStatus, why: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status.value, "headers": headers})
    await send({"type": "http.response.body", "body": why.encode()})
