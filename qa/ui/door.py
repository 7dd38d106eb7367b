"""Who may come in: pages of this very address, in the hands of somebody who has the token that was printed at the start."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urlencode

from qa.service.hosts import Hosts, headers_of, name_and_port
from qa.ui.admitted import Admitted
from qa.ui.by_provider import ByProvider
from qa.ui.people import Guests
from qa.ui.rights import Right
from qa.ui.sign_in import BySecret
from qa.wording.accepted import language_of_request
from qa.wording.say import noted, say, speaking

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

MAY_CHANGE = "footnote-qa.may-change"
"""What the scope of a request says of who sends it, where people sign in."""
_PARAMETER = "token"
_YEAR = 365 * 24 * 3600
_FORBIDDEN = 403
_POLICY_VIOLATION = 1008
_NO_TOKEN = noted(
    "This page opens by the address, with its token, that was printed when the program started. "
    "Each start has another token; after a restart, open the new address."
)


def new_token() -> str:
    """A token that nobody guesses, as Jupyter's servers have."""
    return secrets.token_urlsafe(24)


def address_of(number: int, token: str | None) -> str:
    """What is opened in the browser."""
    return f"http://localhost:{number}/{f'?{_PARAMETER}={token}' if token else ''}"


def cookie_of(number: int | str, token: str) -> str:
    """The cookie by which a browser is known again; its name has the port, since cookies know none."""
    return f"footnote-qa-{number}={token}"


class Door:
    """Lets a request through when its Host is ours, its Origin the same, and its cookie has the token; a websocket too.

    Without it, a page on a name that is led to 127.0.0.1 (DNS rebinding), another local program's page, or another user of
    this computer could read answers and change the corpus.
    """

    def __init__(
        self, app: ASGIApp, hosts: Collection[str] = (), token: str | None = None, people: Guests | None = None
    ) -> None:
        """Guard an application; `hosts` are names besides this computer's own, and no token lets everybody here in.

        Where there are `people`, they sign in, and no token is asked for.
        """
        self._app = app
        self._hosts = Hosts(hosts)
        self._token = token
        self._sign_in = (
            None if people is None else ByProvider(people) if isinstance(people, Admitted) else BySecret(people)
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass it on, lead to the same address without the token, or refuse in one line."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = headers_of(scope)
        host = headers.get("host", "")
        if why := self._hosts.refusal(scope, headers):
            await _refuse(scope, send, why)
        elif self._sign_in:
            await self._for_person(self._sign_in, scope, receive, send)
        elif self._token is None or self._is_known(headers.get("cookie", ""), host):
            await self._app(scope, receive, send)
        elif scope["type"] == "http" and scope["method"] == "GET" and self._is_given(scope):
            await _welcome(scope, send, cookie_of(name_and_port(host)[1], self._token))
        else:
            with speaking(language_of_request(headers)):
                await _refuse(scope, send, say(_NO_TOKEN))

    async def _for_person(self, sign_in: BySecret | ByProvider, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what somebody sends who has signed in, with what they may do; ask others who they are."""
        headers = headers_of(scope)
        port, cookies = name_and_port(headers.get("host", ""))[1], _cookies(headers.get("cookie", ""))
        person = sign_in.person(cookies, port)
        if sign_in.passes(scope["path"]) or (person and not sign_in.answers(scope, cookies, port)):
            may_change = person is not None and person.role is Right.EDIT
            await self._app({**scope, MAY_CHANGE: may_change}, receive, send)
        elif scope["type"] == "websocket":
            await _refuse(scope, send, "")
        else:
            with speaking(language_of_request(headers)):
                await sign_in.answer(scope, receive, send, cookies, port)

    def _is_known(self, cookies: str, host: str) -> bool:
        wanted, _, token = cookie_of(name_and_port(host)[1], self._token or "").partition("=")
        given = _cookies(cookies).get(wanted)
        return given is not None and secrets.compare_digest(given.encode(), token.encode())

    def _is_given(self, scope: Scope) -> bool:
        given = dict(_query(scope)).get(_PARAMETER, "")
        return secrets.compare_digest(given.encode(), (self._token or "").encode())


def _cookies(header: str) -> dict[str, str]:
    """Each by its name; none of a header that is no list of them."""
    try:
        return {name: cookie.value for name, cookie in SimpleCookie(header).items()}
    except CookieError:
        return {}


def _query(scope: Scope) -> list[tuple[str, str]]:
    return parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)


async def _welcome(scope: Scope, send: Send, cookie: str) -> None:
    """The same address without the token, which would else stand in the history and in what is shared."""
    left = urlencode([(name, value) for name, value in _query(scope) if name != _PARAMETER])
    path = "/" + quote(scope["path"]).lstrip("/")
    headers = [
        (b"location", f"{path}{f'?{left}' if left else ''}".encode("latin-1")),
        (b"set-cookie", f"{cookie}; Path=/; Max-Age={_YEAR}; HttpOnly; SameSite=Lax".encode()),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": "http.response.start", "status": 303, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


async def _refuse(scope: Scope, send: Send, why: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": _POLICY_VIOLATION, "reason": ""})
        return
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": _FORBIDDEN, "headers": headers})
    await send({"type": "http.response.body", "body": why.encode()})
