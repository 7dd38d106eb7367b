"""What a question says that the best sentences do not: a feature for deciding, and what a refusal's reason is made from."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answering.named import names_asked, not_named
from qa.language.en.question_words import ASKED_HOW, ASKED_KIND
from qa.language.stems import content_stems
from qa.regex import regex
from qa.retrieval import weights
from qa.retrieval.candidates import CandidateSentence
from qa.retrieval.late_interaction import best_matches
from qa.retrieval.prepared_question import PreparedQuestion

_WORD = regex(r"\d+(?:[.,]\d+)+|\w+")


def missing_names(question: PreparedQuestion, best: CandidateSentence) -> list[str]:
    """Names and numbers of the question that the best sentence's passage lacks, and so do title, headings and dates above it."""
    return not_named(names_asked(question.text), f"{best.dates} {best.title} {best.context} {best.passage_text}")


def unmatched_words(question: PreparedQuestion, best: Sequence[CandidateSentence]) -> list[str]:
    """The question's words that no passage of the best sentences has, and none of these sentences comes near in meaning."""
    words = [word for word, nearest in _nearness(question, best).items() if nearest < weights.MATCHED_WORD]
    # A rare name is often split into tokens that match nothing, though the passage shown has the very word.
    said = " ".join(f"{candidate.context} {candidate.passage_text}" for candidate in best)
    stems = set(content_stems(said))
    return [w for w in words if not stems & set(content_stems(w)) and w.casefold() not in said.casefold()]


def lacking_words(question: PreparedQuestion, sentence: CandidateSentence) -> list[str]:
    """The question's words that a sentence has not, nor one near in meaning; but for those that say what kind is asked."""
    kind = ASKED_KIND | {word.casefold() for word in ASKED_HOW.findall(question.text)}
    nearness = _nearness(question, [sentence])
    words = [word for word in nearness if word.casefold() not in kind and nearness[word] < weights.NEAR_WORD]
    stems = set(content_stems(sentence.text))
    return not_named([word for word in words if not stems & set(content_stems(word))], sentence.text)


def _nearness(question: PreparedQuestion, sentences: Sequence[CandidateSentence]) -> dict[str, float]:
    """Each of the question's words of meaning, with the cosine of the nearest token of some sentences."""
    token_weights = question.token_weights
    if token_weights is None or question.tokens is None:
        return {}
    import numpy as np

    nearest = np.full(len(token_weights), 0.0, dtype=np.float32)
    for sentence in sentences:
        if sentence.tokens is not None and len(sentence.tokens):
            nearest = np.maximum(nearest, best_matches(question, sentence.tokens))
    starts, ends = question.tokens.starts, question.tokens.ends
    words: dict[str, float] = {}
    for start, end, weight, cosine in zip(starts, ends, token_weights, nearest, strict=True):
        if weight > 0:
            word = _whole_word(question.text, int(start), int(end))
            words[word] = min(float(cosine), words.get(word, 1.0))
    return words


def _whole_word(text: str, start: int, end: int) -> str:
    """The word, or the number with its decimals, around a token."""
    return next((m.group() for m in _WORD.finditer(text) if m.start() <= start < m.end()), text[start:end])
