"""Which language a text is in, by py3langid, whose model is weighted by how often each language is met."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from qa.regex import regex

_LANGUAGES = "en es fr de it pt nl sq hr sr ru pl tr uk el ar zh ja ko he sv da no ro cs hu fi bg sk sl lt lv et vi id fa hi ca mk"
"""Those that are told apart; of its 140, py3langid takes rare neighbours of these for a short title's."""
_WEIGHTS = {"en": 6.0, "es": 2.0, "fr": 2.0, "de": 2.0, "it": 1.5, "pt": 1.5, "ru": 1.5}
"""Before anything is read; the others 1. They only tell where a text itself tells little."""
_LEAST = 0.3
"""Probability from which a language is said at all."""
_TELLING = 3000
"""Characters of a text by which its language is told."""
_WORD = regex(r"[^\W\d_]+")
_MOSTLY_ENGLISH, _ENGLISH_SHARE = frozenset({"the", "of", "and", "to"}), 0.1
"""Words of which an English text has one in seven, and no other so many in both its halves."""
_LEAST_WORDS = 30
_TITLE = 300
"""Characters of a text whose language is remembered."""


def guess_language(text: str) -> str | None:
    """ISO 639-1 code, or None when nothing tells."""
    return _of_title(text) if len(text) <= _TITLE else _guessed(text)


def _guessed(text: str) -> str | None:
    language, probability = language_and_probability(text)
    return language if probability >= _LEAST else None


# A title is read several times before it is known where its reference ends.
_of_title = lru_cache(maxsize=2048)(_guessed)


def language_and_probability(text: str) -> tuple[str, float]:
    """The likeliest language, by the text's beginning, and how likely it is: English with 0 where there is no letter."""
    if not any(c.isalpha() for c in text[:_TELLING]):
        return "en", 0.0
    if _is_plain_english(text[:_TELLING]):
        return "en", 1.0
    told = probabilities(text)
    best = max(told, key=lambda language: told[language])
    return best, told[best]


def probabilities(text: str) -> dict[str, float]:
    """Of each language that is told apart, by the text's beginning; they add up to 1."""
    weighted = {language: p * _WEIGHTS.get(language, 1.0) for language, p in _identifier().rank(text[:_TELLING])}
    whole = sum(weighted.values())
    return {language: weight / whole for language, weight in weighted.items()}


def _is_plain_english(text: str) -> bool:
    """Whether its commonest words tell, in both its halves: the model takes half a second to load."""
    words = _WORD.findall(text.lower())
    middle = len(words) // 2
    return len(words) >= _LEAST_WORDS and all(
        sum(word in _MOSTLY_ENGLISH for word in half) >= _ENGLISH_SHARE * len(half)
        for half in (words[:middle], words[middle:])
    )


@cache
def _identifier() -> Any:  # noqa: ANN401 - the library has no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LANGUAGES.split())
    return identifier
