"""A quoted sentence + the source's own text → the sentences in it that back the quote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.citation.cite import cite
from qa.citation.support_model import SourceSentence, support_scores
from qa.types.answer import Citation, LinkKind
from qa.types.document import BlockKind, Document
from qa.types.passage import Passage, Quote

if TYPE_CHECKING:
    from qa.embed.tokens import TokenVectors
    from qa.index.read import Snapshot

MOST_SUPPORT = 2
"""Sentences of held sources that are shown for one quote."""


def add_support(snapshot: Snapshot, citation: Citation, held: Mapping[str, str]) -> Citation:
    """The citation with the passages that back it in the sources on it, those in which none does, and whose text it is.

    `held` says which document holds a source's full text.
    """
    own = tuple(source for source, document in held.items() if document == citation.document)
    citation = replace(citation, source_of=own) if own else citation
    # Only a marker on the quote promises that its source says this; a note's own text is about the source, not from it.
    backing = {x.source: held[x.source] for x in citation.footnotes if x.link is LinkKind.MARKER and x.source in held}
    if not backing:
        return citation
    support = find_support(snapshot, citation.quote, list(dict.fromkeys(backing.values())))
    found = {passage.document for passage in support}
    unbacked = tuple(source for source, document in backing.items() if document not in found)
    return replace(citation, support=support, unbacked=unbacked)


def find_support(snapshot: Snapshot, quote: str, doc_ids: Sequence[str]) -> tuple[Citation, ...]:
    """Sentences of the held sources that back the quote, best first; empty when none does."""
    vector, tokens = snapshot.encoder.encode(quote), snapshot.encoder.encode_tokens(quote)
    found: list[tuple[float, Quote, Document]] = []
    for document in (snapshot.document(doc_id) for doc_id in dict.fromkeys(doc_ids)):
        entries = list(_sentences(snapshot, document)) if document else []
        if document and entries:
            # Scored document by document, since words are weighed within one; the scores are log odds, and compare across them.
            scores = support_scores(quote, vector, tokens, [sentence for _, sentence in entries])
            found += [
                (float(score), where, document) for score, (where, _) in zip(scores, entries, strict=True) if score >= 0
            ]
    found.sort(key=lambda entry: -entry[0])
    return tuple(
        cite(where, document, snapshot.sources(document.doc_id)) for _, where, document in found[:MOST_SUPPORT]
    )


def _sentences(snapshot: Snapshot, document: Document) -> Iterator[tuple[Quote, SourceSentence]]:
    """The sentences of a document's running text, in reading order, with their stored vectors; not its notes."""
    # A source's notes name other works; they state nothing that could back the claim.
    passages = [p for p in snapshot.passages_of(document.doc_id) if p.kind is not BlockKind.NOTE]
    texts = dict.fromkeys(span.of(document.text) for passage in passages for span in (passage.span, *passage.sentences))
    stored = snapshot.vectors(list(texts))
    for passage in passages:
        whole = stored.get(passage.span.of(document.text))
        for i, span in enumerate(passage.sentences):
            text = span.of(document.text)
            if text in stored:
                tokens = whole[1] if whole else None
                yield Quote(passage, span), SourceSentence(text, stored[text][0], *_tokens(passage, i, tokens))


def _tokens(passage: Passage, i: int, tokens: TokenVectors | None) -> tuple[TokenVectors | None, TokenVectors | None]:
    """The tokens of the passage's sentence `i`, and those with its neighbours."""
    if tokens is None:
        return None, None
    start, spans = passage.span.start, passage.sentences
    first, last = spans[max(i - 1, 0)], spans[min(i + 1, len(spans) - 1)]
    return (
        tokens.between(spans[i].start - start, spans[i].end - start),
        tokens.between(first.start - start, last.end - start),
    )
