"""Where Milvus is, and whether it may be asked: `corpus.toml`, which names it, may come from somebody else."""

from __future__ import annotations

import os
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from qa.embed.hub import OFFLINE, is_offline, refuse_network_folder
from qa.errors import EngineError, Remedy
from qa.regex import regex

MILVUS_TOKEN = "QA_MILVUS_TOKEN"
"""A variable of the environment: what the server asks for, `user:password` or a key. It is neither stored nor shown."""
_FILE = regex(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}\.db")


@dataclass(frozen=True, slots=True)
class MilvusAddress:
    """A server, or milvus-lite's folder in an index folder; `str` gives it as settings have it."""

    uri: str
    path: Path | None = None
    """Where milvus-lite keeps it; None for a server."""
    sent_to: str | None = None
    """The other computer that texts go to; None where they stay on this one."""

    def __str__(self) -> str:
        return self.uri


def milvus_address(uri: str, folder: Path) -> MilvusAddress:
    """The address that `[index] uri` means for an index folder.

    Raises:
        EngineError: it is none, or holds a password.
    """
    if _FILE.fullmatch(uri):
        return MilvusAddress(uri, folder / uri)
    refuse_network_folder(uri, EngineError)
    try:
        parts = urlsplit(uri)
        host, sound = parts.hostname or "", parts.scheme in ("http", "https") and (parts.port or 1) > 0
    except ValueError:
        raise _not_one(uri.rpartition("@")[2]) from None
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise EngineError(
            f"the address of Milvus ({host}) holds more than host, port and database; the token comes from {MILVUS_TOKEN}"
        )
    if not host or not sound:
        raise _not_one(uri)
    return MilvusAddress(uri, None, None if _is_here(host) else host)


def refuse_reaching(address: MilvusAddress, *, allowed: bool) -> None:
    """Refuse a server on another computer that nobody has allowed for this corpus, or while the environment forbids it.

    Raises:
        EngineError: says so; it names the remedy.
    """
    if address.sent_to is None:
        return
    if is_offline():
        raise EngineError(f"{address}: the index is on another computer, and {OFFLINE} forbids to ask that; unset it")
    if not allowed:
        raise EngineError(
            f"{address}: nobody has allowed this corpus to keep its index on {address.sent_to}, which questions would go to",
            remedy=Remedy.ALLOW_MODEL,
            model=address.uri,
        )


def milvus_token() -> str:
    """The token of the environment; empty where there is none."""
    return os.environ.get(MILVUS_TOKEN, "").strip()


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _not_one(uri: str) -> EngineError:
    return EngineError(
        f"{uri}: no address of Milvus; write NAME.db, which lies in the index folder, or http(s)://HOST:PORT"
    )
