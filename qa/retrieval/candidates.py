"""Hits → the sentences that may answer, each with its stored vectors and what is known of its surroundings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.language.en.dates import DATE
from qa.types.document import BlockKind, DocumentKind
from qa.types.passage import Hit, Passage, Quote

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qa.embed.tokens import TokenVectors
    from qa.index.read import Snapshot

    Vector = NDArray[np.float32]

_HEAD = 600
"""Characters of a document's beginning in which its date stands, if it says one."""


@dataclass(frozen=True, slots=True)
class CandidateSentence:
    """A sentence that may answer, with its surroundings and their vectors."""

    text: str
    passage_text: str
    vector: Vector
    passage_vector: Vector
    tokens: TokenVectors | None
    """Its tokens as read in the passage."""
    window_tokens: TokenVectors | None
    """Its tokens and its neighbours'."""
    context: str
    """Headings and, for a quotation, its speaker."""
    is_note: bool
    is_source: bool
    """True when the document is the text of a source."""
    title: str = ""
    """Of its document."""
    dates: str = ""
    """Those at the head of its document, where it says of when it is."""


def collect_candidates(snapshot: Snapshot, hits: Sequence[Hit]) -> tuple[list[Quote], list[CandidateSentence]]:
    """Every sentence of the hits with its stored vectors, in the hits' order."""
    found: list[tuple[Passage, str]] = []
    of = {hit.passage.doc_id for hit in hits}
    for hit in hits:
        document = snapshot.document(hit.passage.doc_id)
        if document is not None:
            found.append((hit.passage, document.text))
    spans = [span.of(text) for passage, text in found for span in (passage.span, *passage.sentences)]
    vectors = snapshot.vectors(spans)
    infos = {info.doc_id: info for info in snapshot.documents()}
    dates = {doc_id: _dates_of(snapshot, doc_id) for doc_id in of}
    quotes, candidates = [], []
    for passage, text in found:
        whole = passage.span.of(text)
        passage_vector, tokens = vectors[whole]
        for i, span in enumerate(passage.sentences):
            quotes.append(Quote(passage, span))
            candidates.append(
                CandidateSentence(
                    text=span.of(text),
                    passage_text=whole,
                    vector=vectors[span.of(text)][0],
                    passage_vector=passage_vector,
                    tokens=_tokens_of(passage, tokens, i, i),
                    window_tokens=_tokens_of(passage, tokens, max(i - 1, 0), min(i + 1, len(passage.sentences) - 1)),
                    context=passage.context,
                    is_note=passage.kind is BlockKind.NOTE,
                    is_source=infos[passage.doc_id].kind is DocumentKind.SOURCE,
                    title=infos[passage.doc_id].title,
                    dates=dates[passage.doc_id],
                )
            )
    return quotes, candidates


def _dates_of(snapshot: Snapshot, doc_id: str) -> str:
    """The dates in the first lines of a document."""
    document = snapshot.document(doc_id)
    return " ".join(DATE.findall(document.text[:_HEAD])) if document else ""


def _tokens_of(passage: Passage, tokens: TokenVectors | None, first: int, last: int) -> TokenVectors | None:
    """Tokens of the sentences `first` to `last`; places of tokens count from the passage's start."""
    if tokens is None:
        return None
    start = passage.span.start
    return tokens.between(passage.sentences[first].start - start, passage.sentences[last].end - start)
