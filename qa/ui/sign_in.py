"""The page on which somebody signs in, and the cookie that they get; for those whom the door does not know."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from qa.markup import Html, el
from qa.ui.people import SIGN_IN, SIGN_OUT, People, Visitor, cookie_name
from qa.wording.say import current_language, noted, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Receive, Scope, Send

_OURS = "Footnote QA"
_LARGEST = 4096
"""Bytes of a form."""
_PAUSE = 1.0
"""Seconds that a wrong secret costs."""
_KEPT = 12 * 3600
_STYLE = (
    "html{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:22rem;margin:15vh auto;padding:0 1rem}"
    "label{display:block;margin:0 0 1rem}input{display:block;box-sizing:border-box;width:100%;font:inherit;padding:.5rem}"
    "button{font:inherit;padding:.5rem 1rem}[role=alert]{color:#b3261e}"
    "@media(prefers-color-scheme:dark){[role=alert]{color:#f2b8b5}}"
)
_WRONG = noted("Nobody was let in: a name and a secret are needed, and this secret is not known here.")
_WHAT_FOR = noted("Your name is kept with what you change. The secret is one that whoever keeps this corpus gave you.")


class SignIn:
    """Lets in who knows a secret."""

    def __init__(self, people: People) -> None:
        """Those who may come."""
        self._people = people

    def person(self, cookies: Mapping[str, str], port: str) -> Visitor | None:
        """Who sends these cookies."""
        return self._people.person_of(cookies.get(cookie_name(port), ""))

    async def answer(self, scope: Scope, receive: Receive, send: Send, port: str) -> None:
        """The page; or what comes of its form; or the way out."""
        if scope["path"] == SIGN_OUT:
            await _lead(send, "/", f"{cookie_name(port)}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")
        elif scope["path"] == SIGN_IN and scope["method"] == "POST":
            given = await _form(receive)
            cookie = self._people.sign_in(given.get("name", ""), given.get("secret", ""))
            if cookie is None:
                await asyncio.sleep(_PAUSE)
                await _show(send, HTTPStatus.FORBIDDEN, _page(given.get("to", ""), _WRONG))
                return
            secure = "; Secure" if scope["scheme"] == "https" else ""
            kept = f"{cookie_name(port)}={cookie}; Path=/; Max-Age={_KEPT}; HttpOnly; SameSite=Lax{secure}"
            await _lead(send, _own_path(given.get("to", "")), kept)
        elif scope["method"] in ("GET", "HEAD"):
            query = scope["query_string"].decode("latin-1")
            await _show(send, HTTPStatus.FORBIDDEN, _page(f"{scope['path']}{f'?{query}' if query else ''}"))
        else:
            await _show(send, HTTPStatus.FORBIDDEN, _page("/"))


def _own_path(path: str) -> str:
    """A path of this very server, in characters that a header holds; the first page for anything else."""
    plain = path.isascii() and path.isprintable() and not set(path) & set('\\<>" ')
    return path if plain and path.startswith("/") and not path.startswith(("//", SIGN_IN, SIGN_OUT)) else "/"


async def _form(receive: Receive) -> Mapping[str, str]:
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if message["type"] != "http.request" or len(body) > _LARGEST:
            return {}
        if not message.get("more_body"):
            break
    try:
        return dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=8))
    except ValueError:
        return {}


def _page(to: str, why: str = "") -> Html:
    form = el(
        "form",
        el(
            "label",
            say("Name"),
            el("input", name="name", required="", maxlength="60", autocomplete="name", autofocus=""),
        ),
        el(
            "label",
            say("Secret"),
            el("input", name="secret", type="password", required="", autocomplete="current-password"),
        ),
        el("input", name="to", type="hidden", value=_own_path(to)),
        el("button", say("Sign in")),
        method="post",
        action=SIGN_IN,
    )
    view = el("meta", name="viewport", content="width=device-width")
    head = el("head", view, el("title", " · ".join((say("Sign in"), _OURS))), el("style", Html(_STYLE)))
    told = [el("p", say(why), role="alert")] if why else []
    return el("html", head, el("body", el("h1", _OURS), *told, form, el("p", say(_WHAT_FOR))), lang=current_language())


async def _show(send: Send, status: HTTPStatus, page: Html) -> None:
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"cache-control", b"no-store"),
        # Under no-referrer a browser says of a form that it comes from nowhere, and the door lets in its own pages only.
        (b"referrer-policy", b"same-origin"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": f"<!doctype html>{page}".encode()})


async def _lead(send: Send, path: str, cookie: str) -> None:
    headers = [
        (b"location", path.encode("ascii")),
        (b"set-cookie", cookie.encode("ascii")),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": "http.response.start", "status": HTTPStatus.SEE_OTHER, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
