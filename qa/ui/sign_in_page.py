"""The page before the views, for those whom the door does not know yet, and the replies that lead on from it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from qa.markup import Html, el
from qa.wording.say import current_language, say

if TYPE_CHECKING:
    from starlette.types import Send

SIGN_IN, SIGN_OUT = "/sign-in", "/sign-out"
"""Paths that the door answers."""
_OURS = "Footnote QA"
_STYLE = (
    "html{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:22rem;margin:15vh auto;padding:0 1rem}"
    "label{display:block;margin:0 0 1rem}input{display:block;box-sizing:border-box;width:100%;font:inherit;padding:.5rem}"
    "button,.way{font:inherit;padding:.5rem 1rem}.way{display:block;border:1px solid;border-radius:.25rem;margin:0 0 1rem;"
    "color:inherit;text-align:center;text-decoration:none;overflow-wrap:anywhere}.way:hover,.way:focus-visible{text-decoration:underline}"
    "[role=alert]{color:#b3261e}@media(prefers-color-scheme:dark){[role=alert]{color:#f2b8b5}}"
)


def own_path(path: str) -> str:
    """A path of this very server, in characters that a header holds; the first page for anything else."""
    plain = path.isascii() and path.isprintable() and not set(path) & set('\\<>" ')
    return path if plain and path.startswith("/") and not path.startswith(("//", SIGN_IN, SIGN_OUT)) else "/"


async def send_page(send: Send, *parts: Html, why: str = "") -> None:
    """Show it, with what went wrong, as the refusal that it is."""
    view = el("meta", name="viewport", content="width=device-width")
    head = el("head", view, el("title", " · ".join((say("Sign in"), _OURS))), el("style", Html(_STYLE)))
    told = [el("p", why, role="alert")] if why else []
    page = el("html", head, el("body", el("h1", _OURS), *told, *parts), lang=current_language())
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"cache-control", b"no-store"),
        # Under no-referrer a browser says of a form that it comes from nowhere, and the door lets in its own pages only.
        (b"referrer-policy", b"same-origin"),
    ]
    await send({"type": "http.response.start", "status": HTTPStatus.FORBIDDEN, "headers": headers})
    await send({"type": "http.response.body", "body": f"<!doctype html>{page}".encode()})


async def lead_to(send: Send, path: str, *cookies: str) -> None:
    """Lead the browser to a path of ours, with these cookies."""
    headers = [
        (b"location", path.encode("ascii")),
        (b"cache-control", b"no-store"),
        *((b"set-cookie", cookie.encode("ascii")) for cookie in cookies),
    ]
    await send({"type": "http.response.start", "status": HTTPStatus.SEE_OTHER, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
