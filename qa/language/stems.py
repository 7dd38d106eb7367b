"""Words of a text that carry meaning, and their stems: the same for questions, sentences and short answers."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_WORD = re.compile(r"\w+")
_STOP = frozenset(
    """a an the of in on at by to for from with and or is are was were be been do does did has have had how many much what which
    who whom whose when where why that this it its as there any some into about s t not than their his her their they he she say
    says said tell tells told happen happens happened mention mentions mentioned describe describes report document according
    """.split()
)


def is_content(word: str) -> bool:
    """False for words that only hold a sentence together, or a question."""
    return word.casefold() not in _STOP


def content_words(text: str) -> list[str]:
    """The words that carry meaning, lower case."""
    return [word.casefold() for word in _WORD.findall(text) if is_content(word)]


def content_stems(text: str) -> list[str]:
    """Stems of the words that carry meaning, so that inflections meet."""
    return [stem(word) for word in content_words(text)]


@cache
def stem(word: str) -> str:
    """The word's stem, by Porter's rules (1980), as SQLite's full-text index stems it too."""
    result: str = _stemmer().stemWord(word)
    return result


@cache
def _stemmer() -> Any:  # noqa: ANN401 - the library has no types
    import snowballstemmer

    return snowballstemmer.stemmer("porter")
