"""The operations over HTTP: JSON in, JSON out, with the description that OpenAPI wants and a page for people."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from qa.errors import (
    CorpusError,
    CrowdedError,
    IndexUnusableError,
    LateError,
    QAError,
    UnknownDocumentError,
    UsageError,
)
from qa.service.arguments import BatchArguments
from qa.service.document_text import sent_document
from qa.service.guard import Guard
from qa.service.openapi import BASE, DESCRIPTION, make_openapi
from qa.service.operations import BY_NAME, OPERATIONS, CorpusOperation
from qa.service.page import PAGE_POLICY, make_page
from qa.service.remedies import in_service_words
from qa.types.json_reading import read_json

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp

    from qa.service.workers import Workers

_STATUS: tuple[tuple[type[QAError], HTTPStatus], ...] = (
    (UnknownDocumentError, HTTPStatus.NOT_FOUND),
    (UsageError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (CrowdedError, HTTPStatus.SERVICE_UNAVAILABLE),
    (LateError, HTTPStatus.GATEWAY_TIMEOUT),
    (IndexUnusableError, HTTPStatus.SERVICE_UNAVAILABLE),
    (CorpusError, HTTPStatus.SERVICE_UNAVAILABLE),
)
"""The first that fits; whatever else is a failure of this program."""
_HEADERS = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
_PAUSE, _PATIENCE = 0.5, 120
"""Seconds between two tries for a seat, and how many tries one question of several has."""


def make_api(workers: Workers, *, hosts: Collection[str] = (), token: str | None = None) -> ASGIApp:
    """The application, behind the guard; description and page tell nothing of the corpus, and need no token."""
    api = _Api(workers)
    described = make_openapi(token=token is not None)

    def page(request: Request) -> Response:
        # The guard has looked at the name under which it is asked.
        text = make_page(str(request.base_url).rstrip("/"), token=token is not None)
        return HTMLResponse(text, headers=_HEADERS | {"content-security-policy": PAGE_POLICY})

    routes = [
        *(Route(path, page) for path in ("/", BASE)),
        Route(DESCRIPTION, lambda _: JSONResponse(described)),
        Route("/health", lambda _: JSONResponse({"status": "ok"}, headers=_HEADERS)),
        *(Route(f"{BASE}/{one.name}", api.carrying_out(one), methods=["POST"]) for one in OPERATIONS),
        Route(f"{BASE}/ask_all", api.ask_all, methods=["POST"]),
        Route(f"{BASE}/documents/{{document:path}}", api.text, methods=["GET"]),
    ]

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        workers.warm_up()
        yield

    failures: dict[Any, Any] = {QAError: _refused, HTTPException: _not_here, Exception: _broken}
    app = Starlette(routes=routes, lifespan=lifespan, exception_handlers=failures)
    return Guard(app, hosts=hosts, token=token, open_paths=("/", BASE, DESCRIPTION, "/health"))


class _Api:
    """What is done for each address."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers

    def carrying_out(self, operation: CorpusOperation) -> Any:  # noqa: ANN401 - what Starlette calls
        """What answers the requests for an operation."""

        async def answer(request: Request) -> Response:
            found = await self._workers.carry_out(operation, await _body(request))
            return Response(found, media_type="application/json", headers=_HEADERS)

        return answer

    async def text(self, request: Request) -> Response:
        """A document's text."""
        doc_id = request.path_params["document"]
        found = await self._workers.run("text", lambda: sent_document(self._workers.corpus, doc_id))
        return PlainTextResponse(found, headers=_HEADERS)

    async def ask_all(self, request: Request) -> Response:
        """One answer a line, as soon as it is there; who goes away in between is asked for nothing more."""
        given = read_json(BatchArguments, await _body(request), closed=True)
        return StreamingResponse(self._answers(given), media_type="application/x-ndjson", headers=_HEADERS)

    async def _answers(self, given: BatchArguments) -> AsyncIterator[str]:
        for question in given.questions:
            asked = {"question": question, "documents": list(given.documents), "everywhere": given.everywhere}
            try:
                yield f"{await self._in_turn(asked)}\n"
            except QAError as error:
                yield f"{json.dumps({'question': question, 'error': in_service_words(error)}, ensure_ascii=False)}\n"

    async def _in_turn(self, asked: object) -> str:
        """Of several questions, each waits for a seat rather than to be sent away."""
        for _ in range(_PATIENCE):
            try:
                return await self._workers.carry_out(BY_NAME["ask"], asked)
            except CrowdedError:
                await asyncio.sleep(_PAUSE)
        return await self._workers.carry_out(BY_NAME["ask"], asked)


async def _body(request: Request) -> object:
    """The JSON of a request."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    if kind != "application/json":
        raise HTTPException(415, "the body has to be JSON, with the header Content-Type: application/json")
    try:
        return json.loads(await request.body(), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise HTTPException(400, f"the body is not JSON ({str(error)[:100]})") from error


def _no_number(name: str) -> object:
    raise ValueError(f"{name} is no number of JSON")


def _error(status: int, why: str, more: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse({"error": why}, int(status), headers=_HEADERS | (more or {}))


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, QAError)
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), HTTPStatus.INTERNAL_SERVER_ERROR)
    return _error(status, in_service_words(error), {"retry-after": "1"} if isinstance(error, CrowdedError) else None)


async def _not_here(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    lines = {404: "there is nothing at this address; GET /openapi.json tells what there is", 405: "not by this method"}
    return _error(error.status_code, lines.get(error.status_code, error.detail), dict(error.headers or {}))


async def _broken(_: Request, error: Exception) -> Response:
    # Starlette raises it again, and the server writes it into its log.
    return _error(500, f"failed ({type(error).__name__}); what happened is in the log of this program")
