"""How texts are compared: by their letters, by the words they share, by token F1."""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Sequence

from qa.regex import regex

_NOT_A_LETTER = regex(r"[\W\d_]+")
_WORD = regex(r"\w+")
_PUNCTUATION = str.maketrans("", "", string.punctuation + "’‘“”–€")
_ARTICLES = frozenset({"a", "an", "the"})
_LEAST_PART = 0.5
"""A quote that is only a part of the evidence must be at least this much of its letters."""
_LEAST_SHARED = 0.8
"""A quote that neither holds the evidence nor is held by it must share this much of its words…"""
_MOST_TIMES, _MOST_MORE = 6, 40
"""… and may not be longer than so many times the evidence, and so many words."""


def letters_of(text: str) -> str:
    """Only the letters, case folded: markers, digits, punctuation and spacing differ between renderings of a text."""
    return _NOT_A_LETTER.sub("", text.casefold())


def rests_on(quote: str, evidence: str) -> bool:
    """True when the quote holds the evidence, is a good part of it, or shares most of its words."""
    have, need = letters_of(quote), letters_of(evidence)
    if not have or not need:
        return False
    if need in have or (have in need and len(have) >= _LEAST_PART * len(need)):
        return True
    words, wanted = _WORD.findall(quote.casefold()), _WORD.findall(evidence.casefold())
    shared = (Counter(wanted) & Counter(words)).total()
    return shared >= _LEAST_SHARED * len(wanted) and len(words) <= _MOST_TIMES * len(wanted) + _MOST_MORE


def short_f1(guess: str | None, gold: str) -> float:
    """Token F1 of a short answer, without case, articles and punctuation, typographic marks included."""
    return token_f1(_normal(guess or ""), _normal(gold))


def token_f1(guess: Sequence[str], gold: Sequence[str]) -> float:
    """Harmonic mean of precision and recall of the guessed tokens; 0 when none is shared."""
    shared = (Counter(guess) & Counter(gold)).total()
    return 2 * shared / (len(guess) + len(gold)) if shared else 0.0


def _normal(text: str) -> list[str]:
    return [word for word in text.casefold().translate(_PUNCTUATION).split() if word not in _ARTICLES]
