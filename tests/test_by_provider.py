"""Those whom an identity provider knows come in with the role that the people file gives them; nobody else reads anything."""

import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from qa.errors import UsageError
from qa.ui import oidc
from qa.ui.admitted import Admitted, name_of
from qa.ui.door import MAY_CHANGE, Door
from qa.ui.people_file import read_people
from qa.ui.rights import Right, Visitor
from tests.identity_provider import Provider, identity_provider
from tests.people import people_file

OURS = "https://office.example"
ROSA, EDDA = "rosa@office.example", "edda@office.example"
GUESTS = Admitted(
    {Right.READ: frozenset({ROSA}), Right.EDIT: frozenset({EDDA})}, "groups", {Right.EDIT: frozenset({"editors"})}
)


def _knows(address: str, **more: object) -> dict[str, object]:
    return {"sub": "made-up-1", "email": address, "email_verified": True, **more}


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with identity_provider() as provider:
        yield provider


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], Path]:
    """Streamlit's secrets are what is written there."""
    from streamlit import config
    from streamlit.runtime.secrets import secrets_singleton

    file = tmp_path / "secrets.toml"
    monkeypatch.setattr(secrets_singleton, "_secrets", None)
    monkeypatch.setattr(secrets_singleton, "_file_watchers_installed", True)
    given = config.get_option
    monkeypatch.setattr(config, "get_option", lambda key: [str(file)] if key == "secrets.files" else given(key))

    def write(text: str) -> Path:
        file.write_text(text, encoding="utf-8")
        file.chmod(0o600)
        return file

    return write


async def _say(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"the page, {request.scope[MAY_CHANGE]}")


@pytest.fixture
def browser(provider: Provider, secrets: Callable[[str], Path]) -> TestClient:
    """Somebody at our door, behind which are Streamlit's own routes of signing in, and a page."""
    from streamlit.web.server.starlette.starlette_auth_routes import create_auth_routes

    secrets(provider.secrets_text(OURS))
    provider.person = _knows(EDDA)
    inside = Starlette(
        routes=[*create_auth_routes(""), Route("/{path:path}", _say)],
        middleware=[Middleware(SessionMiddleware, secret_key="made up")],
    )
    return TestClient(Door(inside, ["office.example"], None, GUESTS), base_url=OURS, follow_redirects=False)


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def _at_provider(address: str) -> str:
    """Where the provider leads from there."""
    try:
        urllib.request.build_opener(_Stay).open(address, timeout=60)
    except urllib.error.HTTPError as error:
        with error:
            return error.headers["location"]
    raise AssertionError("it does not lead back")


def _sign_in(browser: TestClient, asked: str = "/read?doc=x") -> str:
    """Go the whole way from a page, and say where it ended."""
    page = browser.get(asked)
    way = re.search(r'href="(/sign-in[^"]+)"', page.text)
    assert page.status_code == 403 and "the page" not in page.text and way
    login = browser.get(way[1].replace("&amp;", "&")).headers["location"]
    assert login.startswith("/auth/login?provider=")
    back = _at_provider(browser.get(login).headers["location"])
    assert back.startswith(f"{OURS}/oauth2callback")
    return browser.get(browser.get(back).headers["location"]).headers.get("location", "")


@pytest.mark.parametrize(("address", "may"), [(ROSA, False), (EDDA, True), (EDDA.upper(), True)])
def test_whom_the_provider_knows_comes_to_the_page_that_was_asked_for(
    browser: TestClient, provider: Provider, address: str, may: bool
) -> None:
    provider.person = _knows(address)
    assert _sign_in(browser) == "/read?doc=x"
    assert browser.get("/read?doc=x").text == f"the page, {may}" and browser.get("/").text == f"the page, {may}"
    assert browser.get("/sign-out").headers["location"] == "/auth/logout"
    assert browser.get("/auth/logout").headers["location"].startswith(f"{provider.address}/logout?")
    assert browser.get("/").status_code == 403


@pytest.mark.parametrize(
    "person",
    [_knows("mallory@elsewhere.example"), _knows(EDDA, email_verified=False), {"sub": "made-up-2", "email": EDDA}],
)
def test_who_has_no_role_reads_nothing_and_is_told_so(
    browser: TestClient, provider: Provider, person: Mapping[str, object]
) -> None:
    provider.person = person
    assert _sign_in(browser) == ""
    for path in ("/", "/read?doc=x", "/_stcore/health"):
        reply = browser.get(path)
        assert reply.status_code == 403 and "may not read here" in reply.text and "the page" not in reply.text
    assert browser.put("/_stcore/upload_file/a/b", content=b"x").status_code == 403


def test_a_refusal_of_the_provider_signs_nobody_in_and_says_so(browser: TestClient, provider: Provider) -> None:
    provider.person = {}
    assert _sign_in(browser) == "" and "Nobody was signed in" in browser.get("/").text


def test_a_cookie_or_callback_that_is_forged_or_old_signs_nobody_in(
    browser: TestClient, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

    told = '{"is_logged_in": true, "sub": "1", "email": "edda@office.example", "email_verified": true}'
    for secret in ("", "another secret"):
        forged = create_signed_value(secret, "_streamlit_user", told).decode()
        assert browser.get("/", headers={"cookie": f"_streamlit_user={forged}"}).status_code == 403
    assert browser.get("/oauth2callback?code=x&state=y").headers["location"] == "/"
    _sign_in(browser)
    assert browser.get("/").text == "the page, True"
    monkeypatch.setattr(oidc, "_DAYS", -1)
    assert browser.get("/").status_code == 403


@pytest.mark.parametrize(
    ("claims", "visitor"),
    [
        ({"sub": "7", "name": "Ana", "groups": ["staff", "editors"]}, Visitor("Ana (7)", Right.EDIT)),
        ({"sub": "7", "groups": "editors"}, Visitor("7", Right.EDIT)),
        ({"sub": "7", "groups": ["staff", {"editors": 1}]}, None),
        ({"groups": "editors"}, None),
        (_knows("edda@office.example\n"), None),
        (_knows(EDDA.replace("e", "\N{CYRILLIC SMALL LETTER IE}", 1)), None),
        ({}, None),
    ],
)
def test_a_claim_gives_a_role_and_a_name_that_nobody_can_pass_for(
    claims: Mapping[str, object], visitor: Visitor | None
) -> None:
    assert GUESTS.admit(claims) == visitor
    assert name_of({"sub": "9", "preferred_username": EDDA}) == f"{EDDA} (9)"


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ('[addresses]\nedit = ["edda"]\n', "edda: not an e-mail address"),
        ('[addresses]\nedit = "edda@office.example"\n', "not what is expected"),
        ('[addresses]\nown = ["edda@office.example"]\n', "not what is expected"),
        ('[claim]\nedit = ["editors"]\n', "not what is expected"),
        ('[claim]\nname = "groups"\n', "not what is expected"),
        ('[addresses]\nread = ["a@b"]\n[secrets]\nread = "sixteen letters or more"\n', "choose one"),
    ],
)
def test_a_file_that_lets_nobody_in_by_a_provider_is_refused(tmp_path: Path, written: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        read_people(people_file(tmp_path, written))


def test_a_file_names_addresses_and_a_claim(tmp_path: Path) -> None:
    addresses = f'[addresses]\nread = ["{ROSA}"]\nedit = ["Edda@Office.example"]\n'
    claim = '[claim]\nname = "groups"\nedit = ["editors"]\n'
    assert read_people(people_file(tmp_path, addresses + claim)) == GUESTS


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("", "", None),
        ("[auth]", "[other]", "need to configure credentials"),
        ("client_secret", "other", "client_secret"),
        ("made up to sign cookies", "short", "cookie_secret"),
        (OURS, "https://elsewhere.example", "not to this program"),
        (OURS, "http://office.example", "https://NAME"),
        ("http://127.0.0.1", "http://192.168.1.2", "begins with https"),
    ],
)
def test_secrets_by_which_nobody_signs_in_safely_are_refused(
    provider: Provider,
    secrets: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
    old: str,
    new: str,
    why: str | None,
) -> None:
    file = secrets(provider.secrets_text(OURS).replace(old, new))
    monkeypatch.setenv(oidc.TEST_PROVIDER, "1")
    if why is None:
        oidc.check_auth(["office.example"])
        monkeypatch.setenv("QA_OFFLINE", "1")
        with pytest.raises(UsageError, match="QA_OFFLINE"):
            oidc.check_auth(["office.example"])
        monkeypatch.delenv("QA_OFFLINE")
        monkeypatch.delenv(oidc.TEST_PROVIDER)
        file.chmod(0o644)
        why = "chmod 600|begins with https"
    with pytest.raises(UsageError, match=why):
        oidc.check_auth(["office.example"])
