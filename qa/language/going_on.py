"""Whether a sentence goes on behind closing punctuation, told by what follows it and by what the words before it say."""

from __future__ import annotations

import re

from qa.language.abbreviations import Abbreviations
from qa.regex import regex

_MARK_FOLLOWS = regex(r"\s*[,;:&+=](?=\s)")
_IMPRINT = regex(r"\s*(?:[—–]\s*)?(?:[^\W\d_]{1,4}\.\s*[;–—-]?\s*){1,2}[,:]\s*(?:[^.,:]{1,40}[,:]\s*)?\d{4}(?!\d)")
"""The place and year of a book, `М., 1998`, and its pages, `С. 45`, below: they belong to its title."""
_PAGES = regex(r"\s*(?:[—–]\s*)?[^\W\d_]\.\s?\d|\s*[—–]\s*\d+\s?[сsp]\.|\s*\d-е\sизд")
_ASKED = regex(r"[?!][\"”’»]\Z")
_WHO_ASKED = regex(r"\s*(?=(?P<first>\w+))(?:[^\W\d_a-z][^\W\d_]*\.?\s+){1,4}(?P<verb>[^\W\d_]+)[\s.,]")
_DAY = regex(r"\d{1,2}\s+[^\W\d_]+\s+(?=\d{4}\s*$)")
"""The day and month before a year: `4 marca 2019`."""
_CENTURY = regex(r"\s*[IVXХ]+(?:[–-][IVXХ]+)?\s(?:w|в|вв|st|wieku|века)\b")
_PART_OF_IT = regex(r"(?:\d|(?<!\w)[^\W\d_]{2,5})\.$")
"""Before a century, a decade or a part of it: `w latach 30. XX w.`, `к сер. XIV в.`"""
_ROMAN = regex(r"[IVXХ]+(?:[–-][IVXХ]+)?")
_NUMERALS = tuple("IVXХ")
_YEARS = frozenset(("г", "гг"))
_LONGEST_LABEL = 30
_SHORT = 4
"""Letters that the name of a place of printing is shortened to."""
_FEW, _MANY = 5, 20
"""Words that may say when, or by which law, before the sentence itself; and by whose judgment."""
_HEADED = regex(
    r"[\s„«“\"(]*(?:(?:(?P<head>[^\W\d_]+)\.?\s+|§+\s*)\d{1,4}(?:[-–.]\d{1,4})*[a-z]?|\d{1,3}[a-z]?"
    r"|(?:(?P<part>[^\W\d_]+)\s+)?[IVXLC]+|[A-Z])\.(?:\s\d{1,3}\.)?\Z"
)
_AFTER_COLON = regex(r":\s(?:§\s?)?$")
"""Before the number of what follows: `is amended to read: 1401. (a) A person …`"""
_ONE_ONLY = regex(r"\s*(?:Par[áa]grafo|Artículo|Artigo|Article|Articolo) [úu]ni(?:co|que)\.\Z")
_HEADS = frozenset(
    """art article articles artikel artículo articolo artigo artykuł section sec sect rule chapter clause amendment canon
    статья ст глава пункт kapitel chapitre capítulo capo hoofdstuk rozdział madde par paragraaf""".split()
)
"""What the parts of laws and treaties are called above or before their text."""


def sentence_goes_on(text: str, end: int, following: str, known: Abbreviations) -> bool:
    """True where what follows belongs to what stands before `end`.

    Such are a comma, `— he said`, `Ms. Chen asked`, the place, year and pages of a book.
    """
    if (
        _MARK_FOLLOWS.match(text, end)
        or (following[:1] in _NUMERALS and _CENTURY.match(text, end) and _PART_OF_IT.search(text, max(end - 7, 0), end))
        or (following[:1].islower() and text[end:].lstrip()[0] in "–—")
    ):
        return True
    if known.saying and text[end - 2] in "?!" and _ASKED.search(text, max(end - 2, 0), end):
        who = _WHO_ASKED.match(text, end)
        return who is not None and who["verb"] in known.saying and who["first"] not in known.starters - known.titles
    pages = text[end - 2 : end - 1].isdigit() and _PAGES.match(text, end)
    short = following[:1].isupper() and len(following) <= _SHORT
    return bool(pages or (short and _IMPRINT.match(text, end)))


def _is_label(said: str) -> bool:
    """True where all of a sentence so far numbers what follows: `2.`, `IV.`, `§ 3.`, `Art. 5. 1.`, `Section 7.`, `Q.`."""
    headed = _HEADED.match(said)
    if headed is None:
        return _ONE_ONLY.match(said) is not None
    head = headed["head"] or headed["part"]
    return head is None or head.casefold() in _HEADS


def stands_between(said: str, word: str, following: str, known: Abbreviations) -> bool:
    """True where the abbreviation `word` stands between what belongs together.

    So do `долл. США`, `Tr. Co.`, and a year that is not all of its sentence with what follows: `В 1812 г. Наполеон`.
    """
    if (following in known.firms and word[0].isupper()) or f"{word}.{following}" in known.pairs:
        return True
    if word[0].isdigit() and _AFTER_COLON.search(said[-4:]):
        return True
    may_number = word[-1].isdigit() or word[0].isdigit() or word.isupper() or word.startswith("ún")
    if may_number and len(said) <= _LONGEST_LABEL and _is_label(f"{said}{word}."):
        return True
    if word in known.codes:
        return _lacks_verb(said, known)
    return word in known.units and _says_only_when(said, word, following, known)


def _lacks_verb(said: str, known: Abbreviations) -> bool:
    """True for `Na podstawie art. 385` before `k.p.c. Sąd oddalił`."""
    words = [word for word in said.split() if word[-1].isalpha() or word[-1] == ","]
    return bool(words) and _opens(words, known)


def _opens(words: list[str], known: Abbreviations) -> bool:
    """True for words without a verb that a sentence may open with."""
    first = words[0].rstrip(",")
    if "—" in words or "–" in words:  # `Среди них — Евангелие 1092 г.`
        return False
    few = (first in known.openers and len(words) <= _FEW) or (first in known.decrees and len(words) <= _MANY)
    return few and not (known.verb and any(_ends_in(word, known.verb) for word in words[1:]))


def _says_only_when(said: str, word: str, following: str, known: Abbreviations) -> bool:
    """True for `В 1812` before `г. Наполеон`, `Основан в 862` before `г. Рюриком`."""
    words = _DAY.sub("", said).split()
    if not words or not (words[-1][-1:].isdigit() or _ROMAN.fullmatch(words[-1])):
        return False
    if len(words) > 1 and _opens(words, known):
        return True
    return (
        bool(known.doer)
        and word in _YEARS
        and following not in known.starters
        and _ends_in(following, known.doer)
        and any(_ends_in(word, known.passive) for word in words)
    )


def _ends_in(word: str, pattern: str) -> bool:
    return bool(re.search(rf"\w(?:{pattern})$", word))
