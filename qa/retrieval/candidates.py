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
    from qa.index.engine import Snapshot

    Vector = NDArray[np.float32]

_LEAST_TITLE = 3
"""Words of a title that is not met by chance."""
_HEAD = 600
"""Characters of a document's beginning in which its date stands, if it says one."""


@dataclass(frozen=True, slots=True)
class CandidateSentence:
    """A sentence that may answer, with its surroundings and their vectors."""

    text: str
    passage_text: str
    vector: Vector
    passage_vector: Vector
    tokens: Vector | None
    """Its tokens as read in the passage, (tokens, dimension), each of length 1."""
    pooled: Vector | None
    """(2, dimension): the mean of its tokens as read in the passage, and of those of it and its neighbours, of length 1."""
    context: str
    """Headings and, for a quotation, its speaker."""
    is_note: bool
    is_source: bool
    """True when the document is the text of a source."""
    title: str = ""
    """Of its document."""
    dates: str = ""
    """Those at the head of its document, where it says of when it is."""
    names_work: bool = False
    """True for a sentence of a note with the title of a work: who wrote it, and what it is called, is no statement."""


def collect_candidates(snapshot: Snapshot, hits: Sequence[Hit]) -> tuple[list[Quote], list[CandidateSentence]]:
    """Every sentence of the hits with its stored vectors, in the hits' order."""

    def make(passages: list[Passage]) -> list[list[CandidateSentence]]:
        return _candidates_of(snapshot, passages)

    passages = [hit.passage for hit in hits if snapshot.text(hit.passage.doc_id)]
    found = snapshot.remembered("candidates", passages, make)
    quotes = [Quote(passage, span) for passage in passages for span in passage.sentences]
    return quotes, [candidate for of_passage in found for candidate in of_passage]


def _candidates_of(snapshot: Snapshot, passages: Sequence[Passage]) -> list[list[CandidateSentence]]:
    """The sentences of each passage."""
    texts = {doc_id: text for doc_id in {p.doc_id for p in passages} if (text := snapshot.text(doc_id))}
    spans = [span.of(texts[p.doc_id]) for p in passages for span in (p.span, *p.sentences)]
    vectors = snapshot.vectors(spans)
    infos = {info.doc_id: info for info in snapshot.documents()}
    dates = {doc_id: " ".join(DATE.findall(text[:_HEAD])) for doc_id, text in texts.items()}
    found = []
    for passage in passages:
        text, info = texts[passage.doc_id], infos[passage.doc_id]
        whole = passage.span.of(text)
        passage_vector, tokens = vectors[whole]
        titles = _titles(snapshot, passage)
        found.append(
            [
                CandidateSentence(
                    text=span.of(text),
                    passage_text=whole,
                    vector=vectors[span.of(text)][0],
                    passage_vector=passage_vector,
                    tokens=_tokens_of(passage, tokens, i, i).units() if tokens else None,
                    pooled=_pooled(passage, tokens, i) if tokens else None,
                    context=passage.context,
                    is_note=passage.kind is BlockKind.NOTE,
                    is_source=info.kind is DocumentKind.SOURCE,
                    title=info.title,
                    dates=dates[passage.doc_id],
                    names_work=any(title in span.of(text) for title in titles),
                )
                for i, span in enumerate(passage.sentences)
            ]
        )
    return found


def _titles(snapshot: Snapshot, passage: Passage) -> list[str]:
    """Of the works that the notes of a passage's document name; none where it is no note, or of a word or two."""
    if passage.kind is not BlockKind.NOTE:
        return []
    titles = [source.title for source in snapshot.sources(passage.doc_id) if source.title and not source.is_comment]
    return [title for title in titles if len(title.split()) >= _LEAST_TITLE]


def _tokens_of(passage: Passage, tokens: TokenVectors, first: int, last: int) -> TokenVectors:
    """Tokens of the sentences `first` to `last`, as far as there are such; places of tokens count from the passage's start."""
    start, spans = passage.span.start, passage.sentences
    return tokens.between(spans[max(first, 0)].start - start, spans[min(last, len(spans) - 1)].end - start)


def _pooled(passage: Passage, tokens: TokenVectors, i: int) -> Vector:
    import numpy as np

    found: Vector = np.stack([_tokens_of(passage, tokens, i - n, i + n).mean() for n in (0, 1)])
    return found
