"""The titles of works that a question gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from qa.language.en import note_vocabulary
from qa.language.stems import content_words
from qa.regex import regex
from qa.types.source import Source

_LEAST_TITLE = 3
"""How many content words it takes to tell a title from chance words of a question."""
_QUOTED = regex(r"“([^“”]{6,300})”|\"([^\"]{6,300})\"|«([^«»]{6,300})»")


def titles_in(question: str, sources: Iterable[Source]) -> list[Source]:
    """The sources whose title a question gives, whole, or as far as its colon, or nearly so between quotation marks."""
    asked = f" {' '.join(content_words(question))} "
    quoted = [content_words(match) for match in given_in_quotes(question)]
    return [s for s in sources if s.title and any(_is_named(part, asked, question, quoted) for part in _parts(s.title))]


def given_in_quotes(question: str) -> list[str]:
    """What stands between quotation marks."""
    return ["".join(groups) for groups in _QUOTED.findall(question)]


@lru_cache(maxsize=50_000)
def _title_words(title: str) -> tuple[str, ...]:
    return tuple(content_words(title))


def without_titles(question: str, titles: Iterable[str]) -> str:
    """The question without the titles that it gives, and without what stands between quotation marks."""
    question = _QUOTED.sub(" ", question)
    for title in (part for whole in titles for part in _parts(whole)):
        question = re.sub(re.escape(title), " ", question, flags=re.IGNORECASE)
    return question


def _parts(title: str) -> Iterator[str]:
    yield title
    head, colon, _ = title.partition(":")
    if colon:
        yield head


def _is_named(title: str, asked: str, question: str, quoted: Sequence[list[str]]) -> bool:
    wanted = _title_words(title)
    if not wanted:
        return False
    whole = f" {' '.join(wanted)} " in asked
    if title in question and len(title.split()) > _LEAST_TITLE and title[0].isupper():
        return True
    if whole and (len(wanted) >= _LEAST_TITLE or (len(wanted) == _LEAST_TITLE - 1 and _in_capitals(title, question))):
        return True
    return any(_alike(wanted, other) for other in quoted)


def _in_capitals(title: str, question: str) -> bool:
    """True when a question writes a short title as one: `Rice in the Hills`, not `rice in the hills`."""
    match = re.search(re.escape(title), question, re.IGNORECASE)
    written = [word for word in note_vocabulary.WORD.findall(match.group()) if content_words(word)] if match else []
    return bool(written) and all(word[0].isupper() for word in written)


def _alike(wanted: Sequence[str], other: Sequence[str]) -> bool:
    common = len(set(wanted) & set(other))
    return len(wanted) >= _LEAST_TITLE and common >= 0.8 * max(len(set(wanted)), len(set(other)))
