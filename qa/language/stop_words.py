"""Stop words of ten languages: words that only hold a sentence together, or ask a question."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from qa.language.en.stop_words import STOP_WORDS

LISTED = ("en", "es", "fr", "de", "it", "pt", "nl", "pl", "tr", "ru")
"""The languages that there is a list for."""


@cache
def stop_words_of(language: str) -> frozenset[str]:
    """Lower case; none where there is no list for that ISO 639-1 code."""
    if language == "en":
        return STOP_WORDS
    return frozenset(_lists().get(language, "").split())


@cache
def _lists() -> dict[str, str]:
    return tomllib.loads(files(__package__).joinpath("stop_words.toml").read_text(encoding="utf-8"))
