"""Names of models in settings: what may be opened, and what of the hub lies on this computer already.

`corpus.toml` may come from somebody else: a name in it reaches the hub only when the person allowed it
(`qa.corpus.permissions`), and no folder on another computer is opened at all.
"""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path
from urllib.parse import urlsplit

from qa.errors import QAError, Remedy

OFFLINE = "QA_OFFLINE"
"""A variable of the environment: with `1` nothing is fetched, whatever was allowed."""

_CONNECT_SECONDS = 5.0
_LONGEST = 1000
"""Characters of the name of a model, or of its folder."""


def is_offline() -> bool:
    """True when the environment forbids to fetch anything."""
    return os.environ.get(OFFLINE, "") not in ("", "0")


def refuse_network_folder(name: str, error: type[QAError]) -> None:
    r"""Refuse `\\computer\share` before it is touched: only to look whether it is there tells that computer who asks.

    What is longer than any name is refused too, and not said in full.

    Raises:
        QAError: as given.
    """
    if len(name) > _LONGEST:
        raise error(f"{name[:60]}…: no model has a name of {len(name):,} characters; name it by hub name or folder")
    if name.replace("\\", "/").startswith("//"):
        raise error(f"{name}: a folder on another computer is not opened; copy it to this one and name the copy")


def is_folder(path: Path) -> bool:
    """True for a folder; False too for a name that none can have."""
    try:
        return path.is_dir()
    except OSError:
        return False


def is_downloaded(name: str) -> bool:
    """True when something of that model was fetched from the hub before."""
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    try:
        return any(isinstance(try_to_load_from_cache(name, file), str) for file in ("config.json", "modules.json"))
    except HFValidationError:
        return False


def settle_fetching(name: str, allowed: bool, error: type[QAError]) -> bool:
    """Whether a model is to be loaded without a word to the hub; one that would have to be fetched and cannot be is refused.

    A folder, or what was fetched before, is no matter.

    Raises:
        QAError: as given; it names the remedy.
    """
    refuse_network_folder(name, error)
    if is_folder(Path(name)):
        return True
    if not is_offline() and allowed:
        return _settle_by_reach(name, error)
    if is_downloaded(name):
        return True
    if is_offline():
        raise error(f"{name}: not on this computer, and {OFFLINE} forbids to fetch it; unset it, or name a folder")
    raise error(
        f"{name}: not on this computer, and nobody has allowed to fetch it from the hub for this corpus",
        remedy=Remedy.ALLOW_MODEL,
        model=name,
    )


def _settle_by_reach(name: str, error: type[QAError]) -> bool:
    """The hub's own client tries for most of a minute before it says that nobody is there."""
    host, port = _way_to_the_hub()
    if _is_reached(host, port):
        return False
    if is_downloaded(name):
        return True
    raise error(
        f"{name}: not on this computer, and {host} cannot be reached to fetch it; "
        f"try again when this computer is online, or name a folder"
    )


def _way_to_the_hub() -> tuple[str, int]:
    """Host and port that its client connects to: the hub's, or those of the proxy that the system names."""
    from urllib.request import getproxies, proxy_bypass

    from huggingface_hub.constants import ENDPOINT

    hub, proxies = urlsplit(ENDPOINT), getproxies()
    proxy = proxies.get(hub.scheme) or proxies.get("all")
    way = urlsplit(proxy if "://" in proxy else f"http://{proxy}") if proxy else hub
    if proxy and proxy_bypass(hub.hostname or ""):
        way = hub
    return way.hostname or "", way.port or (443 if way.scheme == "https" else 80)


def _is_reached(host: str, port: int) -> bool:
    """True when somebody answers there soon; a look-up of a name cannot be interrupted, so it is left to a thread."""
    reached = threading.Event()

    def reach() -> None:
        try:
            socket.create_connection((host, port), _CONNECT_SECONDS).close()
        except (OSError, UnicodeError):
            return
        reached.set()

    thread = threading.Thread(target=reach, name="hub", daemon=True)
    thread.start()
    thread.join(_CONNECT_SECONDS)
    return reached.is_set()
