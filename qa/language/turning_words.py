"""Words that turn a statement round, weaken it, say how much or bound a number: for the language of a text."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from qa.language.en import polarity as english
from qa.language.en.polarity import Bound, Quantity
from qa.language.of_words import language_of_words
from qa.language.stems import stem
from qa.regex import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

_BOUNDS = {
    "above": Bound.ABOVE,
    "least": Bound.LEAST,
    "below": Bound.BELOW,
    "upto": Bound.MOST,
    "nearly": Bound.NEARLY,
    "about": Bound.ABOUT,
}
_NEVER = regex(r"(?!)")


@dataclass(frozen=True, slots=True)
class TurningWords:
    """Those of one language."""

    negation: re.Pattern[str]
    harmless: re.Pattern[str]
    """What looks like negation, and is none."""
    hedge: re.Pattern[str]
    bound: re.Pattern[str]
    """Just before a number; its groups are named as `Bound` has them."""
    quantities: Mapping[str, Quantity]
    """By the stems of words."""


def turning_words_in(text: str) -> TurningWords:
    """Those of the language that a text is in; English where nothing tells."""
    return _of(language_of_words(text))


@cache
def _of(language: str) -> TurningWords:
    listed = _lists().get(language)
    if listed is None:
        quantities = {stem(word): quantity for word, quantity in english.QUANTIFIERS.items()}
        return TurningWords(
            english.NEGATION, english.HARMLESS, english.HEDGE, english.BOUND, MappingProxyType(quantities)
        )
    whole_words = language != "zh"
    bounds = "|".join(
        f"(?P<{bound.value}>{_any_of(listed[name], whole_words)})" for name, bound in _BOUNDS.items() if name in listed
    )
    quantities = {
        stem(word): quantity for quantity in Quantity for word in _phrases(listed[quantity.value]) if " " not in word
    }
    return TurningWords(
        regex(_any_of(listed["negation"], whole_words), re.IGNORECASE),
        regex(_any_of(listed["harmless"], whole_words), re.IGNORECASE),
        regex(_any_of(listed["hedge"], whole_words), re.IGNORECASE),
        regex(rf"(?:{bounds})\s*\Z", re.IGNORECASE) if bounds else _NEVER,
        MappingProxyType(quantities),
    )


def _any_of(phrases: str, whole_words: bool) -> str:
    """A pattern for any of the phrases, longest first."""
    found = sorted(_phrases(phrases), key=len, reverse=True)
    joined = "|".join(re.escape(p).replace(r"\*", r"\w*").replace(r"\ ", r"\s+").replace("'", "[’']") for p in found)
    return rf"\b(?:{joined})\b" if whole_words else f"(?:{joined})"


def _phrases(listed: str) -> list[str]:
    return [phrase.strip() for phrase in listed.split(",")]


@cache
def _lists() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("turning_words.toml").read_text(encoding="utf-8"))
