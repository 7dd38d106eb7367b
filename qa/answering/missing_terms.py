"""What a question says that the best sentences do not: a sign that they do not answer, and the reason that a refusal gives."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.language.stems import content_stems, stem
from qa.retrieval.sentence_ranker import Candidate, Question, best_matches, weigh_tokens

_NAME_OR_NUMBER = re.compile(r"(?<!^)(?<![.?!] )\b(?:[^\W\d_a-z][\w’'-]+|\d+)\b")
_WORD = re.compile(r"\d+(?:[.,]\d+)+|\w+")
_FOUND = 0.6
"""A question's word counts as spoken of when a token of the sentence is at least this near to it."""


def lacking(question: Question, best: Candidate) -> list[str]:
    """Names and numbers of the question that neither the best sentence's passage nor its context contains."""
    said = set(content_stems(f"{best.context} {best.passage_text}"))
    return [name for name in _NAME_OR_NUMBER.findall(question.text) if stem(name.casefold()) not in said]


def unspoken(question: Question, best: Sequence[Candidate]) -> list[str]:
    """The question's words that none of the best sentences speaks of, in any form or near meaning."""
    weights = weigh_tokens(question)
    if weights is None or question.tokens is None:
        return []
    import numpy as np

    nearest = np.zeros(len(weights), dtype=np.float32)
    for candidate in best:
        if candidate.tokens is not None and len(candidate.tokens.starts):
            nearest = np.maximum(nearest, best_matches(question, candidate.tokens))
    words: dict[str, None] = {}
    for start, end, weight, cosine in zip(question.tokens.starts, question.tokens.ends, weights, nearest, strict=True):
        if weight > 0 and cosine < _FOUND:
            words[_whole_word(question.text, int(start), int(end))] = None
    said = {word.casefold() for candidate in best for word in _WORD.findall(candidate.text)}
    return [word for word in words if word.casefold() not in said]


def _whole_word(text: str, start: int, end: int) -> str:
    """The word, or the number with its decimals, around a token."""
    return next((m.group() for m in _WORD.finditer(text) if m.start() <= start < m.end()), text[start:end])


def give_reason(missing: Sequence[str]) -> str:
    """Why there is no answer, with the question's words that the nearest passages do not speak of."""
    if missing:
        words = ", ".join(f"“{word}”" for word in missing[:4])
        return f"The corpus does not answer this: the nearest passages say nothing of {words}."
    return "The corpus does not answer this: the nearest passages are about something else."
