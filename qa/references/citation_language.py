"""In which language a law or decision is cited that has a number in place of a name."""

from __future__ import annotations

from qa.language.detection import language_and_probability
from qa.regex import regex
from qa.types.document import Span

_WORD = regex(r"[^\W\d_]{3,}")
_LEAST_WORDS, _LEAST, _FAR = 2, 0.6, 160


def language_of_citation(note: str, span: Span) -> str | None:
    """The language of the words around the number; None where they are few, or tell little: `42 U.S.C. § 1983`."""
    words = note[span.start : min(span.end, span.start + _FAR)]
    if len([word for word in _WORD.findall(words) if not word.isupper()]) < _LEAST_WORDS:
        return None
    language, probability = language_and_probability(words)
    return language if probability >= _LEAST else None
