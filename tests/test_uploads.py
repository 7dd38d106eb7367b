"""What pages bring is counted as it comes, refused in one line where it is too much, and let go when its page is gone."""

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.types import Message
from starlette.websockets import WebSocket

from qa import Corpus
from qa.errors import UsageError
from qa.ui.uploads import ALL_MB, PAGE_MB, Quota, Uploads
from tests.pages import opened, put_file
from tests.serving import served

MB = 1024 * 1024


class Shelves:
    """What a server holds, as far as the quota asks."""

    def __init__(self) -> None:
        self.pages: dict[str, dict[str, int]] = {}
        self.open: set[str] = set()
        self.read = 0

    def bytes_by_page(self) -> dict[str, int]:
        return {page: sum(files.values()) for page, files in self.pages.items()}

    def is_open(self, page: str) -> bool:
        return page in self.open

    def close(self, page: str) -> None:
        del self.pages[page]

    async def put(self, request: Request) -> Response:
        size = 0
        async for chunk in request.stream():
            size += len(chunk)
            self.read += len(chunk)
        self.pages.setdefault(request.path_params["page"], {})[request.path_params["file"]] = size
        return Response(status_code=204)

    async def delete(self, request: Request) -> Response:
        self.pages[request.path_params["page"]].pop(request.path_params["file"])
        return Response(status_code=204)


async def _page(request: Request) -> PlainTextResponse:
    return PlainTextResponse("a page")


async def _stream(socket: WebSocket) -> None:
    await socket.accept()
    await socket.close()


@contextmanager
def client(shelves: Shelves, quota: Quota, *, read_only: bool = False) -> Iterator[TestClient]:
    place = "/_stcore/upload_file/{page}/{file}"
    routes = [
        Route(place, shelves.put, methods=["PUT"]),
        Route(place, shelves.delete, methods=["DELETE"]),
        Route("/{path:path}", _page),
        WebSocketRoute("/_stcore/stream", _stream),
    ]
    guarded = Uploads(Starlette(routes=routes), quota, read_only=read_only, held=shelves, grace=0)
    with TestClient(guarded) as visitor:
        yield visitor


def in_pieces(size: int) -> Iterator[bytes]:
    """Sent without saying beforehand how much it is."""
    while size > 0:
        yield b"x" * min(size, MB // 4)
        size -= MB // 4


@pytest.mark.parametrize("told", [True, False])
def test_page_brings_as_much_as_it_may_and_is_told_in_one_line_of_what_is_too_much(told: bool) -> None:
    shelves = Shelves()

    def body(size: int) -> bytes | Iterator[bytes]:
        return b"x" * size if told else in_pieces(size)

    with client(shelves, Quota(page=3, all=5)) as visitor:
        assert visitor.put("/_stcore/upload_file/ann/1", content=body(2 * MB)).status_code == 204
        reply = visitor.put("/_stcore/upload_file/ann/2", content=body(50 * MB))
        assert reply.status_code == 413 and "3 MB together" in reply.text and "\n" not in reply.text
        assert shelves.read <= 3 * MB  # what is too much is not taken in
        assert visitor.put("/_stcore/upload_file/ann/3", content=body(MB)).status_code == 204
        assert visitor.put("/_stcore/upload_file/per/1", content=body(2 * MB)).status_code == 204
        reply = visitor.put("/_stcore/upload_file/eva/1", content=body(MB))
        assert reply.status_code == 413 and "all pages together may hold 5 MB" in reply.text
        assert visitor.delete("/_stcore/upload_file/ann/1").status_code == 204
        assert visitor.put("/_stcore/upload_file/ann/4", content=body(2 * MB)).status_code == 204


def test_files_that_come_at_once_share_the_quota() -> None:
    shelves, begun, free = Shelves(), asyncio.Event(), asyncio.Event()
    guarded = Uploads(
        Starlette(routes=[Route("/{a}/{b}/{page}/{file}", shelves.put, methods=["PUT"])]), Quota(1, 5), held=shelves
    )

    async def upload(wait: bool) -> int:
        told: list[int] = []

        async def receive() -> Message:
            if wait:
                begun.set()
                await free.wait()
            return {"type": "http.request", "body": b"x" * (MB * 3 // 4), "more_body": False}

        async def send(message: Message) -> None:
            told.append(message.get("status", 0))

        path = f"/_stcore/upload_file/ann/{wait}"
        headers = [(b"content-length", str(MB * 3 // 4).encode())]
        visit = {"type": "http", "method": "PUT", "path": path, "headers": headers, "query_string": b""}
        await guarded(visit, receive, send)
        return told[0]

    async def both() -> tuple[int, int]:
        first = asyncio.create_task(upload(True))
        await begun.wait()
        second = await upload(False)
        free.set()
        return await first, second

    assert asyncio.run(both()) == (204, 413)


def test_what_a_page_brought_is_let_go_when_it_does_not_come_back() -> None:
    shelves = Shelves()
    with client(shelves, Quota(page=1, all=1)) as visitor:
        for page in ("ann", "per"):
            visitor.put(f"/_stcore/upload_file/{page}/1", content=b"x")
        shelves.open = {"per"}
        with visitor.websocket_connect("/_stcore/stream"):
            pass
        visitor.get("/")
        visitor.get("/")
    assert set(shelves.pages) == {"per"}


def test_nothing_is_uploaded_where_the_corpus_is_only_read() -> None:
    shelves = Shelves()
    with client(shelves, Quota(), read_only=True) as visitor:
        for method in ("PUT", "DELETE", "OPTIONS", "POST"):
            reply = visitor.request(method, "/_stcore/upload_file/ann/1", content=in_pieces(MB))
            assert reply.status_code == 403 and "reading only" in reply.text
        assert visitor.get("/_stcore/health").text == "a page"
    assert (shelves.read, shelves.pages) == (0, {})


def test_limits_are_set_by_the_environment_and_what_is_no_number_is_refused() -> None:
    assert Quota.of({}) == Quota()
    assert Quota.of({PAGE_MB: "7", ALL_MB: "9"}) == Quota(page=7, all=9)
    for wrong in ("0", "-1", "x", "1.5", "9" * 5000, "٣"):
        with pytest.raises(UsageError, match=PAGE_MB):
            Quota.of({PAGE_MB: wrong})


# Against the program as it is started


def resident(process: int) -> int:
    """Megabytes of memory that a process holds."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    return int(found[1]) // 1024 if found else 0


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is told by /proc")
def test_sixty_files_take_no_more_memory_than_the_quota(corpus: Corpus, tmp_path: Path) -> None:
    folders = {"QA_CORPUS": str(corpus.folder), "QA_INDEX": str(corpus.index_folder), PAGE_MB: "12", ALL_MB: "20"}
    with served(None, folders, tmp_path / "log.txt") as (address, process), opened(address) as page:
        before = resident(process)
        given = [put_file(address, page.name, number, b"x" * 4 * MB) for number in range(60)]
        assert given.count(204) == 2 and given.count(413) == 58
        assert resident(process) - before < 60, "240 MB were sent"
