"""Signing in with a shared secret: the form, and the cookie that comes of it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from qa.markup import el
from qa.ui.people import People, cookie_name
from qa.ui.sign_in_page import SIGN_IN, SIGN_OUT, lead_to, own_path, send_page
from qa.wording.say import noted, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Receive, Scope, Send

    from qa.markup import Html
    from qa.ui.rights import Visitor

_LARGEST = 4096
"""Bytes of a form."""
_PAUSE = 1.0
"""Seconds that a wrong secret costs."""
_KEPT = 12 * 3600
_WRONG = noted("Nobody was let in: a name and a secret are needed, and this secret is not known here.")
_WHAT_FOR = noted("Your name is kept with what you change. The secret is one that whoever keeps this corpus gave you.")


class BySecret:
    """Lets in who knows a secret."""

    def __init__(self, people: People) -> None:
        """Those who may come."""
        self._people = people

    def person(self, cookies: Mapping[str, str], port: str) -> Visitor | None:
        """Who sends these cookies."""
        return self._people.visitor_of(cookies, port)

    def passes(self, path: str) -> bool:
        """Nothing else is open to those who have not signed in."""
        del path
        return False

    def answers(self, scope: Scope, cookies: Mapping[str, str], port: str) -> bool:
        """True for what is asked of the door, also by those who have signed in."""
        del cookies, port
        return scope["path"] in (SIGN_IN, SIGN_OUT)

    async def answer(self, scope: Scope, receive: Receive, send: Send, cookies: Mapping[str, str], port: str) -> None:
        """The page; or what comes of its form; or the way out."""
        del cookies
        if scope["path"] == SIGN_OUT:
            await lead_to(send, "/", f"{cookie_name(port)}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")
        elif scope["path"] == SIGN_IN and scope["method"] == "POST":
            given = await _form(receive)
            cookie = self._people.sign_in(given.get("name", ""), given.get("secret", ""))
            if cookie is None:
                await asyncio.sleep(_PAUSE)
                await send_page(send, *_parts(given.get("to", "")), why=say(_WRONG))
                return
            secure = "; Secure" if scope["scheme"] == "https" else ""
            kept = f"{cookie_name(port)}={cookie}; Path=/; Max-Age={_KEPT}; HttpOnly; SameSite=Lax{secure}"
            await lead_to(send, own_path(given.get("to", "")), kept)
        else:
            await send_page(send, *_parts(asked_path(scope)))


def asked_path(scope: Scope) -> str:
    """The path that was asked for, with its query; the first page for what is not asked by going there."""
    query = scope["query_string"].decode("latin-1")
    return f"{scope['path']}{f'?{query}' if query else ''}" if scope["method"] in ("GET", "HEAD") else "/"


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


def _parts(to: str) -> tuple[Html, Html]:
    name = el("input", name="name", required="", maxlength="60", autocomplete="name", autofocus="")
    secret = el("input", name="secret", type="password", required="", autocomplete="current-password")
    form = el(
        "form",
        el("label", say("Name"), name),
        el("label", say("Secret"), secret),
        el("input", name="to", type="hidden", value=own_path(to)),
        el("button", say("Sign in")),
        method="post",
        action=SIGN_IN,
    )
    return form, el("p", say(_WHAT_FOR))
