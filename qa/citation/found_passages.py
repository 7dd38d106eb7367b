"""Found passages, each with its footnotes and what their sources are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qa.citation.cite import cite
from qa.types.json_form import json_of
from qa.types.passage import Hit, Quote

if TYPE_CHECKING:
    from qa.index.read import Snapshot


def hit_to_dict(snapshot: Snapshot, hit: Hit) -> dict[str, Any]:
    """A found passage as plain values, with its footnotes and what their sources are."""
    passage = hit.passage
    document = snapshot.document(passage.doc_id)
    assert document is not None, passage.doc_id
    sources = {source.source_id: source for source in snapshot.sources(passage.doc_id)}
    citation = cite(Quote(passage, passage.span), document, tuple(sources.values()))
    return {
        "id": passage.passage_id,
        "text": citation.quote,
        "document": passage.doc_id,
        "title": snapshot.title(passage.doc_id),
        "start": passage.span.start,
        "end": passage.span.end,
        "kind": passage.kind.value,
        "heading_path": list(passage.heading_path),
        "context": json_of(citation.context),
        "footnotes": json_of(citation.footnotes),
        "sources": [
            {"id": x.source, "reference": sources[x.source].reference, "holding": sources[x.source].holding.value}
            for x in citation.footnotes
        ],
        "score": hit.score,
    }
