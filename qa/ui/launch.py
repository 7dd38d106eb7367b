"""Starts the browser front end: the settings of its server, the address that it listens on, the browser that opens."""

from __future__ import annotations

import http.client
import os
import socket
import sys
import threading
import time
import tomllib
import webbrowser
from collections.abc import Mapping, Sequence

from qa.errors import QAError, UsageError
from qa.service.hosts import LOOPBACK
from qa.ui.door import address_of, cookie_of
from qa.ui.people import Guests

Setting = str | int | float | bool | list[str]

# The server listens on this computer alone, sends no statistics, and shows no internals when something fails.
SETTINGS: Mapping[str, Setting] = {
    "server.headless": True,
    "server.address": "127.0.0.1",
    "server.port": 8501,
    "server.maxUploadSize": 25,
    # What a page may send at once: the longest text that can be pasted, with room; and what may come or go in one message.
    "server.maxWidgetStateSize": 16,
    "server.maxMessageSize": 100,
    "server.enableStaticServing": False,
    "server.enableAgentApi": False,
    "server.fileWatcherType": "none",
    "server.enableXsrfProtection": True,
    "browser.serverAddress": "localhost",
    "browser.gatherUsageStats": False,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    # Streamlit collects garbage after every run of a script, and all visitors wait for it. Python does it by itself when it is due.
    "runner.postScriptGC": False,
    "runner.magicEnabled": False,
}
_PORT, _ADDRESS = "server.port", "server.address"
_TRIES, _PAUSE = 240, 0.5
"""How often the browser looks for the server before it gives up, and the seconds in between."""


def serve(
    settings: Mapping[str, Setting],
    number: int,
    *,
    hosts: Sequence[str] = (),
    token: str | None = None,
    api: bool = False,
    people: Guests | None = None,
) -> None:
    """Serve the views on that port until the process is told to stop; opens a browser where there is a desktop.

    `hosts` are names besides this computer's own under which it is reached; without a token, whoever reaches it is let in.
    With `api`, other programs may ask as well; `people` sign in.

    Raises:
        UsageError: Streamlit has no such setting.
    """
    from streamlit.errors import StreamlitAPIException

    from qa.ui.server import make_app

    if sys.argv[0] in ("", "-c", "-"):
        # Else Streamlit puts the folder of the views before all others to import from, and ours has an `html`.
        sys.argv[0] = "qa"
    app = make_app(hosts, token, api=api, people=people)
    if has_desktop(sys.platform, os.environ):
        threading.Thread(target=_open_when_ready, args=(number, token), daemon=True).start()
    try:
        # Streamlit's own greeting names the address without its token.
        app.run(config={"server.allowedHosts": [*LOOPBACK, *hosts], **settings, "logger.hideWelcomeMessage": True})
    except StreamlitAPIException as error:
        raise UsageError(f"streamlit refuses its settings: {' '.join(str(error).split())}") from error


def settings_of(arguments: Sequence[str], environment: Mapping[str, str]) -> dict[str, Setting]:
    """Our settings, without those that the environment has (`STREAMLIT_SERVER_PORT`), and over them the arguments'.

    Raises:
        UsageError: an argument is not of the form `--section.name value` or `--section.name=value`.
    """
    found = {name: value for name, value in SETTINGS.items() if _variable(name) not in environment}
    left = list(arguments)
    while left:
        name, equals, value = left.pop(0).partition("=")
        if not name.startswith("--") or "." not in name:
            raise UsageError(f"{name}: not an argument of qa app; streamlit's look like --server.maxUploadSize 50")
        if not equals:
            value = left.pop(0) if left and not left[0].startswith("--") else "true"
        found[name[2:]] = _read(value)
    return found


def check_address(settings: Mapping[str, Setting], *, signing_in: bool) -> None:
    """Refuse to answer other computers where nobody signs in.

    Raises:
        UsageError: the server would listen on another address than this computer's own.
    """
    address = str(settings.get(_ADDRESS, os.environ.get(_variable(_ADDRESS), "")))
    if not signing_in and address not in LOOPBACK:
        raise UsageError(
            f"{address or 'every address'}: other computers are answered only with a sign-in; add --people FILE"
        )


def free_port(settings: Mapping[str, Setting]) -> int:
    """The port that the server will listen on, where nothing listens yet.

    Raises:
        UsageError: it is not a port.
        QAError: it is in use.
    """
    value = str(settings.get(_PORT, os.environ.get(_variable(_PORT), "")))
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise UsageError(f"{value}: not a port; use a number such as 8600")
    number = int(value)
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", number)) == 0:
            raise QAError(f"port {number} is in use: stop what runs there, or add --port {number % 65535 + 1}")
    return number


def has_desktop(platform: str, environment: Mapping[str, str]) -> bool:
    """True where a browser window can open."""
    return platform in ("win32", "darwin") or bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def _variable(name: str) -> str:
    """`server.maxUploadSize` → `STREAMLIT_SERVER_MAX_UPLOAD_SIZE`."""
    words = "".join(f"_{letter}" if letter.isupper() else letter for letter in name)
    return f"STREAMLIT_{words.replace('.', '_').upper()}"


def _read(value: str) -> Setting:
    """A value as TOML reads it, else as text."""
    try:
        read = tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        return value
    return read if isinstance(read, int | float) else value


def _open_when_ready(number: int, token: str | None) -> None:
    """Open the browser as soon as the server answers; give up after two minutes."""
    for _ in range(_TRIES):
        time.sleep(_PAUSE)
        connection = http.client.HTTPConnection("localhost", number, timeout=2)
        try:
            connection.request("GET", "/_stcore/health", headers={"Cookie": cookie_of(number, token or "")})
            if connection.getresponse().status == http.client.OK:
                webbrowser.open(address_of(number, token))
                return
        except (OSError, http.client.HTTPException):
            continue
        finally:
            connection.close()
