"""Names of models in settings: what may be opened, and what of the hub lies on this computer already.

`corpus.toml` may come from somebody else: a name in it reaches the hub only when the person allowed it
(`qa.corpus.permissions`), and no folder on another computer is opened at all.
"""

from __future__ import annotations

import os
from pathlib import Path

from qa.errors import QAError, Remedy

OFFLINE = "QA_OFFLINE"
"""A variable of the environment: with `1` nothing is fetched, whatever was allowed."""


def is_offline() -> bool:
    """True when the environment forbids to fetch anything."""
    return os.environ.get(OFFLINE, "") not in ("", "0")


def refuse_network_folder(name: str, error: type[QAError]) -> None:
    r"""Refuse `\\computer\share` before it is touched: only to look whether it is there tells that computer who asks.

    Raises:
        QAError: as given.
    """
    if name.replace("\\", "/").startswith("//"):
        raise error(f"{name}: a folder on another computer is not opened; copy it to this one and name the copy")


def is_downloaded(name: str) -> bool:
    """True when something of that model was fetched from the hub before."""
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    try:
        return any(isinstance(try_to_load_from_cache(name, file), str) for file in ("config.json", "modules.json"))
    except HFValidationError:
        return False


def is_local_only(name: str, allowed: bool) -> bool:
    """True when a model is to be loaded without a word to the hub."""
    return is_offline() or not allowed or Path(name).is_dir()


def refuse_fetching(name: str, allowed: bool, error: type[QAError]) -> None:
    """Refuse a model that would have to be fetched and may not be; a folder, or what was fetched before, is no matter.

    Raises:
        QAError: as given; it names the remedy.
    """
    refuse_network_folder(name, error)
    if Path(name).is_dir() or not is_local_only(name, allowed) or is_downloaded(name):
        return
    if is_offline():
        raise error(f"{name}: not on this computer, and {OFFLINE} forbids to fetch it; unset it, or name a folder")
    raise error(
        f"{name}: not on this computer, and nobody has allowed to fetch it from the hub for this corpus",
        remedy=Remedy.ALLOW_MODEL,
        model=name,
    )
