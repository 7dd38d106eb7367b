"""Those who sign in with a shared secret come in, and do what it lets them; nobody else reads anything."""

import json
import os
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from qa.corpus.log import LOG, Action, acting_as, write_log
from qa.errors import UsageError
from qa.ui import sign_in
from qa.ui.door import MAY_CHANGE, Door
from qa.ui.launch import check_address, settings_of
from qa.ui.people import People
from qa.ui.people_file import read_people
from qa.ui.rights import Right, Visitor
from qa.ui.uploads import Quota, Uploads
from tests.people import people_file

READING, EDITING = "made up secret to read", "made up secret to edit"
PEOPLE = People({Right.READ: READING, Right.EDIT: EDITING})
OURS = "https://office.example"


async def _say(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"the page, {request.scope[MAY_CHANGE]}")


async def _talk(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("the stream")
    await socket.close()


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setattr(sign_in, "_PAUSE", 0)
    routes = [Route("/{path:path}", _say, methods=["GET", "PUT", "POST"]), WebSocketRoute("/_stcore/stream", _talk)]
    inside = Uploads(Starlette(routes=routes), Quota())
    return TestClient(Door(inside, ["office.example"], None, PEOPLE), base_url=OURS, follow_redirects=False)


def _sign_in(visitor: TestClient, secret: str, **more: str) -> object:
    return visitor.post("/sign-in", data={"name": "Ana  Lopez", "secret": secret, **more}, headers={"origin": OURS})


@pytest.mark.parametrize("path", ["/", "/read?doc=x", "/_stcore/health", "/media/x.png", "/sign-in"])
@pytest.mark.parametrize("cookie", [None, "footnote-qa-person-=", "footnote-qa-person-=QW5h.edit.9999999999.00", "x"])
def test_who_has_not_signed_in_gets_the_form_and_nothing_else(
    visitor: TestClient, path: str, cookie: str | None
) -> None:
    reply = visitor.get(path, headers={"cookie": cookie} if cookie else {})
    assert reply.status_code == 403 and "the page" not in reply.text and 'name="secret"' in reply.text
    assert visitor.put("/_stcore/upload_file/a/b", content=b"x").status_code == 403
    with pytest.raises(WebSocketDisconnect), visitor.websocket_connect("/_stcore/stream", headers={"origin": OURS}):
        pass


@pytest.mark.parametrize(("secret", "may", "upload"), [(READING, "False", 403), (EDITING, "True", 200)])
def test_each_secret_gives_its_role_and_reading_uploads_nothing(
    visitor: TestClient, secret: str, may: str, upload: int
) -> None:
    reply = _sign_in(visitor, secret, to="/read?doc=x")
    assert (reply.status_code, reply.headers["location"]) == (303, "/read?doc=x")  # type: ignore[attr-defined]
    kept = reply.headers["set-cookie"]  # type: ignore[attr-defined]
    assert secret not in kept and all(word in kept for word in ("HttpOnly", "SameSite=Lax", "Secure"))
    assert visitor.get("/").text == f"the page, {may}"
    assert visitor.put("/_stcore/upload_file/a/b", content=b"x").status_code == upload
    with visitor.websocket_connect("wss://office.example/_stcore/stream", headers={"origin": OURS}) as stream:
        assert stream.receive_text() == "the stream"
    assert visitor.get("/sign-out").status_code == 303 and visitor.get("/").status_code == 403


@pytest.mark.parametrize(
    "form", [{"secret": "wrong"}, {"secret": ""}, {"secret": EDITING, "name": " \t"}, {"name": "A"}]
)
def test_a_wrong_secret_or_no_name_lets_nobody_in(visitor: TestClient, form: dict[str, str]) -> None:
    reply = visitor.post("/sign-in", data={"name": "Ana", **form}, headers={"origin": OURS})
    assert reply.status_code == 403 and "Nobody was let in" in reply.text and "set-cookie" not in reply.headers


@pytest.mark.parametrize(
    "to", ["//evil.example/", "https://evil.example", "/\\evil.example", "/x\r\nset-cookie: a=b", "", "/é"]
)
def test_signing_in_leads_to_no_other_server(visitor: TestClient, to: str) -> None:
    reply = _sign_in(visitor, READING, to=to)
    assert reply.headers["location"] == "/"  # type: ignore[attr-defined]


def test_a_form_of_another_page_or_without_end_lets_nobody_in(visitor: TestClient) -> None:
    form = {"name": "Ana", "secret": EDITING}
    assert "set-cookie" not in visitor.post("/sign-in", data=form, headers={"origin": "https://evil.example"}).headers
    assert (
        "set-cookie" not in visitor.post("/sign-in", data={**form, "x": "y" * 5000}, headers={"origin": OURS}).headers
    )


def test_a_cookie_is_of_one_start_one_role_and_twelve_hours() -> None:
    at = [1_000_000.0]
    people = People({Right.READ: READING}, now=lambda: at[0])
    cookie = people.sign_in("Ana", READING) or ""
    assert people.person_of(cookie) == Visitor("Ana", Right.READ)
    assert people.person_of(cookie.replace(".read.", ".edit.")) is None
    assert People({Right.READ: READING}, now=lambda: at[0]).person_of(cookie) is None
    at[0] += 12 * 3600
    assert people.person_of(cookie) is None


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ('[secrets]\nread = "short"\n', "16 characters"),
        (f'[secrets]\nread = "{READING}"\nedit = "{READING}"\n', "the same secret"),
        (f'[secrets]\nadmin = "{READING}"\n', "not what is expected"),
        (f'secrets = "{READING}"\n', "not what is expected"),
        ("[secrets]\nread = 5\n", "16 characters"),
        ("[secrets\n", "cannot be read"),
        ("[secrets]\n", "not what is expected"),
    ],
)
def test_a_file_of_secrets_that_is_none_is_refused(tmp_path: Path, written: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        read_people(people_file(tmp_path, written))


@pytest.mark.skipif(os.name != "posix", reason="other systems have other rights")
def test_secrets_that_others_can_read_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "people.toml"
    file.write_text(f'[secrets]\nread = "{READING}"\n', encoding="utf-8")
    file.chmod(0o644)
    with pytest.raises(UsageError, match="chmod 600"):
        read_people(str(file))
    file.chmod(0o600)
    people = read_people(str(file))
    assert isinstance(people, People) and people.secret_of == {Right.READ: READING}


@pytest.mark.parametrize("address", ["0.0.0.0", "", "192.168.1.2"])
def test_other_computers_are_answered_only_with_a_sign_in(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = settings_of(["--server.address", address], {})
    with pytest.raises(UsageError, match="only with a sign-in"):
        check_address(settings, signing_in=False)
    check_address(settings, signing_in=True)
    monkeypatch.setenv("STREAMLIT_SERVER_ADDRESS", address)
    with pytest.raises(UsageError, match="only with a sign-in"):
        check_address(settings_of([], os.environ), signing_in=False)


def test_changes_are_logged_by_the_name_of_who_signed_in(tmp_path: Path) -> None:
    with acting_as("browser", "Ana Lopez"):
        write_log(tmp_path, Action.REMOVED, document="x")
    write_log(tmp_path, Action.REMOVED, document="x")
    first, second = [json.loads(line) for line in (tmp_path / LOG).read_text("utf-8").splitlines()]
    assert (first["user"], first["role"]) == ("Ana Lopez", "browser") and second["user"] != "Ana Lopez"
