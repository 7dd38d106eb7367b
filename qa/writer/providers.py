"""The providers of language models: what each needs, and opening a model through LangChain."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from qa.errors import MissingExtraError, WriterError
from qa.writer.asking import room_allowed

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from qa.writer.settings import WriterSettings

_CONNECT, _SILENCE = 10.0, 120.0
"""Seconds for a connection, and for what comes next on it: a model on a small computer reads for a minute before its first word."""
_READS = 8192
"""Tokens that Ollama is told to make room for; by itself it makes room for fewer, and forgets the head of what is longer."""


class Provider(StrEnum):
    """Who runs models, as LangChain calls them."""

    OLLAMA = "ollama"
    OPENAI = "openai"
    ANTHROPIC = "anthropic"
    GOOGLE = "google_genai"


@dataclass(frozen=True, slots=True)
class ProviderFacts:
    """What a provider needs."""

    extra: str
    module: str
    """That the extra brings, beside langchain."""
    address: str
    address_variables: tuple[str, ...]
    key_variables: tuple[str, ...] = ()
    """Variables of the environment, one of which must have the key."""


PROVIDERS: dict[str, ProviderFacts] = {
    Provider.OLLAMA: ProviderFacts("ollama", "langchain_ollama", "http://127.0.0.1:11434", ("OLLAMA_HOST",)),
    Provider.OPENAI: ProviderFacts(
        "openai",
        "langchain_openai",
        "https://api.openai.com/v1",
        ("OPENAI_BASE_URL", "OPENAI_API_BASE"),
        ("OPENAI_API_KEY",),
    ),
    Provider.ANTHROPIC: ProviderFacts(
        "anthropic",
        "langchain_anthropic",
        "https://api.anthropic.com",
        ("ANTHROPIC_BASE_URL", "ANTHROPIC_API_URL"),
        ("ANTHROPIC_API_KEY",),
    ),
    Provider.GOOGLE: ProviderFacts(
        "google",
        "langchain_google_genai",
        "https://generativelanguage.googleapis.com",
        ("GOOGLE_GEMINI_BASE_URL",),
        ("GOOGLE_API_KEY", "GEMINI_API_KEY"),
    ),
}


def check_provider(writer: WriterSettings) -> None:
    """Look whether a provider's packages are installed and its key is set, without importing or asking anything.

    Raises:
        MissingExtraError: a package is missing.
        WriterError: the key is.
    """
    facts = PROVIDERS[writer.provider]
    for module in ("langchain", facts.module):
        if find_spec(module) is None:
            raise MissingExtraError(f'{writer.name} needs {module}; run: pip install "footnote-qa[{facts.extra}]"')
    # A server of one's own, at another address, may ask for no key.
    asks = bool(facts.key_variables) and writer.address == facts.address
    if asks and not any(os.environ.get(name) for name in facts.key_variables):
        raise WriterError(f"{writer.name}: no key; set {facts.key_variables[0]} in the environment")


def open_model(writer: WriterSettings) -> BaseChatModel:
    """The model, behind LangChain's interface; nothing is asked yet.

    Raises:
        MissingExtraError: a package is missing.
        WriterError: the key is, or the provider's package does not take the name.
    """
    check_provider(writer)
    from langchain.chat_models import init_chat_model

    try:
        model: BaseChatModel = init_chat_model(
            writer.model, model_provider=writer.provider.value, **_arguments(writer), cache=False
        )
        if writer.provider is Provider.ANTHROPIC:
            _keep_to_address(model, _client(writer))
    # What these packages raise on a name that they do not take is of many kinds, and may quote a key.
    except Exception:
        raise WriterError(f"{writer.name}: its package cannot open it; look at the name and the environment") from None
    return model


def _arguments(writer: WriterSettings) -> dict[str, Any]:
    """What each provider's class calls its address, its limits of time, and no second attempt."""
    client = _client(writer)
    if writer.provider is Provider.OLLAMA:
        from httpx import Timeout

        client |= {"timeout": Timeout(_SILENCE, connect=_CONNECT)}
        return {
            "base_url": writer.address,
            "client_kwargs": client,
            "num_ctx": max(_READS, room_allowed() // 2),
            "temperature": 0,
        }
    if writer.provider is Provider.OPENAI:
        import openai

        return {
            "base_url": writer.address,
            "api_key": os.environ.get("OPENAI_API_KEY") or "none",
            "http_client": openai.DefaultHttpxClient(timeout=openai.Timeout(_SILENCE, connect=_CONNECT), **client),
            "max_retries": 0,
            "stream_usage": True,
        }
    found: dict[str, Any] = {"base_url": writer.address, "timeout": _SILENCE, "max_retries": 0}
    if writer.provider is Provider.GOOGLE:
        # Variables of the environment that mean Vertex AI would have it go elsewhere.
        found |= {"client_args": client, "vertexai": False}
    return found


def _client(writer: WriterSettings) -> dict[str, Any]:
    """No proxy of the environment stands between this computer and itself, and nobody is sent on to another host."""
    return {"follow_redirects": False, "trust_env": writer.sent_to is not None}


def _keep_to_address(model: BaseChatModel, client: dict[str, Any]) -> None:
    """Give Anthropic's model a client of ours: its class takes none, and its own follows to other hosts."""
    import anthropic

    held: anthropic.Anthropic = vars(type(model))["_client"].__get__(model)
    ours = anthropic.DefaultHttpxClient(base_url=held.base_url, timeout=held.timeout, **client)
    vars(model)["_client"] = held.with_options(http_client=ours)
