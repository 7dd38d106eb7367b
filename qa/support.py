"""A quoted sentence + the source's own text → the sentences in it that back the quote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa.answer import Citation
from qa.cite import Quote, cite

if TYPE_CHECKING:
    from qa.index.read import Snapshot

MIN_COSINE = 0.5
"""Below this, sentences of the encoder share a subject at most. Not calibrated on labelled pairs yet."""
MOST = 2


def find_support(snapshot: Snapshot, quote: str, doc_ids: Sequence[str]) -> tuple[Citation, ...]:
    """Sentences of the held sources that are nearest in meaning to the quote, best first; empty when none is near."""
    vector = snapshot.encoder.encode(quote)
    scored = []
    for doc_id in doc_ids:
        document = snapshot.document(doc_id)
        if document is None:
            continue
        for passage in snapshot.passages_of(doc_id):
            vectors = snapshot.vectors([span.of(document.text) for span in passage.sentences])
            for span in passage.sentences:
                stored = vectors.get(span.of(document.text))
                if stored is not None and (score := float(stored[0] @ vector)) >= MIN_COSINE:
                    scored.append((score, Quote(passage, span), document))
    scored.sort(key=lambda entry: -entry[0])
    return tuple(cite(quote, document, snapshot.sources(document.doc_id)) for _, quote, document in scored[:MOST])
