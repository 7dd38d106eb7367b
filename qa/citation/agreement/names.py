"""Text → the names in it, by their capitals; and when two names are of one person, place or body."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from qa.citation.agreement.taken import TakenSpans
from qa.citation.agreement.values import Value
from qa.language.abbreviations.lists import abbreviations_of
from qa.language.en.name_words import (
    ARTICLES,
    COMPANY_FORMS,
    CONNECTORS,
    OPENERS,
    PARTICLES,
    PEOPLE_SUFFIXES,
    PEOPLES,
    TITLES,
)
from qa.language.of_words import language_of_words
from qa.language.stop_words import stop_words_of
from qa.regex import regex
from qa.types.backing import ValueKind
from qa.types.document import Span

_WORD = regex(
    r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?|[^\W_\u2e80-\u9fff]+(?:[-’'&][^\W_\u2e80-\u9fff]+)*|[\u2e80-\u9fff]+"
)
"""“UEFI是一种” begins with a name: Chinese and Japanese set no spaces."""
_OPENS = regex(r"(?:\A|[.!?:;•–—|]|\A[\W\d]*|[\"“”‘(\[])\s*[\"“”‘’'(\[]*\Z")
_INITIAL_GAP = regex(r"\.\s*\Z")
_LOWER_END = regex(r"\w-[^\W\d_A-Z]{4,}\Z")
_LEAST_ACRONYM = 2
_SHORT_FORM = 3
"""Letters of an initial or a short first name."""
_STRETCH = 3
"""Words of a text in which each word of a name must follow the one before."""


def find_names(text: str, taken: Sequence[Span] = ()) -> Iterator[Value]:
    """Every name in a text, in order; none in `taken`, where dates and amounts stand."""
    run: list[re.Match[str]] = []
    elsewhere = TakenSpans(taken)
    for match in [*_WORD.finditer(text), None]:
        joined = match is not None and (not run or _joins(text[run[-1].end() : match.start()], run[-1].group()))
        part = match is not None and (_is_capital(match.group()) or (bool(run) and match.group() in PARTICLES))
        if match is not None and elsewhere.meet(*match.span()):
            part = False
        if run and not (joined and part):
            yield from _name(text, run)
            run = []
        if part and match is not None and (run or _is_capital(match.group())):
            run.append(match)
            # “Chinese-style Six Ministries” is no name.
            if _LOWER_END.search(match.group()):
                yield from _name(text, run)
                run = []


def _is_capital(word: str) -> bool:
    return word[0].isupper() or (word[-1].isdigit() and word[0].isalpha() and any(c.isupper() for c in word))


def _joins(gap: str, before: str) -> bool:
    if _INITIAL_GAP.match(gap):
        return len(before) == 1 or before.casefold() in TITLES
    return gap.isspace()


def _name(text: str, run: list[re.Match[str]]) -> Iterator[Value]:
    """The name in a run of capitalised words, without what opens the sentence and without titles."""
    while run and run[-1].group() in PARTICLES:
        run = run[:-1]
    opens = bool(run) and _OPENS.search(text[max(0, run[0].start() - 12) : run[0].start()]) is not None
    # “Many LLC” within a sentence is a name.
    openers = _openers_of(language_of_words(text)) if opens or len(run) == 1 else ARTICLES
    while run and fold_name(run[0].group()) in openers and not _is_acronym(run[0].group()):
        run, opens = run[1:], False
    while len(run) > 1 and fold_name(run[0].group()) in TITLES:
        run, opens = run[1:], False
    while run and run[0].group() in PARTICLES:
        run = run[1:]
    if not run or run[0].group() in ("I", "I'm", "I’m") or (len(run) == 1 and fold_name(run[0].group()) in openers):
        return
    words = tuple(fold_name(match.group()) for match in run if match.group() not in PARTICLES)
    if len(words) > 1 or not opens:
        words = tuple(word for word in words if word not in COMPANY_FORMS)
    if not words:
        return
    # The first word of a sentence has a capital whatever it is.
    weak = len(run) == 1 and not _has_inner_capital(run[0].group()) and (opens or words[0] in TITLES)
    yield Value(ValueKind.NAME, Span(run[0].start(), run[-1].end()), words=words, weak=weak)


@cache
def _openers_of(language: str) -> frozenset[str]:
    """Words that are no names though a sentence begins with them."""
    if language == "en":
        return OPENERS
    return OPENERS | {fold_name(word) for word in stop_words_of(language) | abbreviations_of(language).starters}


def _has_inner_capital(word: str) -> bool:
    """True for “NATO” and “SeatGeek”, which no beginning of a sentence makes."""
    return any(c.isupper() for c in word[1:]) or _is_acronym(word)


def _is_acronym(word: str) -> bool:
    letters = [c for c in word if c.isalpha()]
    return len(letters) >= _LEAST_ACRONYM and all(c.isupper() for c in letters)


@lru_cache(maxsize=20_000)
def fold_name(word: str) -> str:
    """A word of a name as it is compared: without case, accents, full stops and `’s`."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)).casefold()
    plain = plain.replace("’", "'").replace(".", "")
    plain = plain[:-2] if plain.endswith("'s") else plain.rstrip("'")
    return PEOPLES.get(plain, plain)


def same_name(a: Sequence[str], b: Sequence[str]) -> bool:
    """True for two forms of one name: the last name alone, initials, an acronym, a people for its country."""
    if not a or not b:
        return False
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if all(any(_same_word(x, y) for y in long) for x in short):
        return True
    if len(a) > 1 and len(b) > 1 and _same_word(a[-1], b[-1]):
        # D. Noboa, Dan Noboa and Daniel Noboa.
        known = min(len(a[0]), len(b[0]))
        return known <= _SHORT_FORM and a[0][: min(known, 2)] == b[0][: min(known, 2)]
    return len(short) == 1 and is_acronym_of(short[0], long)


def _same_word(a: str, b: str) -> bool:
    if a == b:
        return True
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if len(short) < 4 or long[: len(short) - 1] != short[:-1]:
        return False
    return (long.startswith(short) and long[len(short) :] in PEOPLE_SUFFIXES) or (
        short[-1] in "aeyo" and long[len(short) - 1 :] in PEOPLE_SUFFIXES - {"", "s", "i", "o", "er", "es"}
    )


def is_acronym_of(short: str, words: Sequence[str]) -> bool:
    """True when the letters of one word are the first letters of the others, without those that join them."""
    letters = short.replace("-", "").replace("&", "")
    initials = "".join(part[0] for word in words if word not in CONNECTORS for part in word.split("-") if part)
    return len(letters) >= _LEAST_ACRONYM and letters == initials


def named_in(words: Sequence[str], names: Sequence[Value], text_words: Sequence[str], initials: str) -> bool:
    """Whether a text has a name: as one of its names, word for word, or as the acronym of words in it."""
    if any(same_name(words, other.words) for other in names) or in_order(words, text_words):
        return True
    letters = words[0].replace("-", "") if len(words) == 1 else ""
    return _LEAST_ACRONYM < len(letters) <= 8 and letters in initials


def in_order(words: Sequence[str], text_words: Sequence[str]) -> bool:
    """Whether the words of a name stand in a text one after the other, with little in between."""
    starts = [i for i, word in enumerate(text_words) if word == words[0]]
    return any(_follow(words[1:], text_words[i + 1 : i + 1 + _STRETCH * len(words)]) for i in starts)


def _follow(words: Sequence[str], text_words: Sequence[str]) -> bool:
    rest = iter(text_words)
    return all(word in rest for word in words)


def folded_words(text: str) -> tuple[str, ...]:
    """All words of a text, folded as names are, in order."""
    return tuple(fold_name(match.group()) for match in _WORD.finditer(text))


def initials_of(text: str) -> str:
    """The first letters of the capitalised words of a text, stretch by stretch."""
    letters: list[str] = []
    for match in _WORD.finditer(text):
        word = match.group()
        if word[0].isupper():
            letters += [part[0].casefold() for part in word.split("-") if part]
        elif word.casefold() not in CONNECTORS:
            letters.append(" ")
    return "".join(letters)
