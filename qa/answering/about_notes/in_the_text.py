"""Whether one sentence of the running text has every word of a question: then the text is asked, not a note of like words."""

from __future__ import annotations

from qa.index.engine import Scope, Snapshot
from qa.language.stems import content_stems
from qa.types.document import BlockKind

_PASSAGES = 8
_LEAST_WORDS = 3
"""Fewer words stand together by chance, as an outlet and `publish` do."""


def is_told_in_the_text(snapshot: Snapshot, question: str, document: Scope) -> bool:
    """True when a sentence that is no note's has all words of the question that carry meaning."""
    asked = set(content_stems(question))
    if len(asked) < _LEAST_WORDS:
        return False
    found = snapshot.passages([row for row, _ in snapshot.search_words(question, _PASSAGES, document)]).values()
    return any(
        asked <= set(content_stems(span.of(text)))
        for passage in found
        if passage.kind is not BlockKind.NOTE and (text := snapshot.text(passage.doc_id))
        for span in passage.sentences
    )
