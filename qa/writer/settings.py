"""Which model writes, where it is, and whether text may go there.

`corpus.toml` may come from somebody else: a writer that it names is asked only when the person allowed it for this corpus
(`qa.corpus.permissions`). `QA_OFFLINE=1` comes before every permission, wherever text would leave this computer.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from dataclasses import dataclass
from difflib import get_close_matches
from ipaddress import ip_address
from urllib.parse import urlsplit

from qa.embed.hub import OFFLINE, is_offline
from qa.errors import Remedy, WriterError
from qa.regex import regex
from qa.writer.providers import PROVIDERS, Provider

WRITER_VARIABLE = "QA_WRITER"
"""Names the writer for this computer, where a call does not; it is the person's own word, as a call is."""
NO_WRITER = "none"
_NAME = regex(r"(?P<provider>[a-z_]+):(?P<model>[^\s@]+(?:@(?!https?://)[^\s@]+)*)(?:@(?P<address>https?://\S+))?")
_LONGEST = 300
_FORM = "write provider:model, with a provider of " + ", ".join(PROVIDERS) + "; or none"


@dataclass(frozen=True, slots=True)
class WriterSettings:
    """A model, and what is known before it is asked."""

    name: str
    """As it was given: `ollama:llama3.2`, `openai:gpt-5@https://llm.example/v1`."""
    provider: Provider
    model: str
    address: str
    """Of the service."""
    allowed: bool

    @property
    def sent_to(self) -> str | None:
        """The host that text goes to; None where it stays on this computer."""
        # Ollama hands models of its cloud on, though it is asked on this computer.
        if self.provider is Provider.OLLAMA and self.model.rpartition(":")[2].endswith("cloud"):
            return "ollama.com"
        host = urlsplit(self.address).hostname or ""
        return None if _is_here(host) else host

    @property
    def encrypted(self) -> bool:
        """Whether text goes there unreadable to others."""
        return self.sent_to is None or self.address.startswith("https:")


def writer_settings(name: str | None, *, allowed: bool) -> WriterSettings | None:
    """The writer of that name; None where there is to be none.

    Raises:
        WriterError: it is not written as a writer is.
    """
    if name is None or name == NO_WRITER:
        return None
    match = _NAME.fullmatch(name) if len(name) <= _LONGEST else None
    if match is None or match["provider"] not in PROVIDERS:
        likely = get_close_matches(name.partition(":")[0], PROVIDERS, n=1) if ":" in name else ()
        meant = f"; did you mean {likely[0]}?" if likely and match else ""
        raise WriterError(f"{name[:80]}: no such writer; {_FORM}{meant}")
    provider = Provider(match["provider"])
    address = match["address"] or _address_of(provider)
    _check_address(name, address)
    return WriterSettings(name, provider, match["model"], address, allowed)


def find_writer(
    given: str | None, of_corpus: Callable[[], str | None], allowed: Callable[[], Collection[str]]
) -> WriterSettings | None:
    """The writer that a call, the environment, or else `corpus.toml` names; the last only if the person allowed it.

    Raises:
        WriterError: it is not written as a writer is.
    """
    own = given if given is not None else os.environ.get(WRITER_VARIABLE) or None
    if own is not None:
        return writer_settings(own, allowed=True)
    name = of_corpus()
    return writer_settings(name, allowed=name in allowed()) if name is not None else None


def refuse_sending(writer: WriterSettings) -> None:
    """Refuse a writer that nobody has allowed, or to which text would leave this computer while that is forbidden.

    Raises:
        WriterError: says so; it names the remedy.
    """
    if not writer.allowed:
        where = f", which sends text to {writer.sent_to}" if writer.sent_to else ""
        raise WriterError(
            f"{writer.name}: nobody has allowed this writer for this corpus{where}",
            remedy=Remedy.ALLOW_MODEL,
            model=writer.name,
        )
    if writer.sent_to and is_offline():
        raise WriterError(
            f"{writer.name}: text would go to {writer.sent_to}, and {OFFLINE} forbids that; unset it, or take a model "
            "that runs on this computer"
        )


def _address_of(provider: Provider) -> str:
    """Where the provider is: as the environment says, else where it always is."""
    facts = PROVIDERS[provider]
    given = next((value for name in facts.address_variables if (value := os.environ.get(name, "").strip())), "")
    if not given:
        return facts.address
    if provider is not Provider.OLLAMA or "://" in given:
        return given.rstrip("/")
    # Ollama's own variable may be a host, a port, or both; what it listens on everywhere is here too.
    host, _, port = given.rpartition(":") if given.rpartition(":")[2].isdigit() else (given, "", "")
    host = "127.0.0.1" if host in ("", "0.0.0.0") else host
    return f"http://{host}:{port or 11434}"


def _check_address(name: str, address: str) -> None:
    try:
        parts = urlsplit(address)
        sound = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1) > 0
    except ValueError:
        sound, parts = False, urlsplit("")
    if not sound:
        raise WriterError(f"{name}: its address is none; write http:// or https:// and a host")
    if parts.username is not None or parts.query or parts.fragment:
        raise WriterError(
            f"{name.partition('@http')[0]}: its address holds more than a host and a path; keys come from the environment"
        )


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
