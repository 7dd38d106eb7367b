"""Signing in by an identity provider: the page that leads there, and where somebody goes who comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote, urlencode

from qa.markup import el
from qa.ui.admitted import Admitted, name_of
from qa.ui.oidc import ROUTES, SIGN_OUT_THERE, claims_of, login_address, providers
from qa.ui.sign_in import asked_path
from qa.ui.sign_in_page import SIGN_IN, SIGN_OUT, lead_to, own_path, send_page
from qa.wording.say import noted, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Receive, Scope, Send

    from qa.markup import Html
    from qa.ui.rights import Visitor

_SECONDS, _LONGEST = 600, 1000
"""How long it is remembered where somebody wanted to go, and up to which length."""
_NO_ROLE = noted("{name} may not read here. Ask whoever keeps this corpus to let you in, or sign in as somebody else.")
_FAILED = noted(
    "Nobody was signed in: the provider has not said who you are. Try again, or ask whoever keeps this corpus."
)
_WHAT_FOR = noted("Your address is kept with what you change.")


class ByProvider:
    """Lets in whom a provider knows, if they are among those who may come."""

    def __init__(self, admitted: Admitted) -> None:
        """Those who may come."""
        self._admitted = admitted

    def person(self, cookies: Mapping[str, str], port: str) -> Visitor | None:
        """Who sends these cookies, if they may come."""
        return self._admitted.visitor_of(cookies, port)

    def passes(self, path: str) -> bool:
        """What Streamlit answers on the way to the provider and back, before anybody has signed in."""
        return path in ROUTES

    def answers(self, scope: Scope, cookies: Mapping[str, str], port: str) -> bool:
        """True for what is asked of the door, and for who has just come back from the provider."""
        return scope["path"] in (SIGN_IN, SIGN_OUT) or (scope["path"] == "/" and _way_cookie(port) in cookies)

    async def answer(self, scope: Scope, receive: Receive, send: Send, cookies: Mapping[str, str], port: str) -> None:
        """The page; the way to the provider, back to what was asked for, or out."""
        del receive
        asked, wanted = dict(parse_qsl(scope["query_string"].decode("latin-1"))), cookies.get(_way_cookie(port))
        forgotten = f"{_way_cookie(port)}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"
        if scope["path"] == SIGN_OUT:
            await lead_to(send, SIGN_OUT_THERE, forgotten)
        elif scope["path"] == SIGN_IN and asked.get("with") in providers():
            way = quote(own_path(asked.get("to", "/"))[:_LONGEST], safe="")
            kept = f"{_way_cookie(port)}={way}; Path=/; Max-Age={_SECONDS}; HttpOnly; SameSite=Lax"
            await lead_to(send, login_address(asked["with"]), kept)
        elif self.person(cookies, port):
            await lead_to(send, own_path(unquote(wanted or "/")), forgotten)
        else:
            name = name_of(claims_of(cookies))
            why = say(_NO_ROLE, name=name) if name else say(_FAILED) if wanted else ""
            to = unquote(wanted) if wanted and scope["path"] == "/" else asked_path(scope)
            await send_page(send, *_parts(to), why=why)


def _way_cookie(port: str) -> str:
    return f"footnote-qa-way-{port}"


def _parts(to: str) -> list[Html]:
    ways = [
        el(
            "a",
            say("Sign in with {provider}", provider=called),
            href=f"{SIGN_IN}?{urlencode({'with': name, 'to': own_path(to)})}",
            cls="way",
        )
        for name, called in providers().items()
    ]
    return [*ways, el("p", say(_WHAT_FOR))]
