"""The door of the browser front end lets in its own pages with the token of the start, and nobody else."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from qa.ui.door import Door, address_of, cookie_of, new_token

TOKEN = "Made-up_token-of-these-tests"
OURS = "http://localhost:8501"
KNOWN = {"cookie": cookie_of(8501, TOKEN)}


async def _say(request: Request) -> PlainTextResponse:
    return PlainTextResponse("the page")


async def _talk(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("the stream")
    await socket.close()


def client(token: str | None = TOKEN, hosts: tuple[str, ...] = (), at: str = OURS) -> TestClient:
    routes = [
        Route("/{path:path}", _say, methods=["GET", "POST", "PUT", "DELETE"]),
        WebSocketRoute("/_stcore/stream", _talk),
    ]
    return TestClient(Door(Starlette(routes=routes), hosts, token), base_url=at, follow_redirects=False)


@pytest.mark.parametrize("at", [OURS, "http://127.0.0.1:8501", "http://[::1]:8501", "http://LOCALHOST:8501"])
@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/_stcore/metrics", "/media/x.png"])
def test_who_knows_the_token_comes_in_by_every_name_of_this_computer(at: str, path: str) -> None:
    assert client(at=at).get(path, headers=KNOWN).text == "the page"


@pytest.mark.parametrize(
    "cookie",
    [
        None,
        "",
        f"footnote-qa-8501={TOKEN}x",
        "footnote-qa-8501=",
        f"footnote-qa-8600={TOKEN}",
        "footnote-qa-8501=é",
        "\x00;;=",
        f"x={TOKEN}",
    ],
)
@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/_stcore/metrics", "/media/x.png", "/?token=", "/?token=x"])
def test_nobody_else_comes_in(cookie: str | None, path: str) -> None:
    headers = [] if cookie is None else [(b"cookie", cookie.encode())]
    reply = client().get(path, headers=headers)
    assert reply.status_code == 403 and "printed when the program started" in reply.text and TOKEN not in reply.text


@pytest.mark.parametrize(
    ("path", "left"), [("/", "/"), ("/?q=a%20b&token={}", "/?q=a+b"), ("//evil.example/", "/evil.example/")]
)
def test_token_in_the_address_becomes_a_cookie_and_leaves_the_address(path: str, left: str) -> None:
    path = path.format(TOKEN) if "{}" in path else f"{path}?token={TOKEN}"
    visitor = client()
    reply = visitor.get(OURS + path)
    assert (reply.status_code, reply.headers["location"]) == (303, left)
    assert "HttpOnly" in reply.headers["set-cookie"] and "SameSite=Lax" in reply.headers["set-cookie"]
    assert visitor.get("/").text == "the page"


@pytest.mark.parametrize(
    "host",
    [
        "evil.example:8501",
        "localhost.evil.example:8501",
        "evil.example",
        "127.0.0.1.nip.io",
        "",
        "[::1",
        "localhost:x",
        "10.0.0.1",
    ],
)
def test_a_name_that_is_led_here_gets_nothing(host: str) -> None:
    reply = client().get("/", headers={**KNOWN, "host": host})
    assert reply.status_code == 403 and "the page" not in reply.text
    assert client(token=None).get("/", headers={"host": host}).status_code == 403


ORIGINS = [
    "http://localhost:3000",
    "http://127.0.0.1:8501",
    "http://evil.example:8501",
    "null",
    "",
    f"{OURS}.evil.example",
]


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("token", [TOKEN, None])
def test_a_page_of_another_origin_can_neither_change_nor_listen(origin: str, token: str | None) -> None:
    guarded = client(token)
    assert guarded.put("/_stcore/upload_file/a/b", headers={**KNOWN, "origin": origin}).status_code == 403
    with (
        pytest.raises(WebSocketDisconnect),
        guarded.websocket_connect("/_stcore/stream", headers={**KNOWN, "origin": origin}),
    ):
        pass


def test_own_page_streams_and_a_program_without_origin_or_token_does_not() -> None:
    own = {**KNOWN, "origin": OURS, "host": "localhost:8501"}
    with client().websocket_connect("/_stcore/stream", headers=own) as stream:
        assert stream.receive_text() == "the stream"
    for missing in ("origin", "cookie"):
        headers = {name: value for name, value in own.items() if name != missing}
        with pytest.raises(WebSocketDisconnect), client().websocket_connect("/_stcore/stream", headers=headers):
            pass


def test_a_name_that_was_configured_is_ours_behind_https_too() -> None:
    at = "http://reports.example.org"
    guarded = client(None, ("Reports.example.org",), at)
    assert guarded.post("/", headers={"origin": "https://reports.example.org"}).text == "the page"
    assert client(None, (), at).get("/").status_code == 403


def test_host_that_comes_twice_is_none_of_ours() -> None:
    twice = [("host", "localhost:8501"), ("host", "evil.example"), ("cookie", KNOWN["cookie"])]
    assert client().get("/", headers=twice).status_code == 403


def test_each_start_has_a_token_of_its_own() -> None:
    assert len({new_token() for _ in range(50)}) == 50 and len(new_token()) >= 32
    assert address_of(8600, TOKEN) == f"http://localhost:8600/?token={TOKEN}"
    assert address_of(8600, None) == "http://localhost:8600/"
