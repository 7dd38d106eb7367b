"""Reads the lists of abbreviations: one TOML file a language, whose comments say what each list is for."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """The words of one language around full stops; without the stop at their end, in the case in which they are written."""

    titles: frozenset[str] = frozenset()
    """Before a name: never at the end of a sentence."""
    places: frozenset[str] = frozenset()
    """Streets and bodies: at the end only before a starter."""
    numbers: frozenset[str] = frozenset()
    """Before a number, letter or sign."""
    inside: frozenset[str] = frozenset()
    """Never at the end."""
    times: frozenset[str] = frozenset()
    """Months, days, units: at the end before any capital letter."""
    ends: frozenset[str] = frozenset()
    """Firms, degrees, countries: at the end only before a starter."""
    units: frozenset[str] = frozenset()
    """Like `times` when a number stands before them; else as the other lists say."""
    starters: frozenset[str] = frozenset()
    """Words that begin sentences and are seldom names."""
    ordinals: bool = False
    """True where a number with a full stop is an ordinal: `am 17. September`."""


@lru_cache(maxsize=32)
def abbreviations_of(language: str) -> Abbreviations:
    """The lists for an ISO 639-1 code; English ones, which do little harm elsewhere, where there is no file for it."""
    file = files(__package__) / f"{language.split('-')[0]}.toml"
    if not language.isalnum() or not file.is_file():
        return abbreviations_of("en") if language != "en" else Abbreviations()
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    ordinals = bool(table.pop("ordinals", False))
    return Abbreviations(**{name: frozenset(words.split()) for name, words in table.items()}, ordinals=ordinals)
