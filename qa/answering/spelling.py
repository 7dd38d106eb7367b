"""A question with words that the corpus does not have → the questions that may be meant."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from qa.answering.about_notes.residue import is_empty
from qa.retrieval.spelling import NearWord, UnknownWord, is_certain, unknown_words

if TYPE_CHECKING:
    from qa.index.engine import Snapshot

_MOST = 3
"""Readings that are offered."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a question is read, word by word."""

    text: str
    """The question that is answered."""
    corrected: bool
    """True when that is another than was put: only one reading fits."""
    others: tuple[str, ...] = ()
    """Readings that fit as well, or might."""
    doubted: bool = False
    """True when a word for which there are others is hardly one itself; a right word that the corpus lacks is not doubted."""


def read_spelling(snapshot: Snapshot, question: str) -> Spelling:
    """The question as it is, or with the one word for each misspelling that fits; where several might, they are offered."""
    # “Which notes cite …” is not misspelt, though no document says “cite”.
    unknown = [word for word in unknown_words(snapshot, question) if not is_empty(word.text)]
    if not unknown:
        return Spelling(question, False)
    words = {word.text for word in unknown if _is_one_token(snapshot, word.text)}
    certain = [word for word in unknown if is_certain(word, is_word=word.text in words)]
    text = _with(question, [(word, word.near[0]) for word in certain])
    doubtful = [word for word in unknown if word not in certain]
    choices = product(*(word.near for word in unknown)) if doubtful else ()
    others = dict.fromkeys(_with(question, list(zip(unknown, near, strict=True))) for near in choices)
    doubted = any(word.text not in words for word in doubtful)
    return Spelling(text, bool(certain), tuple(others)[:_MOST], doubted)


def _with(question: str, words: list[tuple[UnknownWord, NearWord]]) -> str:
    for word, near in reversed(words):
        question = question[: word.start] + near.text + question[word.end :]
    return question


def _is_one_token(snapshot: Snapshot, word: str) -> bool:
    """True for a word that the encoder's vocabulary has whole: it is spelt right, whatever the corpus has."""
    tokens = snapshot.encoder.encode_tokens(word.lower())
    return tokens is None or len(tokens.starts) <= 1
