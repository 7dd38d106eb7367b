"""Language codes: the form in which they are stored, and their English names."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from qa.regex import regex

_FORM = regex(r"(?P<language>[a-z]{2,3})(?:[-_](?P<region>[a-z]{2}|[0-9]{3}|[a-z]{4}(?:[-_].*)?))?", re.IGNORECASE)

_GIVEN = regex(r"[A-Za-z]{2,3}(-([A-Za-z]{2}|[0-9]{3}))?")
"""With or without a region: ISO 3166-1, or a number of UN M49."""


def language_code(said: str) -> str | None:
    """`EN_us`, `eng` or `English` → `en`; None for what is no language. A code of three letters that has no shorter stays."""
    said = said.strip()
    names = _names()
    match = _FORM.fullmatch(said)
    if match is None:
        return next((code for code, name in names.items() if name.casefold() == said.casefold()), None)
    code = match["language"].lower()
    code = _shorter().get(code, code)
    return code if code in names else None


def check_language(said: str) -> str | None:
    """Why a code that a person gave cannot be used; None when it can."""
    code = language_code(said)
    if code and _GIVEN.fullmatch(said):
        return None
    meant = f"; did you mean {code}?" if code else "; use two or three letters, as en, es, pt-BR"
    return f"language {said!r}: not a language code{meant}"


def language_name(code: str | None) -> str | None:
    """`es` → `Spanish`; an unknown code as it is."""
    return _names().get(code.partition("-")[0].lower(), code) if code else None


@cache
def _names() -> dict[str, str]:
    return _table()["names"]


@cache
def _shorter() -> dict[str, str]:
    """The codes of three letters that stand for one of two."""
    return {long: code for code, longer in _table()["longer"].items() for long in longer.split()}


def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("languages.toml").read_text(encoding="utf-8"))
