"""Under which names this computer answers, and which pages may ask it: what every server here looks at first.

Without it, a page on a name that is led to 127.0.0.1 (DNS rebinding), or another local program's page, could read answers.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from starlette.types import Scope

LOOPBACK = ("localhost", "127.0.0.1", "::1")
_NOT_OURS = (
    "This address is not one under which this program answers: a page elsewhere may have led here. "
    "Where {host} is yours, it has to be named when the program starts."
)
_OTHER_PAGE = "A page of another address asks for this; only pages of this very address may."


class Hosts:
    """The names of this computer, and others that were given."""

    def __init__(self, others: Collection[str] = ()) -> None:
        self._names = frozenset(name.casefold() for name in (*LOOPBACK, *others))

    def refusal(self, scope: Scope, headers: Mapping[str, str]) -> str | None:
        """Why a request is not let in, by its Host and Origin; None when it may be. `headers` are those of `headers_of`."""
        host = headers.get("host", "")
        if name_and_port(host)[0] not in self._names:
            return _NOT_OURS.format(host=_printable(host))
        return None if _is_same(scope, host, headers.get("origin")) else _OTHER_PAGE


def _is_same(scope: Scope, host: str, origin: str | None) -> bool:
    if origin is None:
        # Every browser names the origin of a websocket; of a plain visit none does.
        return bool(scope["type"] == "http")
    # A proxy may speak https where we speak http; name and port are the same all the same.
    return origin.casefold() in (f"http://{host}".casefold(), f"https://{host}".casefold())


def headers_of(scope: Scope) -> Mapping[str, str]:
    """The headers; one that came twice counts as none of ours, since two readers may take different ones."""
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        key = name.decode("latin-1").lower()
        if key in found and key in ("host", "origin"):
            return {}
        found[key] = f"{found[key]}; {value.decode('latin-1')}" if key in found else value.decode("latin-1")
    return found


def name_and_port(host: str) -> tuple[str, str]:
    """Both empty where the header is not of the form `name:port`."""
    try:
        parts = urlsplit(f"//{host}")
        return (parts.hostname or "").rstrip("."), str(parts.port or "")
    except ValueError:
        return "", ""


def _printable(host: str) -> str:
    return (
        "".join(letter for letter in name_and_port(host)[0] if letter.isalnum() or letter in "-.:")[:100] or "the name"
    )
