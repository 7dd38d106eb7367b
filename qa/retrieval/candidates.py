"""Hits → the sentences that may answer, each with its stored vectors and what is known of its surroundings."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from qa.retrieval.sentence_ranker import Candidate
from qa.types.document import BlockKind
from qa.types.passage import Hit, Passage, Quote

if TYPE_CHECKING:
    from qa.embed.tokens import TokenVectors
    from qa.index.read import Snapshot


def collect(snapshot: Snapshot, hits: Sequence[Hit]) -> tuple[list[Quote], list[Candidate]]:
    """Every sentence of the hits with its stored vectors, in the hits' order."""
    found: list[tuple[Passage, str]] = []
    for hit in hits:
        document = snapshot.document(hit.passage.doc_id)
        if document is not None:
            found.append((hit.passage, document.text))
    spans = [span.of(text) for passage, text in found for span in (passage.span, *passage.sentences)]
    vectors = snapshot.vectors(spans)
    sources = {row["doc_id"] for row in snapshot.document_rows() if row["kind"] == "source"}
    quotes, candidates = [], []
    for passage, text in found:
        whole = passage.span.of(text)
        passage_vector, tokens = vectors[whole]
        for i, span in enumerate(passage.sentences):
            quotes.append(Quote(passage, span))
            candidates.append(
                Candidate(
                    text=span.of(text),
                    passage_text=whole,
                    vector=vectors[span.of(text)][0],
                    passage_vector=passage_vector,
                    tokens=_tokens_of(passage, tokens, i, i),
                    window_tokens=_tokens_of(passage, tokens, max(i - 1, 0), min(i + 1, len(passage.sentences) - 1)),
                    context=passage.context,
                    is_note=passage.kind is BlockKind.NOTE,
                    is_source=passage.doc_id in sources,
                )
            )
    return quotes, candidates


def _tokens_of(passage: Passage, tokens: TokenVectors | None, first: int, last: int) -> TokenVectors | None:
    """Tokens of the sentences `first` to `last`; places of tokens count from the passage's start."""
    if tokens is None:
        return None
    start = passage.span.start
    return tokens.between(passage.sentences[first].start - start, passage.sentences[last].end - start)


def inverse_document_frequency(snapshot: Snapshot) -> Callable[[str], float]:
    """BM25's weight of a word over the corpus's passages; a word is looked up once a question."""

    def weight(word: str) -> float:
        total, counts = snapshot.word_counts([word])
        return math.log(1 + (total - counts[word] + 0.5) / (counts[word] + 0.5))

    return weight
