"""What a question says that the best sentences do not: a feature for deciding, and what a refusal's reason is made from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answering.named import names_asked, not_named
from qa.answering.question_language import without_stop_words
from qa.language.stems import content_stems
from qa.retrieval import weights
from qa.retrieval.candidates import CandidateSentence
from qa.retrieval.late_interaction import best_matches
from qa.retrieval.prepared_question import PreparedQuestion

_WORD = re.compile(r"\d+(?:[.,]\d+)+|\w+")


def missing_names(question: PreparedQuestion, best: CandidateSentence) -> list[str]:
    """Names and numbers of the question that the best sentence's passage, its context and its document's dates do not contain."""
    return not_named(names_asked(question.text), f"{best.dates} {best.context} {best.passage_text}")


def unmatched_words(question: PreparedQuestion, best: Sequence[CandidateSentence]) -> list[str]:
    """The question's words that no passage of the best sentences has, and none of these sentences comes near in meaning."""
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
    # A rare name is often split into tokens that match nothing, though the passage shown has the very word.
    said = " ".join(f"{candidate.context} {candidate.passage_text}" for candidate in best)
    stems = set(content_stems(said))
    lacking = [w for w in words if not stems & set(content_stems(w)) and w.casefold() not in said.casefold()]
    return without_stop_words(lacking, question.text)


def _whole_word(text: str, start: int, end: int) -> str:
    """The word, or the number with its decimals, around a token."""
    return next((m.group() for m in _WORD.finditer(text) if m.start() <= start < m.end()), text[start:end])
