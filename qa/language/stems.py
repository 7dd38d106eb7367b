"""Words of a text that carry meaning, and their stems: the same for questions, sentences and short answers."""

from __future__ import annotations

import threading
from functools import cache
from typing import Any

from qa.language.en.stop_words import STOP_WORDS
from qa.regex import regex

_WORD = regex(r"\w+")
_OF_THREAD = threading.local()


def is_content(word: str) -> bool:
    """False for words that only hold a sentence together, or a question."""
    return word.casefold() not in STOP_WORDS


def content_words(text: str) -> list[str]:
    """The words that carry meaning, lower case."""
    return [word for said in _WORD.findall(text) if (word := said.casefold()) not in STOP_WORDS]


def content_stems(text: str) -> list[str]:
    """Stems of the words that carry meaning, so that inflections meet."""
    return [stem(word) for word in content_words(text)]


@cache
def stem(word: str) -> str:
    """The word's stem, by Porter's rules (1980), as SQLite's full-text index stems it too."""
    result: str = _stemmer().stemWord(word)
    return result


def _stemmer() -> Any:  # noqa: ANN401 - the library has no types
    # One for each thread: a stemmer holds the word that it works on, and two threads would get each other's stems.
    if not hasattr(_OF_THREAD, "stemmer"):
        import snowballstemmer

        _OF_THREAD.stemmer = snowballstemmer.stemmer("porter")
    return _OF_THREAD.stemmer
