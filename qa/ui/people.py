"""Who has signed in, and what they may do: shared secrets for reading and for editing, and a cookie that cannot be forged."""

from __future__ import annotations

import hmac
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from qa.service.hosts import name_and_port
from qa.ui.admitted import Admitted
from qa.ui.rights import Right, Visitor

_HOURS = 12
"""After which somebody signs in anew."""
_LONGEST_NAME, _LONGEST_COOKIE = 60, 1000


@dataclass(frozen=True, slots=True)
class People:
    """The secrets, and the key of this start, with which cookies are signed: after a restart all sign in anew."""

    secret_of: Mapping[Right, str]
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    now: Callable[[], float] = time.time

    def sign_in(self, name: str, secret: str) -> str | None:
        """The value of the cookie for who knows a secret; None for anybody else, and for one without a name."""
        name = " ".join(name.split())[:_LONGEST_NAME]
        roles = [role for role, known in self.secret_of.items() if hmac.compare_digest(known.encode(), secret.encode())]
        if not roles or not name.isprintable() or not name:
            return None
        until = int(self.now()) + _HOURS * 3600
        signed = f"{urlsafe_b64encode(name.encode()).decode()}.{roles[0]}.{until}"
        return f"{signed}.{self._signature(signed)}"

    def person_of(self, cookie: str) -> Visitor | None:
        """Who a cookie of ours was given to, until it runs out."""
        signed, _, signature = cookie.rpartition(".")
        if len(cookie) > _LONGEST_COOKIE or not hmac.compare_digest(
            self._signature(signed).encode(), signature.encode()
        ):
            return None
        name, role, until = signed.split(".")
        return Visitor(urlsafe_b64decode(name).decode(), Right(role)) if self.now() < int(until) else None

    def visitor_of(self, cookies: Mapping[str, str], port: str) -> Visitor | None:
        """Who sends these cookies to that port."""
        return self.person_of(cookies.get(cookie_name(port), ""))

    def _signature(self, signed: str) -> str:
        return hmac.new(self.key, signed.encode(), sha256).hexdigest()


Guests = People | Admitted
"""Those who may come: who knows a secret, or whom a provider knows."""


_SERVED: list[Guests] = []
"""Those of this process, which serves one front end."""


def serve_people(people: Guests | None) -> None:
    """From now on, visitors are these; None: there is no sign-in."""
    _SERVED[:] = [people] if people else []


def cookie_name(port: int | str) -> str:
    """Its name has the port, since cookies know none."""
    return f"footnote-qa-person-{port}"


def visitor() -> Visitor | None:
    """Who the visit is of whose page is being drawn; None where there is no sign-in, or no visit.

    The server has let in nobody else; a cookie that has run out since reads and changes nothing (`may_enter`).
    """
    from streamlit import context
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    if not _SERVED or get_script_run_ctx(suppress_warning=True) is None:
        return None
    port = name_and_port(context.headers.get("host") or "")[1]
    return _SERVED[0].visitor_of({name: context.cookies[name] or "" for name in context.cookies}, port)


def may_enter() -> bool:
    """False for a visit whose sign-in has run out."""
    return not _SERVED or visitor() is not None
