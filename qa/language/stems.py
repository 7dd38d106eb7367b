"""Words of a text that carry meaning, and their stems: the same for questions, sentences and short answers."""

from __future__ import annotations

import threading
from functools import cache
from typing import Any

from qa.language.en.stop_words import STOP_WORDS
from qa.language.stop_words import stop_words_of
from qa.regex import regex

_WORD = regex(r"\w+")
_OF_THREAD = threading.local()


def is_content(word: str, language: str = "en") -> bool:
    """False for words that only hold a sentence together, or a question: in English, and in another language that is named."""
    return word.casefold() not in _stop_words(language)


def content_words(text: str, language: str = "en") -> list[str]:
    """The words that carry meaning, lower case; see `is_content`."""
    stop_words = _stop_words(language)
    return [word for said in _WORD.findall(text) if (word := said.casefold()) not in stop_words]


def content_stems(text: str) -> list[str]:
    """Stems of the words that carry meaning, so that inflections meet."""
    return [stem(word) for word in content_words(text)]


@cache
def _stop_words(language: str) -> frozenset[str]:
    return STOP_WORDS | stop_words_of(language)


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
