"""A statement + the sentences that were found → whether what comes nearest says it, or says otherwise, in other words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qa.answering.extract import Extraction
from qa.citation.agreement.judge import Window
from qa.citation.agreement.polarity import Clash
from qa.citation.support import WeighedSource, sentences_in, weigh_sentences, window_at
from qa.citation.verdict_model import VerdictFeatures, support_probability, verdict_features
from qa.index.engine import Snapshot
from qa.reader.statements import ReadPassages
from qa.types.document import Document
from qa.types.passage import Passage, Quote

LEAST_FOR, LEAST_AGAINST = 1.35, 0.8
"""Log odds from which a passage is told to say what is stated: of the support read there and of the best sentence's answering,
together; and mean log odds from which it is told to say otherwise. Chosen on half of 400 claims of SciFact's: docs/FIGURES.md."""
_MOST_DOCUMENTS = 2
"""Texts of which passages are read: those with the best sentences."""


class Stance(StrEnum):
    """What the nearest passages make of a statement."""

    SAYS = "says"
    SAYS_OTHERWISE = "says otherwise"


@dataclass(frozen=True, slots=True)
class ReadStatement:
    """The sentence that comes nearest, and what was read there."""

    quote: Quote
    stance: Stance
    clashes: tuple[Clash, ...]
    """What the two say differently, as far as single words tell."""
    window: Window
    """The sentence with its neighbours."""


def read_statement(snapshot: Snapshot, statement: str, found: Extraction, read: ReadPassages) -> ReadStatement | None:
    """What the first of the texts with the best sentences says that says something of it; None where none does."""
    vector, tokens = snapshot.encoder.encode(statement), snapshot.encoder.encode_tokens(statement)
    for document, passages in _texts(snapshot, found.ranked):
        entries = sentences_in(snapshot, document, passages)
        if entries:
            weighed = weigh_sentences(statement, vector, tokens, document, entries, document.title)
            features = verdict_features(weighed.weighed, weighed.scores, read(statement, weighed.passages(document)))
            if stance := _stance(features, found.confidence):
                window = window_at(document, [quote.span for quote, _ in entries], weighed.best)[0]
                return ReadStatement(entries[weighed.best][0], stance, _clashes(weighed), window)
    return None


def _clashes(weighed: WeighedSource) -> tuple[Clash, ...]:
    judged = weighed.weighed.sentences
    return judged[0][1].clashes if judged else ()


def _texts(snapshot: Snapshot, ranked: Sequence[Quote]) -> Iterator[tuple[Document, Sequence[Passage]]]:
    """The texts with the best sentences, and of each the passages that were found, in its order."""
    own: dict[str, dict[int, Passage]] = {}
    for quote in ranked:
        own.setdefault(quote.passage.doc_id, {})[quote.passage.span.start] = quote.passage
    for doc_id, passages in list(own.items())[:_MOST_DOCUMENTS]:
        if document := snapshot.document(doc_id):
            yield document, [passages[start] for start in sorted(passages)]


def _stance(features: VerdictFeatures, confidence: float) -> Stance | None:
    if features.against >= LEAST_AGAINST:
        return Stance.SAYS_OTHERWISE
    says = _log_odds(support_probability(features)) + _log_odds(confidence)
    return Stance.SAYS if says >= LEAST_FOR else None


def _log_odds(probability: float) -> float:
    kept = min(max(probability, 1e-3), 1 - 1e-3)
    return math.log(kept / (1 - kept))
