"""What a question says that the best sentences do not: a feature for deciding, and the reason that a refusal gives."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.language.stems import content_stems, stem
from qa.retrieval import weights
from qa.retrieval.candidates import CandidateSentence
from qa.retrieval.late_interaction import best_matches
from qa.retrieval.prepared_question import PreparedQuestion

# A capital tells a name, but not at the beginning of a sentence.
_NAME_OR_NUMBER = re.compile(r"(?<!^)(?<![.?!] )\b(?:[^\W\d_a-z][\w’'-]+|\d+)\b")
_WORD = re.compile(r"\d+(?:[.,]\d+)+|\w+")
_MOST_NAMED = 4
"""Words that a refusal names."""


def missing_names(question: PreparedQuestion, best: CandidateSentence) -> list[str]:
    """Names and numbers of the question that neither the best sentence's passage nor its context contains."""
    said = set(content_stems(f"{best.context} {best.passage_text}"))
    return [name for name in _NAME_OR_NUMBER.findall(question.text) if stem(name.casefold()) not in said]


def unmatched_words(question: PreparedQuestion, best: Sequence[CandidateSentence]) -> list[str]:
    """The question's words that none of the best sentences speaks of, in any form or near meaning."""
    token_weights = question.token_weights
    if token_weights is None or question.tokens is None:
        return []
    import numpy as np

    nearest = np.zeros(len(token_weights), dtype=np.float32)
    for candidate in best:
        if candidate.tokens is not None and len(candidate.tokens.starts):
            nearest = np.maximum(nearest, best_matches(question, candidate.tokens))
    starts, ends = question.tokens.starts, question.tokens.ends
    words: dict[str, None] = {}
    for start, end, weight, cosine in zip(starts, ends, token_weights, nearest, strict=True):
        if weight > 0 and cosine < weights.MATCHED_WORD:
            words[_whole_word(question.text, int(start), int(end))] = None
    # A rare name is often split into tokens that match nothing, though the sentence has the very word.
    said = {word.casefold() for candidate in best for word in _WORD.findall(candidate.text)}
    return [word for word in words if word.casefold() not in said]


def _whole_word(text: str, start: int, end: int) -> str:
    """The word, or the number with its decimals, around a token."""
    return next((m.group() for m in _WORD.finditer(text) if m.start() <= start < m.end()), text[start:end])


def reason_for_refusal(missing: Sequence[str]) -> str:
    """Why there is no answer, with the question's words that the nearest passages do not speak of."""
    if missing:
        words = ", ".join(f"“{word}”" for word in missing[:_MOST_NAMED])
        return f"The corpus does not answer this: the nearest passages say nothing of {words}."
    return "The corpus does not answer this: the nearest passages are about something else."
