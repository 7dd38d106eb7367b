"""Whether a sentence goes on behind closing punctuation, told by what follows it and by what the words before it say."""

from __future__ import annotations

import re

from qa.language.abbreviations import Abbreviations
from qa.regex import regex

_MARK_FOLLOWS = regex(r"\s*[,;:](?=\s)")
_IMPRINT = regex(r"\s*(?:[^\W\d_]{1,4}\.\s*[;–—-]?\s*){1,2}[,:]\s*(?:[^.,:]{1,40}[,:]\s*)?\d{4}(?!\d)")
"""The place and year of a book, `М., 1998`, and its pages, `С. 45`, below: they belong to its title."""
_PAGES = regex(r"\s*[^\W\d_]\.\s?\d")
_ASKED = regex(r"[?!][\"”’»]\Z")
_WHO_ASKED = regex(r"\s*(?=(?P<first>\w+))(?:[^\W\d_a-z][^\W\d_]*\.?\s+){1,4}(?P<verb>[^\W\d_]+)[\s.,]")
_DAY = regex(r"\d{1,2}\s+[^\W\d_]+\s+(?=\d{4}\s*$)")
"""The day and month before a year: `4 marca 2019`."""
_FEW = 5
"""Words that may say when, before the sentence itself."""


def sentence_goes_on(text: str, end: int, following: str, known: Abbreviations) -> bool:
    """True where what follows belongs to what stands before `end`.

    Such are a comma, `— he said`, `Ms. Chen asked`, the place, year and pages of a book.
    """
    if _MARK_FOLLOWS.match(text, end) or (following[:1].islower() and text[end:].lstrip()[0] in "–—"):
        return True
    if known.saying and _ASKED.search(text, max(end - 2, 0), end):
        who = _WHO_ASKED.match(text, end)
        return who is not None and who["verb"] in known.saying and who["first"] not in known.starters - known.titles
    pages = text[end - 2 : end - 1].isdigit() and _PAGES.match(text, end)
    return following[:1].isupper() and bool(pages or _IMPRINT.match(text, end))


def stands_between(said: str, word: str, following: str, known: Abbreviations) -> bool:
    """True where the abbreviation `word` stands between what belongs together.

    So do `долл. США`, `Tr. Co.`, and a year that is not all of its sentence with what follows: `В 1812 г. Наполеон`.
    """
    if following in known.firms or f"{word}.{following}" in known.pairs:
        return True
    return word in known.units and _says_only_when(said, following, known)


def _says_only_when(said: str, following: str, known: Abbreviations) -> bool:
    """True for `В 1812` before `г. Наполеон`, `Основан в 862` before `г. Рюриком`."""
    words = _DAY.sub("", said).split()
    if not words or not words[-1][-1:].isdigit():
        return False
    tells = bool(known.verb) and any(_ends_in(word, known.verb) for word in words[1:])
    if 1 < len(words) <= _FEW and words[0].rstrip(",") in known.openers and not tells:
        return True
    return (
        bool(known.doer)
        and following not in known.starters
        and _ends_in(following, known.doer)
        and any(_ends_in(word, known.passive) for word in words)
    )


def _ends_in(word: str, pattern: str) -> bool:
    return bool(re.search(rf"\w(?:{pattern})$", word))
