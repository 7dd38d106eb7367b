"""Streamlit's own sign-in by OpenID Connect: `[auth]` of its secrets, its routes, and the cookie that it signs."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from qa.embed.hub import OFFLINE, is_offline
from qa.errors import UsageError
from qa.service.hosts import LOOPBACK
from qa.service.tokens import SHORTEST, refuse_shared

ROUTES = ("/auth/login", "/auth/logout", "/oauth2callback")
"""Paths that Streamlit answers, for those too who have not signed in yet."""
SIGN_OUT_THERE = ROUTES[1]
TEST_PROVIDER = "QA_TEST_PROVIDER"
"""A variable of the environment, for tests: with `1`, a provider on this computer may be asked without https."""
_DEFAULT = "default"
_DAYS = 0.5
"""After which somebody signs in anew; Streamlit's cookie would do for 30."""


def claims_of(cookies: Mapping[str, str]) -> Mapping[str, object]:
    """What the provider said of who sends these cookies; nothing of those for whom Streamlit has signed none."""
    from streamlit.auth_util import get_cookie_with_chunks
    from streamlit.web.server.server_util import get_cookie_secret
    from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
    from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

    secret = get_cookie_secret()

    def signed(name: str) -> bytes | None:
        return decode_signed_value(secret, name, cookies.get(name, ""), _DAYS) if secret else None

    try:
        claims = json.loads(get_cookie_with_chunks(signed, USER_COOKIE_NAME) or b"{}")
    except (ValueError, RecursionError):
        return {}
    return claims if isinstance(claims, dict) and claims.get("is_logged_in") is True else {}


def providers() -> Mapping[str, str]:
    """What each provider of `[auth]` is called on the page, by its name there: without one, the host that is asked."""
    auth = _auth()
    named = {name: name for name, section in auth.items() if isinstance(section, Mapping) and "client_id" in section}
    host = urlsplit(str(auth.get("server_metadata_url", ""))).hostname
    return {**({_DEFAULT: host} if host else {}), **named}


def login_address(provider: str) -> str:
    """Where a sign-in by that provider begins; good for two minutes."""
    from streamlit.user_info import generate_login_redirect_url

    return generate_login_redirect_url(provider)


def check_auth(hosts: Collection[str]) -> None:
    """Refuse secrets by which nobody could sign in, or not safely; `hosts` are names besides this computer's own.

    Raises:
        UsageError: they lack something, are open to others, or lead elsewhere.
    """
    from streamlit import config
    from streamlit.auth_util import validate_auth_credentials
    from streamlit.errors import StreamlitAuthError

    if is_offline():
        raise UsageError(f"{OFFLINE} is set: no identity provider is asked; unset it, or give out [secrets] instead")
    for file in config.get_option("secrets.files"):
        if Path(file).is_file():
            refuse_shared(Path(file))
    auth = _auth()
    try:
        for name in providers() or (_DEFAULT,):
            validate_auth_credentials(name)
            _refuse_url(name, _metadata_url(name, auth), os.environ.get(TEST_PROVIDER) == "1")
    except StreamlitAuthError as error:
        raise UsageError(f"signing in by a provider: {' '.join(str(error).split())}") from error
    if len(str(auth["cookie_secret"])) < SHORTEST:
        raise UsageError(f"cookie_secret of [auth]: has fewer than {SHORTEST} characters; make up a longer one")
    _refuse_way_back(str(auth["redirect_uri"]), hosts)


def _auth() -> Mapping[str, object]:
    from streamlit.auth_util import get_secrets_auth_section

    found: Mapping[str, object] = get_secrets_auth_section().to_dict()
    return found


def _metadata_url(name: str, auth: Mapping[str, object]) -> str:
    section = auth.get(name, auth)
    return str(section.get("server_metadata_url", "")) if isinstance(section, Mapping) else ""


def _refuse_url(name: str, url: str, in_test: bool) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https" and not (in_test and parts.hostname in LOOPBACK):
        raise UsageError(f"{url[:200]}: server_metadata_url of the provider {name} begins with https://")


def _refuse_way_back(url: str, hosts: Collection[str]) -> None:
    """`{port}` stands for our own."""
    parts = urlsplit(url.replace("{port}", "0"))
    host = (parts.hostname or "").casefold()
    if host not in (*LOOPBACK, *(name.casefold() for name in hosts)):
        raise UsageError(
            f"redirect_uri of [auth]: leads to {host or 'nowhere'}, not to this program; name that host when it starts"
        )
    if parts.path != ROUTES[2] or not (parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)):
        raise UsageError(f"{url[:200]}: redirect_uri of [auth] has the form https://NAME{ROUTES[2]}")
