"""Reads the lists of abbreviations: one TOML file a language, whose comments say what each list is for."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from qa.language.stop_words import stop_words_of

_NAMES_TOO = frozenset("May Will Us São".split())
"""Stop words that are names, too, when they begin with a capital letter."""


_ABBREVIATIONS = ("titles", "places", "numbers", "inside", "times", "ends", "units", "words", "codes", "firms")


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
    pairs: frozenset[str] = frozenset()
    """Abbreviations with what goes on behind them: `долл.США`."""
    firms: frozenset[str] = frozenset()
    """What ends a firm's name, and so begins no sentence: `Co`, behind `Tr.`."""
    saying: frozenset[str] = frozenset()
    """What follows the name of one who has just been quoted: `“Why?” Ms. Chen asked.`"""
    verb: str = ""
    """How verbs of the past end, as a pattern: words with one say more than when."""
    openers: frozenset[str] = frozenset()
    """Words that open what says when, before a year and its abbreviation: `В 1812 г. Наполеон`."""
    decrees: frozenset[str] = frozenset()
    """Such openers with which many words may go: `Wyrokiem Sądu … z dnia 4 marca 2019 r. oddalono`."""
    passive: str = ""
    """How words for what was done end, as a pattern."""
    doer: str = ""
    """How names and nouns end that say who did it, as a pattern."""
    common: frozenset[str] = frozenset()
    """Short words that are no abbreviations: the language's stop words."""
    words: frozenset[str] = frozenset()
    """Those of `numbers` that are words too: without a number behind them, they end a sentence before any capital letter."""
    labels: frozenset[str] = frozenset()
    """What a single letter behind it is the name of: `Appendix C`, `lit. a`."""
    codes: frozenset[str] = frozenset()
    """Codes of law, after the number of an article: at the end before any capital letter, unless no verb stands before."""
    zones: frozenset[str] = frozenset()
    """Days and zones that go on with the time of day: `9 a.m. Eastern`."""
    acts: frozenset[str] = frozenset()
    """Verbs that tell a name behind an abbreviation for the subject of the next sentence: `Lumo Inc. Acme said …`"""
    listed: frozenset[str] = frozenset()
    """All abbreviations."""
    counted: tuple[str, ...] = ()
    """How names begin that go with the number before them: `1. Dywizja`."""
    ordinals: bool = False
    """True where a number with a full stop is an ordinal: `am 17. September`."""

    def is_never(self, word: str) -> bool:
        """True for what ends no sentence."""
        return word in self.titles or word in self.inside

    def lists(self, whole: str) -> bool:
        """True for what is listed with the dots inside it: `m.in`, which is not `in`."""
        return "." in whole and any(
            whole in words for words in (self.times, self.codes, self.inside, self.titles, self.ends, self.numbers)
        )


@lru_cache(maxsize=32)
def abbreviations_of(language: str) -> Abbreviations:
    """The lists for an ISO 639-1 code; English ones, which do little harm elsewhere, where there is no file for it."""
    file = files(__package__) / f"{language}.toml"
    if not language.isalnum() or not file.is_file():
        return abbreviations_of("en") if language != "en" else Abbreviations()
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    ordinals = bool(table.pop("ordinals", False))
    passive, doer, verb = (table.pop(name, "") for name in ("passive", "doer", "verb"))
    counted = tuple(table.pop("counted", "").split())
    lists = {name: frozenset(words.split()) for name, words in table.items()}
    lists["listed"] = frozenset().union(*(lists.get(name, ()) for name in _ABBREVIATIONS))
    stop_words = stop_words_of(language)
    lists["common"] = lists.get("common", frozenset()) | stop_words
    lists["starters"] |= {word.capitalize() for word in stop_words if len(word) > 1} - _NAMES_TOO
    return Abbreviations(**lists, counted=counted, ordinals=ordinals, passive=passive, doer=doer, verb=verb)
